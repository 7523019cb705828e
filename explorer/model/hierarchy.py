"""The hierarchy of each kind of record, numbered so that a record and all its descendants form one range of numbers."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from explorer.model.amended import have_same_keys
from explorer.model.keys_in_order import order_of
from explorer.model.lazy import Numbers
from explorer.model.records import AnyRecord, Kind, ids_of

MadeT = TypeVar("MadeT")

# For each kind with a hierarchy, the field that names a record's parent. It must not form a cycle.
UPWARD = {Kind.TOPIC: "broader", Kind.EVENT: "part_of", Kind.QUOTE: "within"}


class Hierarchy:
    """Ids in pre-order: each id is followed by all its descendants, and only then by its next sibling.

    `ids` has the ids in this order, and `number` maps each id to its index. For the id with the number n, the range
    from n to `end[n]` (exclusive) is the id and its descendants; `parent[n]` is the number of its parent, or -1;
    `depth[n]` is the number of its ancestors. “Is it within?” is therefore two comparisons, however deep the hierarchy
    is.
    """

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        """`parents` maps each id to its parent. An unknown parent counts as None. There must be no cycles."""
        below: dict[str | None, list[str]] = defaultdict(list)
        for id, parent in parents.items():
            below[parent if parent in parents else None].append(id)
        ids: list[str] = []
        waiting = below.pop(None, [])[::-1]
        if not below:
            ids, waiting = waiting[::-1], []
        while waiting:
            id = waiting.pop()
            ids.append(id)
            waiting += reversed(below.get(id, ()))
        self._lie_flat(ids, {id: n for n, id in enumerate(ids)})
        if below:
            self._climb(parents)

    def _lie_flat(self, ids: Sequence[str], number: Mapping[str, int]) -> None:
        self.ids, self.number = ids, number
        self.end: Sequence[int] = range(1, len(ids) + 1)
        self.parent: Sequence[int] = array("b", [-1]) * len(ids)
        self.depth: Sequence[int] = bytes(len(ids))
        self._top: Sequence[int] = range(len(ids))
        self._jump: Sequence[int] = self.parent

    def _climb(self, parents: Mapping[str, str | None]) -> None:
        parent, depth, top, end = [-1] * len(self.ids), [0] * len(self.ids), list(self._top), list(self.end)
        for n, id in enumerate(self.ids):
            above = parent[n] = self.number.get(parents[id] or "", -1)
            if above >= 0:
                depth[n], top[n] = depth[above] + 1, top[above]
        for n in range(len(self.ids) - 1, -1, -1):
            if parent[n] >= 0:
                end[parent[n]] = max(end[parent[n]], end[n])
        self.parent, self.depth, self._top, self.end = parent, depth, top, end
        self._jump = self._jumps()

    def _jumps(self) -> list[int]:
        """Compute for each number a distant ancestor, so that few steps lead to any ancestor.

        Source: E. W. Myers, An applicative random-access stack, Information Processing Letters 17 (1983).
        """
        depth, jump = self.depth, [-1] * len(self.ids)
        for n, parent in enumerate(self.parent):
            if parent < 0:
                continue
            far = jump[parent]
            farther = jump[far] if far >= 0 else -1
            even = far >= 0 and farther >= 0 and depth[parent] - depth[far] == depth[far] - depth[farther]
            jump[n] = farther if even else parent
        return jump

    def is_within(self, id: str, other: str) -> bool:
        """Whether an id is the other one, or a descendant of it."""
        number = self.number
        if id not in number or other not in number:
            return False
        return number[other] <= number[id] < self.end[number[other]]

    def below(self, id: str) -> range:
        """Return the numbers of an id and all its descendants; empty for an unknown id."""
        n = self.number.get(id)
        return range(0) if n is None else range(n, self.end[n])

    def children(self, id: str) -> Iterator[str]:
        """Iterate over the children of an id, in the order in which they were given."""
        below = self.below(id)
        n = below.start + 1
        while n < below.stop:
            yield self.ids[n]
            n = self.end[n]

    def above(self, id: str) -> Iterator[str]:
        """Iterate over an id and all its ancestors, nearest first."""
        n = self.number.get(id, -1)
        while n >= 0:
            yield self.ids[n]
            n = self.parent[n]

    def top(self, id: str) -> str:
        """Return the root at or above an id."""
        return self.ids[self._top[self.number[id]]]

    def side_by_side(self, id: str, other: str) -> tuple[str, str] | None:
        """Return the siblings at or above two ids (two roots count as siblings); None if one id is within the other."""
        if self.is_within(id, other) or self.is_within(other, id):
            return None
        one, two = self.number[id], self.number[other]
        common = self._common(min(one, two), max(one, two))
        return self.ids[self._right_below(common, one)], self.ids[self._right_below(common, two)]

    def _right_below(self, top: int, n: int) -> int:
        """Find the child of `top` (a root, for -1) at or above a number."""
        while self.parent[n] != top:
            far = self._jump[n]
            n = far if far > top else self.parent[n]
        return n

    def tops(self, ids: Iterable[str]) -> Iterator[str]:
        """Iterate over those of the given ids that are not below any of the others."""
        reached = 0
        for n in sorted(self.number[id] for id in ids if id in self.number):
            if n >= reached:
                yield self.ids[n]
                reached = self.end[n]

    def once(self, ids: Iterable[str | None]) -> list[tuple[int, int]]:
        """Return what to add at which numbers, so that a thing with several ids counts once for each record above them.

        The sum over a number and its descendants is then 1 if the thing has any of these ids, else 0: each id adds 1,
        and the nearest common ancestor of each two neighbouring ids takes away 1.
        """
        number = self.number
        counted = [(number[id], 1) for id in ids if id is not None and id in number]
        if len(counted) < 2:
            return counted
        counted = sorted(set(counted))
        commons = [self._common(n, later) for (n, _), (later, _) in pairwise(counted)]
        return counted + [(n, -1) for n in commons if n >= 0]

    def _common(self, n: int, later: int) -> int:
        """Find the nearest number that both lie at or below; -1 for none. `n` must be smaller than `later`."""
        while n >= 0 and self.end[n] <= later:
            far = self._jump[n]
            n = far if far >= 0 and self.end[far] <= later else self.parent[n]
        return n


class FlatHierarchy(Hierarchy):
    """Ids without parents, created with their numbers without looking at any of them."""

    def __init__(self, ids: Sequence[str], number: Mapping[str, int]) -> None:
        self._lie_flat(ids, number)


class Hierarchies:
    """The hierarchy of each kind of record, created on first use. After that, the records must not change."""

    def __init__(self, records: Mapping[Kind, Mapping[str, AnyRecord]]) -> None:
        self._records = records
        self._made: dict[Kind, Hierarchy] = {}
        self._nesting: dict[Kind, Hierarchy] = {}
        # The kinds whose hierarchy was taken over from an earlier archive.
        self.taken_over: set[Kind] = set()
        # The parent of each record that has one, and functions that find these without looking at the records.
        self._parents: dict[Kind, Mapping[str, str]] = {}
        self._kept: dict[Kind, Callable[[], Mapping[str, str]]] = {}

    def take_over(
        self,
        before: Hierarchies,
        changed: Iterable[tuple[AnyRecord, AnyRecord]],
        again: Collection[str],
        *,
        has_same_ids: bool,
    ) -> None:
        """Take over hierarchies of the same ids in the same order, unless a record that `changed` has moved.

        `changed` has the old and the new version of each record. `again` has the refs of all records that may have
        moved or are gone. With `has_same_ids`, all kinds are known to have the same ids, which need not be compared.
        """
        moved = {now.kind for old, now in changed if (field := UPWARD.get(now.kind)) and _differ(old, now, field)}
        for kind in Kind:
            if kind not in moved and (has_same_ids or have_same_keys(before._records[kind], self._records[kind])):
                self.taken_over.add(kind)
                _copy(kind, before._made, self._made)
                _copy(kind, before._nesting, self._nesting)
                _copy(kind, before._parents, self._parents)
                _copy(kind, before._kept, self._kept)
            elif kind in before._parents or kind in before._kept:
                self._parents[kind] = self._followed(before.parents(kind), kind, again)

    def _followed(self, parents: Mapping[str, str], kind: Kind, again: Iterable[str]) -> Mapping[str, str]:
        """Update the parents of an earlier archive for the records in `again`."""
        field, records, found = UPWARD.get(kind), self._records[kind], dict(parents)
        for id in ids_of(kind, again) if field else ():
            above: str | None = getattr(records.get(id), field or "", None)
            found.pop(id, None)
            if above is not None and above in records:
                found[id] = above
        return found

    def moved(self, before: Hierarchies, kind: Kind, again: Iterable[str]) -> Iterator[str]:
        """Return the ids of the records of a kind that have another parent than before, or are gone.

        `again` has the refs of all records that may have moved or are gone.
        """
        was, now, known, left = before.parents(kind), self.parents(kind), before._records[kind], self._records[kind]
        return (id for id in ids_of(kind, again) if id in known and (id not in left or was.get(id) != now.get(id)))

    def above(self, kind: Kind, id: str) -> Iterator[str]:
        """Iterate over an id, if a record of the kind has it, and all its ancestors, nearest first."""
        if kind in UPWARD:
            return self[kind].above(id)
        return iter((id,) if id in self._records[kind] else ())

    def parents(self, kind: Kind) -> Mapping[str, str]:
        """Return the parent of each record of a kind that has one, by id."""
        if kind not in self._parents:
            find = self._kept.get(kind)
            self._parents[kind] = find() if find else self._read_parents(kind)
        return self._parents[kind]

    def nesting(self, kind: Kind) -> Hierarchy:
        """Return the hierarchy of only those records of a kind that have a parent or children."""
        if kind not in self._nesting:
            parents, order = self.parents(kind), order_of(self._records[kind])
            ids = {*parents, *parents.values()}
            number = order.number if order else {id: n for n, id in enumerate(self._records[kind] if ids else ())}.get
            in_order = sorted(ids, key=lambda id: number(id) or 0)
            self._nesting[kind] = Hierarchy({id: parents.get(id) for id in in_order})
        return self._nesting[kind]

    def __getitem__(self, kind: Kind) -> Hierarchy:
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = self._read(kind)
        return made

    def _read(self, kind: Kind) -> Hierarchy:
        parents, records = self.parents(kind), self._records[kind]
        if parents:
            return Hierarchy({id: parents.get(id) for id in records})
        if order := order_of(records):
            return FlatHierarchy(order, Numbers(order))
        return FlatHierarchy(list(records), {id: n for n, id in enumerate(records)})

    def _read_parents(self, kind: Kind) -> Mapping[str, str]:
        field, records = UPWARD.get(kind), self._records[kind]
        above = ((id, getattr(record, field)) for id, record in records.items()) if field else ()
        return {id: parent for id, parent in above if parent in records}


def _copy(kind: Kind, made: Mapping[Kind, MadeT], to: dict[Kind, MadeT]) -> None:
    if kind in made:
        to[kind] = made[kind]


def _differ(one: AnyRecord, other: AnyRecord, field: str) -> bool:
    return bool(getattr(one, field) != getattr(other, field))
