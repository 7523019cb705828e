"""A mapping that overlays changes on a base mapping, at a cost in time and memory that depends only on the changes."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import chain, islice
from typing import Any, TypeVar

from explorer.model.lazy import ByKey, Comparable

ValueT = TypeVar("ValueT")

# Copy all values once more than this share of them differ, unless the base is in a store.
_MOST = 1 / 4


class Amended(Mapping[str, ValueT]):
    """The values of a `base`, which never changes, overlaid with `amendments`, where None marks a deleted value.

    `new` lists the keys that are not in the base, or not in the same place, in order. Each has the number of base keys
    that come before it.
    """

    def __init__(
        self, base: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None], new: Mapping[str, int]
    ) -> None:
        self.base = base
        self.amendments = amendments
        self.new = new
        gone = (key for key, value in amendments.items() if value is None)
        # The keys of the base that are deleted or have moved.
        self.out: Collection[str] = {*gone, *(key for key in new if key in base)}
        self._size = len(base) + len(new) - len(self.out)

    def __getitem__(self, key: str) -> ValueT:
        value = self.amendments[key] if key in self.amendments else self.base[key]
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.amendments[key] is not None if key in self.amendments else key in self.base  # type: ignore[index]

    def __iter__(self) -> Iterator[str]:
        rest, out, done = iter(self.base), self.out, 0
        for key, at in self.new.items():
            yield from (each for each in islice(rest, at - done) if each not in out)
            yield key
            done = at
        yield from (each for each in rest if each not in out) if out else rest

    def __len__(self) -> int:
        return self._size

    def values(self) -> ValuesView[ValueT]:
        return _Values(self)

    def items(self) -> ItemsView[str, ValueT]:
        return _Items(self)


class _Items(ItemsView[str, ValueT]):
    """Read the items of the base in order, since looking each key up alone would be slower."""

    _mapping: Amended[ValueT]

    def __iter__(self) -> Iterator[tuple[str, ValueT]]:
        mapping, done = self._mapping, 0
        rest = iter(mapping.base.items())
        for key, at in mapping.new.items():
            yield from self._as_now(islice(rest, at - done))
            yield key, mapping[key]
            done = at
        yield from self._as_now(rest)

    def _as_now(self, items: Iterable[tuple[str, ValueT]]) -> Iterator[tuple[str, ValueT]]:
        amendments, out = self._mapping.amendments, self._mapping.out
        for key, value in items:
            if key not in amendments:
                if key not in out:
                    yield key, value
            elif key not in out and (other := amendments[key]) is not None:
                yield key, other


class _Values(ValuesView[ValueT]):
    _mapping: Amended[ValueT]

    def __iter__(self) -> Iterator[ValueT]:
        return (value for _, value in self._mapping.items())


def amended(mapping: Mapping[str, ValueT], amendments: Mapping[str, ValueT | None]) -> Mapping[str, ValueT]:
    """Overlay a mapping with other values; None deletes a value, if it exists."""
    base, known, new = _parts(mapping)
    came = [key for key in amendments if key not in known and key not in base]
    new = {**new, **dict.fromkeys(came, len(base))}
    values = {**known, **amendments}
    for key in [key for key in new if values.get(key, amendments) is None]:
        del new[key]
        if key not in base:
            del values[key]
    if not values and not new:
        return base
    found = Amended(base, values, new)
    stays = isinstance(base, ByKey | Comparable)
    return found if stays or len(values) < len(base) * _MOST else dict(found.items())


def several(mapping: Mapping[str, ValueT], keys: Sequence[str]) -> dict[str, ValueT]:
    """Return the values of some keys, in the order of the keys, which must be distinct and in the mapping."""
    base, amendments = base_of(mapping), amendments_of(mapping)
    known = [key for key in keys if key not in amendments]
    found = base.several(known) if isinstance(base, ByKey) else {key: base[key] for key in known}
    return {key: found[key] if key in found else mapping[key] for key in keys} if amendments else found


def amendments_of(mapping: Mapping[str, ValueT]) -> Mapping[str, ValueT | None]:
    """Return the values that differ from those of the base; None marks a deleted one."""
    return _parts(mapping)[1]


def places_of_new(mapping: Mapping[str, ValueT]) -> Mapping[str, int]:
    """Return the keys that are not in the base, or have moved, each with the number of base keys before it."""
    return _parts(mapping)[2]


def base_of(mapping: Mapping[str, ValueT]) -> Mapping[str, ValueT]:
    """Return the mapping that an amended mapping overlays; the mapping itself if it is not amended."""
    return _parts(mapping)[0]


def have_same_keys(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two mappings have the same keys in the same order."""
    if len(one) != len(other):
        return False
    if base_of(one) is base_of(other):
        return not _apart(one, other) and share_order(one, other)
    return all(a == b for a, b in zip(one, other, strict=True))


def share_order(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the keys that two mappings share come in the same order in both."""
    (base, _, new), (base_of_other, _, new_of_other) = _parts(one), _parts(other)
    if base is base_of_other:
        placed = (
            [(key, at) for key, at in each.items() if key in one and key in other] for each in (new, new_of_other)
        )
        if next(placed) == next(placed):
            return True
    return all(
        a == b for a, b in zip((key for key in one if key in other), (key for key in other if key in one), strict=True)
    )


def without(one: Mapping[str, Any], other: Mapping[str, Any]) -> Sequence[str]:
    """Return the keys of one mapping that the other does not have."""
    if base_of(one) is base_of(other):
        return [key for key in _apart(one, other) if key in one]
    return [key for key in one if key not in other]


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> Sequence[str]:
    """Return the keys that only one of two mappings with the same base has."""
    keys = dict.fromkeys(chain(amendments_of(one), amendments_of(other)))
    return [key for key in keys if (key in one) is not (key in other)]


def may_differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    """Return the keys whose values may differ between two mappings, including keys that only one of them has."""
    if one is other:
        return ()
    (base, some, _), (base_of_other, more, _) = _parts(one), _parts(other)
    others: Iterable[str] | None = ()
    if base is not base_of_other:
        others = base.may_differ(base_of_other) if isinstance(base, Comparable) else None
    return dict.fromkeys(chain(one, other) if others is None else chain(others, some, more))


def differing(one: Mapping[str, ValueT], other: Mapping[str, ValueT]) -> set[str]:
    """Return the keys whose values differ between two mappings, including keys that only one of them has."""
    return {key for key in may_differ(one, other) if one.get(key) != other.get(key)}


def _parts(
    mapping: Mapping[str, ValueT],
) -> tuple[Mapping[str, ValueT], Mapping[str, ValueT | None], Mapping[str, int]]:
    return (mapping.base, mapping.amendments, mapping.new) if isinstance(mapping, Amended) else (mapping, {}, {})
