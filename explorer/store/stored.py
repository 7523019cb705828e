"""Mappings and sequences whose values stay in the store until they are needed."""

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

# A request for one of the next this many values counts as reading in sequence.
_NEAR = 3


class Table(Generic[Value]):
    """The values of a table by number. Some are cached, so that a repeated request returns the same object.

    All are forgotten when there would be more than `most`.
    """

    most: int = 4_096

    def __init__(self, database: Database, name: str, decode: Callable[[memoryview], Value]) -> None:
        self.database, self._name, self._decode = database, name, decode
        self._kept: dict[int, Value] = {}
        self._last, self._ahead = -_NEAR, 1

    def __len__(self) -> int:
        return self.database.size(self._name)

    def __getitem__(self, number: int) -> Value:
        # Other threads change the cache meanwhile, so a value that was found is not looked up again.
        value = self._kept.get(number)
        if not 0 < number - self._last <= _NEAR:
            self._ahead = 1
        self._last = number
        if value is None:
            value = self._read(number, self._ahead)
            # The longer values are read in sequence, the more are read at once.
            self._ahead = min(2 * self._ahead, AT_ONCE)
        return value

    def _read(self, number: int, ahead: int) -> Value:
        after = min(number + ahead, len(self))
        values = dict(enumerate(map(self._decode, self.database.bodies(self._name, number, after)), number))
        if len(self._kept) + len(values) > self.most:
            self._kept = {}  # not cleared, since another thread may be iterating over it
        for n, value in values.items():
            self._kept.setdefault(n, value)
        return self._kept.get(number, values[number])

    def read_all(self, pause: Pause) -> None:
        """Read and cache all values. Raises DamagedError."""
        self.most = len(self) + AT_ONCE  # from now on nothing is forgotten, whatever other threads read
        for number, value in enumerate(paused(self.all(), pause, "records", len(self))):
            self._kept[number] = value

    def all(self, first: int = 0, after: int | None = None) -> Iterator[Value]:
        """Iterate over the values from one number to another (exclusive), in order."""
        kept = self._kept
        if len(kept) == len(self):
            yield from map(kept.__getitem__, range(first, len(self) if after is None else after))
            return
        for number, body in enumerate(self.database.bodies(self._name, first, after), first):
            value = self._kept.get(number)
            yield self._decode(body) if value is None else value

    def mentioning(self, words: Collection[bytes]) -> Sequence[int]:
        """Return the numbers of the values whose encoding contains any of some words. Raises DamagedError."""
        stand = re.compile(b"|".join(map(re.escape, words))).search
        return [number for number, body in enumerate(self.database.bodies(self._name)) if stand(body)]

    def bodies(self, numbers: Sequence[int]) -> Iterator[memoryview]:
        """Iterate over the encodings of some values, with distinct numbers. Raises DamagedError."""
        return self.database.some(self._name, numbers)

    def written(self, others: Mapping[int, object], within: range | None = None) -> Iterator[object]:
        """Yield the values for the same table of another file: runs, with some replaced or, by None, left out.

        Only numbers `within` a range are included, by default all. Decoding the rest would take several times as long.
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
        """Return the values with some distinct numbers."""
        found = {number: value for number in numbers if (value := self._kept.get(number)) is not None}
        others = [number for number in numbers if number not in found]
        found.update(zip(others, map(self._decode, self.database.some(self._name, others)), strict=True))
        return [found[number] for number in numbers]


class Stored(ByKey[Value], Comparable[Value]):
    """A mapping whose values are in a table, in the order of its keys.

    `order` has the keys. `anew` returns the same mapping from the archive's files if the table turns out to be damaged.
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
        """Iterate over the values from one position in the order to another (exclusive)."""
        done = first
        try:
            for value in self.table.all(first, after):
                yield value
                done += 1
        except DamagedError:
            yield from self._found_anew(self.order[done:after])

    def some(self, numbers: Sequence[int]) -> list[Value]:
        """Return the values at some distinct positions in the order."""
        try:
            return self.table.some(numbers)
        except DamagedError:
            return list(self._found_anew(self.order[number] for number in numbers))

    def _found_anew(self, keys: Iterable[str]) -> Iterator[Value]:
        """Yield the values of some keys from the archive’s files; None for those that are gone, which nobody uses."""
        anew = self._anew()
        return (anew.get(key) for key in keys)  # type: ignore[misc]

    def several(self, keys: Sequence[str]) -> dict[str, Value]:
        numbers = [number for key in keys if (number := self.order.number(key)) is not None]
        return dict(zip(keys, self.some(numbers), strict=True))

    def at(self, number: int) -> Value:
        """Return the value at a position in the order."""
        try:
            return self.table[number]
        except DamagedError:
            return self._anew()[self.order[number]]

    def number(self, key: str) -> int | None:
        """Return the position of a key in the order, or None."""
        return self.order.number(key)


def written_otherwise(keys: Keys, table: Table[Any], other_keys: Keys, other: Table[Any]) -> Sequence[str] | None:
    """Return the keys whose encoded values differ between two tables, or that only one has; None if one is damaged.

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
    """Yield the values of a mapping for another file: a table's values of the base, with some replaced."""
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
    """A sequence whose values are in a table. `anew` returns the same from the archive's files if that is damaged."""

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
    """A sequence that is created when more than its length is needed."""

    def __init__(self, size: int, make: Callable[[], Sequence[Value]]) -> None:
        self._size, self._make = size, make

    @cached_property
    def _made(self) -> Sequence[Value]:
        return self._make()

    def __len__(self) -> int:
        return self._size

    def at(self, row: int) -> Value:
        return self._made[row]
