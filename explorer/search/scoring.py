"""Scoring how well the records of a segment answer a query.

First every record is scored by the words that it has, from the postings. Then the best are read word by word.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from explorer.search import fields
from explorer.search.attributes import Mask
from explorer.search.segment import IS_TITLE, Segment, ranges
from explorer.search.terms import Meaning, Terms
from explorer.search.vocabulary import Bytes, Floats, Ints

# A term finds at most about this many records. If there were more, those with the most similar words count.
_MOST_POSTINGS = 400_000
# Tuned on queries with real misspellings; see benchmarks/search.py.
_ALL_TERMS = 0.3
_CALLED_SO = 0.5
_SAID_SO = 0.3
_CLOSENESS = 0.2
_RERANKING = 0.12

_RANKED = np.array(list(fields.RANKED.values()), np.float32)
_IS_CALLED = np.array([code in fields.CALLED for code in range(len(fields.NAMES))])
_IS_NAMED = np.array([code in fields.NAMED for code in range(len(fields.NAMES))])


def strength(similarity: Floats) -> Floats:
    """Return the weight of a similar word. The third power keeps several poor matches from outdoing a good one."""
    return similarity**3


class Scorer:
    """A query against one segment, whose index is `number`."""

    def __init__(self, segment: Segment, terms: Terms, number: int) -> None:
        self._segment = segment
        self._terms = terms
        self._meanings = [term.meanings[number] for term in terms.terms]
        self._rarities = np.array([term.rarity for term in terms.terms], np.float32)
        self._rarities /= self._rarities.sum()

    def totals(self, among: Mask | None) -> Floats:
        """Return how much of the query's terms each record has, from 0 to 1, weighted by rarity and similarity."""
        totals = np.zeros(len(self._segment), np.float32)
        for values, rarity in zip(self._values, self._rarities, strict=True):
            totals += rarity * values
        return totals if among is None else totals * among

    @cached_property
    def _values(self) -> list[Floats]:
        """For each term and record, the value of the record's best word for the term."""
        return [self._best_values(meaning) for meaning in self._meanings]

    def _best_values(self, meaning: Meaning) -> Floats:
        values = np.zeros(len(self._segment), np.float32)
        ids, similarities, _ = meaning.expansion
        records, worths = self._segment.postings(ids, strength(similarities), _MOST_POSTINGS)
        # A record may occur several times. The last value, which is the best, counts.
        values[records] = worths
        for run in meaning.runs:
            values[run.records] = np.maximum(values[run.records], run.weights * run.similarity**3)
        for trait in meaning.traits:
            values[trait.records] = np.maximum(values[trait.records], trait.weights)
        return values

    def least(self) -> Floats:
        """Return for each record the value of the term that it matches least."""
        least: Floats = np.minimum.reduce(self._values)
        return least

    def appraise(self, records: Ints) -> Floats:
        """Score some records.

        Most of a score is the share of the query's terms that a record has, weighted by rarity. The rest is for having
        all terms, for having the query as its name or text, for adjacent terms as in the query, and for brevity.
        """
        words = _Words(self._segment, records, self._meanings)
        best = words.best
        # Squared: a poor match of one word is hardly better than none.
        score: Floats = self._rarities @ best + _ALL_TERMS * best.min(axis=0) ** 2
        score += np.maximum(_CALLED_SO * self._called(words), _SAID_SO * self._said(words))
        # How far terms that are adjacent in the query are adjacent in a record, in the same order; from 0 to 1.
        total, closeness = 0.0, np.zeros(len(words.records), np.float32)
        for first, second in self._terms.neighbours:
            rarity = self._rarities[first] + self._rarities[second]
            beside = np.zeros_like(words.weights)
            beside[:-1] = np.minimum(words.strengths[first][:-1], words.strengths[second][1:]) * words.weights[:-1]
            closeness += rarity * words.highest(beside)
            total += rarity
        score += _CLOSENESS * (closeness / total if total else closeness) + self._segment.brevity[records]
        return score

    def _called(self, words: _Words) -> Floats:
        """Return how far the query is a record's name.

        A query of one word only has to be in the name of a person, topic or event: these then come before the quotes
        that mention it. Several words must be the whole name: otherwise a quote that contains them all comes first.
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
            # If the archive has the word as typed, only that word is a name: `kirby` does not mean `kirbys`.
            if self._terms.terms[0].known:
                strengths = np.where(strengths == 1.0, strengths, 0.0)
            called = np.maximum(called, words.highest(strengths * _IS_NAMED[words.fields]))
        return called

    def _said(self, words: _Words) -> Floats:
        """Return how far a quote's own words contain all terms, if there are several."""
        if len(self._terms.terms) < 2:
            return np.zeros(len(words.records), np.float32)
        own = words.fields == fields.CODES["text"]
        least: Floats = np.min([words.highest(strengths * own) for strengths in words.strengths], axis=0)
        return least**2

    def likeness(self, record: int) -> float:
        """Return how similar the best part of a record's title is to the query, by letters; 0 for a single word."""
        if len(self._terms.order) < 2:
            return 0.0
        return _RERANKING * fuzz.partial_ratio(self._terms.text, self.title_words(record)) / 100

    def title_words(self, record: int) -> str:
        """Return the folded title of a record."""
        segment = self._segment
        at = slice(segment.offsets[record], segment.offsets[record + 1])
        numbers = segment.tokens[at][IS_TITLE[segment.token_fields[at]]]
        return " ".join(segment.vocabulary.word(number) for number in numbers.tolist() if number)


class _Words:
    """The concatenated words of some records, and the value of each for each term.

    `strengths` has a row for each term with a value for each word. `best` has a row for each term with a value for each
    record: that of its best word, or of one of its traits.
    """

    def __init__(self, segment: Segment, records: Ints, meanings: list[Meaning]) -> None:
        self.records = records
        starts = segment.offsets[records]
        sizes = segment.offsets[records + 1] - starts
        places = ranges(starts, sizes)
        self._starts = np.cumsum(sizes) - sizes
        self.tokens: Ints = segment.tokens[places]
        self.fields: Bytes = segment.token_fields[places]
        self.weights = _RANKED[self.fields]
        self.owners = np.repeat(np.arange(len(records)), sizes)
        self.strengths = np.array([self._strengths(segment, meaning) for meaning in meanings])
        self.best = np.array([self.highest(row * self.weights) for row in self.strengths])
        for best, meaning in zip(self.best, meanings, strict=True):
            for trait in meaning.traits:
                of_record = np.zeros(len(segment), np.float32)
                of_record[trait.records] = trait.weights
                np.maximum(best, of_record[records], out=best)

    def _strengths(self, segment: Segment, meaning: Meaning) -> Floats:
        of_word = np.zeros(len(segment.vocabulary.words) + 1, np.float32)
        of_word[meaning.expansion.ids] = strength(meaning.expansion.similarities)
        strengths = of_word[self.tokens]
        for run in meaning.runs:
            here = np.flatnonzero(self.tokens == run.numbers[0]) if all(run.numbers) else np.zeros(0, np.int64)
            for step, number in enumerate(run.numbers[1:], 1):
                here = here[here + step < len(self.tokens)]
                here = here[self.tokens[here + step] == number]
            strengths[here] = np.maximum(strengths[here], run.similarity**3)
        return strengths

    def highest(self, values: Floats) -> Floats:
        """Return for each record the highest of its words' values. Every record has at least one text."""
        highest: Floats = np.maximum.reduceat(values, self._starts)
        return highest

    @cached_property
    def texts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The start of each text, and its number of words."""
        ends = np.flatnonzero(self.tokens == 0)
        starts = np.concatenate([[0], ends[:-1] + 1])
        return starts, ends - starts
