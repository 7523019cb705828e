"""Sequences and mappings that produce their values on demand."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

ValueT = TypeVar("ValueT")


class ByRow(Sequence[ValueT]):
    """A sequence whose subclass gives the value of each row."""

    @overload
    def __getitem__(self, at: int) -> ValueT: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ValueT]: ...
    def __getitem__(self, at: int | slice) -> ValueT | Sequence[ValueT]:
        rows = range(len(self))[at]
        return self.picked(rows) if isinstance(rows, range) else self.at(rows)

    @abstractmethod
    def at(self, row: int) -> ValueT:
        """Return the value in a row, from 0."""

    def picked(self, rows: Sequence[int]) -> Sequence[ValueT]:
        """Return the values in some rows, which must be distinct."""
        return [self.at(row) for row in rows]


class Numbered(ByRow[str]):
    """Distinct keys in order, with a lookup of each key's row."""

    @abstractmethod
    def number(self, key: object) -> int | None:
        """Return the row of a key, from 0; None for an unknown key."""

    def __contains__(self, key: object) -> bool:
        return self.number(key) is not None


class Comparable(Mapping[str, ValueT]):
    """A mapping that can be compared with another of its kind without looking at their values."""

    @abstractmethod
    def may_differ(self, other: Mapping[str, ValueT]) -> Iterable[str] | None:
        """Return the keys whose values may differ from the other's, or that only one has; None if any may."""


class ByKey(Mapping[str, ValueT]):
    """A mapping whose keys are given by `order`, and whose values by a subclass."""

    def __init__(self, order: Collection[str]) -> None:
        self.order = order

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def __contains__(self, key: object) -> bool:
        return key in self.order

    def several(self, keys: Sequence[str]) -> dict[str, ValueT]:
        """Return the values of several distinct known keys. Reading them one by one may take far longer."""
        return {key: self[key] for key in keys}


class Numbers(ByKey[int]):
    """The row of each key, by key."""

    order: Numbered

    def __getitem__(self, key: str) -> int:
        number = self.order.number(key)
        if number is None:
            raise KeyError(key)
        return number
