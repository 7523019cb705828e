"""Lists of records that are read from their store on demand, and such lists with some records replaced."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeVar, cast

from explorer.model.lazy import ByRow
from explorer.model.records import AnyRecord

ValueT = TypeVar("ValueT")
RecordT = TypeVar("RecordT", bound=AnyRecord)


class AsList(ByRow[ValueT]):
    """A sequence that equals any other sequence of equal values."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Listed(AsList[AnyRecord]):
    """Records in order, with a lookup of each record's row."""

    @abstractmethod
    def row_of(self, ref: str) -> int | None:
        """Return the row of a record, from 0; None if it is not in the list."""

    def is_as(self, other: Sequence[AnyRecord]) -> bool:
        """Whether another list is known, without looking at the records, to have the same ones in the same rows."""
        return self is other

    @property
    def kept_in(self) -> tuple[object, Sequence[int]] | None:
        """The store of the records and the number of each in it; None if unknown."""
        return None


def picked(records: Sequence[AnyRecord], rows: Sequence[int]) -> Sequence[AnyRecord]:
    """Return the records in some rows, which must be distinct."""
    return records.picked(rows) if isinstance(records, Listed) else [records[row] for row in rows]


def among(records: Sequence[RecordT], others: Sequence[AnyRecord]) -> Sequence[RecordT]:
    """Return the records that are also in another list, reading records only if their store does not tell."""
    some, more = known_by(records), known_by(others)
    if some is None or more is None or some[0] is not more[0]:
        refs = {record.ref for record in others}
        return [record for record in records if record.ref in refs]
    there = frozenset(more[1])
    return cast("Sequence[RecordT]", picked(records, [row for row, known in enumerate(some[1]) if known in there]))


def with_refs(records: Sequence[RecordT], refs: Set[str]) -> Sequence[RecordT]:
    """Return the records with some refs."""
    if not isinstance(records, Listed):
        return [record for record in records if record.ref in refs]
    rows = (records.row_of(ref) for ref in refs)
    return cast("Sequence[RecordT]", picked(records, sorted(row for row in rows if row is not None)))


def known_by(records: Sequence[AnyRecord]) -> tuple[object, Sequence[int | str]] | None:
    """Return the store of some records and the number of each in it; for one that is not in the store, its ref."""
    base, others, of = parts(records)
    if not isinstance(base, Listed) or base.kept_in is None:
        return None
    kept, numbers = base.kept_in
    if records is base:
        return kept, numbers
    return kept, [numbers[at] if at >= 0 else others[row].ref for row, at in enumerate(of)]


def row_of(records: Sequence[AnyRecord], ref: str) -> int | None:
    """Return the row of a record, from 0; None if it is not in the list."""
    if isinstance(records, Listed):
        return records.row_of(ref)
    return next((row for row, record in enumerate(records) if record.ref == ref), None)


class Amended(Listed):
    """The records of a `base`, which never changes, with some replaced by `others`, by row.

    `of` has, for each row, the base's row of the record with the same ref; -1 if there is none.
    """

    def __init__(
        self, base: Sequence[AnyRecord], others: Mapping[int, AnyRecord], of: Sequence[int] | None = None
    ) -> None:
        self.base = base
        self.others = others
        self.of: Sequence[int] = range(len(base)) if of is None else of

    def __len__(self) -> int:
        return len(self.of)

    def at(self, row: int) -> AnyRecord:
        return self.others[row] if row in self.others else self.base[self.of[row]]

    def __iter__(self) -> Iterator[AnyRecord]:
        others = self.others
        rest = iter(picked(self.base, [of for row, of in enumerate(self.of) if row not in others]))
        return (others[row] if row in others else next(rest) for row in range(len(self)))

    def row_of(self, ref: str) -> int | None:
        found = next((row for row, record in self.others.items() if record.ref == ref), None)
        if found is None and (of := row_of(self.base, ref)) is not None and of in self.of:
            found = self.of.index(of)
        return found

    def picked(self, rows: Sequence[int]) -> Sequence[AnyRecord]:
        there = {n: self.others[row] for n, row in enumerate(rows) if row in self.others}
        return Amended(self.base, there, [self.of[row] for row in rows])


def are_same(some: Sequence[AnyRecord], others: Sequence[AnyRecord]) -> bool:
    """Whether two lists have equal records. If they share a base, only rows that may differ are read."""
    if some is others:
        return True
    if isinstance(some, Amended) or isinstance(others, Amended):
        (base, rows, of), (base_of_others, more, of_others) = parts(some), parts(others)
        if base is base_of_others and len(of) == len(of_others):
            apart = (row for row, (one, other) in enumerate(zip(of, of_others, strict=True)) if one != other)
            changed = {*rows, *more} if of == of_others else {*rows, *more, *apart}
            return all(some[row] == others[row] for row in changed)
    return len(some) == len(others) and all(
        one is other or one == other for one, other in zip(some, others, strict=True)
    )


def have_same_rows(some: Sequence[AnyRecord], others: Sequence[AnyRecord]) -> bool:
    """Whether two lists are known, without reading the records, to have the same refs in the same rows.

    Edited records may differ in other fields.
    """
    (base, _, of), (base_of_others, _, of_others) = parts(some), parts(others)
    return of == of_others and (base is base_of_others or (isinstance(base, Listed) and base.is_as(base_of_others)))


def parts(records: Sequence[AnyRecord]) -> tuple[Sequence[AnyRecord], Mapping[int, AnyRecord], Sequence[int]]:
    """Return the base of a list, the replaced records by row, and the base's row for each row."""
    if isinstance(records, Amended):
        return records.base, records.others, records.of
    return records, {}, range(len(records))


def base_of(records: Sequence[AnyRecord]) -> Sequence[AnyRecord]:
    """Return the list that an amended list is based on; the list itself if it is not amended."""
    return parts(records)[0]


def amended(
    records: Sequence[AnyRecord], others: Mapping[int, AnyRecord], of: Sequence[int] | None = None
) -> Sequence[AnyRecord]:
    """Replace the records in some rows; `of` has the old row for each row, if rows have moved."""
    base = records
    if isinstance(records, Amended):
        base, others, of = records.base, {**records.others, **others}, records.of if of is None else of
    return Amended(base, others, of) if others or of is not None else base
