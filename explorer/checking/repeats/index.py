"""Index all texts by pairs of significant words, to find other places of a quote's words.

Large indexes are arrays, which numpy searches for many quotes at once; numpy is not imported for small ones.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import islice, pairwise

from explorer.checking.repeats.pairs import (
    APART,
    BEFORE,
    CHUNK,
    COMMON,
    FEW,
    MOST_PLACES,
    PLACES,
    RAREST,
    SOME,
    TEXT,
    Candidate,
    Chunk,
    Index,
    Words,
    pairs_of,
)

# An index of more words than this uses arrays.
_LARGE = 160_000


def index_of(texts: Sequence[Words]) -> Index:
    """Index some texts."""
    if sum(map(len, texts)) > _LARGE:
        from explorer.checking.repeats.large_index import LargeIndex

        return LargeIndex.of(texts)
    return SmallIndex(texts)


class ByPair(Index):
    """An index that looks up one pair at a time."""

    @abstractmethod
    def places_of(self, pair: int) -> Sequence[int]:
        """The places of a pair, as numbers of a text and a place in it."""

    def candidates(self, quotes: Sequence[Words], own: Sequence[int]) -> Iterator[Candidate]:
        for n, (quote, own_text) in enumerate(zip(quotes, own, strict=True)):
            pairs = list(zip(*pairs_of(quote), strict=True))
            least = 1 + (len(pairs) > FEW) + (len(pairs) > SOME)
            runs = list(self._runs([(pair, place) for pair, place in pairs if self.places_of(pair)], least))
            alone = sum(text == own_text for text, *_ in runs) == 1
            for text, first, last in runs:
                if not (alone and text == own_text):
                    yield Candidate(n, text, first, last)

    def _runs(self, pairs: Sequence[tuple[int, int]], least: int) -> Iterator[tuple[int, int, int]]:
        """Runs of at least `least` pairs of a quote that belong together: the text, and where the quote would begin."""
        rare = [pair for pair in pairs if len(self.places_of(pair[0])) <= COMMON]
        if len(rare) < RAREST:
            rare = nsmallest(RAREST, pairs, key=lambda pair: len(self.places_of(pair[0])))
        begins = sorted(there - here for pair, here in rare for there in self.places_of(pair)[:MOST_PLACES])
        starts = [0, *(n for n, (one, other) in enumerate(pairwise(begins), 1) if other - one > APART), len(begins)]
        for start, end in pairwise(starts) if begins else ():
            if end - start >= least:  # true of few of the possible places
                first, last = begins[start] + BEFORE, begins[end - 1] + BEFORE
                yield first >> TEXT, (first & PLACES) - BEFORE, (last & PLACES) - BEFORE


class SmallIndex(ByPair):
    """A dictionary of all pairs."""

    def __init__(self, texts: Sequence[Words]) -> None:
        self._places: dict[int, list[int]] = defaultdict(list)
        for n, text in enumerate(texts):
            for pair, place in zip(*pairs_of(text), strict=True):
                self._places[pair].append((n << TEXT) + place)

    def places_of(self, pair: int) -> Sequence[int]:
        return self._places.get(pair, ())

    def chunks(self) -> Iterator[Chunk]:
        standing = ((pair, place) for pair in sorted(self._places) for place in self._places[pair])
        while some := list(islice(standing, CHUNK)):
            yield Chunk(*(array("q", column).tobytes() for column in zip(*some, strict=True)))
