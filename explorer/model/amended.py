"""A mapping that is another one but for some values, in the time and memory that these take."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import chain
from typing import Any, TypeVar

from explorer.model.lazy import ByKey, Comparable

ValueT = TypeVar("ValueT")

# Where more than this share of the values would be others, all are copied.
_MOST = 1 / 4


class Amended(Mapping[str, ValueT]):
    """The values of a `base`, which never changes, but for the `amendments`: None stands for a value that is gone.

    The keys that are `new`, in their order, come after all others.
    """

    def __init__(
        self, base: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None], new: Collection[str]
    ) -> None:
        self.base = base
        self.amendments = amendments
        self.new = new
        self._size = len(base) + len(new) - sum(value is None for value in amendments.values())

    def __getitem__(self, key: str) -> ValueT:
        value = self.amendments[key] if key in self.amendments else self.base[key]
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.amendments[key] is not None if key in self.amendments else key in self.base  # type: ignore[index]

    def __iter__(self) -> Iterator[str]:
        amendments = self.amendments
        kept = (key for key in self.base if key not in amendments or amendments[key] is not None)
        return chain(kept, self.new)

    def __len__(self) -> int:
        return self._size

    def values(self) -> ValuesView[ValueT]:
        return _Values(self)

    def items(self) -> ItemsView[str, ValueT]:
        return _Items(self)


class _Items(ItemsView[str, ValueT]):
    """Those of the base are read in their order: by its keys, each would be asked for alone."""

    _mapping: Amended[ValueT]

    def __iter__(self) -> Iterator[tuple[str, ValueT]]:
        amendments = self._mapping.amendments
        for key, value in self._mapping.base.items():
            if key not in amendments:
                yield key, value
            elif (other := amendments[key]) is not None:
                yield key, other
        yield from ((key, self._mapping[key]) for key in self._mapping.new)


class _Values(ValuesView[ValueT]):
    _mapping: Amended[ValueT]

    def __iter__(self) -> Iterator[ValueT]:
        return (value for _, value in self._mapping.items())


def amended(mapping: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None]) -> Mapping[str, ValueT]:
    """A mapping with other values: None stands for one that goes, if there is one."""
    base, known, new = _parts(mapping)
    came = [key for key in amendments if key not in known and key not in base]
    new = {**dict.fromkeys(new), **dict.fromkeys(came)}
    values = {**known, **amendments}
    for key in [key for key in new if values[key] is None]:
        del new[key], values[key]
    if not values:
        return base
    found = Amended(base, values, new)
    return found if len(values) < len(base) * _MOST else dict(found.items())


def several(mapping: Mapping[str, ValueT], keys: Sequence[str]) -> dict[str, ValueT]:
    """The values of some keys that a mapping has, in the order of these, each of which comes once."""
    base, amendments = base_of(mapping), amendments_of(mapping)
    known = [key for key in keys if key not in amendments]
    found = base.several(known) if isinstance(base, ByKey) else {key: base[key] for key in known}
    return {key: found[key] if key in found else mapping[key] for key in keys} if amendments else found


def amendments_of(mapping: Mapping[str, ValueT]) -> Mapping[str, ValueT | None]:
    """The values that a mapping has otherwise than its base; None stands for one that is gone."""
    return _parts(mapping)[1]


def base_of(mapping: Mapping[str, ValueT]) -> Mapping[str, ValueT]:
    """The mapping that another one is but for some values."""
    return _parts(mapping)[0]


def have_same_keys(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two mappings have the same keys in the same order."""
    (base, some, new), (base_of_other, more, new_of_other) = _parts(one), _parts(other)
    if base is base_of_other and not new and not new_of_other and None not in chain(some.values(), more.values()):
        return True
    return len(one) == len(other) and all(a == b for a, b in zip(one, other, strict=True))


def may_differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    """The keys that may have another value in the other of two mappings, or none."""
    if one is other:
        return ()
    (base, some, _), (base_of_other, more, _) = _parts(one), _parts(other)
    others: Iterable[str] | None = ()
    if base is not base_of_other:
        others = base.may_differ(base_of_other) if isinstance(base, Comparable) else None
    return dict.fromkeys(chain(one, other) if others is None else chain(others, some, more))


def differing(one: Mapping[str, ValueT], other: Mapping[str, ValueT]) -> set[str]:
    """The keys that have another value in the other of two mappings, or none."""
    return {key for key in may_differ(one, other) if one.get(key) != other.get(key)}


def _parts(
    mapping: Mapping[str, ValueT],
) -> tuple[Mapping[str, ValueT], Mapping[str, ValueT | None], Collection[str]]:
    return (mapping.base, mapping.amendments, mapping.new) if isinstance(mapping, Amended) else (mapping, {}, ())
