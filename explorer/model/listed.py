"""Lists of records that stay where they are kept until they are asked for, and such lists with some others in them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TypeVar, cast

from explorer.model.lazy import ByRow
from explorer.model.records import AnyRecord

ValueT = TypeVar("ValueT")
RecordT = TypeVar("RecordT", bound=AnyRecord)


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

    def is_as(self, other: Sequence[AnyRecord]) -> bool:
        """Whether it is known without a look at the records that another list has the same ones in the same rows."""
        return self is other

    @property
    def kept_in(self) -> tuple[object, Sequence[int]] | None:
        """What the records are kept in, and the number of each there; None where that is not known."""
        return None


def picked(records: Sequence[AnyRecord], rows: Sequence[int]) -> Sequence[AnyRecord]:
    """The records in some rows, each of which comes once."""
    return records.picked(rows) if isinstance(records, Listed) else [records[row] for row in rows]


def among(records: Sequence[RecordT], others: Sequence[AnyRecord]) -> Sequence[RecordT]:
    """The records that are in another list, too. They are only read where it has to be seen which those are."""
    some, more = known_by(records), known_by(others)
    if some is None or more is None or some[0] is not more[0]:
        refs = {record.ref for record in others}
        return [record for record in records if record.ref in refs]
    there = frozenset(more[1])
    return cast("Sequence[RecordT]", picked(records, [row for row, known in enumerate(some[1]) if known in there]))


def with_refs(records: Sequence[RecordT], refs: Set[str]) -> Sequence[RecordT]:
    """The records that have some refs."""
    if not isinstance(records, Listed):
        return [record for record in records if record.ref in refs]
    rows = (records.row_of(ref) for ref in refs)
    return cast("Sequence[RecordT]", picked(records, sorted(row for row in rows if row is not None)))


def known_by(records: Sequence[AnyRecord]) -> tuple[object, Sequence[int | str]] | None:
    """What some records are kept in, and the number of each there; of one that is not, its ref."""
    base, others, of = parts(records)
    if not isinstance(base, Listed) or base.kept_in is None:
        return None
    kept, numbers = base.kept_in
    if records is base:
        return kept, numbers
    return kept, [numbers[at] if at >= 0 else others[row].ref for row, at in enumerate(of)]


def row_of(records: Sequence[AnyRecord], ref: str) -> int | None:
    """The row of a record, from 0; None when it is not among them."""
    if isinstance(records, Listed):
        return records.row_of(ref)
    return next((row for row, record in enumerate(records) if record.ref == ref), None)


class Amended(Listed):
    """The records of a `base`, which never changes, but for some `others`, by their rows.

    `of` has the row in the base for each row, which is that of a record with the same ref; -1 for none.
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
    """Whether two lists have equal records. Of those with one base, only rows in which they may differ are read."""
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
    """Whether it is known without a look at the records that two lists have those with the same refs in the same rows.

    Edited ones may differ in other fields.
    """
    (base, _, of), (base_of_others, _, of_others) = parts(some), parts(others)
    return of == of_others and (base is base_of_others or (isinstance(base, Listed) and base.is_as(base_of_others)))


def parts(records: Sequence[AnyRecord]) -> tuple[Sequence[AnyRecord], Mapping[int, AnyRecord], Sequence[int]]:
    """The list that another one is but for some records, these by their rows, and the row there for each row."""
    if isinstance(records, Amended):
        return records.base, records.others, records.of
    return records, {}, range(len(records))


def base_of(records: Sequence[AnyRecord]) -> Sequence[AnyRecord]:
    """The list that another one is but for some records."""
    return parts(records)[0]


def amended(
    records: Sequence[AnyRecord], others: Mapping[int, AnyRecord], of: Sequence[int] | None = None
) -> Sequence[AnyRecord]:
    """The same records but for others in some rows; `of` has the row there for each row, where it is not the same."""
    base = records
    if isinstance(records, Amended):
        base, others, of = records.base, {**records.others, **others}, records.of if of is None else of
    return Amended(base, others, of) if others or of is not None else base
