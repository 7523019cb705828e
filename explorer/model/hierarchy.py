"""Records of one kind below each other, numbered so that what lies below one is a range of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from explorer.model.records import AnyRecord, Kind

# The field of each kind that says what a record is below, and must not lead back to the record itself.
UPWARD = {Kind.TOPIC: "broader", Kind.EVENT: "part_of", Kind.QUOTE: "within"}


class Hierarchy:
    """Ids in pre-order: each is followed by all that is below it, and then by what comes next to it.

    `ids` has them in this order, and `number` the place of each in it. Below the id at n, and itself, are those from n
    to `end[n]`, exclusive; above it is the one at `parent[n]`, or none where that is -1. However deep a hierarchy is,
    “is it within?” is two comparisons.
    """

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        """`parents` has what each id is below, if that is one of the ids. None may be below itself."""
        below: dict[str | None, list[str]] = defaultdict(list)
        for id, parent in parents.items():
            below[parent if parent in parents else None].append(id)
        self.ids: list[str] = []
        waiting = below.pop(None, [])[::-1]
        if not below:
            self.ids, waiting = waiting[::-1], []
        while waiting:
            id = waiting.pop()
            self.ids.append(id)
            waiting += reversed(below.get(id, ()))
        self.number = {id: n for n, id in enumerate(self.ids)}
        self.end = list(range(1, len(self.ids) + 1))
        self.parent = [-1] * len(self.ids)
        self._jump = self.parent
        if below:
            self._climb(parents)

    def _climb(self, parents: Mapping[str, str | None]) -> None:
        for n, id in enumerate(self.ids):
            self.parent[n] = self.number.get(parents[id] or "", -1)
        for n in range(len(self.ids) - 1, -1, -1):
            if self.parent[n] >= 0:
                self.end[self.parent[n]] = max(self.end[self.parent[n]], self.end[n])
        self._jump = self._jumps()

    def _jumps(self) -> list[int]:
        """For each number one far above it, so that few steps lead to any above.

        Source: E. W. Myers, An applicative random-access stack, Information Processing Letters 17 (1983).
        """
        depth, jump = [0] * len(self.ids), [-1] * len(self.ids)
        for n, parent in enumerate(self.parent):
            if parent < 0:
                continue
            depth[n] = depth[parent] + 1
            far = jump[parent]
            farther = jump[far] if far >= 0 else -1
            even = far >= 0 and farther >= 0 and depth[parent] - depth[far] == depth[far] - depth[farther]
            jump[n] = farther if even else parent
        return jump

    def is_within(self, id: str, other: str) -> bool:
        """Whether an id is another or below it."""
        number = self.number
        if id not in number or other not in number:
            return False
        return number[other] <= number[id] < self.end[number[other]]

    def below(self, id: str) -> range:
        """The numbers of an id and all that is below it; none for one that is not here."""
        n = self.number.get(id)
        return range(0) if n is None else range(n, self.end[n])

    def children(self, id: str) -> Iterator[str]:
        """The ids right below one, in the order in which they were given."""
        below = self.below(id)
        n = below.start + 1
        while n < below.stop:
            yield self.ids[n]
            n = self.end[n]

    def above(self, id: str) -> Iterator[str]:
        """An id, then all that it is below, from the nearest on."""
        n = self.number.get(id, -1)
        while n >= 0:
            yield self.ids[n]
            n = self.parent[n]

    def tops(self, ids: Iterable[str]) -> Iterator[str]:
        """Of some ids, those that are below none of the others."""
        reached = 0
        for n in sorted(self.number[id] for id in ids if id in self.number):
            if n >= reached:
                yield self.ids[n]
                reached = self.end[n]

    def common(self, n: int, later: int) -> int:
        """The nearest number that both of two are at or below; -1 for none. The first must be the smaller."""
        return self._first_above(n, lambda at: self.end[at] > later)

    def _first_above(self, n: int, holds: Callable[[int], bool]) -> int:
        """A number or the first above it for which something holds that also holds for all above that; -1 for none."""
        while n >= 0 and not holds(n):
            far = self._jump[n]
            n = far if far >= 0 and not holds(far) else self.parent[n]
        return n


class Hierarchies:
    """The hierarchy of each kind of record. Each is made when it is asked for; from then on the records must stay."""

    def __init__(self, records: Mapping[Kind, Mapping[str, AnyRecord]]) -> None:
        self._records = records
        self._made: dict[Kind, Hierarchy] = {}

    def __getitem__(self, kind: Kind) -> Hierarchy:
        made = self._made.get(kind)
        if made is None:
            field = UPWARD.get(kind)
            records = self._records[kind]
            parents = {id: getattr(record, field) if field else None for id, record in records.items()}
            made = self._made[kind] = Hierarchy(parents)
        return made
