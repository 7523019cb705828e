"""Resolve when words were said, from the date or weekday near them and the article's reference date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from explorer.model import dates
from explorer.model.records import Article, DateBasis
from explorer.reading.text.date_words import (
    LAST,
    NEAR_DAYS,
    NEXT,
    WEEKDAYS,
    dates_in,
    day_in,
    is_date_word,
    weekdays_in,
)

_WORD = re.compile(r"\w+(?:-\w+)*")
# The words for days up to that of publication.
_NEAR = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word, away in NEAR_DAYS.items() if away <= 0)})\b")
# What ends a dateline, and the maximum number of characters of one.
_DATELINE, _LONGEST = re.compile(r"\s(?:--|[-–—_])\s"), 80


class ReferenceDate(NamedTuple):
    """The reference date of an article, and where it comes from."""

    day: date
    because: str


class ResolvedDate(NamedTuple):
    """When something was said, as a record states it."""

    date: str
    basis: DateBasis
    because: str

    @property
    def is_exact(self) -> bool:
        """Whether it is a single day."""
        return day_of(self.date) is not None

    def may_be(self, other: ResolvedDate) -> bool:
        """Whether both may mean the same day."""
        return dates.span(self.date).meets(dates.span(other.date))


def reference_date_of(article: Article, text: str) -> ReferenceDate | None:
    """The reference date of an article: from its publication, its dateline, or the only one of its captions.

    None if all of these are missing or less exact than a day.
    """
    if article.published:
        day = day_of(article.published)
        return ReferenceDate(day, f"the article was published on {day.isoformat()}") if day else None
    for line in [line.strip() for line in text.splitlines() if line.strip()][:4]:
        end = _DATELINE.search(line, 0, _LONGEST)
        stated = day_in(line[: end.start()]) if end and line[:2].isupper() else None
        if stated and (day := day_of(stated)):
            return ReferenceDate(day, f"the dateline has {day.isoformat()}")
    captions = {stated for caption in article.captions if (stated := day_in(caption.replace(",", "")))}
    day = day_of(captions.pop()) if len(captions) == 1 else None
    return ReferenceDate(day, f"the captions have {day.isoformat()}") if day else None


def resolved_date(
    words: str, reference: ReferenceDate | None, where: str = "the words of saying"
) -> ResolvedDate | None:
    """Resolve the date in some words; None if there is no date or several. `where` describes the words.

    A weekday is the most recent one up to the reference date, since news reports what was said.
    """
    stated = day_in(words)
    if stated:
        return ResolvedDate(stated, "stated", f"The date stands in {where}.")
    found = [*_weekday(words, reference), *_near(words, reference), *_of_month(words, reference)] if reference else []
    if len(found) != 1 or reference is None:
        return None
    day, word = found[0]
    return ResolvedDate(day.isoformat(), "inferred", f"“{word}” in {where}; {reference.because}.")


def day_of(edtf: str) -> date | None:
    """The day that a date means; None if it may mean several."""
    try:
        span = dates.span(edtf)
    except dates.EdtfError:
        return None
    return span.earliest if span.earliest == span.latest else None


def _weekday(words: str, reference: ReferenceDate) -> list[tuple[date, str]]:
    days = weekdays_in(words)
    if len(days) != 1:
        return []
    found = _WORD.findall(words)
    at = next(n for n, word in enumerate(found) if WEEKDAYS.get(word.lower()) in days and is_date_word(word))
    before = found[at - 1].lower() if at else ""
    if before in NEXT:
        return []
    away = (reference.day.weekday() - next(iter(days))) % 7
    return [(reference.day - timedelta(days=away or 7 * (before in LAST)), found[at])]


def _near(words: str, reference: ReferenceDate) -> list[tuple[date, str]]:
    found = dict.fromkeys(_NEAR.findall(words.lower()))
    return [(reference.day + timedelta(days=NEAR_DAYS[word]), word) for word in found]


def _of_month(words: str, reference: ReferenceDate) -> list[tuple[date, str]]:
    """Days of a month without a year: the most recent one up to the reference date."""
    found = []
    for named in dates_in(words):
        said = words[named.start : named.end]
        is_month = any(word.isalpha() and is_date_word(word) for word in _WORD.findall(said))
        if named.year or not (named.month and named.day and named.is_one and is_month):
            continue
        years = (day_of(f"{reference.day.year - n}-{named.month:02}-{named.day:02}") for n in range(2))
        day = next((day for day in years if day and day <= reference.day), None)
        found += [(day, said.strip())] if day else []
    return found
