"""The terms of a query: its words, each with everything that it may mean in the archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from explorer.search.attributes import Mask
from explorer.search.language import Query
from explorer.search.parts import IndexPart
from explorer.search.remembering import remembering
from explorer.search.values import VALUE_WORDS
from explorer.search.vocabulary import JOINED, JOINED_SIMILARITY, Expansion, Floats, Ints
from explorer.search.written_dates import WrittenDate

# In a long query, such as a pasted text, search only for this many words: the rarest.
_MOST_TERMS = 16
_SHORTEST_SPLIT = 6
# No two words typed as one are longer than this. Each way to split a word costs a lookup.
_LONGEST_SPLIT = 40
# The weight, relative to the exact word in the title, of having the typed value, and of having a date that may be the
# typed one. No less than the share that is shown (`index`), even next to the best.
_HAS_VALUE = 0.9
_MAY_BE_THEN = 0.8
_NOTHING = Expansion(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.uint8))


class Run(NamedTuple):
    """Several adjacent words, by their numbers in a segment, that together match a term.

    `records` are the records that contain them, and `weights` the weights of the best field in each that does.
    """

    numbers: tuple[int, ...]
    similarity: float
    records: Ints
    weights: Floats


class Trait(NamedTuple):
    """The records that a term matches by a property: by their date, or by a value of a filter.

    `weights` has its weight for each of the records. `field` is `date`, or the filter's name with its `value`.
    """

    field: str
    value: str
    records: Ints
    weights: Floats


class Meaning(NamedTuple):
    """What a term may mean in one segment."""

    expansion: Expansion = _NOTHING
    runs: tuple[Run, ...] = ()
    traits: tuple[Trait, ...] = ()


class Term(NamedTuple):
    """A word, a phrase or a date of the query, with its meaning in each segment.

    All its meanings share one weight, `rarity`, so that a rare misspelling has no advantage. `known` says whether the
    archive has the word exactly as typed.
    """

    text: str
    meanings: tuple[Meaning, ...]
    rarity: float
    known: bool


class Terms(NamedTuple):
    """The distinct terms of a query.

    `order` has the index in `terms` of each typed word. `neighbours` has pairs of such indexes for adjacent terms.
    `unknown` are the words that no record has, and `undated` the dates that no record has.
    """

    terms: list[Term]
    order: list[int]
    neighbours: list[tuple[int, int]]
    unknown: list[str]
    undated: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.terms[n].text for n in self.order)


class TermFinder:
    """Finds the terms of queries for one index, and caches the results for the latest words."""

    def __init__(self, parts: Sequence[IndexPart]) -> None:
        self._parts = parts
        self._size = sum(part.size for part in parts)
        self._years = {year for part in parts for year in part.segment.attributes.years}
        self._meanings = remembering(self._looked_up, 128)

    def terms(self, query: Query, *, by_value: bool = True) -> Terms:
        """Return the terms of a query. With `by_value`, a word that is a filter's value also finds what has it."""
        typed, dates = _units(query)
        kept = self._rarest(list(dict.fromkeys(typed)))
        pairs = list(dict.fromkeys(pairwise(typed)))
        terms: list[Term] = []
        unknown: list[Term] = []
        for word in kept:
            meanings = self._meanings(word, query.unfinished and word == typed[-1], by_value)
            if word in dates:
                meanings = self._with_date(meanings, dates[word], word)
            beside = [pair for pair in pairs if word in pair]
            meanings = tuple(
                meaning._replace(expansion=_with_joined(part, meaning.expansion, beside))
                for part, meaning in zip(self._parts, meanings, strict=True)
            )
            term = Term(word, meanings, self._rarity(meanings), self._frequency(word) > 0)
            (terms if any(_is_known(meaning) for meaning in meanings) else unknown).append(term)
        for phrase in query.phrases:
            meanings = tuple(Meaning(runs=(_run(part, phrase, 1.0),)) for part in self._parts)
            terms.append(Term(" ".join(phrase), meanings, self._rarity(meanings), known=True))
        index = {term.text: n for n, term in enumerate(terms)}
        order = [index[word] for word in typed if word in index]
        neighbours = [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b]
        return Terms(terms, order, neighbours, _texts(unknown, dates, False), _texts(unknown, dates, True))

    def _rarest(self, words: list[str]) -> list[str]:
        """Choose the words to search for, in the order of the query. Of too many, keep the rarest known ones."""
        if len(words) <= _MOST_TERMS:
            return words
        frequencies = {word: self._frequency(word) for word in words}
        kept = set(sorted(words, key=lambda word: (not frequencies[word], frequencies[word]))[:_MOST_TERMS])
        return [word for word in words if word in kept]

    def _frequency(self, word: str) -> int:
        return sum(int(part.frequency[part.number(word)]) for part in self._parts)

    def _looked_up(self, word: str, unfinished: bool, by_value: bool) -> tuple[Meaning, ...]:
        halves = () if self._frequency(word) else _halves(word)
        expansions = [part.expand(word, unfinished) for part in self._parts]
        if not any(len(expansion.ids) for expansion in expansions):
            expansions = [part.slips(word) for part in self._parts]
        meanings = []
        for part, expansion in zip(self._parts, expansions, strict=True):
            runs = [_run(part, pair, JOINED_SIMILARITY) for pair in halves if all(map(part.number, pair))]
            field, value = VALUE_WORDS.get(word, ("", "")) if by_value else ("", "")
            traits = _traits(field, value, (part.valued(field, [value]) & part.live, _HAS_VALUE)) if field else ()
            meanings.append(Meaning(expansion, tuple(run for run in runs if len(run.records)), traits))
        return tuple(meanings)

    def _with_date(self, meanings: Sequence[Meaning], date: WrittenDate, words: str) -> tuple[Meaning, ...]:
        """Add to the meanings of a date's words the records with that date, or with other wordings of that day."""
        spans = date.spans(self._years)
        wordings = dict.fromkeys((tuple(words.split()), *date.wordings()))
        found = []
        for part, meaning in zip(self._parts, meanings, strict=True):
            within, possible = part.segment.attributes.dated_within(spans)
            dated = _traits("date", "", (within & part.live, 1.0), (possible & ~within & part.live, _MAY_BE_THEN))
            told = [_run(part, wording, 1.0) for wording in wordings if len(wording) > 1]
            runs = (*meaning.runs, *(run for run in told if len(run.records)))
            found.append(meaning._replace(runs=runs, traits=(*meaning.traits, *dated)))
        return tuple(found)

    def _rarity(self, meanings: Sequence[Meaning]) -> float:
        frequency = 0.0
        for part, (expansion, runs, traits) in zip(self._parts, meanings, strict=True):
            frequency += float(part.frequency[expansion.ids] @ expansion.similarities.astype(np.float64) ** 4)
            frequency += sum(len(run.records) * run.similarity**4 for run in runs)
            frequency += sum(float(trait.weights.sum()) for trait in traits)
        return log(1 + self._size / (1 + frequency))


def _is_known(meaning: Meaning) -> bool:
    return len(meaning.expansion.ids) > 0 or len(meaning.runs) > 0 or len(meaning.traits) > 0


def _texts(terms: Sequence[Term], dates: Collection[str], are_dates: bool) -> list[str]:
    """Return the texts of the terms that are dates, or of those that are not."""
    return [term.text for term in terms if (term.text in dates) is are_dates]


def _units(query: Query) -> tuple[list[str], dict[str, WrittenDate]]:
    """Return the words of a query, with those of each date joined, and the dates by these joined words."""
    dates = {" ".join(query.words[given.start : given.end]): given.date for given in query.dates}
    units, at = [], 0
    for given in query.dates:
        units += [*query.words[at : given.start], " ".join(query.words[given.start : given.end])]
        at = given.end
    return [*units, *query.words[at:]], dates


def _traits(field: str, value: str, *masks: tuple[Mask, float]) -> tuple[Trait, ...]:
    """Return what a term matches by a field: the records of some masks, each mask with its weight."""
    records = [np.flatnonzero(mask).astype(np.int32) for mask, _ in masks]
    weights = [np.full(len(found), weight, np.float32) for found, (_, weight) in zip(records, masks, strict=True)]
    trait = Trait(field, value, np.concatenate(records), np.concatenate(weights))
    return (trait,) if len(trait.records) else ()


def _halves(word: str) -> list[tuple[str, str]]:
    """Return the pairs of words that an unknown word may be if the space between them is missing."""
    if not _SHORTEST_SPLIT <= len(word) <= _LONGEST_SPLIT:
        return []
    return [(word[:at], word[at:]) for at in range(1, len(word))]


def _with_joined(part: IndexPart, expansion: Expansion, pairs: Sequence[tuple[str, str]]) -> Expansion:
    """Add the words that result from joining a word with its neighbour to its expansion."""
    for first, second in pairs:
        number = part.number(first + second)
        if number and number not in expansion.ids[expansion.similarities >= JOINED_SIMILARITY]:
            others = expansion.ids != number
            expansion = Expansion(
                np.append(expansion.ids[others], np.int32(number)),
                np.append(expansion.similarities[others], np.float32(JOINED_SIMILARITY)),
                np.append(expansion.ways[others], np.uint8(JOINED)),
            )
    return expansion


def _run(part: IndexPart, words: Sequence[str], similarity: float) -> Run:
    return Run(tuple(map(part.number, words)), similarity, *part.phrase(words))
