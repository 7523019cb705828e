"""The same work for many records of an export, in several processes that share it."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")

# For fewer records, starting the processes takes longer than they save.
_FEW = 500
_AT_ONCE = 50
# What the processes have from the first one, as it was when they began: an archive is large, and no copy is made.
_shared: Any = None


def in_processes(work: Callable[[Any, str], ResultT], shared: Any, refs: Sequence[str], jobs: int) -> Iterator[ResultT]:
    """What comes of each ref, in their order: `work`, a function of a module, is given what is `shared`, and the ref.

    In one process where the system can't fork one, and when there are few.
    """
    global _shared  # noqa: PLW0603 - a process has it from the one that it was forked from
    if jobs <= 1 or len(refs) < _FEW or "fork" not in get_all_start_methods():
        yield from (work(shared, ref) for ref in refs)
        return
    from concurrent.futures import ProcessPoolExecutor

    _shared = shared
    with warnings.catch_warnings(), ProcessPoolExecutor(jobs, get_context("fork"), _begin) as pool:
        # Threads of libraries are no matter: the processes have none of their work to do.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield from pool.map(partial(_worked, work), refs, chunksize=_AT_ONCE)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            _shared = None


def _begin() -> None:
    # Ctrl+C reaches all processes of a terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _worked(work: Callable[[Any, str], ResultT], ref: str) -> ResultT:
    return work(_shared, ref)
