"""Suggestions how a query may go on: names of filters, and values of the filter that is being typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest

import msgspec

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.queries import ALIASES, KIND_OF
from explorer.model.records import title
from explorer.search.filters import Filters
from explorer.search.language import NAMES, Clause, clause_at
from explorer.search.values import IS_NAMES, VALUE_WORDS, VALUES

MOST = 20
# In letters: from here on, a word that begins a filter's value has the filter offered.
_SHORTEST_VALUE = 4


class Suggestion(msgspec.Struct, frozen=True):
    """A text to put in place of a query's text from `start` to `end`, with a label that says what it stands for."""

    start: int
    end: int
    text: str
    label: str


def suggest(query: str, at: int, archive: Archive, filters: Filters) -> list[Suggestion]:
    """What may be typed at a place in a query, the likeliest first; empty when no filter is being typed there."""
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
    """The filters of which a word is a value, perhaps an unfinished one, with how many records they keep."""
    if len(typed) < _SHORTEST_VALUE:
        return
    for field, value in dict.fromkeys(VALUE_WORDS[word] for word in VALUE_WORDS if word.startswith(typed)):
        count = filters.count(field, value)
        if count:
            text = f"{field}:{value}"
            yield Suggestion(clause.start, clause.end, text, f"{text} · {_number(count, 'record')}")


def _listed(values: Sequence[str]) -> str:
    """The values of a filter as they are typed: with commas, and in quotation marks if there is a space in them."""
    text = ",".join(values)
    return f'"{text}"' if " " in text else text


def _values(clause: Clause, value: str, archive: Archive, filters: Filters) -> Iterator[tuple[str, str]]:
    """The values of a filter that begin with what was typed, or have a name like it; each with what it stands for."""
    field = ALIASES.get(clause.field, clause.field)
    if field in KIND_OF:
        kind = KIND_OF[field]
        records = filters.called(kind, value) if value else archive.of_kind(kind).values()
        for record in nsmallest(MOST, records, key=lambda one: (-archive.quote_count(one), sort_key(one))):
            yield record.id, f"{title(record)} · {_number(archive.quote_count(record), 'quote')}"
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
