"""The same work for many things, in several processes: what comes out is that of one process, in the same order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from explorer.cli.arguments import CommandParser
from explorer.cli.trouble import UsageError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

# For fewer things, starting the processes takes longer than they save.
_FEW = 8


def add_jobs(parser: CommandParser) -> None:
    """Let a command take `--jobs N`."""
    parser.add_argument("--jobs", metavar="N", help="how many processes work at it; without it, one for each core")


def jobs_of(given: str | None, things: int) -> int:
    """How many processes to work in. Raises UsageError for what is no number of them."""
    if given is None:
        return (os.cpu_count() or 1) if things >= _FEW else 1
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise UsageError(f"--jobs must be a number from 1 on, not “{given}”")
    return min(int(given), things)


def in_order(
    work: Callable[[ItemT], ResultT], things: Sequence[ItemT], jobs: int, prepare: Callable[[], None] = lambda: None
) -> Iterator[ResultT]:
    """What comes of each thing, in their order, as soon as it is known. `prepare` is called once in each process."""
    if jobs <= 1:
        prepare()
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(prepare,)) as pool:
        try:
            yield from pool.map(work, things, chunksize=max(1, min(16, len(things) // (4 * jobs))))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(prepare: Callable[[], None]) -> None:
    # Ctrl+C reaches all processes of a terminal, and the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare()
