"""Equal periods, such as days or years, that together cover the dates of an archive, including empty periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

import msgspec

from explorer.model import dates

# The maximum number of bins that can be viewed at a glance.
_MOST = 40
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


class Unit(StrEnum):
    """The length of a bin, from the finest to the coarsest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Bin(msgspec.Struct, frozen=True):
    """A period, by its first and last day. `date` is in EDTF, and `label` is in words."""

    span: dates.Span
    date: str
    label: str


def bins_for(counted: Mapping[str, int]) -> tuple[Unit, list[Bin]]:
    """Choose the unit and the bins for EDTF dates, given the number of quotes with each date.

    The unit is the finest that gives few enough bins to view at a glance, and with which at least half of the quotes
    each fall within a single bin. Without dates there are no bins.
    """
    spans = {text: dates.span(text) for text in counted}
    reach = _reach(list(spans.values()))
    if reach is None:
        return Unit.DAY, []
    enough = sum(counted.values()) / 2
    bins: list[Bin] = []
    for unit in Unit:
        bins = list(islice(_bins(unit, reach), _MOST + 1))
        within = sum(counted[text] for text, span in spans.items() if _of(unit, span))
        if len(bins) <= _MOST and within >= enough:
            return unit, bins
    return Unit.CENTURY, list(_bins(Unit.CENTURY, reach))


def is_certain(text: str) -> bool:
    """Whether a date is neither uncertain nor approximate."""
    return not any(mark in text for mark in "?~%")


def place(span: dates.Span, bins: Sequence[Bin]) -> range:
    """The bins that a date may fall in."""
    over = [n for n, each in enumerate(bins) if each.span.meets(span)]
    return range(over[0], over[-1] + 1) if over else range(0)


def _reach(spans: Sequence[dates.Span]) -> dates.Span | None:
    """The period to show: all narrow dates, extended just enough that no date lies wholly outside.

    A wide date that shares a day with narrower ones adds nothing: otherwise one quote of “2023” would show a whole year
    around two days. The open end of an interval adds nothing either.
    """
    reach: dates.Span | None = None
    for span in sorted(spans, key=lambda span: (span.latest - span.earliest, span)):
        if reach is None or not span.meets(reach):
            first = span.latest if span.earliest == date.min else span.earliest
            last = span.earliest if span.latest == date.max else span.latest
            reach = (
                dates.Span(min(first, reach.earliest), max(last, reach.latest)) if reach else dates.Span(first, last)
            )
    return reach


def _of(unit: Unit, span: dates.Span) -> bool:
    """Whether a date falls within a single bin."""
    return _start(unit, span.earliest) == _start(unit, span.latest)


def _bins(unit: Unit, reach: dates.Span) -> Iterator[Bin]:
    start: date | None = _start(unit, reach.earliest)
    while start is not None and start <= reach.latest:
        after = _next(unit, start)
        end = after - timedelta(days=1) if after else date.max
        yield Bin(dates.Span(start, end), *_said(unit, start, end))
        start = after


def _start(unit: Unit, day: date) -> date:
    """The first day of the bin that contains a day."""
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    month = 12 * day.year + day.month - 1
    return _month(max(12, month - month % _MONTHS[unit]))


def _next(unit: Unit, start: date) -> date | None:
    """The first day of the next bin; None if that is beyond the calendar."""
    try:
        if unit in (Unit.DAY, Unit.WEEK):
            days = 1 if unit is Unit.DAY else 7 - start.weekday()
            return start + timedelta(days=days)
        month = 12 * start.year + start.month - 1
        return _month(month - month % _MONTHS[unit] + _MONTHS[unit])
    except (OverflowError, ValueError):
        return None


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _said(unit: Unit, start: date, end: date) -> tuple[str, str]:
    """A bin in EDTF and in words."""
    match unit:
        case Unit.DECADE | Unit.CENTURY if start == date.min:
            # There is no year 0, so EDTF has no way to write this one.
            text = f"{start.isoformat()}/{end.isoformat()}"
        case Unit.DAY:
            text = start.isoformat()
        case Unit.MONTH:
            text = f"{start.year:04}-{start.month:02}"
        case Unit.YEAR:
            text = f"{start.year:04}"
        case Unit.DECADE:
            text = f"{start.year // 10:03}X"
        case Unit.CENTURY:
            text = f"{start.year // 100:02}XX"
        case Unit.WEEK:
            said = dates.describe(start.isoformat()).partition(" ")[2]
            return f"{start.isoformat()}/{end.isoformat()}", f"week of {said}"
        case Unit.QUARTER:
            first, last = (f"{day.year:04}-{day.month:02}" for day in (start, end))
            return f"{first}/{last}", f"{dates.describe(first).partition(' ')[0]}–{dates.describe(last)}"
    return text, dates.describe(text)
