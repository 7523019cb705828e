"""How well the records of a segment answer a query, and which of their words do.

First every record is given the worth of the words that it has, by index; then the best of them are read word by word.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from explorer.search import fields
from explorer.search.attributes import Mask
from explorer.search.segment import Segment, ranges
from explorer.search.terms import Reading, Terms
from explorer.search.vocabulary import Floats, Ints

# How many records a word's readings give at most; of more, those with the words most alike count.
_MOST_POSTINGS = 400_000
# Tuned on queries with real misspellings; see benchmarks/search.py.
_ALL_TERMS = 0.3
_CALLED_SO = 0.5
_SAID_SO = 0.3
_CLOSENESS = 0.2
_RERANKING = 0.12

_IS_CALLED = np.array([code in fields.CALLED for code in range(len(fields.NAMES))])
_IS_NAMED = np.array([code in fields.NAMED for code in range(len(fields.NAMES))])
_IS_TITLE = np.array([code in fields.TITLES for code in range(len(fields.NAMES))])


def strength(similarity: Floats) -> Floats:
    """How much a word counts that is similar to the one typed: several poor likenesses don't outdo a good one."""
    return similarity**3


class Scorer:
    """A query against one segment, the `number`th of the index."""

    def __init__(self, segment: Segment, terms: Terms, number: int) -> None:
        self._segment = segment
        self._terms = terms
        self._readings = [term.readings[number] for term in terms.terms]
        self._rarities = np.array([term.rarity for term in terms.terms], np.float32)
        self._rarities /= self._rarities.sum()

    def totals(self, among: Mask | None) -> Floats:
        """For each record, from 0 to 1, how much of the query's terms it has, by their rarity and likeness."""
        totals = np.zeros(len(self._segment), np.float32)
        for values, rarity in zip(self._values, self._rarities, strict=True):
            totals += rarity * values
        return totals if among is None else totals * among

    @cached_property
    def _values(self) -> list[Floats]:
        """For each term, what the best of its words in each record is worth."""
        return [self._best_values(reading) for reading in self._readings]

    def _best_values(self, reading: Reading) -> Floats:
        values = np.zeros(len(self._segment), np.float32)
        ids, similarities, _ = reading.expansion
        records, worths = self._segment.postings(ids, strength(similarities), _MOST_POSTINGS)
        # Of a record that is there twice, the last and best counts.
        values[records] = worths
        for run in reading.runs:
            values[run.records] = np.maximum(values[run.records], run.weights * run.similarity**3)
        return values

    def least(self) -> Floats:
        """For each record, what the term is worth that it has least of."""
        least: Floats = np.minimum.reduce(self._values)
        return least

    def appraise(self, records: Ints) -> Floats:
        """The score of some records.

        Most of the score is the share of the query's terms that a record has, by their rarity. Then count: having all
        of them, being called so or saying so, having them side by side as in the query, and being short.
        """
        words = _Words(self._segment, records, self._readings)
        best = words.best
        # Squared, for a poor likeness of the last word is as good as none.
        score: Floats = self._rarities @ best + _ALL_TERMS * best.min(axis=0) ** 2
        score += np.maximum(_CALLED_SO * self._called(words), _SAID_SO * self._said(words))
        score += _CLOSENESS * self._closeness(words) + self._segment.brevity[records]
        return score

    def _closeness(self, words: _Words) -> Floats:
        """How far the terms typed next to each other stand next to each other, in that order; from 0 to 1."""
        total, closeness = 0.0, np.zeros(len(words.records), np.float32)
        for first, second in self._terms.neighbours:
            rarity = self._rarities[first] + self._rarities[second]
            beside = np.zeros_like(words.weights)
            beside[:-1] = np.minimum(words.strengths[first][:-1], words.strengths[second][1:]) * words.weights[:-1]
            closeness += rarity * words.highest(beside)
            total += rarity
        return closeness / total if total else closeness

    def _called(self, words: _Words) -> Floats:
        """How far the query is a record's name.

        One word need only be in the name of a person, topic or event: it comes before the quotes that mention it.
        Several must be the whole name, else the quote that says them all comes first.
        """
        called = np.zeros(len(words.records), np.float32)
        order = self._terms.order
        if order:
            starts, sizes = words.texts
            whole = starts[(sizes == len(order)) & _IS_CALLED[words.fields[starts]]]
            worth = words.weights[whole]
            for place, term in enumerate(order):
                worth = np.minimum(worth, words.strengths[term][whole + place] * words.weights[whole])
            np.maximum.at(called, words.owners[whole], worth)
        if len(self._terms.terms) == 1:
            strengths = words.strengths[0]
            # Where the very word is known, `kirbys` is not what `kirby` calls.
            if self._terms.terms[0].known:
                strengths = np.where(strengths == 1.0, strengths, 0.0)
            called = np.maximum(called, words.highest(strengths * _IS_NAMED[words.fields]))
        return called

    def _said(self, words: _Words) -> Floats:
        """How far a quote's own words have all of several terms."""
        if len(self._terms.terms) < 2:
            return np.zeros(len(words.records), np.float32)
        own = words.fields == fields.CODES["text"]
        least: Floats = np.min([words.highest(strengths * own) for strengths in words.strengths], axis=0)
        return least**2

    def likeness(self, record: int) -> float:
        """How like the query the best part of a record's title is, letter by letter; counted for several words."""
        if len(self._terms.order) < 2:
            return 0.0
        return _RERANKING * fuzz.partial_ratio(self._terms.text, self.title_words(record)) / 100

    def title_words(self, record: int) -> str:
        """The folded title of a record."""
        segment = self._segment
        at = slice(segment.offsets[record], segment.offsets[record + 1])
        numbers = segment.tokens[at][_IS_TITLE[segment.token_fields[at]]]
        return " ".join(segment.vocabulary.word(number) for number in numbers.tolist() if number)


class _Words:
    """The words of some records one after the other, and what each is worth to each term.

    `strengths` has a row for each term; `best` one for each term with the best worth in each record.
    """

    def __init__(self, segment: Segment, records: Ints, readings: list[Reading]) -> None:
        self.records = records
        starts = segment.offsets[records]
        sizes = segment.offsets[records + 1] - starts
        places = ranges(starts, sizes)
        self._starts = np.cumsum(sizes) - sizes
        self.tokens = segment.tokens[places]
        self.fields = segment.token_fields[places]
        self.weights = segment.weights(places)
        self.owners = np.repeat(np.arange(len(records)), sizes)
        self.strengths = np.array([self._strengths(segment, reading) for reading in readings])
        self.best = np.array([self.highest(row * self.weights) for row in self.strengths])

    def _strengths(self, segment: Segment, reading: Reading) -> Floats:
        of_word = np.zeros(len(segment.vocabulary.words) + 1, np.float32)
        of_word[reading.expansion.ids] = strength(reading.expansion.similarities)
        strengths = of_word[self.tokens]
        for run in reading.runs:
            here = np.flatnonzero(self.tokens == run.numbers[0]) if all(run.numbers) else np.zeros(0, np.int64)
            for step, number in enumerate(run.numbers[1:], 1):
                here = here[here + step < len(self.tokens)]
                here = here[self.tokens[here + step] == number]
            strengths[here] = np.maximum(strengths[here], run.similarity**3)
        return strengths

    def highest(self, values: Floats) -> Floats:
        """The highest of some values for each record; every record has a text."""
        highest: Floats = np.maximum.reduceat(values, self._starts)
        return highest

    @cached_property
    def texts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each text begins, and how many words it has."""
        ends = np.flatnonzero(self.tokens == 0)
        starts = np.concatenate([[0], ends[:-1] + 1])
        return starts, ends - starts
