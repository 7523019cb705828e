"""OR and brackets in a query: which of its clauses must hold together, one way or another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice, product

# A query may be answered in so many ways: more are not looked for.
MOST_WAYS = 64

# What must hold together: clauses by their numbers, each with whether it is excluded.
Conjunction = tuple[tuple[int, bool], ...]


class _Bracket:
    """A bracket that is still open: whether it is excluded; and its alternatives, with factors that all must hold."""

    def __init__(self, *, excluded: bool = False) -> None:
        self.excluded = excluded
        self.alternatives: list[list[Sequence[Conjunction]]] = [[]]


class Disjunction:
    """The disjunctive normal form of a query that is read from left to right.

    An OR with nothing beside it, and a bracket without its other one, have no effect, as while they are typed. It is
    `cut` when there are more than `MOST_WAYS`.
    """

    def __init__(self) -> None:
        self.cut = False
        self._open = [_Bracket()]

    def clause(self, number: int, *, excluded: bool) -> None:
        self._open[-1].alternatives[-1].append([((number, excluded),)])

    def alternative(self) -> None:
        """Read an OR."""
        self._open[-1].alternatives.append([])

    def opening(self, *, excluded: bool) -> None:
        self._open.append(_Bracket(excluded=excluded))

    def closing(self) -> None:
        if len(self._open) > 1:
            found = self._resolved(self._open.pop())
            if found:
                self._open[-1].alternatives[-1].append(found)

    def ways(self) -> list[Conjunction]:
        """The ways to answer all that was read; none where it has no clauses."""
        while len(self._open) > 1:
            self.closing()
        return self._first(self._resolved(self._open[0]))

    def _resolved(self, bracket: _Bracket) -> list[Conjunction]:
        found = [way for factors in bracket.alternatives if factors for way in self._together(factors)]
        if bracket.excluded and found:
            # What is not (a b OR c) is not a or not b, and not c.
            found = self._together([[((number, not minus),) for number, minus in way] for way in found])
        return found

    def _together(self, factors: Sequence[Sequence[Conjunction]]) -> list[Conjunction]:
        ways = (tuple(dict.fromkeys(chain.from_iterable(each))) for each in product(*factors))
        return self._first(list(islice(ways, MOST_WAYS + 1)))

    def _first(self, ways: list[Conjunction]) -> list[Conjunction]:
        self.cut |= len(ways) > MOST_WAYS
        return ways[:MOST_WAYS]
