"""Report dates that a record calls stated, though its article does not state them near the record's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple
from weakref import WeakKeyDictionary

from explorer.checking.changed import Records
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model import dates
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import Article, Event, Quote
from explorer.reading.text.date_words import NEAR_DAYS, NEAR_YEARS, SEASONS, NamedDate, dates_in, weekdays_in
from explorer.reading.text.passages import Passage, SourceText

# A weekday means a day at most this far from the publication, or from a day that the article names.
_WEEK = timedelta(days=7)
# The maximum number of an event's quotes near which to search for its date. With more, the answer is unknown.
MOST_QUOTES = 100


class _NamedDates(NamedTuple):
    """The dates in a part of a text, and other words that may determine a day there."""

    dates: frozenset[NamedDate]
    weekdays: frozenset[int]
    text: str


# A cache of the dates in each text by its paragraphs, for as long as the text is in use.
_dates_by_part: WeakKeyDictionary[SourceText, dict[Passage, _NamedDates]] = WeakKeyDictionary()


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """Warn of each quote and event (or each `asked` one) whose stated date is nowhere near its words."""
    beside = _StatedDates(found)
    asked = asked or found.archive
    records = chain[Quote | Event](asked.all(Quote), asked.all(Event))
    for record in (each for each in records if each.date_basis == "stated"):
        with guard(record.ref):
            if record.date and not beside.states(record, record.date):
                where = "words" if isinstance(record, Quote) else "evidence"
                message = f"the article does not state {record.date} beside these {where}: it may be inferred"
                yield problem(found.archive.entries[record.ref], "date-unstated", "date_basis", message)


class _StatedDates:
    """Decide whether a record's date is stated near its words."""

    def __init__(self, found: VerifiedArchive) -> None:
        self._archive, self._texts, self._verifications = found.archive, found.texts, found.verifications
        # Whether the dates of a record are stated in some paragraphs of an article.
        self._known: dict[tuple[str, int, int, str], bool] = {}

    def states(self, record: Quote | Event, date: str) -> bool:
        """Whether a record's date is stated near its words, or that can't be known."""
        is_unknown = isinstance(record, Quote)
        for id, passage in self._places(record):
            if passage is None or not self._is_known(id):
                return True
            is_unknown = False
            text = self._texts[id]
            around = 1 if isinstance(record, Quote) else 0
            first, last = text.paragraph_at(passage.start) - 1 - around, text.paragraph_at(passage.end) + around
            if self._is_stated(date, id, max(0, first), last):
                return True
        return is_unknown

    def _is_stated(self, date: str, id: str, first: int, last: int) -> bool:
        """Whether a date is stated in a range of paragraphs of an article."""
        key = id, first, last, date
        if key not in self._known:
            text = self._texts[id]
            said = [_dates_named_in(text, part) for part in text.paragraphs[first:last]]
            self._known[key] = all(self._states_point(point, said, id) for point in _points(date))
        return self._known[key]

    def _places(self, record: Quote | Event) -> Iterator[tuple[str, Passage | None]]:
        """The articles and passages of a record's words; for an event without evidence, those of its quotes."""
        verification = self._verifications.get(record.ref)
        findings = verification.findings if verification else ()
        if isinstance(record, Quote):
            yield from ((record.article, item.passage) for item in findings)
            event = self._archive.event_of(record)
            if event is not None and event.date == record.date:
                yield from self._places(event)
        elif record.evidence:
            yield from ((item.article, at.passage) for item, at in zip(record.evidence, findings, strict=False))
        else:
            for quote in self._archive.some_quotes_of(record, MOST_QUOTES):
                known = self._verifications.get(quote.ref)
                yield from ((quote.article, item.passage) for item in (known.findings if known else ()))
            if self._archive.quote_count(record) > MOST_QUOTES:
                yield "", None

    def _is_known(self, id: str) -> bool:
        """Whether an article can be read, in a language whose words for dates are known."""
        article, text = self._archive.get(Article, id), self._texts.get(id)
        return article is not None and text is not None and bool(weighty_words_of(article.language, text.text).common)

    def _states_point(self, point: str, said: list[_NamedDates], id: str) -> bool:
        span = dates.span(point)
        article = self._archive.get(Article, id)
        published = dates.span(article.published) if article and article.published else None
        if any(_is_meant(named, point) for part in said for named in part.dates):
            return True
        seasons = [word for word, number in SEASONS.items() if point[5:7] == str(number)]
        if any(word in part.text for part in said for word in seasons):
            return True
        if len(point) == 4 and published:
            years = {published.earliest.year + n for word, n in NEAR_YEARS.items() if _has(said, word)}
            return int(point) in years if point.isdecimal() else False
        if span.earliest != span.latest:
            return False
        day = span.earliest
        if published:
            near = [timedelta(days=n) for word, n in NEAR_DAYS.items() if _has(said, word)]
            if any(day - published.latest <= n <= day - published.earliest for n in near):
                return True
        return any(day.weekday() in part.weekdays for part in said) and self._is_near(day, published, id)

    def _is_near(self, day: date, published: dates.Span | None, id: str) -> bool:
        """Whether a weekday can mean this day: it is near the publication, or near a day that the article names."""
        if published and day - published.latest <= _WEEK and published.earliest - day <= _WEEK:
            return True
        named = (
            _day(each.year or day.year, each.month, each.day)
            for each in self._texts[id].kept(_all_dates_in)
            if each.month and each.day
        )
        return any(other is not None and abs(other - day) <= _WEEK for other in named)


def _points(text: str) -> list[str]:
    """The dates at the ends of an interval, or the one date, without qualifiers and unspecified digits."""
    ends = [end.rstrip("?~%") for end in text.split("/") if end not in ("", "..")]
    return [end.removesuffix("-XX").removesuffix("-XX") for end in ends]


def _is_meant(named: NamedDate, point: str) -> bool:
    """Whether a date in a text states a point: it has all of its parts, and they are equal."""
    stated = dates.parts(point)
    if not stated:
        return named.year is not None and "X" in point and str(named.year).startswith(point.rstrip("X"))
    if len(stated) == 1:
        return named.year == stated[0]
    return named.year in (None, stated[0]) and named[1 : len(stated)] == stated[1:]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _has(said: list[_NamedDates], word: str) -> bool:
    return any(word in part.text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", part.text) for part in said) or (
        word[0] >= "\u2e80" and any(word in part.text for part in said)
    )


def _dates_named_in(text: SourceText, part: Passage) -> _NamedDates:
    known = _dates_by_part.setdefault(text, {})
    if part not in known:
        words = text.text[part.start : part.end]
        known[part] = _NamedDates(frozenset(dates_in(words)), weekdays_in(words), words.lower())
    return known[part]


def _all_dates_in(text: SourceText) -> frozenset[NamedDate]:
    """All dates in a text."""
    return frozenset(each for part in text.paragraphs for each in _dates_named_in(text, part).dates)
