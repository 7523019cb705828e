"""The terms of a query: its words, each with all that it may stand for in the archive."""

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

# Of a long query, such as a pasted text, only this many words are searched for: the rarest.
_MOST_TERMS = 16
_SHORTEST_SPLIT = 6
# Nobody types two words as one that is longer than this. Each way to split a word costs a look-up.
_LONGEST_SPLIT = 40
# How much it counts, compared with the very word in the title, that a record has what was typed as a value, and that it
# has a date that is not surely the one that was typed. No less than is shown (`index`), even beside the best.
_HAS_VALUE = 0.9
_MAY_BE_THEN = 0.8
_NOTHING = Expansion(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.uint8))


class Run(NamedTuple):
    """Several words, by their numbers in a segment, that together stand for a term where they stand side by side.

    `records` are the records that have them so, and `weights` the weights of the best field in each that does.
    """

    numbers: tuple[int, ...]
    similarity: float
    records: Ints
    weights: Floats


class Trait(NamedTuple):
    """The records that a term stands for by what they are: by their date, or by a value of a filter.

    `weights` has how much it counts for each of the records. `field` is `date`, or the filter's name with its `value`.
    """

    field: str
    value: str
    records: Ints
    weights: Floats


class Meaning(NamedTuple):
    """What a term may stand for in one segment."""

    expansion: Expansion = _NOTHING
    runs: tuple[Run, ...] = ()
    traits: tuple[Trait, ...] = ()


class Term(NamedTuple):
    """A word of the query, or a phrase or a date of it, with its meaning in each segment.

    All that it may stand for shares one weight, `rarity`, so that a rare misspelling has no advantage. `known` says
    whether the archive has the word exactly as typed.
    """

    text: str
    meanings: tuple[Meaning, ...]
    rarity: float
    known: bool


class Terms(NamedTuple):
    """The terms of a query, each once.

    `order` has for each typed word the place of its term in `terms`. `neighbours` has pairs of such places, for terms
    typed side by side. `unknown` are the words that no record has, and `undated` the dates that none has.
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
    """Finds the terms of queries for one index, and remembers what it found for the latest words."""

    def __init__(self, parts: Sequence[IndexPart]) -> None:
        self._parts = parts
        self._size = sum(part.size for part in parts)
        self._years = {year for part in parts for year in part.segment.attributes.years}
        self._meanings = remembering(self._looked_up, 128)

    def terms(self, query: Query, *, by_value: bool = True) -> Terms:
        """The terms of a query. A word that is a filter's value finds what has it, unless `by_value` is False."""
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
        """The words to search for, in the order of the query. Of too many, the rarest known ones are kept."""
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
        """The meanings of the words that a date is written in, and with them what is dated so, or tells of that day."""
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
    """The texts of the terms that are dates, or of those that are not."""
    return [term.text for term in terms if (term.text in dates) is are_dates]


def _units(query: Query) -> tuple[list[str], dict[str, WrittenDate]]:
    """The words of a query, those of a date as one, and the dates by these."""
    dates = {" ".join(query.words[given.start : given.end]): given.date for given in query.dates}
    units, at = [], 0
    for given in query.dates:
        units += [*query.words[at : given.start], " ".join(query.words[given.start : given.end])]
        at = given.end
    return [*units, *query.words[at:]], dates


def _traits(field: str, value: str, *masks: tuple[Mask, float]) -> tuple[Trait, ...]:
    """What a term stands for by a field: the records of some masks, each mask with how much it counts."""
    records = [np.flatnonzero(mask).astype(np.int32) for mask, _ in masks]
    weights = [np.full(len(found), weight, np.float32) for found, (_, weight) in zip(records, masks, strict=True)]
    trait = Trait(field, value, np.concatenate(records), np.concatenate(weights))
    return (trait,) if len(trait.records) else ()


def _halves(word: str) -> list[tuple[str, str]]:
    """The pairs of words that an unknown word may be, typed without the space in between."""
    if not _SHORTEST_SPLIT <= len(word) <= _LONGEST_SPLIT:
        return []
    return [(word[:at], word[at:]) for at in range(1, len(word))]


def _with_joined(part: IndexPart, expansion: Expansion, pairs: Sequence[tuple[str, str]]) -> Expansion:
    """What a word may stand for, and the words that it makes when it is joined with its neighbour."""
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
