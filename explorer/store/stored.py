"""Mappings and sequences whose values stay in the store until they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from typing import Any, Generic, TypeVar

from explorer.model.keys_in_order import SplicedKeys, order_of
from explorer.model.lazy import ByKey, ByRow, Comparable
from explorer.model.listed import AsList
from explorer.model.pausing import Pause, paused
from explorer.store.database import AT_ONCE, DamagedError, Database, Run
from explorer.store.keys import Keys

Value = TypeVar("Value")

# Whoever asks for one of the next so many values after the last one, goes through them in order.
_NEAR = 3


class Table(Generic[Value]):
    """The values of a table by their numbers. Some are kept, so that what is asked for again is the same object.

    With one more than the `most`, all are forgotten.
    """

    most: int = 4_096

    def __init__(self, database: Database, name: str, decode: Callable[[memoryview], Value]) -> None:
        self.database, self._name, self._decode = database, name, decode
        self._kept: dict[int, Value] = {}
        self._last, self._ahead = -_NEAR, 1

    def __len__(self) -> int:
        return self.database.size(self._name)

    def __getitem__(self, number: int) -> Value:
        # Other threads keep and forget values meanwhile: what was found there once is not looked for again.
        value = self._kept.get(number)
        if not 0 < number - self._last <= _NEAR:
            self._ahead = 1
        self._last = number
        if value is None:
            value = self._read(number, self._ahead)
            # The longer somebody asks for one after the other, the more are read in one go.
            self._ahead = min(2 * self._ahead, AT_ONCE)
        return value

    def _read(self, number: int, ahead: int) -> Value:
        after = min(number + ahead, len(self))
        values = dict(enumerate(map(self._decode, self.database.bodies(self._name, number, after)), number))
        if len(self._kept) + len(values) > self.most:
            self._kept = {}  # and not cleared: another thread may go through all of them
        for n, value in values.items():
            self._kept.setdefault(n, value)
        return self._kept.get(number, values[number])

    def read_all(self, pause: Pause) -> None:
        """Read all values, and keep them. Raises DamagedError."""
        self.most = len(self) + AT_ONCE  # nothing is forgotten any more, whatever other threads read
        for number, value in enumerate(paused(self.all(), pause, "records", len(self))):
            self._kept[number] = value

    def all(self, first: int = 0, after: int | None = None) -> Iterator[Value]:
        """The values from one number to another, in order."""
        kept = self._kept
        if len(kept) == len(self):
            yield from map(kept.__getitem__, range(first, len(self) if after is None else after))
            return
        for number, body in enumerate(self.database.bodies(self._name, first, after), first):
            value = self._kept.get(number)
            yield self._decode(body) if value is None else value

    def mentioning(self, words: Collection[bytes]) -> Sequence[int]:
        """The numbers of the values in which any of some words stand, as they are encoded. Raises DamagedError."""
        stand = re.compile(b"|".join(map(re.escape, words))).search
        return [number for number, body in enumerate(self.database.bodies(self._name)) if stand(body)]

    def bodies(self, numbers: Sequence[int]) -> Iterator[memoryview]:
        """Some values as they are encoded, each of which comes once. Raises DamagedError."""
        return self.database.some(self._name, numbers)

    def written(self, others: Mapping[int, object], within: range | None = None) -> Iterator[object]:
        """The values for the same table of another file: some others by their numbers, None for none; the rest in runs.

        They are those `within` some numbers, or all. To read and write the rest would take several times as long.
        """
        within = range(len(self)) if within is None else within
        first = within.start
        for number in sorted(n for n in others if n in within):
            if first < number:
                yield Run(self.database, self._name, first, number)
            if others[number] is not None:
                yield others[number]
            first = number + 1
        if first < within.stop:
            yield Run(self.database, self._name, first, within.stop)

    def some(self, numbers: Sequence[int]) -> list[Value]:
        """The values with some numbers, each of which comes once."""
        found = {number: value for number in numbers if (value := self._kept.get(number)) is not None}
        others = [number for number in numbers if number not in found]
        found.update(zip(others, map(self._decode, self.database.some(self._name, others)), strict=True))
        return [found[number] for number in numbers]


class Stored(ByKey[Value], Comparable[Value]):
    """A mapping whose values are in a table, in the order of its keys.

    `order` has the keys. `anew` has the same mapping from the archive's files, where the table turns out to be damaged.
    """

    order: Keys

    def __init__(self, keys: Keys, table: Table[Value], anew: Callable[[], Mapping[str, Value]]) -> None:
        super().__init__(keys)
        self.table, self._anew = table, anew

    def __getitem__(self, key: str) -> Value:
        number = self.order.number(key)
        if number is None:
            raise KeyError(key)
        return self.at(number)

    @property
    def tables(self) -> Sequence[Table[Any]]:
        """The tables that it is read from."""
        return (self.table,)

    def may_differ(self, other: Mapping[str, Value]) -> Iterable[str] | None:
        if not isinstance(other, Stored):
            return None
        return written_otherwise(self.order, self.table, other.order, other.table)

    def values(self) -> ValuesView[Value]:
        return _Values(self)

    def items(self) -> ItemsView[str, Value]:
        return _Items(self)

    def each(self, first: int = 0, after: int | None = None) -> Iterator[Value]:
        """The values from one place in the order to another."""
        done = first
        try:
            for value in self.table.all(first, after):
                yield value
                done += 1
        except DamagedError:
            yield from self._found_anew(self.order[done:after])

    def some(self, numbers: Sequence[int]) -> list[Value]:
        """The values in some places of the order, each of which comes once."""
        try:
            return self.table.some(numbers)
        except DamagedError:
            return list(self._found_anew(self.order[number] for number in numbers))

    def _found_anew(self, keys: Iterable[str]) -> Iterator[Value]:
        """The values of some keys in the archive’s files; None for those that are gone now, which nobody looks at."""
        anew = self._anew()
        return (anew.get(key) for key in keys)  # type: ignore[misc]

    def several(self, keys: Sequence[str]) -> dict[str, Value]:
        numbers = [number for key in keys if (number := self.order.number(key)) is not None]
        return dict(zip(keys, self.some(numbers), strict=True))

    def at(self, number: int) -> Value:
        """The value in a place of the order."""
        try:
            return self.table[number]
        except DamagedError:
            return self._anew()[self.order[number]]

    def number(self, key: str) -> int | None:
        """The place of a key in the order; None where there is none."""
        return self.order.number(key)


def written_otherwise(keys: Keys, table: Table[Any], other_keys: Keys, other: Table[Any]) -> Sequence[str] | None:
    """The keys that have another value in one of two tables, or none, as they are written; None where one is damaged.

    The values of each table are in the order of its keys.
    """
    numbers: Sequence[int] = range(len(keys))
    places = numbers
    gone, came = list[str](), list[str]()
    if keys != other_keys:
        gone, came = ([key for key in one if key not in its] for one, its in ((keys, other_keys), (other_keys, keys)))
        both = [(n, at) for n, key in enumerate(keys) if (at := other_keys.number(key)) is not None]
        numbers, places = ([pair[which] for pair in both] for which in (0, 1))
    try:
        bodies = zip(numbers, table.bodies(numbers), other.bodies(places), strict=True)
        return [*(keys.at(n) for n, was, now in bodies if was != now), *gone, *came]
    except DamagedError:
        return None


def spliced(
    mapping: Mapping[str, object],
    base: Stored[Any],
    table: Table[Any],
    others: Iterable[str],
    of: Callable[[str], object],
) -> Iterator[object]:
    """What another file has of each key of a mapping: what a table has of those of its base, but for some others."""
    order = order_of(mapping)
    numbers = {key: n for key in others if key in mapping and (n := base.number(key)) is not None}
    amended = {n: of(key) for key, n in numbers.items()}
    for piece in order.pieces if isinstance(order, SplicedKeys) else (range(len(base)),):
        if isinstance(piece, str):
            yield of(piece)
        else:
            yield from table.written(amended, piece)


class _Values(ValuesView[Value]):
    _mapping: Stored[Value]

    def __iter__(self) -> Iterator[Value]:
        return self._mapping.each()


class _Items(ItemsView[str, Value]):
    _mapping: Stored[Value]

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return zip(self._mapping, self._mapping.each(), strict=True)


class StoredSequence(AsList[Value]):
    """A sequence whose values are in a table. `anew` has the same from the archive's files, where that is damaged."""

    def __init__(self, table: Table[Value], anew: Callable[[], Sequence[Value]]) -> None:
        self._table, self._anew = table, anew

    def __len__(self) -> int:
        return len(self._table)

    def at(self, row: int) -> Value:
        try:
            return self._table[row]
        except DamagedError:
            return self._anew()[row]

    def __iter__(self) -> Iterator[Value]:
        done = 0
        try:
            for value in self._table.all():
                yield value
                done += 1
        except DamagedError:
            yield from self._anew()[done:]


class Later(ByRow[Value]):
    """A sequence that is made when it is first asked for more than its length."""

    def __init__(self, size: int, make: Callable[[], Sequence[Value]]) -> None:
        self._size, self._make = size, make

    @cached_property
    def _made(self) -> Sequence[Value]:
        return self._make()

    def __len__(self) -> int:
        return self._size

    def at(self, row: int) -> Value:
        return self._made[row]
