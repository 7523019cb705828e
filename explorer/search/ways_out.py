"""Suggestions for a search: completions, similar words and days, and the query without what is too much."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from heapq import nlargest, nsmallest
from operator import itemgetter
from typing import NamedTuple

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from explorer.display import shortened
from explorer.model import dates
from explorer.model.amended import several
from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.queries import ALIASES, KIND_OF
from explorer.model.records import title
from explorer.search import folding
from explorer.search.filters import Filters
from explorer.search.language import NAMES, Clause, Query, clause_at, clauses
from explorer.search.terms import Terms
from explorer.search.values import IS_NAMES, VALUE_WORDS, VALUES

MOST = 20
# In letters: from this length on, suggest the filter for a word that begins one of its values.
_SHORTEST_VALUE = 4


class Suggestion(msgspec.Struct, frozen=True):
    """A replacement for the part of a query from `start` to `end`, with a label that explains it."""

    start: int
    end: int
    text: str
    label: str


def suggest(query: str, at: int, archive: Archive, filters: Filters) -> list[Suggestion]:
    """Suggest what may be typed at a position in a query, the likeliest first; empty if no filter is being typed."""
    clause = clause_at(query, at)
    if clause.start == clause.end:
        return []
    if not clause.field:
        typed = query[clause.start : at].casefold()
        begun = [field for field in NAMES if field.startswith(typed)]
        named = [Suggestion(clause.start, clause.end, f"{field}:", NAMES[field]) for field in begun]
        return [*named, *_by_value(clause, typed, filters)]
    *before, value = clause.value.split(",")
    values = list(_values(clause, value.strip(), archive, filters))[:MOST]
    return [
        Suggestion(clause.start, clause.end, f"{clause.field}:{_listed([*before, text])}", label)
        for text, label in values
    ]


def _by_value(clause: Clause, typed: str, filters: Filters) -> Iterator[Suggestion]:
    """Suggest the filters that have a word as a value, even an unfinished one, with the number of records they keep."""
    if len(typed) < _SHORTEST_VALUE:
        return
    for field, value in dict.fromkeys(VALUE_WORDS[word] for word in VALUE_WORDS if word.startswith(typed)):
        count = filters.count(field, value)
        if count:
            text = f"{field}:{value}"
            yield Suggestion(clause.start, clause.end, text, f"{text} · {_number(count, 'record')}")


def _listed(values: Sequence[str]) -> str:
    """Join the values of a filter as they are typed: with commas, and in quotation marks if they contain a space."""
    text = ",".join(values)
    return f'"{text}"' if " " in text else text


def _values(clause: Clause, value: str, archive: Archive, filters: Filters) -> Iterator[tuple[str, str]]:
    """Yield the values of a filter that begin with the typed text, or have a similar name, each with its label."""
    field = ALIASES.get(clause.field, clause.field)
    if field in KIND_OF:
        kind = KIND_OF[field]
        called = filters.called(kind, value) if value else list(archive.of_most_quotes(kind, MOST))
        # There may be very many: sort only those with the most quotes.
        counts = dict(zip(called, archive.quote_counts(kind, called), strict=True))
        least = min(nlargest(MOST, counts.values()), default=0)
        shown = several(archive.of_kind(kind), [id for id, count in counts.items() if count >= least])
        most = [(-counts[id], sort_key(record), record) for id, record in shown.items()]
        for count, _, record in nsmallest(MOST, most, key=itemgetter(0, 1)):
            yield record.id, f"{title(record)} · {_number(-count, 'quote')}"
        return
    if field == "date":
        for day, count in sorted(filters.days().items(), key=lambda item: (-item[1], item[0])):
            said = dates.describe(day)
            if day.startswith(value) or value.casefold() in said.casefold():
                yield day, f"{said} · {_number(count, 'record')}"
        return
    choices = IS_NAMES if field == "is" else VALUES.get(field, ())
    yield from ((choice, "") for choice in choices if choice.startswith(value.casefold()))


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


_NEAREST = 3
_LEAST_LIKE = 0.7
# Ignore further clauses, for example of a pasted text.
_MOST_CLAUSES = 12


class Known(NamedTuple):
    """What can be searched for: words of some length, dates, and a function for the values after a filter's colon.

    `count` returns how many records a query finds.
    """

    words: Collection[str]
    days: Collection[str]
    values: Callable[[str], Sequence[Suggestion]]
    count: Callable[[str], int]


class WayOut(msgspec.Struct, frozen=True):
    """Another query, the number of records that it finds, and a label for the change: `taiwan`, or `without who:xi`."""

    query: str
    label: str
    total: int


def ways_out(
    text: str,
    query: Query,
    terms: Terms,
    known: Known,
) -> list[WayOut]:
    """Suggest other queries for one that finds nothing; each of them finds something."""
    given = clauses(text)[:_MOST_CLAUSES]
    found: dict[str, WayOut] = {}
    for others in (_near_days(text, query, terms, known), _near_words(text, given, terms, known)):
        _add(found, others, known)
    _add(found, _near_values(text, given, known), known)
    _add(found, _without(text, given), known)
    if not found and len(given) > 1:
        _add(
            found, ((text[one.start : one.end], f"only {shortened(text[one.start : one.end])}") for one in given), known
        )
    return list(found.values())


def _add(found: dict[str, WayOut], others: Iterable[tuple[str, str]], known: Known) -> None:
    for other, label in others:
        total = 0 if other in found else known.count(other)
        if total:
            found[other] = WayOut(other, label, total)


def _near_days(text: str, query: Query, terms: Terms, known: Known) -> Iterator[tuple[str, str]]:
    """Replace each date without records by a nearby day of the archive."""
    days = sorted(known.days)
    years = {dates.span(day).earliest.year for day in days}
    for given in query.dates:
        spans = given.date.spans(years)
        if " ".join(query.words[given.start : given.end]) in terms.undated and spans:
            distance = partial(_days_between, spans)
            for day in sorted(days, key=distance)[:_NEAREST]:
                yield _with(text, given.date.start, given.date.end, day), dates.describe(day)


def _days_between(spans: Iterable[dates.Span], day: str) -> int:
    first = dates.span(day).earliest
    return min(abs((span.earliest - first).days) for span in spans)


def _near_words(text: str, given: Sequence[Clause], terms: Terms, known: Known) -> Iterator[tuple[str, str]]:
    """Replace each unknown word by a similar word of the archive."""
    for clause in given:
        word = "".join(folding.words(text[clause.start : clause.end]))
        if not _narrows(text, clause) and word in terms.unknown:
            near = process.extract(
                word, known.words, scorer=JaroWinkler.similarity, limit=_NEAREST, score_cutoff=_LEAST_LIKE
            )
            yield from ((_with(text, clause.start, clause.end, other), other) for other, _, _ in near)


def _near_values(text: str, given: Sequence[Clause], known: Known) -> Iterator[tuple[str, str]]:
    """Replace each filter value that keeps nothing by one that exists."""
    for clause in given:
        filter_ = text[clause.start : clause.end]
        if clause.field in NAMES and clause.value and not filter_.startswith("-") and not known.count(filter_):
            for value in known.values(f"{clause.field}:")[:_NEAREST]:
                yield _with(text, clause.start, clause.end, value.text), value.text


def _without(text: str, given: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Leave out each filter, phrase, exclusion and word of the query, and then all filters."""
    if len(given) < 2:
        return
    for clause in sorted(given, key=lambda clause: not _narrows(text, clause)):
        yield _with(text, clause.start, clause.end, ""), f"without {shortened(text[clause.start : clause.end])}"
    filters = [clause for clause in given if clause.field]
    if 1 < len(filters) < len(given):
        rest = text
        for clause in reversed(filters):
            rest = _with(rest, clause.start, clause.end, "")
        yield rest, "without all filters"


def _with(text: str, start: int, end: int, other: str) -> str:
    """Replace the text of a query from `start` to `end`."""
    return " ".join(f"{text[:start]} {other} {text[end:]}".split())


def _narrows(text: str, clause: Clause) -> bool:
    """Whether it is a filter, a phrase or an exclusion, and not a word."""
    return bool(clause.field) or text[clause.start] in '"-'
