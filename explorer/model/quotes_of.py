"""Which quotes belong to a record, and how many: those that name it, and those that name what is below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate, pairwise

from explorer.model.hierarchy import Hierarchies, Hierarchy
from explorer.model.records import AnyRecord, Kind, Quote

# The ids of the records of each kind that a quote names.
_NAMED: dict[Kind, Callable[[Quote], Sequence[str | None]]] = {
    Kind.ARTICLE: lambda quote: (quote.article,),
    Kind.PERSON: lambda quote: (quote.speaker, quote.relayed_by),
    Kind.TOPIC: lambda quote: quote.topics,
    Kind.EVENT: lambda quote: (quote.event,),
    Kind.QUOTE: lambda quote: (quote.id,),
}


class QuotesOf:
    """The quotes of each record, in the order of the files. They are gathered when they are asked for, and kept: all of
    them at once would be as many for each record as all that is below it has."""

    def __init__(self, quotes: Sequence[Quote], hierarchies: Hierarchies) -> None:
        self._quotes = quotes
        self._hierarchies = hierarchies
        self._naming: dict[Kind, list[list[int]]] = {}
        self._kept: dict[str, list[Quote]] = {}

    def __getitem__(self, record: AnyRecord) -> list[Quote]:
        kept = self._kept.get(record.ref)
        if kept is None:
            naming = self._naming.get(record.kind) or self._read(record.kind)
            below = self._hierarchies[record.kind].below(record.id)
            places = {place for n in below for place in naming[n]}
            kept = self._kept[record.ref] = [self._quotes[place] for place in sorted(places)]
        return kept

    def _read(self, kind: Kind) -> list[list[int]]:
        """For each number of a kind's hierarchy the places of the quotes that name the record there."""
        number, named = self._hierarchies[kind].number, _NAMED[kind]
        naming: list[list[int]] = [[] for _ in number]
        for place, quote in enumerate(self._quotes):
            for id in named(quote):
                if id is not None and id in number:
                    naming[number[id]].append(place)
        self._naming[kind] = naming
        return naming


class QuoteCounts:
    """How many of some quotes belong to each record. Each kind is counted once, whatever is below what."""

    def __init__(self, quotes: Collection[Quote], hierarchies: Hierarchies) -> None:
        self._counted = quotes
        self._hierarchies = hierarchies
        self._sums: dict[Kind, list[int]] = {}

    def __getitem__(self, record: AnyRecord) -> int:
        sums = self._sums.get(record.kind) or self._sum(record.kind)
        below = self._hierarchies[record.kind].below(record.id)
        return sums[below.stop] - sums[below.start]

    def _sum(self, kind: Kind) -> list[int]:
        """For each number of a kind's hierarchy, how many there are before it."""
        hierarchy, named = self._hierarchies[kind], _NAMED[kind]
        number, worth = hierarchy.number, [0] * len(hierarchy.number)
        for quote in self._counted:
            numbers = [number[id] for id in named(quote) if id is not None and id in number]
            if len(numbers) == 1:
                worth[numbers[0]] += 1
            else:
                _count_once(sorted(set(numbers)), hierarchy, worth)
        self._sums[kind] = sums = list(accumulate(worth, initial=0))
        return sums


def _count_once(numbers: Sequence[int], hierarchy: Hierarchy, worth: list[int]) -> None:
    """Count what names several records of a kind as one for all that they are below, in what each number is worth.

    What a number and all below it are worth together is right when each named one adds one, and the nearest that each
    two neighbours are below takes one away.
    """
    for n in numbers:
        worth[n] += 1
    for n, later in pairwise(numbers):
        common = hierarchy.common(n, later)
        if common >= 0:
            worth[common] -= 1
