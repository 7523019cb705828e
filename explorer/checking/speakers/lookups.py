"""Keep which lookups of people the check of a speaker rests on.

It may be told otherwise only when somebody changes who was found there, or comes to have what was looked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Protocol, TypeVar
from zlib import crc32

FoundT = TypeVar("FoundT")

# Stands for the names in scripts that don't part words: they are looked for all at once.
UNSPACED = " "
# The bytes of a key.
_SIZE = 4
# So many bytes of keys are looked through sooner than what is faster with many is imported.
_FEW = 1 << 20
# How many keys are kept as the numbers that stand for them.
_KEPT = 1 << 16


class HasLookups(Protocol):
    """What rests on lookups, as `Lookups.taken` gave them."""

    @property
    def looked_up(self) -> bytes: ...


class Lookups:
    """The words that were looked up and the refs of the people who were found, as keys."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def note(self, keys: Iterable[str]) -> None:
        self._keys.update(keys)

    def during(self, work: Callable[[], FoundT]) -> tuple[FoundT, Collection[str]]:
        """The outcome of some work, and the keys of what it looked up, which are noted as all others are."""
        before, self._keys = self._keys, set()
        try:
            found, keys = work(), frozenset(self._keys)
        finally:
            self._keys |= before
        return found, keys

    def taken(self) -> bytes:
        """All keys since this was last asked, in four bytes each."""
        numbers = array("I", sorted(set(map(_number, self._keys))))
        self._keys = set()
        return numbers.tobytes()


def key_of_all(words: Iterable[str]) -> Iterator[str]:
    """The key of a lookup of everybody who has all of some words: two of these are enough to tell it apart."""
    found = list(words)[-2:]
    if found:
        yield " ".join(sorted(found))


def keys_that_find(some: Collection[str], words: Collection[str]) -> Iterator[str]:
    """The keys of all lookups by `key_of_all` that may find whoever has some words, with any of `some` among them."""
    for one in some:
        yield one
        yield from (" ".join(sorted((one, word))) for word in words)


def resting_on(keys: Collection[str], all_: Mapping[str, HasLookups]) -> Iterator[str]:
    """The names of those that may rest on any of some keys."""
    kept = [(name, each.looked_up) for name, each in all_.items() if each.looked_up] if keys else []
    if sum(len(numbers) for _, numbers in kept) <= _FEW:
        asked = set(map(_number, keys))
        yield from (name for name, numbers in kept if not asked.isdisjoint(array("I", numbers)))
        return
    # Imported here: it takes long, and many lookups are noted and never asked for.
    import numpy as np

    numbers = np.frombuffer(b"".join(numbers for _, numbers in kept), np.uint32)
    places = np.flatnonzero(np.isin(numbers, np.array(list(map(_number, keys)), np.uint32)))
    ends = np.array(list(accumulate(len(numbers) // _SIZE for _, numbers in kept)))
    yield from (kept[n][0] for n in np.unique(np.searchsorted(ends, places, side="right")).tolist())


@lru_cache(maxsize=_KEPT)
def _number(key: str) -> int:
    return crc32(key.encode())
