"""Index many texts as arrays, to search for many quotes at once: otherwise the same as `index.SmallIndex`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from explorer.checking.repeats.pair_table import AT_ONCE, Mask, Numbers, Pairs, PairTable
from explorer.checking.repeats.pairs import (
    CHUNK,
    MOST_PLACES,
    PLACES,
    TEXT,
    WORD,
    Candidate,
    Chunk,
    Index,
    IndexChange,
    Words,
)


class LargeIndex(Index):
    """An index with a table of all pairs."""

    def __init__(self, table: PairTable) -> None:
        self._table = table

    @classmethod
    def of(cls, texts: Iterable[Words]) -> LargeIndex:
        """Index some texts."""
        return cls(PairTable.of(Pairs.of(texts)))

    @classmethod
    def joined(cls, chunks: Iterable[Chunk]) -> LargeIndex:
        """Make an index from these chunks."""
        some = list(chunks)
        columns = (b"".join(chunk.pairs for chunk in some), b"".join(chunk.places for chunk in some))
        return cls(PairTable(*(np.frombuffer(column, np.int64) for column in columns)))

    def chunks(self) -> Iterator[Chunk]:
        for start in range(0, len(self._table.pair), CHUNK):
            yield Chunk(*(column[start : start + CHUNK].tobytes() for column in self._table))

    def candidates(self, quotes: Sequence[Words], own: Sequence[int]) -> Iterator[Candidate]:
        for start in range(0, len(quotes), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            for quote, text, first, last in self._found(quotes[part], np.array(own[part], np.int64)):
                yield Candidate(start + quote, text, first, last)

    def _found(self, quotes: Sequence[Words], own: Numbers) -> Iterator[tuple[int, int, int, int]]:
        pairs = Pairs.of(quotes)
        first, count = self._table.places_of(pairs.pair)
        followed = pairs.followed(count)
        runs = self._table.runs(pairs.some(followed), first[followed], count[followed], pairs.least(len(quotes)))
        in_own = runs.text == own[runs.quote]
        alone = np.bincount(runs.quote[in_own], minlength=len(quotes)) == 1
        wanted = ~(in_own & alone[runs.quote])
        yield from zip(*(column[wanted].tolist() for column in runs), strict=True)

    def followed(self, numbers: Sequence[int], came: Mapping[int, Words]) -> tuple[LargeIndex, LargeIndexChange]:
        before, new = self._table, Pairs.of(came.values())
        number = np.array(numbers, np.int64)[before.at >> TEXT]
        stays = number >= 0
        new = new._replace(owner=np.array(list(came), np.int64)[new.owner])
        now = PairTable(before.pair[stays], (number[stays] << TEXT) + (before.at[stays] & PLACES)).with_others(new)
        is_new = np.isin(now.at >> TEXT, list(came))
        return LargeIndex(now), LargeIndexChange(before, now, before.some(~stays), now.some(is_new))


# The number of buckets of a quick first test: a pair whose bucket is empty is not there, another one may be.
_LOWS = 1 << 20


def _low(pairs: Numbers) -> Numbers:
    return (pairs ^ (pairs >> WORD)) % _LOWS


class LargeIndexChange(IndexChange):
    """The differences between two tables: the `gone` part of the earlier one, and the `new` part of the later one."""

    def __init__(self, before: PairTable, now: PairTable, gone: PairTable, new: PairTable) -> None:
        self._before, self._parts = before, (gone, new)
        # The pairs in these parts, and how often each occurred anywhere before, and occurs now.
        self._pairs = np.union1d(gone.pair, new.pair)
        self._may_be = np.zeros(_LOWS, np.bool_)
        self._may_be[_low(self._pairs)] = True
        self._counts = [np.append(table.places_of(self._pairs)[1], 0) for table in (before, now)]

    def affected(self, quotes: Sequence[Words]) -> Iterator[int]:
        for start in range(0, len(quotes), AT_ONCE):
            yield from (start + np.flatnonzero(self._affected(quotes[start : start + AT_ONCE]))).tolist()

    def _affected(self, quotes: Sequence[Words]) -> Mask:
        pairs = Pairs.of(quotes)
        least = pairs.least(len(quotes))
        # Most quotes have none of these pairs, as the quick test shows without looking up each one.
        may_have = np.bincount(pairs.owner[self._may_be[_low(pairs.pair)]], minlength=len(quotes)) > 0
        pairs = pairs.some(may_have[pairs.owner])
        which = np.searchsorted(self._pairs, pairs.pair)
        is_other = np.append(self._pairs, 0)[which] == pairs.pair
        some = (np.bincount(pairs.owner[is_other], minlength=len(quotes)) > 0)[pairs.owner]
        pairs, which, is_other = pairs.some(some), which[some], is_other[some]
        _, count = self._before.places_of(pairs.pair)
        was, now = (np.where(is_other, counts[which], count) for counts in self._counts)
        followed = pairs.followed(was), pairs.followed(now)
        # A different pair is followed than before, or one with too many places to follow all.
        otherwise = (followed[0] != followed[1]) & (was > 0) & (now > 0)
        otherwise |= is_other & (followed[0] | followed[1]) & (np.maximum(was, now) > MOST_PLACES)
        found = np.bincount(pairs.owner[otherwise], minlength=len(quotes)) > 0
        for part, is_followed in zip(self._parts, followed, strict=True):
            led = pairs.some(is_followed & is_other)
            found[part.runs(led, *part.places_of(led.pair), least).quote] = True
        return found
