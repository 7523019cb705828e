"""What several processes make is what one makes, and nothing of them is left when they are no longer wanted."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

import pytest

from explorer.processes import ElsewhereError, Processes, Work

REFS = [f"quote/{n}" for n in range(700)]


def written(shared: dict[str, str], ref: str) -> str:
    return f"{shared['archive']}/{ref}"


def test_several_processes_write_the_same_in_the_same_order() -> None:
    shared = {"archive": "pier"}
    assert [f"pier/{ref}" for ref in REFS] == list(Processes(2).each(Work(written, str), shared, REFS, 50))
    assert [f"pier/{ref}" for ref in REFS] == list(Processes(1).each(Work(written), shared, REFS, 50))


def test_nothing_runs_when_all_is_done() -> None:
    """A thread that was left would be at work while the interpreter ends."""
    before = threading.enumerate()
    assert 700 == len(list(Processes(3).each(Work(written), {"archive": "pier"}, REFS, 50)))
    assert ([], before) == (multiprocessing.active_children(), threading.enumerate())


def never_ending(_: None, n: int) -> int:
    if n:
        time.sleep(3600)
    return n


def test_processes_end_at_once_when_no_more_is_asked_for() -> None:
    each = Processes(3).each(Work(never_ending), None, [0, 1, 2, 3], 1)
    assert 0 == next(each)
    assert 2 <= len(multiprocessing.active_children())
    each.close()  # type: ignore[attr-defined]
    assert [] == multiprocessing.active_children()


INTERRUPTED = """
import os, sys, time
from pathlib import Path
from explorer.processes import Processes, Work

def work(folder, n):
    (folder / str(os.getpid())).touch()
    time.sleep(3600)

list(Processes(2).each(Work(work), Path(sys.argv[1]), [1, 2], 1))
"""


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_the_first(tmp_path: Path, by: signal.Signals) -> None:
    """However it ends. Ctrl+C goes to all of them: nothing but the traceback of the first one is written."""
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, process_group=0) as first:
        while 2 != len(list(tmp_path.iterdir())):
            time.sleep(0.01)
        if by is signal.SIGINT:
            os.killpg(first.pid, by)
        else:
            first.send_signal(by)
        # What they all may write ends when the last of them is gone.
        told = first.communicate(timeout=60)[1].decode()
    assert (-by, by is signal.SIGINT) == (first.returncode, "Traceback" in told)
    assert 2 > told.count("Traceback")


class TellingError(Exception):
    """An error that can't be carried from one process to another."""

    def __init__(self, *, place: str) -> None:
        super().__init__(place)

    def __reduce__(self) -> NoReturn:
        """Otherwise it could be, where a library that carries errors with their calls is imported."""
        raise TypeError


def failing(error: Exception, n: int) -> int:
    if n == 2:
        raise error
    return n


@pytest.mark.parametrize(
    ("error", "raised"),
    [(OSError(28, "full"), OSError), (TellingError(place="here"), ElsewhereError)],
)
def test_an_error_in_another_process_comes_at_its_place(error: Exception, raised: type[Exception]) -> None:
    each = Processes(2).each(Work(failing), error, [0, 1, 2, 3], 1)
    assert [0, 1] == [next(each), next(each)]
    with pytest.raises(raised) as caught:
        next(each)
    cause = caught.value.__cause__
    assert isinstance(cause, ElsewhereError)
    assert "failing" == cause.calls[-1][2]
    assert [] == multiprocessing.active_children()


def killing(first: int, n: int) -> tuple[int, int]:
    """What any other process than the first one dies of, each time at some things."""
    if n % 3 == 0 and os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return n, n * n


@pytest.mark.parametrize("result", [None, tuple[int, int]])
def test_a_process_that_is_killed_costs_nothing_of_what_it_had_to_do(result: object) -> None:
    """Others do it, and this one, when there is no other."""
    numbers = list(range(20))
    each = Processes(3).each(Work(killing, result), os.getpid(), numbers, 2)
    assert [(n, n * n) for n in numbers] == list(each)
    assert [] == multiprocessing.active_children()


def test_half_a_surrogate_pair_comes_back_as_it_is() -> None:
    """A file's name may have one, and msgpack can't."""
    names = ["pier", "p\udcffer", "ferry"]
    assert [f"x/{name}" for name in names] == list(Processes(2).each(Work(written, str), {"archive": "x"}, names, 1))
