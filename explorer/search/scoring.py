"""How well a document answers a query, and which of its words do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from explorer.records import Kind
from explorer.search.fields import Document, Field
from explorer.search.hits import Match
from explorer.search.query import Query, Sighting

_NAMES = ("name", "aliases", "label")
_CALLED = (*_NAMES, "headline", "id")
_ALL_TERMS = 0.5
_CALLED_SO = 0.5
_SAID_SO = 0.35
_CLOSENESS = 0.15
_BREVITY = 0.5
# A word of the title is marked too when it is this near to the best match: .9 of the similarity.
_AS_GOOD = 0.9**3

# For each word of a field, what it says about the query.
Seen = tuple[Field, list[Sequence[Sighting]]]


class Found(NamedTuple):
    """The best place of a term in a document; `value` counts the field's weight too."""

    value: float
    strength: float
    match: Match


class Appraisal(NamedTuple):
    score: float
    matches: tuple[Match, ...]


def appraise(document: Document, query: Query) -> Appraisal:
    """Score a document.

    Most of the score is the share of the query's terms that it has, by their rarity. Then count: having all of them,
    being called so or saying so, having them side by side as in the query, and being short.
    """
    seen = [(field, _sightings(field, query)) for field in document.fields]
    seen = [(field, here) for field, here in seen if any(here)]
    best = _best(seen, query)
    values = [found.value if found else 0.0 for found in best]
    coverage = sum(term.rarity * value for term, value in zip(query.terms, values, strict=True)) / query.rarity
    score = coverage + _ALL_TERMS * min(values) + _calling(document, seen, query)
    score += _CLOSENESS * _closeness(seen, query) + _BREVITY / log2(8 + document.length)
    return Appraisal(score, tuple(_matches(document, seen, query, best)))


def _sightings(field: Field, query: Query) -> list[Sequence[Sighting]]:
    here: list[Sequence[Sighting]] = [query.sightings.get(word, ()) for word in field.words]
    if query.splits:
        here += [query.sightings.get(f"{first} {second}", ()) for first, second in pairwise(field.words)]
    return here


def _best(seen: list[Seen], query: Query) -> list[Found | None]:
    values = [0.0] * len(query.terms)
    places: dict[int, tuple[Field, int, Sighting]] = {}
    for field, here in seen:
        for at, sightings in enumerate(here):
            for sighting in sightings:
                value = sighting.strength * field.weight
                if value > values[sighting.term]:
                    values[sighting.term] = value
                    places[sighting.term] = field, at, sighting
    return [_found(values[n], *places[n], query) if n in places else None for n in range(len(values))]


def _found(value: float, field: Field, at: int, sighting: Sighting, query: Query) -> Found:
    return Found(value, sighting.strength, _match(field, at, sighting, query))


def _match(field: Field, at: int, sighting: Sighting, query: Query) -> Match:
    words = field.words
    past = at - len(words)
    matched = words[at] if past < 0 else f"{words[past]} {words[past + 1]}"
    how = sighting.how
    if how == "exact":
        how = {"aliases": "alias", "id": "id"}.get(field.name, how)
    return Match(field.name, query.terms[sighting.term].text, matched, how)


def _closeness(seen: list[Seen], query: Query) -> float:
    """How far the terms typed next to each other stand next to each other, in that order; from 0 to 1."""
    if not query.neighbours:
        return 0.0
    best = dict.fromkeys(query.neighbours, 0.0)
    for field, here in seen:
        for before, after in pairwise(here[: field.size]):
            for first in before:
                for second in after:
                    pair = first.term, second.term
                    if pair in best:
                        best[pair] = max(best[pair], min(first.strength, second.strength) * field.weight)
    rarities = {(a, b): query.terms[a].rarity + query.terms[b].rarity for a, b in best}
    return sum(rarities[pair] * value for pair, value in best.items()) / sum(rarities.values())


def _calling(document: Document, seen: list[Seen], query: Query) -> float:
    """What it is worth that the query is the record's name, or words of the quote.

    One word need only be in the name of a person, topic or event: it comes before the quotes that mention it. Several
    must be the whole name, else the quote that says them all comes first.
    """
    called = max((_strength_as_whole(field, here, query) for field, here in seen if field.name in _CALLED), default=0.0)
    if len(query.terms) == 1 and document.kind is not Kind.ARTICLE:
        named = [sighting.strength for field, here in seen if field.name in _NAMES for at in here for sighting in at]
        called = max([called, *named])
    said = 0.0
    if len(query.terms) > 1 and document.kind is Kind.QUOTE:
        text = [sighting for field, here in seen if field.name == "text" for at in here for sighting in at]
        strengths = [max((s.strength for s in text if s.term == n), default=0.0) for n in range(len(query.terms))]
        said = min(strengths)
    return max(_CALLED_SO * called, _SAID_SO * said)


def _strength_as_whole(field: Field, here: list[Sequence[Sighting]], query: Query) -> float:
    if field.size != len(query.order):
        return 0.0
    aligned = zip(query.order, here, strict=False)
    return field.weight * min(max((s.strength for s in at if s.term == term), default=0.0) for term, at in aligned)


def _matches(document: Document, seen: list[Seen], query: Query, best: list[Found | None]) -> list[Match]:
    matches = {found.match: n for n, found in enumerate(best) if found}
    for field, here in seen:
        if field.name == document.fields[0].name:
            for at, sightings in enumerate(here[: field.size]):
                for sighting in sightings:
                    found = best[sighting.term]
                    if found and sighting.strength >= _AS_GOOD * found.strength:
                        matches.setdefault(_match(field, at, sighting, query), sighting.term)
    return sorted(matches, key=matches.__getitem__)
