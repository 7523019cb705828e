"""Doing the same work for many things in several processes, with the results in the same order as in one process.

An `Executor` decides where: in processes of this machine that share their input, or in those of a cluster, to which it
is sent (`cluster`). A process that is killed only costs time: its share is done again. A `Shard` is the part of such
work that one of several machines does, determined by the paths of files alone.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import signal
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager, suppress
from itertools import chain, islice
from math import ceil
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec


class Shard(msgspec.Struct, frozen=True):
    """The part with this `number`, from 1, of a number `of` parts. Every machine finds the same files in it."""

    number: int
    of: int

    def has(self, path: str) -> bool:
        """Whether a file belongs to this part."""
        digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ItemT = TypeVar("ItemT")
SharedT = TypeVar("SharedT")
ResultT = TypeVar("ResultT")

_ENDING = (signal.SIGINT, signal.SIGTERM)
# Collect garbage after this many new objects: reading creates very many objects and little garbage.
_RARELY = 20_000


class ElsewhereError(Exception):
    """The exception in another process that ended the work: the cause of the error that is raised in this one."""

    def __init__(self, calls: Sequence[tuple[str, int, str]] = ()) -> None:
        super().__init__()
        # The traceback, innermost call last: module, line and function.
        self.calls = calls


class File(msgspec.Struct, frozen=True):
    """A file that work needs: its path (relative to the archive unless absolute), and the SHA-256 of its bytes."""

    path: str
    sha256: str


class Away(msgspec.Struct, Generic[SharedT, ItemT], frozen=True):
    """How work is sent to another machine.

    `packed` returns what is shared as a value for msgpack, and the files that go with it; `sent` does so for one thing.
    Either returns None if that can't leave this process. `opened` is called there, with the bytes of that value, and
    the content of files by path: those of what is shared and, while a thing is worked on, its own.
    """

    packed: Callable[[SharedT], tuple[Any, Sequence[File]] | None]
    opened: Callable[[bytes, Mapping[str, bytes]], SharedT]
    sent: Callable[[SharedT, ItemT], tuple[ItemT, Sequence[File]] | None]


class Work(msgspec.Struct, Generic[SharedT, ItemT, ResultT], frozen=True):
    """What to do for each thing: a function of a module, which is given what is shared, and the thing.

    `result` is the type that it returns, if msgpack can hold it, which is smaller and faster than a pickle. Without
    `away` the work can't leave this machine.
    """

    do: Callable[[SharedT, ItemT], ResultT]
    result: Any = None
    away: Away[SharedT, ItemT] | None = None

    def outcome(self, shared: SharedT, things: Iterable[ItemT]) -> bytes:
        """Return the results of the things, for another process, up to the first failure, with its error."""
        results: list[ResultT] = []
        try:
            for thing in things:
                results.append(self.do(shared, thing))  # noqa: PERF401 - those before an error are kept
            return pickle.dumps((self._packed(results), None, ()))
        except Exception as error:  # noqa: BLE001 - whatever it is, the first process raises it
            return _failed(self._packed(results), error)

    def received(self, outcome: bytes) -> tuple[list[ResultT], Exception | None]:
        """Return the results in an outcome, and the error that ended the work."""
        packed, error, calls = pickle.loads(outcome)
        if error:
            error.__cause__ = ElsewhereError(calls)
        if isinstance(packed, bytes):
            packed = msgspec.msgpack.decode(packed, type=list[self.result])  # type: ignore[name-defined]
        return packed, error

    def _packed(self, results: list[ResultT]) -> list[ResultT] | bytes:
        if self.result is not None:
            # Half of a surrogate pair, as in file names, is left to pickle.
            with suppress(UnicodeEncodeError):
                return msgspec.msgpack.encode(results)
        return results


class Executor(Protocol):
    """Where work is done for many things."""

    def each(
        self, work: Work[SharedT, ItemT, ResultT], shared: SharedT, things: Iterable[ItemT], at_once: int
    ) -> Iterator[ResultT]:
        """Yield the result of each thing, in order.

        Each process gets `at_once` things at a time, which should take longer than starting a process; if there are no
        more than that, this process does the work. Things are taken from the iterable when a process is free.
        """
        ...


class Processes:
    """Processes of this machine; `jobs` of them work at the same time."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def each(
        self, work: Work[SharedT, ItemT, ResultT], shared: SharedT, things: Iterable[ItemT], at_once: int
    ) -> Iterator[ResultT]:
        """See `Executor`. When the iterator is closed, or after Ctrl+C, the processes end at once.

        Raises:
            Exception: what `work` raises, with an ElsewhereError as its cause if that was in another process; or
                ElsewhereError itself if the exception can't be sent here.
        """
        jobs = min(self._jobs, ceil(len(things) / at_once)) if isinstance(things, Sized) else self._jobs
        shares, several = shares_of(things, at_once)
        if jobs <= 1 or not several:
            yield from (work.do(shared, thing) for share in shares for thing in share)
            return
        # Imported lazily: an app that starts has one process.
        from multiprocessing.connection import wait

        numbered = enumerate(shares)
        again: deque[tuple[int, list[ItemT]]] = deque()
        at: dict[Any, tuple[int, list[ItemT]]] = {}
        done: dict[int, tuple[list[ResultT], Exception | None]] = {}
        first = 0
        with forked(jobs, _serve, work, shared) as pipes:
            free: list[Any] = list(pipes)
            pipe: Any
            while True:
                # First yield what is there: the next things may depend on its use.
                while first in done:
                    results, error = done.pop(first)
                    yield from results
                    if error:
                        raise error
                    first += 1
                while free and (share := again.popleft() if again else next(numbered, None)):
                    at[pipe := free.pop(0)] = share
                    # That a process has ended is noticed below.
                    with suppress(ConnectionError):
                        pipe.send(share[1])
                if at:
                    for pipe in wait(at):
                        share, outcome = at.pop(pipe), _received(pipe)
                        if outcome is None:
                            again.append(share)
                        else:
                            done[share[0]] = work.received(outcome)
                            free.append(pipe)
                elif share := again.popleft() if again else next(numbered, None):
                    # No process is left but this one.
                    done[share[0]] = work.received(work.outcome(shared, share[1]))
                else:
                    return


# This process only; and one process for each core.
ALONE = Processes(1)
EVERY_CORE = Processes(os.cpu_count() or 1)


def shares_of(things: Iterable[ItemT], at_once: int) -> tuple[Iterator[list[ItemT]], bool]:
    """Divide things into shares of `at_once`, made on demand, and tell whether there are several."""
    rest = iter(things)
    shares = iter(lambda: list(islice(rest, at_once)), [])
    first = list(islice(shares, 2))
    return chain(first, shares), len(first) > 1


@contextmanager
def forked(jobs: int, serve: Callable[..., None], *given: Any) -> Iterator[list[Connection]]:
    """Start processes that serve, each at the end of its pipe, until they are sent None. On an error they are killed.

    Each has to call `begin_forked` first.

    This is not a ProcessPoolExecutor, which can only wait for work that has begun, and whose thread may interfere with
    the interpreter's exit.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    processes, pipes = [], []
    try:
        for _ in range(jobs):
            pipe, theirs = context.Pipe()
            pipes.append(pipe)
            process = context.Process(target=serve, args=(theirs, *given), daemon=True)
            # Block Ctrl+C and termination until the process is known here, and has its own signal handlers.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
            try:
                with warnings.catch_warnings():
                    # Threads of libraries do not matter: the processes do none of their work.
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


def _received(pipe: Connection) -> bytes | None:
    """Return the outcome of a share; None if the process has ended before it was done."""
    try:
        return pipe.recv_bytes()
    except (EOFError, ConnectionError):
        return None


def begin_forked() -> None:
    """Set up a forked process: it ends with the first one, and ignores Ctrl+C, which is meant for that one."""
    # Ctrl+C reaches all processes of a terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The handler for termination is the first process's, too.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    # Collecting garbage among what exists by now would copy the memory that the processes share.
    gc.freeze()
    gc.set_threshold(_RARELY)
    gc.enable()
    exit_with_first_process()


def _serve(pipe: Connection, work: Work[SharedT, ItemT, ResultT], shared: SharedT) -> None:
    begin_forked()
    for things in iter(pipe.recv, None):
        pipe.send_bytes(work.outcome(shared, things))


def _failed(packed: list[Any] | bytes, error: Exception) -> bytes:
    """Return the results up to a failure, with the error and its traceback."""
    from traceback import walk_tb

    calls: list[tuple[str, int, str]] = []
    cause: BaseException | None = error
    while cause is not None:
        frames = walk_tb(cause.__traceback__)
        calls[:0] = [(frame.f_globals.get("__name__", "?"), line, frame.f_code.co_name) for frame, line in frames]
        cause = cause.__cause__ or cause.__context__
    try:
        answer = pickle.dumps((packed, error, calls))
        pickle.loads(answer)
    except Exception:  # noqa: BLE001 - an error may be anything, and its place is told all the same
        answer = pickle.dumps((packed, ElsewhereError(), calls))
    return answer


def exit_with_first_process() -> None:
    """End this process as soon as the one that started it ends, for whatever reason."""
    from threading import Thread

    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)
