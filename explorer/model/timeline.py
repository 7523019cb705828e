"""The timeline: events in the order of their dates, the gaps between them, and the undated events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from explorer.model import dates
from explorer.model.archive import Archive, sort_key
from explorer.model.records import Event, Kind

# How many days may lie between two events that still belong together.
_CLOSE = 31


class Moment(msgspec.Struct, frozen=True):
    """An event in its place in the timeline.

    `depth` is the number of events with the same date that it is part of. `quotes` is the number of quotes from it and
    its parts.
    """

    event: Event
    depth: int
    quotes: int


class Gap(msgspec.Struct, frozen=True):
    """A time without events. `days` is counted from the latest possible end of all events before to the next start."""

    days: int

    def __str__(self) -> str:
        years, months = self.days // 365, self.days // 30
        number, unit = (years, "year") if years else (months, "month")
        return f"{number} {unit}{'' if number == 1 else 's'} or more"


class Undated(msgspec.Struct, frozen=True):
    """The head of the events without a date, which follow it. There are `count` of them."""

    count: int


Row = Moment | Gap | Undated


def timeline(archive: Archive) -> list[Row]:
    """All events by date; of one date, a part comes after its whole. Undated events come last.

    A wide date stands where it begins: a year before its months, and a month before its days.
    """
    moments = list(_in_order(archive))
    dated = [moment for moment in moments if moment.event.date]
    undated = [moment for moment in moments if not moment.event.date]
    rows: list[Row] = list(_with_gaps(dated))
    return [*rows, Undated(len(undated)), *undated] if undated else rows


class _Named:
    """Events that share date and name, and the names of their wholes. `below` has their parts of that date, by name."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self.below: dict[str, _Named] = {}


def _in_order(archive: Archive) -> Iterator[Moment]:
    """Events by date; of one date, by the names of the wholes with that date, outermost first, then by their own."""
    hierarchy, events = archive.hierarchy(Kind.EVENT), archive.of_kind(Kind.EVENT)
    days: dict[tuple[object, ...], _Named] = {}
    named: list[tuple[_Named, int]] = []
    for id, parent in zip(hierarchy.ids, hierarchy.parent, strict=True):
        event = events[id]
        assert isinstance(event, Event)
        whole = archive.parent(event)
        if isinstance(whole, Event) and whole.date == event.date:
            over, depth = named[parent][0], named[parent][1] + 1
        else:
            over, depth = days.setdefault(sort_key(event)[:-1], _Named()), 0
        named.append((over.below.setdefault(event.name.casefold(), _Named()), depth))
    for event in archive.all(Event):
        place, depth = named[hierarchy.number[event.id]]
        place.moments.append(Moment(event, depth, archive.quote_count(event)))
    waiting = [days[day] for day in sorted(days, reverse=True)]
    while waiting:
        place = waiting.pop()
        yield from place.moments
        waiting += [place.below[name] for name in sorted(place.below, reverse=True)]


def _with_gaps(moments: Iterable[Moment]) -> Iterator[Row]:
    reached = None
    for moment in moments:
        assert moment.event.date
        span = dates.span(moment.event.date)
        between = (span.earliest - reached).days - 1 if reached else 0
        if between > _CLOSE:
            yield Gap(between)
        yield moment
        reached = max(reached, span.latest) if reached else span.latest
