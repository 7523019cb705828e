"""Dates in EDTF, the Extended Date/Time Format of ISO 8601-2:2019, as far as news needs it.

This module reads levels 0 and 1 without times of day: `2023-11-15`, `2023-11`, `2023`, seasons (`2023-23` is autumn),
unspecified digits at the right (`2023-11-XX`, `202X`), intervals, also with an open (`2023/..`) or unknown (`2023/`)
end, and the qualifiers `?` (uncertain), `~` (approximate) and `%` (both).

Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

import msgspec

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}


class EdtfError(ValueError):
    """Raised for text that is not a date this module reads; the message says why."""


class Span(msgspec.Struct, frozen=True, order=True):
    """The earliest and the latest day that a date can mean, both inclusive."""

    earliest: date
    latest: date

    def meets(self, other: Span) -> bool:
        """Whether two spans have a day in common."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def holds(self, other: Span) -> bool:
        """Whether this span contains all days of another one."""
        return self.earliest <= other.earliest and other.latest <= self.latest


@lru_cache(maxsize=8192)
def span(text: str) -> Span:
    """Return the days that an EDTF date can mean.

    Raises:
        EdtfError: `text` is not EDTF, uses parts of EDTF that are not read here, or ends before it starts.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _point_span(start)
    if start in ("", "..") and end in ("", ".."):
        raise EdtfError("an interval needs at least one end")
    earliest = date.min if start in ("", "..") else _point_span(start).earliest
    latest = date.max if end in ("", "..") else _point_span(end).latest
    if earliest > latest:
        raise EdtfError(f"the interval ends before it starts: {text}")
    return Span(earliest, latest)


def in_time(text: str | None) -> tuple[bool, Span]:
    """Return the key that sorts dates by start, then by end. Missing dates come last."""
    return not text, span(text) if text else Span(date.max, date.max)


def parts(text: str) -> tuple[int, ...]:
    """Return the year, month and day of an EDTF date, as far as it states them.

    Empty for an interval, a season or a decade, whose numbers alone would be ambiguous.
    """
    stated = tuple(int(part) for part in takewhile(str.isdecimal, text.rstrip("?~%").split("-")))
    return () if "/" in text or stated[1:2] > (12,) else stated


def describe(text: str) -> str:
    """Format an EDTF date for people: `Wed 15 Nov 2023`, `Nov 2023`, `about 2022`; return other text unchanged."""
    try:
        span(text)
    except EdtfError:
        return text
    start, slash, end = text.partition("/")
    if not slash:
        return _describe_point(start)
    if start in ("", ".."):
        return f"until {_describe_point(end)}"
    if end in ("", ".."):
        return f"since {_describe_point(start)}"
    return f"{_describe_point(start)} to {_describe_point(end)}"


def _match(text: str) -> re.Match[str]:
    found = _POINT.fullmatch(text)
    if not found:
        raise EdtfError(f"not an EDTF date: {text!r}; write 2023-11-15, 2023-11, 2023, 2023-11-15/2023-11-17 or 2022?")
    return found


def _point_span(text: str) -> Span:
    found = _match(text)
    year, month, day = found["year"], found["month"], found["day"]
    if "X" in year:
        if month:
            raise EdtfError(f"a month needs its year: {text!r}")
        return _checked(text, year.replace("X", "0"), 1, 1, year.replace("X", "9"), 12, 31)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise EdtfError(f"a day needs its month: {text!r}")
        return _checked(text, year, 1, 1, year, 12, 31)
    number = int(month)
    if number in _SEASONS:
        if day:
            raise EdtfError(f"a season has no day: {text!r}")
        first = _SEASONS[number][1]
        last_year, last = (int(year), first + 2) if first < 12 else (int(year) + 1, 2)
        return _checked(text, year, first, 1, str(last_year), last, None)
    if day in (None, "XX"):
        return _checked(text, year, number, 1, year, number, None)
    return _checked(text, year, number, int(day), year, number, int(day))


def _checked(text: str, year1: str, month1: int, day1: int, year2: str, month2: int, day2: int | None) -> Span:
    try:
        last = date(int(year2), month2, day2) if day2 else _last_of_month(int(year2), month2)
        return Span(date(int(year1), month1, day1), last)
    except ValueError:
        raise EdtfError(f"there is no such day: {text}") from None


def _last_of_month(year: int, month: int) -> date:
    # `date` ends with the year 9999, so December has no following first of January to count back from.
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _describe_point(text: str) -> str:
    found = _match(text)
    year, month, day = found["year"].replace("X", "x"), found["month"], found["day"]
    if month in (None, "XX"):
        said = f"{year[:2]}00s" if year.endswith("xx") else f"{year[:3]}0s" if year.endswith("x") else year
    elif int(month) in _SEASONS:
        said = f"{_SEASONS[int(month)][0]} {year}"
    elif day in (None, "XX"):
        said = f"{_MONTHS[int(month) - 1]} {year}"
    else:
        weekday = _DAYS[date(int(year), int(month), int(day)).weekday()]
        said = f"{weekday} {int(day)} {_MONTHS[int(month) - 1]} {year}"
    approximate, uncertain = found["mark"] in ("~", "%"), found["mark"] in ("?", "%")
    return f"{'about ' if approximate else ''}{said}{' (uncertain)' if uncertain else ''}"
