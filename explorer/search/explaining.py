"""Explaining why a record was found: for each word of the query, the words of the record that match it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from explorer.search import fields, folding
from explorer.search.hits import Match
from explorer.search.language import parse
from explorer.search.segment import IS_TITLE, Segment
from explorer.search.terms import Meaning, Term, Terms
from explorer.search.vocabulary import EXACT, TYPO, WAYS, Floats, Vocabulary, allowed_typos

# A title word also counts as a match if it is nearly as similar as the best match: 0.9 of its similarity.
_AS_GOOD = 0.9**3
_CALLED = {"aliases": "alias", "id": "id"}


def explain(segment: Segment, record: int, terms: Terms, number: int) -> tuple[Match, ...]:
    """Return the matches of a record in segment `number`: each term's best, then title words that are as good."""
    at = slice(int(segment.offsets[record]), int(segment.offsets[record + 1]))
    matches: dict[Match, None] = {}
    for term in terms.terms:
        matches |= dict.fromkeys(_matches(segment, at, term, term.meanings[number]))
    return tuple(matches)


def _matches(segment: Segment, at: slice, term: Term, meaning: Meaning) -> Iterator[Match]:
    yield from _matching_words(segment, at, term, meaning)
    record = int(segment.records_at(np.array([at.start]))[0])
    for trait in meaning.traits:
        if record in trait.records:
            value = trait.value or segment.attributes.date_of(record)
            yield Match(trait.field, term.text, value, "date" if trait.field == "date" else "value")


def _matching_words(segment: Segment, at: slice, term: Term, meaning: Meaning) -> Iterator[Match]:
    strengths, ways = _strengths(segment, at, meaning)
    if not strengths.any():
        return
    codes = segment.token_fields[at]
    best = int(np.argmax(strengths * segment.weights(at)))
    as_good = np.flatnonzero(IS_TITLE[codes] & (strengths >= _AS_GOOD * strengths[best])).tolist()
    for place in dict.fromkeys([best, *as_good]):
        yield _match(segment, at.start + place, term, meaning, int(ways[place]))


def _strengths(segment: Segment, at: slice, meaning: Meaning) -> tuple[Floats, NDArray[np.int64]]:
    """Return for each word of a record its value for a term, and its way in `WAYS`, or -1 - n if run n begins there."""
    tokens = segment.tokens[at]
    strengths, ways = np.zeros(len(tokens), np.float32), np.zeros(len(tokens), np.int64)
    ids, similarities, found = meaning.expansion
    order = np.argsort(ids)
    places = np.searchsorted(ids[order], tokens)
    places = order[np.minimum(places, len(ids) - 1)] if len(ids) else places
    known = ids[places] == tokens if len(ids) else np.zeros(len(tokens), np.bool_)
    strengths[known] = similarities[places[known]] ** 3
    ways[known] = found[places[known]]
    for n, run in enumerate(meaning.runs):
        for place in range(len(tokens) - len(run.numbers) + 1):
            here = tokens[place : place + len(run.numbers)].tolist()
            if here == list(run.numbers) and run.similarity**3 > strengths[place]:
                strengths[place], ways[place] = run.similarity**3, -1 - n
    return strengths, ways


def _match(segment: Segment, place: int, term: Term, meaning: Meaning, way: int) -> Match:
    field = fields.NAMES[segment.token_fields[place]]
    word = segment.vocabulary.word(int(segment.tokens[place]))
    if way < 0:
        run = meaning.runs[-1 - way]
        matched = " ".join(segment.vocabulary.word(number) for number in run.numbers)
        return Match(field, term.text, matched, "joined" if run.similarity < 1 else "phrase")
    if way == EXACT:
        return Match(field, term.text, word, _CALLED.get(field, "exact"))
    if way == TYPO:
        return Match(field, term.text, word, "typo", distance(term.text, word))
    return Match(field, term.text, word, WAYS[way])


def distance(typed: str, word: str) -> int:
    """Return the number of misspelt letters in a word, or in the part of it that was typed so far."""
    whole = OSA.distance(typed, word)
    if whole <= allowed_typos(typed):
        return whole
    return min(OSA.distance(typed, word[:size]) for size in (len(typed) - 1, len(typed), len(typed) + 1))


# A word of the text counts if its similarity is at least this share of the best one's.
_NEARLY_AS_GOOD = 0.9


def matches_in(text: str, query: str) -> list[Match]:
    """Find the words of a text that are most similar to each word of a query."""
    vocabulary = Vocabulary(sorted({*folding.words(text), *folding.compounds(text)}), lambda: None)
    parsed = parse(query)
    words = [*parsed.words, *(word for phrase in parsed.phrases for word in phrase)]
    matches = []
    for word in dict.fromkeys(words):
        expansion = vocabulary.expand(word, parsed.unfinished and word == words[-1])
        ids, similarities, ways = expansion if len(expansion.ids) else vocabulary.slips(word)
        for n in (similarities >= _NEARLY_AS_GOOD * similarities.max(initial=0.0)).nonzero()[0].tolist():
            matched, way = vocabulary.word(int(ids[n])), int(ways[n])
            wrong = distance(word, matched) if way == TYPO else 0
            matches.append(Match("text", word, matched, WAYS[way], wrong))
    return matches
