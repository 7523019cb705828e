"""An index of all texts by pairs of telling words: where a quote's words may stand again.

A pair is two telling words that follow each other, or that have one between them: so one word that is altered leaves
pairs that are not. Large indexes are arrays, which numpy searches for many quotes at once; numpy is not imported for
small ones.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

from explorer.checking.repeats.tokens import Telling

# Pairs that stand more often are common phrases. They are followed only for a quote with hardly any others, the rarest
# of them, and no farther than to so many places.
COMMON, RAREST, MOST_PLACES = 40, 2, 500
# Pairs belong together that are no farther apart, in words, in the text than in the quote.
APART = 12
# How many pairs a quote must have in common with a place: one if it has no more than the first number of them, two if
# it has no more than the second, else three.
FEW, SOME = 6, 12
# An index of more telling words than this is made of arrays.
_LARGE = 100_000
# A text and a place in it are one number: the place has the bits below these. So what is far apart in the number is far
# apart in the text, or in two texts. A quote may begin before a text, by fewer words than any has.
TEXT = 28
BEFORE, PLACES = 1 << (TEXT - 2), (1 << TEXT) - 1


class Candidate(NamedTuple):
    """A place where a quote may stand: its number, that of the text, and the places of words where it may begin."""

    quote: int
    text: int
    first: int
    last: int


class Index(ABC):
    """All pairs of telling words of some texts."""

    @abstractmethod
    def candidates(self, quotes: Sequence[Telling], own: Sequence[int]) -> Iterator[Candidate]:
        """The places where quotes may stand, those of each quote together.

        `own` has the number of the text that each quote is from, or -1: if there is one place in that, it is the
        quote's own, and is left out.
        """


def index_of(texts: Sequence[Telling]) -> Index:
    """The index of some texts."""
    if sum(len(text.words) for text in texts) > _LARGE:
        from explorer.checking.repeats.large_index import LargeIndex

        return LargeIndex(texts)
    return SmallIndex(texts)


def pairs_of(telling: Telling) -> tuple[list[int], list[int]]:
    """The pairs of a text or a quote: a number for each, and the place of its first word."""
    places, words = telling
    neighbours = map(hash, pairwise(words))
    beyond = map(hash, zip(words, words[2:], strict=False))
    return [*neighbours, *beyond], places[:-1] + places[:-2]


class SmallIndex(Index):
    """A dictionary of all pairs."""

    def __init__(self, texts: Sequence[Telling]) -> None:
        self._places: dict[int, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            start = (n << TEXT) + BEFORE
            for pair, place in zip(*pairs_of(text), strict=True):
                self._places[pair].append(start + place)

    def candidates(self, quotes: Sequence[Telling], own: Sequence[int]) -> Iterator[Candidate]:
        for n, (quote, own_text) in enumerate(zip(quotes, own, strict=True)):
            pairs = list(zip(*pairs_of(quote), strict=True))
            least = 1 + (len(pairs) > FEW) + (len(pairs) > SOME)
            runs = list(self._runs([(pair, place) for pair, place in pairs if pair in self._places], least))
            alone = sum(text == own_text for text, *_ in runs) == 1
            for text, first, last in runs:
                if not (alone and text == own_text):
                    yield Candidate(n, text, first, last)

    def _runs(self, pairs: Sequence[tuple[int, int]], least: int) -> Iterator[tuple[int, int, int]]:
        """At least so many pairs of a quote that belong together: in which text, and where the quote would begin."""
        rare = [pair for pair in pairs if len(self._places[pair[0]]) <= COMMON]
        if len(rare) < RAREST:
            rare = nsmallest(RAREST, pairs, key=lambda pair: len(self._places[pair[0]]))
        begins = sorted(there - here for pair, here in rare for there in self._places[pair][:MOST_PLACES])
        starts = [0, *(n for n, (one, other) in enumerate(pairwise(begins), 1) if other - one > APART), len(begins)]
        for start, end in pairwise(starts) if begins else ():
            if end - start >= least:  # few are, of all that begin somewhere
                first, last = begins[start], begins[end - 1]
                yield first >> TEXT, (first & PLACES) - BEFORE, (last & PLACES) - BEFORE
