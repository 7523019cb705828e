"""Lists of records that stay where they are kept until they are asked for, and such lists with some others in them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from explorer.model.lazy import ByRow
from explorer.model.records import AnyRecord

ValueT = TypeVar("ValueT")

# Where more than this share of the records would be others, all are copied.
_MOST = 1 / 4


class AsList(ByRow[ValueT]):
    """A sequence that is equal to any other one of equal values."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Listed(AsList[AnyRecord]):
    """Records in an order in which each can be looked up."""

    @abstractmethod
    def row_of(self, ref: str) -> int | None:
        """The row of a record, from 0; None when it is not among them."""


def picked(records: Sequence[AnyRecord], rows: Sequence[int]) -> Sequence[AnyRecord]:
    """The records in some rows, each of which comes once."""
    return records.picked(rows) if isinstance(records, Listed) else [records[row] for row in rows]


def row_of(records: Sequence[AnyRecord], ref: str) -> int | None:
    """The row of a record, from 0; None when it is not among them."""
    if isinstance(records, Listed):
        return records.row_of(ref)
    return next((row for row, record in enumerate(records) if record.ref == ref), None)


class Amended(Listed):
    """The records of a `base`, which never changes, but for some, each with the ref of the one that was in its row."""

    def __init__(self, base: Sequence[AnyRecord], others: Mapping[int, AnyRecord]) -> None:
        self.base = base
        self.others = others

    def __len__(self) -> int:
        return len(self.base)

    def at(self, row: int) -> AnyRecord:
        return self.others[row] if row in self.others else self.base[row]

    def __iter__(self) -> Iterator[AnyRecord]:
        records, done = iter(self.base), 0
        for row in sorted(self.others):
            yield from islice(records, row - done)
            next(records)
            yield self.others[row]
            done = row + 1
        yield from records

    def row_of(self, ref: str) -> int | None:
        return row_of(self.base, ref)

    def picked(self, rows: Sequence[int]) -> Sequence[AnyRecord]:
        there = {n: self.others[row] for n, row in enumerate(rows) if row in self.others}
        return amended(picked(self.base, rows), there)


def are_same(some: Sequence[AnyRecord], others: Sequence[AnyRecord]) -> bool:
    """Whether two lists have equal records. Of those with one base, only rows in which they may differ are read."""
    if some is others:
        return True
    if isinstance(some, Amended) or isinstance(others, Amended):
        (base, rows), (base_of_others, more) = _parts(some), _parts(others)
        if base is base_of_others:
            return all(some[row] == others[row] for row in {*rows, *more})
    return len(some) == len(others) and all(
        one is other or one == other for one, other in zip(some, others, strict=True)
    )


def _parts(records: Sequence[AnyRecord]) -> tuple[Sequence[AnyRecord], Mapping[int, AnyRecord]]:
    return (records.base, records.others) if isinstance(records, Amended) else (records, {})


def amended(records: Sequence[AnyRecord], others: Mapping[int, AnyRecord]) -> Sequence[AnyRecord]:
    """The same records but for others in some rows, each with the ref of the one that was there."""
    base = records
    if isinstance(records, Amended):
        base, others = records.base, {**records.others, **others}
    if not others:
        return base
    found = Amended(base, others)
    return found if len(others) < len(base) * _MOST else list(found)
