"""Dates as people write them in a query: `2023-11-14`, `nov 14`, `14 november 2023`, `14.11.2023`, `nov 2023`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from explorer.model import dates

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# These are also ordinary words: alone they are not months.
_OTHER_WORDS = ("march", "may")
_MOST_SAID = 3
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st|nd|rd|th)?"
_NUMBER = r"(?P<number>0?[1-9]|1[0-2])"
_MONTH = rf"(?P<month>sept|{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)})\.?"
_YEAR = r"(?P<year>[12]\d{3})"
_GAP = r"\s*[-,./]?\s*"
_FORMS = (
    rf"{_YEAR}[-./]{_NUMBER}[-./]{_DAY}",
    # With points the day comes first in every country.
    rf"{_DAY}\.\s?{_NUMBER}\.(?:\s?{_YEAR})?",
    rf"(?P<one>\d\d?)(?P<sign>[-/])(?P<other>\d\d?)(?P=sign){_YEAR}",
    r"(?P<one>\d\d?)/(?P<other>\d\d?)",
    rf"{_DAY}{_TH}{_GAP}(?:of\s+)?{_MONTH}(?:{_GAP}{_YEAR})?",
    rf"{_YEAR}{_GAP}{_MONTH}(?:{_GAP}{_DAY}{_TH})?",
    rf"{_MONTH}{_GAP}{_DAY}{_TH}(?:{_GAP}{_YEAR})?",
    rf"{_MONTH}{_GAP}{_YEAR}",
    rf"{_YEAR}[-/]{_NUMBER}",
    rf"(?P<month>{'|'.join(name for name in MONTHS if name not in _OTHER_WORDS)})",
    _YEAR,
)
# A date is delimited by spaces. Commas and points at its end are not part of it.
_WRITTEN = [re.compile(rf"(?<!\S){form}[.,;]*(?!\S)", re.IGNORECASE | re.ASCII) for form in _FORMS]


class WrittenDate(NamedTuple):
    """A date in a text, from `start` to `end`. Unspecified parts are None.

    `begun` means that its final digit may be the first of two: `nov 1`, while `nov 14` is being typed.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    begun: bool = False

    @property
    def days(self) -> tuple[int | None, ...]:
        """The days of the month that it may mean."""
        if self.day is None or not self.begun:
            return (self.day,)
        return (self.day, *(day for day in range(10 * self.day, 10 * self.day + 10) if day <= 31))

    def spans(self, years: Collection[int]) -> list[dates.Span]:
        """Return the days that it may mean. Without a year, it is in any of the `years`."""
        chosen = sorted(years) if self.year is None else [self.year]
        return [span for year in chosen for day in self.days if (span := _span(year, self.month, day))]

    def wordings(self) -> Iterator[tuple[str, ...]]:
        """Yield the folded words in which a text may write this day, with the year only if it has one."""
        if self.month is None or self.day is None or self.begun:
            return
        name, year = MONTHS[self.month - 1], () if self.year is None else (str(self.year),)
        for month in dict.fromkeys((name, name[:3], "sept" if name == "september" else name)):
            yield (month, str(self.day), *year)
            yield (str(self.day), month, *year)


def written_dates(text: str) -> tuple[list[WrittenDate], list[str]]:
    """Return the dates in a text, in order, and remarks on ambiguous ones."""
    found: list[WrittenDate] = []
    remarks: list[str] = []
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            if any(match.start() < taken.end and taken.start < match.end() for taken in found):
                continue
            given = {name: value for name, value in match.groupdict().items() if value is not None}
            day, month, remark = _day_and_month(given)
            if remark:
                remarks.append(remark)
                continue
            if month is None and ("year" not in given or "one" in given):
                continue
            begun = given.get("day") in ("1", "2", "3") and match.end("day") == len(text)
            year = int(given["year"]) if "year" in given else None
            written = WrittenDate(match.start(), match.end(), year, month, day, begun)
            if written.spans([2000]):
                found.append(written)
    return sorted(found), remarks


def span_of(value: str, years: Collection[int]) -> list[dates.Span]:
    """Return the days that a filter's value may mean as people write dates; empty if it is not a date."""
    found, _ = written_dates(value)
    whole = len(found) == 1 and not value[: found[0].start].strip() and not value[found[0].end :].strip()
    return found[0].spans(years) if whole else []


def described(spans: Sequence[dates.Span]) -> str:
    """Format some days for people; if there are many, only the first and the last."""
    texts = [dates.describe(_edtf(span)) for span in (spans if len(spans) <= _MOST_SAID else (spans[0], spans[-1]))]
    return (", " if len(spans) <= _MOST_SAID else " … ").join(texts)


def _edtf(span: dates.Span) -> str:
    first, last = str(span.earliest), str(span.latest)
    if first == last:
        return first
    return first[:4] if first.endswith("-01-01") and last.endswith("-12-31") else first[:7]


def _day_and_month(given: dict[str, str]) -> tuple[int | None, int | None, str]:
    """Return the day and the month of a match, each None if missing; and a remark if it is ambiguous."""
    if "one" in given:
        one, other = int(given["one"]), int(given["other"])
        if 12 < one <= 31 and 1 <= other <= 12:
            return one, other, ""
        if 12 < other <= 31 and 1 <= one <= 12:
            return other, one, ""
        if not (1 <= one <= 12 and 1 <= other <= 12 and "year" in given):
            return None, None, ""
        if one == other:
            return one, other, ""
        readings = [f"{given['year']}-{month:02}-{day:02}" for day, month in ((one, other), (other, one))]
        return None, None, f"{one}/{other}/{given['year']} may be {readings[0]} or {readings[1]}: write one of these"
    day = int(given["day"]) if "day" in given else None
    if "number" in given:
        return day, int(given["number"]), ""
    names = [name[:3] for name in MONTHS]
    return day, names.index(given["month"][:3].lower()) + 1 if "month" in given else None, ""


def _span(year: int, month: int | None, day: int | None) -> dates.Span | None:
    """Return the days that a date can mean; None when there is no such day."""
    stated = [f"{number:02}" for number in (month, day) if number is not None]
    try:
        return dates.span("-".join([f"{year:04}", *stated]))
    except dates.EdtfError:
        return None
