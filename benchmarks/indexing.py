"""What making and changing the explorer's index costs the screen beside it, in one archive.

The index is made as the app makes it: in a thread, with the app's pauses. Beside it an event loop sets a timer of 5 ms
again and again: as long as the timer is late, a key would have to wait. The same loop beside a thread that only waits
shows what Python and the machine cost by themselves.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median
from threading import Thread

from msgspec import structs

from benchmarks.timing import quantile, timed
from explorer.checking.verification import Status
from explorer.model.archive import Archive
from explorer.model.records import Quote
from explorer.search.index import SearchIndex
from explorer.ui.late import _PAUSE

_TIMER = 0.005


def report(archive: Archive, queries: Sequence[str]) -> None:
    """Print the event loop's stalls while an index is made, and the cost of one edit."""
    statuses = {quote.ref: str(Status.VERBATIM) for quote in archive.all(Quote)}
    _report_stalls(archive, statuses)
    _report_edit(archive, statuses, queries)


def _report_stalls(archive: Archive, statuses: Mapping[str, str]) -> None:
    moments: list[float] = []

    def make() -> None:
        indexes = SearchIndex.following(None, archive, statuses, partial(time.sleep, _PAUSE))
        moments.extend(time.perf_counter() for _ in indexes)

    started = time.perf_counter()
    busy = asyncio.run(lateness(make))
    first, whole = (moments[at] - started for at in (0, -1))
    idle = asyncio.run(lateness(partial(time.sleep, whole)))
    print(f"index in a thread: searchable after {first:.3f} s, whole after {whole:.2f} s")
    print("timer late, ms        p99    worst")
    for name, late in (("making the index", busy), ("idle thread", idle)):
        print(f"{name:16}{quantile(late, 99) * 1000:9.2f}{max(late) * 1000:9.2f}")
    print(f"{'ratio':16}{quantile(busy, 99) / quantile(idle, 99):9.2f}{max(busy) / max(idle):9.2f}")


async def lateness(work: Callable[[], None]) -> list[float]:
    """How late a timer was each time, in seconds, while some work was done in a thread; at least twice."""
    thread = Thread(target=work)
    thread.start()
    late: list[float] = []
    while thread.is_alive() or len(late) < 2:
        due = time.perf_counter() + _TIMER
        await asyncio.sleep(_TIMER)
        late.append(max(0.0, time.perf_counter() - due))
    return late


def _report_edit(archive: Archive, statuses: Mapping[str, str], queries: Sequence[str]) -> None:
    made, index = timed(lambda: SearchIndex(archive, statuses))
    later = edited(archive)
    changed, updated = timed(lambda: index.updated(later, statuses))
    assert updated is not None
    before, after = (median(timed(partial(each.search, query))[0] for query in queries) for each in (index, updated))
    print(f"one quote edited: updated in {changed:.3f} s, made anew in {made:.3f} s, ratio {changed / made:.3f}")
    print(f"a query, median: {before * 1000:.2f} ms before, {after * 1000:.2f} ms after, ratio {after / before:.2f}")


def edited(archive: Archive) -> Archive:
    """The archive with other words in one quote."""
    entries = dict(archive.entries)
    quote = next(archive.all(Quote))
    entries[quote.ref] = structs.replace(entries[quote.ref], record=structs.replace(quote, text="Quite other words."))
    return Archive(entries.values())
