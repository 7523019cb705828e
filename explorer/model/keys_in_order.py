"""The order of the keys of an amended mapping, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any

from explorer.model.amended import Amended, base_of
from explorer.model.lazy import ByKey, Numbered


class SplicedKeys(Numbered):
    """The keys of an amended mapping in order; the order of its base must be known.

    `pieces` has them in turn: ranges of consecutive rows of the base, and single keys that are new or moved.
    """

    def __init__(self, base: Numbered, mapping: Amended[Any]) -> None:
        self.base = base
        self.pieces: list[range | str] = []
        out = deque(sorted(number for key in mapping.out if (number := base.number(key)) is not None))
        done = 0
        for key, at in (*mapping.new.items(), (None, len(base))):
            while out and out[0] < at:
                self._add(range(done, out[0]))
                done = out.popleft() + 1
            self._add(range(done, at))
            done = max(done, at)
            if key is not None:
                self.pieces.append(key)
        sizes = (1 if isinstance(piece, str) else len(piece) for piece in self.pieces)
        self._ends = list(accumulate(sizes))
        starts = list(zip(self.pieces, (0, *self._ends), strict=False))
        self._came = {piece: start for piece, start in starts if isinstance(piece, str)}
        self._stretches = [(piece, start) for piece, start in starts if isinstance(piece, range)]
        self._moved = [(n, row) for key, row in self._came.items() if (n := base.number(key)) is not None]
        self._firsts = [piece.start for piece, _ in self._stretches]

    def _add(self, rows: range) -> None:
        if rows:
            self.pieces.append(rows)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def at(self, row: int) -> str:
        of = self.of(row)
        return of if isinstance(of, str) else self.base.at(of)

    def of(self, row: int) -> int | str:
        """Return the row in the base of the key in a row, or the key itself if it is new or moved."""
        n = bisect_right(self._ends, row)
        piece = self.pieces[n]
        return piece if isinstance(piece, str) else piece[row - (self._ends[n] - len(piece))]

    def row(self, of: int) -> int | None:
        """Return the row of the key in a row of the base; None if it was deleted."""
        n = bisect_right(self._firsts, of) - 1
        if n >= 0:
            piece, start = self._stretches[n]
            if of in piece:
                return start + of - piece.start
        return self._came.get(self.base.at(of))

    def rows(self, of: Sequence[int]) -> Sequence[int]:
        """Map sorted rows of the base to sorted rows here, leaving out deleted keys."""
        rows = list[int]()
        for piece, start in self._stretches:
            some = of[bisect_left(of, piece.start) : bisect_left(of, piece.stop)]
            rows += (n + start - piece.start for n in some) if start != piece.start else some
        moved = [row for n, row in self._moved if (at := bisect_left(of, n)) < len(of) and of[at] == n]
        return sorted([*rows, *moved]) if moved else rows

    def spliced(self, values: bytes) -> bytearray:
        """Map the base's byte for each key to the keys here; 0 for a key that is new or moved."""
        found = bytearray()
        for piece in self.pieces:
            found += bytes(1) if isinstance(piece, str) else values[piece.start : piece.stop]
        return found

    def number(self, key: object) -> int | None:
        if (row := self._came.get(key)) is not None:  # type: ignore[call-overload]
            return int(row)
        of = self.base.number(key)
        return None if of is None else self.row(of)

    def __iter__(self) -> Iterator[str]:
        rest, done = iter(self.base), 0
        for piece in self.pieces:
            if isinstance(piece, str):
                yield piece
            else:
                yield from islice(rest, piece.start - done, piece.stop - done)
                done = piece.stop


def order_of(mapping: Mapping[str, Any]) -> Numbered | None:
    """Return the keys of a mapping in order, if they can be numbered without looking at each of them."""
    base = base_of(mapping)
    order = base.order if isinstance(base, ByKey) else None
    if not isinstance(order, Numbered):
        return None
    return SplicedKeys(order, mapping) if isinstance(mapping, Amended) and (mapping.new or mapping.out) else order
