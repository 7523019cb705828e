"""A mapping that is another one but for some values, in the time and memory that these take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TypeVar

ValueT = TypeVar("ValueT")

# Where more than this share of the values would be others, all are copied.
_MOST = 1 / 16


class Amended(Mapping[str, ValueT]):
    """The values of a `base`, which never changes, but for the `amendments`: None stands for a value that is gone.

    The keys that are new come after all others.
    """

    def __init__(self, base: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None]) -> None:
        self.base = base
        self.amendments = amendments
        gone = sum(value is None for value in amendments.values())
        self._size = len(base) + sum(key not in base for key in amendments) - gone

    def __getitem__(self, key: str) -> ValueT:
        value = self.amendments[key] if key in self.amendments else self.base[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        kept = (key for key in self.base if self.amendments.get(key, key) is not None)
        return chain(kept, (key for key in self.amendments if key not in self.base))

    def __len__(self) -> int:
        return self._size


def amended(mapping: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None]) -> Mapping[str, ValueT]:
    """A mapping with other values: None stands for one that goes, if there is one."""
    base = mapping
    if isinstance(mapping, Amended):
        base, amendments = mapping.base, {**mapping.amendments, **amendments}
    amendments = {key: value for key, value in amendments.items() if value is not None or key in base}
    if len(amendments) < len(base) * _MOST:
        return Amended(base, amendments)
    return {key: value for key, value in {**base, **amendments}.items() if value is not None}


def differing(one: Mapping[str, ValueT], other: Mapping[str, ValueT]) -> set[str]:
    """The keys that have another value in the other of two mappings, or none."""
    if one is other:
        return set()
    (base, some), (base_of_other, more) = _parts(one), _parts(other)
    keys = some.keys() | more.keys() if base is base_of_other else one.keys() | other.keys()
    return {key for key in keys if one.get(key) != other.get(key)}


def _parts(mapping: Mapping[str, ValueT]) -> tuple[Mapping[str, ValueT], Mapping[str, ValueT | None]]:
    return (mapping.base, mapping.amendments) if isinstance(mapping, Amended) else (mapping, {})
