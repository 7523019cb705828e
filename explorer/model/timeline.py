"""Events in the order of their dates, with what is not known of these left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

import msgspec

from explorer.model import dates
from explorer.model.archive import Archive, sort_key
from explorer.model.records import Event

# How many days may lie between two events that still belong together.
_CLOSE = 31


class Moment(msgspec.Struct, frozen=True):
    """An event in its place.

    `depth` is the number of events of the same date that it is part of, `quotes` that of the quotes from it and its
    parts.
    """

    event: Event
    depth: int
    quotes: int


class Gap(msgspec.Struct, frozen=True):
    """A time without events: `days` lie between the latest end that those before can have and the next start."""

    days: int

    def __str__(self) -> str:
        years, months = self.days // 365, self.days // 30
        number, unit = (years, "year") if years else (months, "month")
        return f"{number} {unit}{'' if number == 1 else 's'} or more"


class Undated(msgspec.Struct, frozen=True):
    """The events from here on have no date; `count` of them."""

    count: int


Row = Moment | Gap | Undated


def timeline(archive: Archive) -> list[Row]:
    """All events by date, those of one date after the event that they are part of; the undated last.

    A wide date stands where it begins: a year before its months, and a month before its days.
    """
    moments = [
        _moment(archive, event) for event in sorted(archive.all(Event), key=lambda event: _order(archive, event))
    ]
    dated = [moment for moment in moments if moment.event.date]
    undated = [moment for moment in moments if not moment.event.date]
    rows: list[Row] = list(_with_gaps(dated))
    return [*rows, Undated(len(undated)), *undated] if undated else rows


def _moment(archive: Archive, event: Event) -> Moment:
    return Moment(event, len(_wholes(archive, event)) - 1, len(archive.quotes_of(event)))


def _wholes(archive: Archive, event: Event) -> list[Event]:
    """An event and those that it is part of, as long as they have its date, from the inside out."""
    lineage = (whole for whole in archive.lineage(event) if isinstance(whole, Event))
    return list(takewhile(lambda whole: whole.date == event.date, lineage))


def _order(archive: Archive, event: Event) -> tuple[object, ...]:
    names = tuple(whole.name.casefold() for whole in reversed(_wholes(archive, event)))
    return (*sort_key(event)[:-1], names)


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
