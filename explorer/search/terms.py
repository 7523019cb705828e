"""The words of a query, each with all that it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from explorer.search.language import Query
from explorer.search.segment import Segment
from explorer.search.vocabulary import JOINED, JOINED_SIMILARITY, Expansion, Floats, Ints

# Of a long pasted text the rarest words find it.
_MOST_TERMS = 16
_NOTHING = Expansion(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.uint8))


class Run(NamedTuple):
    """Words of a segment, by their numbers, that stand for a term where they stand one after the other.

    `records` are those that have them so, `weights` those of the best fields in which they do.
    """

    numbers: tuple[int, ...]
    similarity: float
    records: Ints
    weights: Floats


class Reading(NamedTuple):
    """What a term may stand for in one segment."""

    expansion: Expansion = _NOTHING
    runs: tuple[Run, ...] = ()


class Term(NamedTuple):
    """A word of the query, or a phrase of it, with its reading in each segment.

    `rarity` is one weight for all that it may stand for: a rare misspelling gains nothing.
    """

    text: str
    readings: tuple[Reading, ...]
    rarity: float


class Terms(NamedTuple):
    """The terms of a query, each once.

    `order` has their places as they were typed, `neighbours` those typed right after each other, and `unknown` the
    words that nothing has.
    """

    terms: list[Term]
    order: list[int]
    neighbours: list[tuple[int, int]]
    unknown: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.terms[n].text for n in self.order)


class Reader:
    """Reads queries in the segments of an index; what it read of a word it knows until the index changes."""

    def __init__(self, segments: Sequence[Segment], size: int) -> None:
        self._segments = segments
        self._size = size
        self._readings = lru_cache(maxsize=128)(self._read)

    def terms(self, query: Query) -> Terms:
        """The terms of a query."""
        words = dict.fromkeys(query.words)
        kept = self._rarest(list(words))
        pairs = list(dict.fromkeys(pairwise(query.words)))
        terms: list[Term] = []
        unknown: list[Term] = []
        for word in kept:
            readings = self._readings(word, query.unfinished and word == query.words[-1])
            beside = [pair for pair in pairs if word in pair]
            readings = tuple(
                reading._replace(expansion=_with_joined(segment, reading.expansion, beside))
                for segment, reading in zip(self._segments, readings, strict=True)
            )
            term = Term(word, readings, self._rarity(readings))
            (terms if any(_is_known(reading) for reading in readings) else unknown).append(term)
        for phrase in query.phrases:
            readings = tuple(_phrase(segment, phrase) for segment in self._segments)
            terms.append(Term(" ".join(phrase), readings, self._rarity(readings)))
        index = {term.text: n for n, term in enumerate(terms)}
        order = [index[word] for word in query.words if word in index]
        neighbours = [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b]
        return Terms(terms, order, neighbours, [term.text for term in unknown])

    def _rarest(self, words: list[str]) -> list[str]:
        """The words to search for: known ones before others when there are too many, in the order of the query."""
        if len(words) <= _MOST_TERMS:
            return words
        frequencies = {word: self._frequency(word) for word in words}
        kept = set(sorted(words, key=lambda word: (not frequencies[word], frequencies[word]))[:_MOST_TERMS])
        return [word for word in words if word in kept]

    def _frequency(self, word: str) -> int:
        return sum(int(segment.frequency[segment.vocabulary.number(word)]) for segment in self._segments)

    def _read(self, word: str, unfinished: bool) -> tuple[Reading, ...]:
        readings = []
        for segment in self._segments:
            runs = [_run(segment, pair, JOINED_SIMILARITY) for pair in segment.vocabulary.halves(word)]
            expansion = segment.vocabulary.expand(word, unfinished)
            readings.append(Reading(expansion, tuple(run for run in runs if len(run.records))))
        return tuple(readings)

    def _rarity(self, readings: Sequence[Reading]) -> float:
        frequency = 0.0
        for segment, (expansion, runs) in zip(self._segments, readings, strict=True):
            frequency += float(segment.frequency[expansion.ids] @ expansion.similarities.astype(np.float64) ** 4)
            frequency += sum(len(run.records) * run.similarity**4 for run in runs)
        return log(1 + self._size / (1 + frequency))


def _is_known(reading: Reading) -> bool:
    return len(reading.expansion.ids) > 0 or len(reading.runs) > 0


def _with_joined(segment: Segment, expansion: Expansion, pairs: Sequence[tuple[str, str]]) -> Expansion:
    """What a word may stand for, with the words that it and the one beside it are, run together."""
    for first, second in pairs:
        number = segment.vocabulary.number(first + second)
        if number and number not in expansion.ids[expansion.similarities >= JOINED_SIMILARITY]:
            others = expansion.ids != number
            expansion = Expansion(
                np.append(expansion.ids[others], np.int32(number)),
                np.append(expansion.similarities[others], np.float32(JOINED_SIMILARITY)),
                np.append(expansion.ways[others], np.uint8(JOINED)),
            )
    return expansion


def _phrase(segment: Segment, words: Sequence[str]) -> Reading:
    return Reading(runs=(_run(segment, [segment.vocabulary.number(word) for word in words], 1.0),))


def _run(segment: Segment, numbers: Sequence[int], similarity: float) -> Run:
    return Run(tuple(numbers), similarity, *segment.phrase(numbers))
