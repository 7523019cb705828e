"""Recognise days, and the words for months, weekdays, seasons and near days, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from explorer.model import dates
from explorer.reading.languages import codes_with, language_sections

_FILE = "dates.txt"


def _words(section: str) -> list[str]:
    return [word for code in codes_with(_FILE) for word in sorted(language_sections(code, _FILE).get(section, ()))]


def _numbered(section: str) -> dict[str, int]:
    """Words with their numbers, from entries such as “1 january”."""
    return {word: int(number) for number, _, word in (entry.partition(" ") for entry in _words(section))}


MONTHS = _numbered("months")
# The same as a pattern, longest first.
MONTH_NAMES = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
# From 0 for Monday.
WEEKDAYS = {word: number - 1 for word, number in _numbered("weekdays").items()}
# The number of days, and years, from that of publication.
NEAR_DAYS, NEAR_YEARS = _numbered("near days"), _numbered("near years")
SEASONS = _numbered("seasons")
# What follows the number of a day, as a pattern; and what precedes a past weekday, or one to come.
ORDINALS = "|".join((*_words("ordinals"), r"\."))
LAST, NEXT = frozenset(_words("last")), frozenset(_words("next"))
# These words have another meaning without a capital.
_NEED_CAPITAL = frozenset(_words("capitals"))
_KEPT = 1 << 14
_WORD = re.compile(r"\w+(?:-\w+)*")
# The first character of the scripts without spaces between words.
_UNSPACED = "\u2e80"


@lru_cache(maxsize=_KEPT)
def weekdays_in(words: str) -> frozenset[int]:
    """The weekdays that words name, from 0 for Monday. “Tuesday’s vote” may be reported on another day."""
    if WEEKDAYS.keys().isdisjoint(_WORD.findall(words.lower())) and max(words, default="") < _UNSPACED:
        return frozenset()
    return frozenset(WEEKDAYS[found[0].lower()] for found in _weekdays().finditer(words) if is_date_word(found[0]))


def is_date_word(word: str) -> bool:
    """Whether a word for a month or a weekday is used as one: “may” without a capital is another word."""
    return word[:1].isupper() or word.lower() not in _NEED_CAPITAL


@cache
def _weekdays() -> re.Pattern[str]:
    names = sorted(WEEKDAYS, key=len, reverse=True)
    spaced = "|".join(re.escape(name) for name in names if name[0] < "\u2e80")
    others = "|".join(name for name in names if name[0] >= "\u2e80")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w|[’']s)|{others}", re.IGNORECASE)


_DIGIT = re.compile(r"\d")
# The first digits of the years that are recognised: most lines have none, and so no full date.
_SINCE = re.compile("1[5-9]|20")


class NamedDate(NamedTuple):
    """A date in a text, with its place. Unknown fields are None; `is_one`: it is one date, not one of several."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    is_one: bool

    @property
    def edtf(self) -> str | None:
        """The day; None if it is not exact, or does not exist."""
        if self.year is None or self.month is None or self.day is None or not self.is_one:
            return None
        day = f"{self.year}-{self.month:02}-{self.day:02}"
        try:
            dates.span(day)
        except dates.EdtfError:
            return None
        return day


def dates_in(words: str) -> Iterator[NamedDate]:
    """The dates that words name, in any form."""
    has_month = not MONTHS.keys().isdisjoint(_WORD.findall(words.lower()))
    patterns = _forms()[0 if has_month else _WITH_MONTHS :] if has_month or _DIGIT.search(words) else ()
    for match in chain.from_iterable(pattern.finditer(words) for pattern in patterns):
        given = match.groupdict()
        year = int(given["year"]) if given.get("year") else None
        month = given.get("month")
        number = None if month is None else int(month) if month.isdecimal() else MONTHS[month.lower()]
        days: list[int | None] = [int(day) for day in _NUMBERS.findall(given.get("days") or "")]
        if number is not None and not days and not is_date_word(month or ""):
            continue
        yield from (NamedDate(year, number, day, *match.span(), is_one=len(days) < 2) for day in days or [None])
        if given.get("one"):
            one, other = int(given["one"]), int(given["other"])
            yield NamedDate(year, other, one, *match.span(), is_one=False)
            yield NamedDate(year, one, other, *match.span(), is_one=False)


def day_in(text: str) -> str | None:
    """Parse the first full date in a text, as EDTF. None if there is none, or it may mean two days (3/4/2024)."""
    if not _SINCE.search(text):
        return None
    stated = [(each.start, day) for each in dates_in(text) if (day := each.edtf)]
    return min(stated)[1] if stated else None


def without_days(text: str) -> str:
    """A text without the full dates in it."""
    for each in sorted(dates_in(text), key=lambda each: -each.start) if _SINCE.search(text) else ():
        if each.edtf:
            text = f"{text[: each.start]} {text[each.end :]}"
    return text


_NUMBERS = re.compile(r"\d+")
# The first forms contain the name of a month.
_WITH_MONTHS = 3


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?<!\w)(?:{MONTH_NAMES}))(?!\w)\.?"
    day = rf"(?<!\d)\d{{1,2}}(?:{ORDINALS})?(?![\d:%]|[.,]\d|\w)"
    joins = "and|or|to|until|through|und|bis|et|au|y|al|e|ed|en|tot|og|och|i|do|и|по"
    join = rf"\s*(?:,|-|–|—|/|&|{joins})?\s*(?:the\s+|le\s+)?"
    days = rf"(?P<days>{day}(?:{join}{day}){{0,5}})"
    of = r"\s*(?:of\s+|de\s+|di\s+)?"
    year = r"(?P<year>(?:1[5-9]|20)\d\d)"
    maybe_year = rf"(?:,?\s*(?:of\s+|de\s+|del\s+)?{year}(?!\d))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{days}{of}{month}{maybe_year}",
            rf"{month},?\s*(?:the\s+)?{days}{maybe_year}",
            rf"{month}{maybe_year}",
            rf"(?<![\d-]){year}[-/.](?P<month>\d{{1,2}})[-/.](?P<days>\d{{1,2}})(?!\d)",
            rf"(?<!\d)(?P<one>\d{{1,2}})(?P<sep>[./-])(?P<other>\d{{1,2}})(?P=sep){year}(?!\d)",
            r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})(?![\d/])",
            rf"(?<![\d.])(?P<days>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?{year})?(?!\d)",
            rf"(?:{year}\s*年\s*)?(?P<month>\d{{1,2}})\s*月\s*(?P<days>\d{{1,2}})\s*日",
            rf"{year}\s*年\s*(?P<month>\d{{1,2}})\s*月",
            rf"(?<![\d.,]){year}(?![\d]|[.,]\d)",
        )
    )
