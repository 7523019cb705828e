"""The same work for many things, in several processes that share what they need for it.

What comes out is that of one process, in the same order.
"""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ItemT = TypeVar("ItemT")
SharedT = TypeVar("SharedT")
ResultT = TypeVar("ResultT")

_ENDING = (signal.SIGINT, signal.SIGTERM)


class ElsewhereError(Exception):
    """What ended the work in another process: the cause of the error that is raised in this one."""

    def __init__(self, calls: Sequence[tuple[str, int, str]] = ()) -> None:
        super().__init__()
        # The calls that led there, the last one last: module, line and function.
        self.calls = calls


def in_processes(
    work: Callable[[SharedT, ItemT], ResultT], shared: SharedT, things: Sequence[ItemT], jobs: int, at_once: int
) -> Iterator[ResultT]:
    """What comes of each thing, in their order: `work` is given what is shared, and the thing.

    Each process is given so many things `at_once`, the work on which should take longer than to start a process: where
    there are no more than that, there is one process. So it is, too, where the system can't fork one. When no more is
    asked for, or after Ctrl+C, the processes end at once.

    Raises:
        ElsewhereError: a process has ended before its work was done.
        Exception: what `work` raises, with an ElsewhereError as its cause when that was in another process.
    """
    shares = [things[n : n + at_once] for n in range(0, len(things), at_once)]
    jobs = min(jobs, len(shares))
    if jobs <= 1 or not hasattr(os, "fork"):
        yield from (work(shared, thing) for thing in things)
        return
    # Imported here: an app that starts has one process.
    from multiprocessing.connection import wait

    numbers = iter(range(len(shares)))
    at: dict[Any, int] = {}
    done: dict[int, tuple[list[ResultT], Exception | None]] = {}
    with _started(jobs, _serve, work, shared, shares) as pipes:
        free: Any = pipes
        for n in range(len(shares)):
            while n not in done:
                for pipe, number in zip(free, numbers, strict=False):
                    at[pipe] = number
                    # That a process has ended is found below.
                    with suppress(ConnectionError):
                        pipe.send(number)
                free = wait(at)
                for pipe in free:
                    done[at.pop(pipe)] = _received(pipe)
            results, error = done.pop(n)
            yield from results
            if error:
                raise error


@contextmanager
def _started(jobs: int, serve: Callable[..., None], *given: Any) -> Iterator[list[Connection]]:
    """Processes that serve, each at the end of its pipe, until they are sent None. After an error they are killed.

    They are no ProcessPoolExecutor, which can only wait for work that was begun, and whose thread may come into the way
    of the interpreter's end.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    processes, pipes = [], []
    try:
        for _ in range(jobs):
            pipe, theirs = context.Pipe()
            pipes.append(pipe)
            process = context.Process(target=serve, args=(theirs, *given), daemon=True)
            # Ctrl+C and the end wait until the process is known here, and knows what they mean for it.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
            try:
                with warnings.catch_warnings():
                    # Threads of libraries are no matter: the processes have none of their work to do.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    process.start()
                processes.append(process)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
            theirs.close()
        yield pipes
        for pipe in pipes:
            with suppress(ConnectionError):
                pipe.send(None)
        for process in processes:
            process.join()
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
        for pipe in pipes:
            pipe.close()


def _received(pipe: Connection) -> tuple[list[Any], Exception | None]:
    """What came of the things of a share, and the error that ended the work on them."""
    try:
        results, error, calls = pickle.loads(pipe.recv_bytes())
    except (EOFError, ConnectionError):
        return [], ElsewhereError()
    if error:
        error.__cause__ = ElsewhereError(calls)
    return results, error


def _serve(
    pipe: Connection, work: Callable[[SharedT, ItemT], ResultT], shared: SharedT, shares: Sequence[Sequence[ItemT]]
) -> None:
    from threading import Thread

    # Ctrl+C reaches all processes of a terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it does when it is told to end is the first one's, too.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    Thread(target=_end_with_the_first, daemon=True).start()
    for number in iter(pipe.recv, None):
        results: list[ResultT] = []
        try:
            for thing in shares[number]:
                results.append(work(shared, thing))  # noqa: PERF401 - those before an error are kept
            answer = pickle.dumps((results, None, ()))
        except Exception as error:  # noqa: BLE001 - whatever it is, the first process raises it
            answer = _failed(results, error)
        pipe.send_bytes(answer)


def _failed(results: list[Any], error: Exception) -> bytes:
    """What came of the things before the one at which the work failed, with the error and its calls."""
    from traceback import walk_tb

    calls: list[tuple[str, int, str]] = []
    cause: BaseException | None = error
    while cause is not None:
        frames = walk_tb(cause.__traceback__)
        calls[:0] = [(frame.f_globals.get("__name__", "?"), line, frame.f_code.co_name) for frame, line in frames]
        cause = cause.__cause__ or cause.__context__
    try:
        answer = pickle.dumps((results, error, calls))
        pickle.loads(answer)
    except Exception:  # noqa: BLE001 - an error may be anything, and its place is told all the same
        answer = pickle.dumps(([], ElsewhereError(), calls))
    return answer


def _end_with_the_first() -> None:
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)
