"""Changes to a few entries of a store, found without looking at the rest."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from explorer.model.lazy import Comparable
from explorer.model.listed import AsList
from explorer.model.records import AnyRecord, Entry, Kind


class KeptEntries(Comparable[Entry]):
    """Stored entries by ref. Each has a number, from 0: its place in their order."""

    @property
    @abstractmethod
    def by_kind(self) -> Mapping[Kind, Mapping[str, AnyRecord]]:
        """The records of each kind by id, in the order of the entries."""

    @abstractmethod
    def number(self, ref: str) -> int | None:
        """Return the number of an entry; None for an unknown ref."""

    @abstractmethod
    def number_in_kind(self, kind: Kind, number: int) -> int:
        """Count the entries of a kind before the one with this number."""

    @abstractmethod
    def between(self, first: int, after: int) -> Iterator[Entry]:
        """Iterate over the entries from one number to another (exclusive), in order."""

    @abstractmethod
    def refs(self, first: int, after: int) -> Sequence[str]:
        """Return the refs of the entries from one number to another (exclusive)."""

    @abstractmethod
    def mentioning(self, ids: Collection[str]) -> Iterator[str]:
        """Yield the refs of the records that have any of some words in their fields, and perhaps of a few others."""


class Stretch(AsList[Entry]):
    """The stored entries from one number to another, such as the entries of a data file."""

    def __init__(self, entries: KeptEntries, first: int, after: int) -> None:
        self.of, self.first, self.after = entries, first, after

    def __len__(self) -> int:
        return self.after - self.first

    def at(self, row: int) -> Entry:
        return next(self.of.between(self.first + row, self.first + row + 1))

    def __iter__(self) -> Iterator[Entry]:
        return self.of.between(self.first, self.after)


class Splice(NamedTuple):
    """How entries differ from those of a `base`.

    `others` has the entries that are new or different, by ref, with None for a deleted one. `new` has the refs that are
    new or have moved, in order, each with the number of base entries before it. Of two entries with one ref the first
    is used; the other is in `taken`.
    """

    base: KeptEntries
    others: Mapping[str, Entry | None]
    new: Mapping[str, int]
    taken: Sequence[Entry]


class _Block(NamedTuple):
    """Entries that replace those between two numbers of a base."""

    first: int
    after: int
    entries: Sequence[Entry]


def splice(base: Mapping[str, Entry], pieces: Iterable[Sequence[Entry]]) -> Splice | None:
    """Compare consecutive pieces, mostly stretches of a base, with the entries of that base.

    None if the base is not in a store, or its stretches come in another order.
    """
    if not isinstance(base, KeptEntries) or (blocks := _blocks(base, pieces)) is None:
        return None
    was = {name: n for block in blocks for n, name in enumerate(base.refs(block.first, block.after), block.first)}
    others, new, taken = dict[str, Entry | None](), dict[str, int](), list[Entry]()
    for block in blocks:
        own = dict[str, Entry]()
        for entry in block.entries:
            name = entry.record.ref
            n = base.number(name) if name not in was else None
            if name in others or name in own or (n is not None and n < block.first):
                taken.append(entry)
            else:
                own[name] = entry
                taken += () if n is None else (base[name],)
        new.update(_placed(block, own, was))
        others.update(own)
    others = {**dict.fromkeys(was), **others}
    for name in [name for block in blocks for name in _same(base, block, others) if name not in new]:
        del others[name]
    return Splice(base, others, new, taken)


def can_splice(base: Mapping[str, Entry], pieces: Iterable[Sequence[Entry]]) -> bool:
    """Whether `splice` finds something."""
    return isinstance(base, KeptEntries) and _blocks(base, pieces) is not None


def _blocks(base: KeptEntries, pieces: Iterable[Sequence[Entry]]) -> list[_Block] | None:
    """The entries that are no stretches of the base; None where its stretches come in another order."""
    done, came, blocks = 0, list[Entry](), list[_Block]()
    for piece in chain(pieces, (Stretch(base, len(base), len(base)),)):
        if not isinstance(piece, Stretch):
            came += piece
            continue
        if piece.of is not base or piece.first < done:
            return None
        if came or done < piece.first:
            blocks.append(_Block(done, piece.first, came))
            came = []
        done = piece.after
    return blocks


def _same(base: KeptEntries, block: _Block, others: Mapping[str, Entry | None]) -> Iterator[str]:
    """The refs of the entries between the numbers of a block that are among the others just as they are in the base."""
    refs = base.refs(block.first, block.after) if block.entries else ()
    for name, entry in zip(refs, base.between(block.first, block.after), strict=False):
        if (now := others[name]) is not None and now == entry:
            yield name


def _placed(block: _Block, names: Iterable[str], was: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the refs of a block that have moved or are new in it, with their places."""
    names = list(names)
    numbers = [n for name in names if block.first <= (n := was.get(name, -1)) < block.after]
    stayed = {n for n, in_order in zip(numbers, sorted(numbers), strict=True) if n == in_order}
    at = block.first
    for name in names:
        if (n := was.get(name, -1)) in stayed:
            at = n + 1
        else:
            yield name, at
