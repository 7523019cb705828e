"""The terms of a query: its words, each with all that it may stand for in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from explorer.search.language import Query
from explorer.search.parts import IndexPart
from explorer.search.vocabulary import JOINED, JOINED_SIMILARITY, Expansion, Floats, Ints

# Of a long query, such as a pasted text, only this many words are searched for: the rarest.
_MOST_TERMS = 16
_SHORTEST_SPLIT = 6
# Nobody types two words as one that is longer than this. Each way to split a word costs a look-up.
_LONGEST_SPLIT = 40
_NOTHING = Expansion(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.uint8))


class Run(NamedTuple):
    """Several words, by their numbers in a segment, that together stand for a term where they stand side by side.

    `records` are the records that have them so, and `weights` the weights of the best field in each that does.
    """

    numbers: tuple[int, ...]
    similarity: float
    records: Ints
    weights: Floats


class Meaning(NamedTuple):
    """What a term may stand for in one segment."""

    expansion: Expansion = _NOTHING
    runs: tuple[Run, ...] = ()


class Term(NamedTuple):
    """A word of the query, or a phrase of it, with its meaning in each segment.

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
    typed side by side. `unknown` are the words that no record has.
    """

    terms: list[Term]
    order: list[int]
    neighbours: list[tuple[int, int]]
    unknown: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.terms[n].text for n in self.order)


class TermFinder:
    """Finds the terms of queries for one index, and remembers what it found for the latest words."""

    def __init__(self, parts: Sequence[IndexPart]) -> None:
        self._parts = parts
        self._size = sum(part.size for part in parts)
        self._meanings = lru_cache(maxsize=128)(self._looked_up)

    def terms(self, query: Query) -> Terms:
        """The terms of a query."""
        words = dict.fromkeys(query.words)
        kept = self._rarest(list(words))
        pairs = list(dict.fromkeys(pairwise(query.words)))
        terms: list[Term] = []
        unknown: list[Term] = []
        for word in kept:
            meanings = self._meanings(word, query.unfinished and word == query.words[-1])
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
        order = [index[word] for word in query.words if word in index]
        neighbours = [(index[a], index[b]) for a, b in pairs if a in index and b in index and a != b]
        return Terms(terms, order, neighbours, [term.text for term in unknown])

    def _rarest(self, words: list[str]) -> list[str]:
        """The words to search for, in the order of the query. Of too many, the rarest known ones are kept."""
        if len(words) <= _MOST_TERMS:
            return words
        frequencies = {word: self._frequency(word) for word in words}
        kept = set(sorted(words, key=lambda word: (not frequencies[word], frequencies[word]))[:_MOST_TERMS])
        return [word for word in words if word in kept]

    def _frequency(self, word: str) -> int:
        return sum(int(part.frequency[part.number(word)]) for part in self._parts)

    def _looked_up(self, word: str, unfinished: bool) -> tuple[Meaning, ...]:
        halves = () if self._frequency(word) else _halves(word)
        meanings = []
        for part in self._parts:
            runs = [_run(part, pair, JOINED_SIMILARITY) for pair in halves if all(map(part.number, pair))]
            meanings.append(Meaning(part.expand(word, unfinished), tuple(run for run in runs if len(run.records))))
        return tuple(meanings)

    def _rarity(self, meanings: Sequence[Meaning]) -> float:
        frequency = 0.0
        for part, (expansion, runs) in zip(self._parts, meanings, strict=True):
            frequency += float(part.frequency[expansion.ids] @ expansion.similarities.astype(np.float64) ** 4)
            frequency += sum(len(run.records) * run.similarity**4 for run in runs)
        return log(1 + self._size / (1 + frequency))


def _is_known(meaning: Meaning) -> bool:
    return len(meaning.expansion.ids) > 0 or len(meaning.runs) > 0


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
