"""The timeline: events and dated quotes by date, the gaps between them, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.event_order import Part, Placed, Places, in_order
from explorer.model.records import Event, Quote

# Show a gap when more than this many days lie between two events.
_CLOSE = 31


class Moment(msgspec.Struct, frozen=True):
    """An event in its place in the timeline.

    `depth` is the number of enclosing events with the same date. `quotes` is the number of quotes from the event and
    its parts.
    """

    event: Event
    depth: int
    quotes: int

    @property
    def record(self) -> Event:
        return self.event


class Said(msgspec.Struct, frozen=True):
    """A quote with a date and without an event, in its place in the timeline."""

    quote: Quote

    @property
    def record(self) -> Quote:
        return self.quote


class Gap(msgspec.Struct, frozen=True):
    """A time without events: the days from the latest possible end of all earlier events to the next start."""

    days: int

    def __str__(self) -> str:
        years, months = self.days // 365, self.days // 30
        number, unit = (years, "year") if years else (months, "month")
        return f"{number} {unit}{'' if number == 1 else 's'} or more"


class Announced(msgspec.Struct, frozen=True):
    """The heading of the `count` events that were still to come, which follow it."""

    count: int


class Undated(msgspec.Struct, frozen=True):
    """The heading of the `count` events without a date, which follow it."""

    count: int


Row = Moment | Said | Gap | Announced | Undated


def timeline(archive: Archive, places: Places | None = None) -> list[Row]:
    """Return dated items by date, then announced events, then events without a date (see `event_order`).

    `places` gives the first mention of events and quotes. The dated items include the quotes with a date but no event.
    """
    said = [quote for quote in archive.timed_quotes if quote.date and archive.event_of(quote) is None]
    rows: list[Row] = []
    for part, placed in groupby(in_order(archive, places or {}, said), key=lambda item: item.part):
        items = list(placed)
        if part is Part.UNDATED:
            rows.append(Undated(len(items)))
        elif part is Part.ANNOUNCED:
            rows.append(Announced(len(items)))
        rows += _with_gaps(archive, items)
    return rows


def _with_gaps(archive: Archive, items: Iterable[Placed]) -> Iterator[Row]:
    reached = None
    for item in items:
        record = item.record
        if record.date:
            span = dates.span(record.date)
            between = (span.earliest - reached).days - 1 if reached else 0
            if between > _CLOSE:
                yield Gap(between)
            reached = max(reached, span.latest) if reached else span.latest
        if isinstance(record, Quote):
            yield Said(record)
        else:
            yield Moment(record, item.depth, archive.quote_count(record))
