"""Sequences and mappings whose values are given when they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

ValueT = TypeVar("ValueT")


class ByRow(Sequence[ValueT]):
    """A sequence of which a subclass gives the value in each row."""

    @overload
    def __getitem__(self, at: int) -> ValueT: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ValueT]: ...
    def __getitem__(self, at: int | slice) -> ValueT | Sequence[ValueT]:
        rows = range(len(self))[at]
        return self.picked(rows) if isinstance(rows, range) else self.at(rows)

    @abstractmethod
    def at(self, row: int) -> ValueT:
        """The value in a row, from 0."""

    def picked(self, rows: Sequence[int]) -> Sequence[ValueT]:
        """The values in some rows, each of which comes once."""
        return [self.at(row) for row in rows]


class Numbered(ByRow[str]):
    """Keys in their order, each of which comes once, and can be looked up."""

    @abstractmethod
    def number(self, key: object) -> int | None:
        """The row of a key, from 0; None where it is none of these."""

    def __contains__(self, key: object) -> bool:
        return self.number(key) is not None


class Comparable(Mapping[str, ValueT]):
    """A mapping that can be compared with another one of its kind without a look at their values."""

    @abstractmethod
    def may_differ(self, other: Mapping[str, ValueT]) -> Iterable[str] | None:
        """The keys that may have another value in the other one, or none; None where that may be all."""


class ByKey(Mapping[str, ValueT]):
    """A mapping of which the `order` has the keys, and a subclass gives the value of each."""

    def __init__(self, order: Collection[str]) -> None:
        self.order = order

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def __contains__(self, key: object) -> bool:
        return key in self.order

    def several(self, keys: Sequence[str]) -> dict[str, ValueT]:
        """The values of some keys that it has, each of which comes once. One by one, they may take far longer."""
        return {key: self[key] for key in keys}


class Numbers(ByKey[int]):
    """The rows of keys in their order, by the keys."""

    order: Numbered

    def __getitem__(self, key: str) -> int:
        number = self.order.number(key)
        if number is None:
            raise KeyError(key)
        return number
