"""Record which lookups of people a check depends on.

Its result can change only if the record of somebody who was found changes, or if somebody newly matches a lookup.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import Protocol, TypeVar
from zlib import crc32

from explorer.model.amended import amendments_of, base_of, several

FoundT = TypeVar("FoundT")
LookupsT = TypeVar("LookupsT", bound="HasLookups")

# The key for names in scripts without spaces between words, which are all searched for at once.
UNSPACED = " "
# The number of keys whose numbers are cached.
_KEPT = 1 << 16


class HasLookups(Protocol):
    """A result that depends on lookups, in the form returned by `Lookups.taken`."""

    @property
    def looked_up(self) -> bytes: ...


class IndexedByLookups(Mapping[str, LookupsT]):
    """A mapping that finds the values depending on a lookup without going through all of them."""

    @abstractmethod
    def may_rest_on(self, keys: AbstractSet[int]) -> Iterable[str] | None:
        """The names of all values that may depend on any of these keys (as numbers); None if any value may."""


class Lookups:
    """The words that were looked up and the refs of the people who were found, as keys."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    def note(self, keys: Iterable[str]) -> None:
        self._keys.update(keys)

    def during(self, work: Callable[[], FoundT]) -> tuple[FoundT, Collection[str]]:
        """Do some work; return its result and the keys of its lookups, which are also noted as usual."""
        before, self._keys = self._keys, set()
        try:
            found, keys = work(), frozenset(self._keys)
        finally:
            self._keys |= before
        return found, keys

    def taken(self) -> bytes:
        """All keys since the last call, in four bytes each."""
        keys, self._keys = self._keys, set()
        return packed_keys(keys)


def packed_keys(keys: Iterable[str]) -> bytes:
    """Pack keys in four bytes each."""
    return array("I", sorted(set(map(_number, keys)))).tobytes()


def key_of_all(words: Iterable[str]) -> Iterator[str]:
    """The key of a lookup of everybody who has all of some words: two of these identify it well enough."""
    found = list(words)[-2:]
    if found:
        yield " ".join(sorted(found))


def keys_that_find(some: Collection[str], words: Collection[str]) -> Iterator[str]:
    """The keys of all lookups by `key_of_all` that may find a person with these words, using any of `some`."""
    for one in some:
        yield one
        yield from (" ".join(sorted((one, word))) for word in words)


def resting_on(keys: Collection[str], all_: Mapping[str, HasLookups]) -> Iterator[str]:
    """The names of those that may depend on any of some keys."""
    if not keys:
        return
    asked, base, some = set(map(_number, keys)), base_of(all_), all_
    found = base.may_rest_on(asked) if isinstance(base, IndexedByLookups) else None
    if found is not None:
        names = dict.fromkeys(chain(found, amendments_of(all_)))
        some = several(all_, [name for name in names if name in all_])
    yield from (name for name, each in some.items() if rests_on(asked, each.looked_up))


def rests_on(asked: AbstractSet[int], looked_up: bytes) -> bool:
    """Whether any of some keys (as numbers) is in a packed list of four bytes each."""
    return not asked.isdisjoint(array("I", looked_up))


@lru_cache(maxsize=_KEPT)
def _number(key: str) -> int:
    return crc32(key.encode())
