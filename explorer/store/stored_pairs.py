"""The index of repeated words in a store: only what a few quotes need is read."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final

import msgspec

from explorer.checking.repeats.index import ByPair
from explorer.checking.repeats.pairs import Candidate, Chunk, Index, Words
from explorer.store.database import DamagedError, Database
from explorer.store.layout import PAIRS

# For more quotes than this at once, read the whole index.
_MANY = 200
# Cache the places of this many pairs; forget all when there would be more.
_MOST = 4_096
_NUMBERS: Final = "q"


class StoredIndex(ByPair):
    """The index in a store. `anew` reads the archive from its files if the store turns out to be damaged."""

    def __init__(self, database: Database, firsts: bytes, anew: Callable[[], object]) -> None:
        """`firsts` has the first pair of each chunk."""
        self._database, self._firsts, self._anew = database, array(_NUMBERS, firsts), anew
        self._kept: dict[int, Sequence[int]] = {}

    def candidates(self, quotes: Sequence[Words], own: Sequence[int]) -> Iterator[Candidate]:
        whole = self.whole if len(quotes) > _MANY else None
        return whole.candidates(quotes, own) if whole else super().candidates(quotes, own)

    @cached_property
    def whole(self) -> Index | None:
        """The whole index, independent of the store; None if that turns out to be damaged."""
        # Imported lazily: importing numpy takes long.
        from explorer.checking.repeats.large_index import LargeIndex

        try:
            return LargeIndex.joined(self.chunks())
        except DamagedError:
            return None

    def chunks(self) -> Iterator[Chunk]:
        """Iterate over all chunks of pairs, in order. Raises DamagedError."""
        return map(_chunk, self._database.bodies(PAIRS))

    def places_of(self, pair: int) -> Sequence[int]:
        places = self._kept.get(pair)
        if places is None:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            places = self._kept[pair] = self._read(pair)
        return places

    def _read(self, pair: int) -> Sequence[int]:
        places = array(_NUMBERS)
        first, after = max(0, bisect_left(self._firsts, pair) - 1), bisect_right(self._firsts, pair)
        try:
            for body in self._database.bodies(PAIRS, first, after):
                pairs, there = (memoryview(column).cast(_NUMBERS) for column in _chunk(body))
                places.extend(there[bisect_left(pairs, pair) : bisect_right(pairs, pair)])
        except DamagedError:
            self._anew()
        return places


def _chunk(body: memoryview) -> Chunk:
    chunk: Chunk = msgspec.msgpack.decode(body, type=Chunk)
    return chunk
