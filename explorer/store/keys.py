"""The keys of a mapping in order, packed so that single keys are found without decoding all the others."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

import msgspec

from explorer.model.lazy import Numbered

_NUMBERS: Final = "I"
_NUMBER_SIZE = array(_NUMBERS).itemsize
# Look up this many keys, or this share of all keys, one by one; then build a dictionary of all.
_FEW, _SHARE = 1_000, 1 / 16


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """Keys as the store has them.

    `text` has all of them joined, in UTF-8, and `ends` the end of each. `sums` has their checksums, ascending, and
    `numbers` the index of the key for each checksum.
    """

    # Views of what was read, which may be large, so that nothing is copied.
    text: memoryview
    ends: memoryview
    sums: memoryview
    numbers: memoryview


def packed(keys: Iterable[str]) -> Packed:
    """Pack keys. Raises UnicodeEncodeError for one that can't be encoded."""
    texts = [key.encode() for key in keys]
    sums = list(map(zlib.crc32, texts))
    numbers = sorted(range(len(texts)), key=sums.__getitem__)
    numbered = (accumulate(map(len, texts)), (sums[number] for number in numbers), numbers)
    return Packed(memoryview(b"".join(texts)), *(memoryview(array(_NUMBERS, each)).cast("B") for each in numbered))


class Keys(Numbered):
    """Distinct packed keys."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed
        self._looked_up = 0
        self._few = max(_FEW, len(packed.ends) // _NUMBER_SIZE * _SHARE)
        self._text = packed.text
        self._ends, self._sums, self._numbers = (
            each.cast(_NUMBERS) for each in (packed.ends, packed.sums, packed.numbers)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and self._text == other._text and self._ends == other._ends

    __hash__ = None  # type: ignore[assignment]

    def number(self, key: object) -> int | None:
        if self._looked_up >= self._few:
            return self._places.get(key)
        self._looked_up += 1
        if not isinstance(key, str):
            return None
        text = key.encode(errors="surrogatepass")
        total = zlib.crc32(text)
        for at in range(bisect_left(self._sums, total), len(self)):
            if self._sums[at] != total:
                break
            if self._at(self._numbers[at]) == text:
                return self._numbers[at]
        return None

    @cached_property
    def _places(self) -> dict[object, int]:
        return dict(zip(self, range(len(self)), strict=True))

    def _at(self, number: int) -> bytes:
        return bytes(self._text[self._ends[number - 1] if number else 0 : self._ends[number]])

    def __len__(self) -> int:
        return len(self._ends)

    def at(self, row: int) -> str:
        return self._at(row).decode()

    def __iter__(self) -> Iterator[str]:
        spans, encoded = pairwise((0, *self._ends)), bytes(self._text)
        if encoded.isascii():
            text = encoded.decode()
            return (text[start:end] for start, end in spans)
        return (encoded[start:end].decode() for start, end in spans)
