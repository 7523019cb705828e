"""The same work for many things, in several processes that share what they need for it.

What comes out is that of one process, in the same order.
"""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

ItemT = TypeVar("ItemT")
SharedT = TypeVar("SharedT")
ResultT = TypeVar("ResultT")

# What the processes have from the first one, as it was when they began: an archive is large, and no copy is made.
_shared: Any = None


def in_processes(
    work: Callable[[SharedT, ItemT], ResultT], shared: SharedT, things: Sequence[ItemT], jobs: int, at_once: int
) -> Iterator[ResultT]:
    """What comes of each thing, in their order: `work`, a function of a module, is given what is shared, and the thing.

    Each process is given so many things `at_once`, the work on which should take longer than to start a process: where
    there are no more than that, there is one process. So it is, too, where the system can't fork one.
    """
    global _shared  # noqa: PLW0603 - a process has it from the one that it was forked from
    jobs = min(jobs, -(-len(things) // at_once))
    if jobs <= 1 or not hasattr(os, "fork"):
        yield from (work(shared, thing) for thing in things)
        return
    # Imported here: an app that starts has one process.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    _shared = shared
    with warnings.catch_warnings(), ProcessPoolExecutor(jobs, get_context("fork"), _begin) as pool:
        # Threads of libraries are no matter: the processes have none of their work to do.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            yield from pool.map(partial(_worked, work), things, chunksize=at_once)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            _shared = None


def _begin() -> None:
    from threading import Thread

    # Ctrl+C reaches all processes of a terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What it does when it is told to end is the first one's, too.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _worked(work: Callable[[Any, ItemT], ResultT], thing: ItemT) -> ResultT:
    return work(_shared, thing)
