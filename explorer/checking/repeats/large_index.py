"""Index many texts as arrays: as `index.SmallIndex`, for many quotes at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

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
    pairs_of,
)
from explorer.checking.repeats.tokens import Telling

# So many quotes are looked for at once: it bounds the memory.
_AT_ONCE = 4_000
# The number of a quote is in the same number, above a text and a place in it.
_QUOTE = 48
_TEXTS = (1 << (_QUOTE - TEXT)) - 1
_Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


class LargeIndex(Index):
    """All pairs in order, each with its text and its place there, as one number."""

    def __init__(self, texts: Sequence[Telling]) -> None:
        pairs, places, numbers = _arrays(texts)
        order = np.argsort(pairs, kind="stable")
        self._pairs = pairs[order]
        self._at = (numbers[order] << TEXT) + places[order]

    @classmethod
    def joined(cls, chunks: Iterable[Chunk]) -> LargeIndex:
        """The index that has these chunks."""
        index, some = cls([]), list(chunks)
        columns = (b"".join(chunk.pairs for chunk in some), b"".join(chunk.places for chunk in some))
        index._pairs, index._at = (np.frombuffer(column, np.int64) for column in columns)
        return index

    def chunks(self) -> Iterator[Chunk]:
        for start in range(0, len(self._pairs), CHUNK):
            part = slice(start, start + CHUNK)
            yield Chunk(self._pairs[part].tobytes(), self._at[part].tobytes())

    def candidates(self, quotes: Sequence[Telling], own: Sequence[int]) -> Iterator[Candidate]:
        for start in range(0, len(quotes), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            for quote, text, first, last in self._found(quotes[part], np.array(own[part], np.int64)):
                yield Candidate(start + quote, text, first, last)

    def _found(self, quotes: Sequence[Telling], own: _Numbers) -> Iterator[tuple[int, int, int, int]]:
        pairs, here, quote = _arrays(quotes)
        number = np.bincount(quote, minlength=len(quotes))
        least = 1 + (number > FEW) + (number > SOME)
        first = np.searchsorted(self._pairs, pairs, "left")
        count = np.searchsorted(self._pairs, pairs, "right") - first
        kept = _kept(quote, count)
        first, count, here, quote = first[kept], np.minimum(count[kept], MOST_PLACES), here[kept], quote[kept]
        total = int(count.sum())
        if not total:
            return
        at = np.repeat(first - np.concatenate(([0], np.cumsum(count)[:-1])), count) + np.arange(total)
        # Quote, text and beginning as one number, which is in order of all three. A beginning may be before the text.
        begins = np.repeat((quote << _QUOTE) - here + BEFORE, count)
        begins += self._at[at]
        begins.sort()
        starts = np.concatenate(([0], np.flatnonzero(np.diff(begins) > APART) + 1))
        ends = np.concatenate((starts[1:], [total]))
        quote = begins[starts] >> _QUOTE
        enough = ends - starts >= least[quote]
        starts, ends, quote = starts[enough], ends[enough], quote[enough]
        text = (begins[starts] >> TEXT) & _TEXTS
        in_own = text == own[quote]
        alone = np.bincount(quote[in_own], minlength=len(quotes)) == 1
        wanted = ~(in_own & alone[quote])
        first, last = ((begins[each[wanted]] & PLACES) - BEFORE for each in (starts, ends - 1))
        yield from zip(*(column.tolist() for column in (quote[wanted], text[wanted], first, last)), strict=True)


def _arrays(telling: Sequence[Telling]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """All pairs, the places of their first words, and the number of the text or quote that each is from."""
    pairs: list[int] = []
    places: list[int] = []
    counts: list[int] = []
    for words in telling:
        of_words, there = pairs_of(words)
        pairs += of_words
        places += there
        counts.append(len(there))
    numbers = np.repeat(np.arange(len(telling)), counts)
    return np.array(pairs, np.int64), np.array(places, np.int64), numbers


def _kept(quote: _Numbers, count: _Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs of each quote are followed: those that stand somewhere and are not common, or else the rarest."""
    there = count > 0
    rare = there & (count <= COMMON)
    few = np.bincount(quote[rare], minlength=int(quote.max(initial=0)) + 1) < RAREST
    again = np.flatnonzero(there & few[quote])
    order = again[np.lexsort((count[again], quote[again]))]
    owner = quote[order]
    rank = np.arange(len(order)) - np.searchsorted(owner, owner, "left")
    rare[again] = False
    rare[order[rank < RAREST]] = True
    return rare
