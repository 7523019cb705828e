"""Work on a large archive that is kept is done by another process, which answers as this one would."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest
from msgspec.structs import replace

from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot
from explorer.sources import sources_matrix
from explorer.stats import overview
from explorer.store import keep, other_process, read_kept
from explorer.store.kept_index import kept_index
from explorer.store.other_process import answer, indexed, proposed
from explorer.topics.proposing import MOST, propose


def nothing() -> None:
    """Pause for nobody."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: Snapshot) -> Snapshot:
    """The example, which is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    keep(shipped)
    return read_kept(shipped.root)


@pytest.mark.parametrize(
    ("what", "counted"),
    [
        ("overview", lambda each: overview(each.archive, each.verifications)),
        ("sources", lambda each: sources_matrix(each.archive, each.verifications, each.reports)),
    ],
)
def test_what_is_counted_there_is_what_is_counted_here(
    kept: Snapshot, what: str, counted: Callable[[Snapshot], object]
) -> None:
    assert counted(kept) == answer(what, kept.root, kept.kept, nothing)


def test_the_index_that_is_made_there_is_kept_for_the_next_start(kept: Snapshot) -> None:
    assert kept_index(kept) is None
    index = indexed(kept, nothing)
    assert index is not None
    assert SearchIndex.of(kept).search("taiwan").refs == index.search("taiwan").refs
    assert kept_index(kept) is not None


def test_the_same_topics_are_proposed_whether_the_archive_is_still_kept_or_not(kept: Snapshot) -> None:
    here = propose(kept, MOST)
    assert here
    assert here == proposed(kept, kept.kept, nothing)
    assert here == proposed(kept, "another store", nothing)


@pytest.mark.parametrize("store", ["", "another"])
def test_of_another_store_there_is_no_answer(kept: Snapshot, store: str) -> None:
    assert answer("overview", kept.root, store, nothing) is None


def test_where_no_process_can_be_started_there_is_no_answer(kept: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where too many run, or this one's Python was replaced by another."""
    monkeypatch.setattr(sys, "executable", str(kept.root / "no-python"))
    assert answer("overview", kept.root, kept.kept, nothing) is None
    assert propose(kept, MOST) == proposed(kept, kept.kept, nothing)


@pytest.mark.usefixtures("talking")
def test_what_a_python_writes_when_it_starts_is_no_answer(kept: Snapshot) -> None:
    assert answer("overview", kept.root, kept.kept, nothing) == overview(kept.archive, kept.verifications)


def test_work_that_is_no_longer_wanted_ends_with_its_process(kept: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        pass

    def end() -> None:
        raise Enough

    processes: list[Popen[bytes]] = []
    started = other_process.started

    @contextmanager
    def noted(*_: str) -> Iterator[Popen[bytes]]:
        with started("code") as process:  # which waits for what is typed, and so never ends by itself
            processes.append(process)
            yield process

    monkeypatch.setattr(other_process, "started", noted)
    with pytest.raises(Enough):
        answer("overview", kept.root, kept.kept, end)
    assert [-signal.SIGKILL] == [each.returncode for each in processes]


def test_what_is_typed_to_end_the_program_that_has_the_terminal_does_not_reach_the_process(kept: Snapshot) -> None:
    """As in an editor that the app has left the terminal to: Ctrl+C is sent to all processes of a group."""
    with other_process.started(other_process.__name__, "overview", str(kept.root), kept.kept) as process:
        assert os.getpgid(process.pid) != os.getpgrp()


def test_the_process_ends_with_the_one_that_started_it(kept: Snapshot) -> None:
    with other_process.started(other_process.__name__, "overview", str(kept.root), kept.kept) as process:
        assert process.stdin
        process.send_signal(signal.SIGSTOP)
        process.stdin.close()
        process.send_signal(signal.SIGCONT)
        assert process.wait() is not None


def test_no_process_is_started_for_an_index_that_would_not_be_used(
    kept: Snapshot, shipped: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where checks failed: such an archive is read again at each start, though it is kept."""

    def never(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(other_process, "started", never)
    assert indexed(replace(shipped, kept=kept.kept), nothing) is None
