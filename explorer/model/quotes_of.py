"""Which quotes belong to a record, and how many: those that name it, or a record below it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set, ValuesView
from itertools import accumulate, chain
from typing import Protocol, cast

from explorer.model.amended import amendments_of, base_of
from explorer.model.hierarchy import UPWARD, FlatHierarchy, Hierarchies, Hierarchy
from explorer.model.keys_in_order import SplicedKeys
from explorer.model.lazy import Numbered
from explorer.model.listed import Listed, known_by, picked
from explorer.model.records import AnyRecord, Kind, Quote, Topic, ids_of, ref

# If a kind has this many times as many records as there are quotes to count, skip looking at all of its records.
_FAR_MORE = 4
# For more quotes than this, looking up the places of each record's quotes is faster than reading the quotes.
_MANY = 2_000


class TopicIds:
    """The ids of the topics that a quote belongs to: those that its record names, and those whose query it matches.

    `by_query` maps the id of each quote that matches any to the latter, without those that are also in the record.
    """

    def __init__(self, by_query: Mapping[str, Sequence[str]]) -> None:
        self.by_query = by_query

    def of(self, quote: Quote) -> Sequence[str]:
        return (*quote.topics, *self.by_query.get(quote.id, ()))


class CountedAt(Mapping[str, int]):
    """A count for each record that has any.

    `counts` is keyed by the record's number in `order`, or by its id if it is not in `order`.
    """

    def __init__(self, order: Numbered, counts: dict[int | str, int]) -> None:
        self.order, self.counts = order, counts

    def key(self, id: str) -> int | str:
        return id if (number := self.order.number(id)) is None else number

    def __getitem__(self, id: str) -> int:
        return self.counts[self.key(id)]

    def __iter__(self) -> Iterator[str]:
        return (key if isinstance(key, str) else self.order.at(key) for key in self.counts)

    def __len__(self) -> int:
        return len(self.counts)

    def values(self) -> ValuesView[int]:
        return self.counts.values()


# For each kind, a function that returns the ids of the records a quote belongs to.
Belonging = Mapping[Kind, Callable[[Quote], Sequence[str | None]]]


def belonging(topics: TopicIds) -> Belonging:
    """Return functions for the ids of the records that a quote names, including topics it matches by query."""
    return {
        Kind.ARTICLE: lambda quote: (quote.article,),
        Kind.PERSON: lambda quote: (quote.speaker, quote.relayed_by),
        Kind.TOPIC: topics.of,
        Kind.EVENT: lambda quote: (quote.event,),
        Kind.QUOTE: lambda quote: (quote.id,),
    }


class QuotesOf(ABC):
    """The quotes of each record, in file order.

    The list for a record is created on first use and cached. Having all lists at once would take too much memory: a
    quote is in the list of every record that it names and of all their ancestors.
    """

    def __init__(self, quotes: Sequence[Quote], hierarchies: Hierarchies) -> None:
        self._quotes = quotes
        self._hierarchies = hierarchies
        self._kept: dict[str, Sequence[Quote]] = {}

    @abstractmethod
    def places(self, record: AnyRecord) -> Sequence[int]:
        """Return the sorted indexes of a record's quotes among all quotes."""

    def __getitem__(self, record: AnyRecord) -> Sequence[Quote]:
        kept = self._kept.get(record.ref)
        if kept is None:
            kept = self._kept[record.ref] = cast("Sequence[Quote]", picked(self._quotes, self.places(record)))
        return kept

    def each(self, record: AnyRecord) -> Iterator[Quote]:
        """Yield the same quotes one by one, in any order and with repeats. The first ones are cheap."""
        return (self._quotes[place] for place in self.places(record))

    def counted(self, kind: Kind, kept: object, numbers: Set[int | str]) -> CountedAt | None:
        """Count by record of a kind the quotes with some numbers in the store that they are `kept` in.

        Quotes outside the store are given by ref. None if the quotes have to be read for that.
        """
        return None

    def places_within(self, quote: Quote, order: Numbered) -> Sequence[int]:
        """Return the indexes of the quotes within a quote, or its own index if there are none."""
        nesting = self._hierarchies.nesting(Kind.QUOTE)
        ids = [nesting.ids[n] for n in nesting.below(quote.id)] or [quote.id]
        return sorted(place for id in ids if (place := order.number(id)) is not None)

    def named(self, topic: Topic) -> Iterator[Quote]:
        """Yield a topic's quotes, except those that only match its query."""
        hierarchy = self._hierarchies[Kind.TOPIC]
        ids = {hierarchy.ids[n] for n in hierarchy.below(topic.id)}
        return (quote for quote in self.each(topic) if not ids.isdisjoint(quote.topics))


class QuotesRead(QuotesOf):
    """The quotes of each record, found by reading all quotes once for each kind of record."""

    def __init__(self, quotes: Sequence[Quote], hierarchies: Hierarchies, belonging: Belonging) -> None:
        super().__init__(quotes, hierarchies)
        self._belonging = belonging
        self._naming: dict[Kind, list[list[int]]] = {}

    def places(self, record: AnyRecord) -> Sequence[int]:
        return sorted(set(self._named_below(record)))

    def each(self, record: AnyRecord) -> Iterator[Quote]:
        return (self._quotes[place] for place in self._named_below(record))

    def _named_below(self, record: AnyRecord) -> Iterable[int]:
        """Yield the indexes of the quotes that name a record or one below it, with repeats."""
        hierarchy = self._hierarchies[record.kind]
        below = hierarchy.below(record.id)
        if record.kind is Kind.QUOTE and isinstance(hierarchy, FlatHierarchy):
            return below  # numbers are indexes here
        naming = self._naming.get(record.kind) or self._read(record.kind)
        return (place for n in below for place in naming[n])

    def named(self, topic: Topic) -> Iterator[Quote]:
        # In a long chain of topics, collecting all topics below each would be too slow.
        naming, hierarchy = self._naming.get(Kind.TOPIC) or self._read(Kind.TOPIC), self._hierarchies[Kind.TOPIC]
        return (
            quote
            for n in hierarchy.below(topic.id)
            for place in naming[n]
            if hierarchy.ids[n] in (quote := self._quotes[place]).topics
        )

    def _read(self, kind: Kind) -> list[list[int]]:
        """Return for each number in the hierarchy of a kind the indexes of the quotes that name that record."""
        number, named = self._hierarchies[kind].number, self._belonging[kind]
        naming: list[list[int]] = [[] for _ in number]
        for place, quote in enumerate(self._quotes):
            for id in named(quote):
                if id is not None and id in number:
                    naming[number[id]].append(place)
        self._naming[kind] = naming
        return naming


class CountsOfAll(Protocol):
    """How many quotes belong to each record."""

    def __getitem__(self, record: AnyRecord) -> int: ...
    def most(self, kind: Kind) -> int: ...
    def unquoted(self, kind: Kind) -> Iterable[str]:
        """Return the ids of the records of a kind that have no quotes."""


class Shifts:
    """The ids of the quotes that each record gained and lost, by the record's ref."""

    def __init__(self) -> None:
        self.came: dict[str, frozenset[str]] = {}
        self.went: dict[str, frozenset[str]] = {}

    def add(self, id: str, was: set[str], now: set[str]) -> None:
        """Record that a quote has moved from some records to others."""
        for names, here, there in ((was - now, self.went, self.came), (now - was, self.came, self.went)):
            for name in names:
                if id in there.get(name, ()):
                    there[name] -= {id}
                else:
                    here[name] = here.get(name, frozenset()) | {id}

    def copied(self) -> Shifts:
        shifts = Shifts()
        shifts.came.update(self.came)
        shifts.went.update(self.went)
        return shifts


class QuotesShifted(QuotesOf):
    """The quotes of each record as before, adjusted for those that came, went or moved to other records.

    `order` has the ids of all quotes.
    """

    def __init__(
        self, before: QuotesOf, shifts: Shifts, quotes: Sequence[Quote], hierarchies: Hierarchies, order: Numbered
    ) -> None:
        super().__init__(quotes, hierarchies)
        self.before = before
        self.shifts = shifts
        self._order = order

    def places(self, record: AnyRecord) -> Sequence[int]:
        if isinstance(record, Quote):
            return self.places_within(record, self._order)
        order, places = self._order, self.before.places(record)
        base = order.base if isinstance(order, SplicedKeys) else order
        came, went = (each.get(record.ref, ()) for each in (self.shifts.came, self.shifts.went))
        if went:
            away = {base.number(id) for id in went}
            places = [place for place in places if place not in away]
        if isinstance(order, SplicedKeys):
            places = order.rows(places)
        return sorted({*places, *(row for id in came if (row := order.number(id)) is not None)}) if came else places

    def counted(self, kind: Kind, kept: object, numbers: Set[int | str]) -> CountedAt | None:
        base = self._order.base if isinstance(self._order, SplicedKeys) else self._order
        # A quote that was moved is given by ref, but it had a number before.
        given = (base.number(id) for id in ids_of(Kind.QUOTE, (each for each in numbers if isinstance(each, str))))
        known = self.before.counted(kind, kept, numbers | {number for number in given if number is not None})
        if known is None:
            return None
        counts = known.counts
        for shifted, by in ((self.shifts.went, -1), (self.shifts.came, 1)):
            for id in ids_of(kind, shifted):
                quotes = shifted[ref(kind, id)]
                there = sum(base.number(each) in numbers or ref(Kind.QUOTE, each) in numbers for each in quotes)
                key = known.key(id)
                counts[key] = counts.get(key, 0) + by * there
        return CountedAt(known.order, {key: count for key, count in counts.items() if count})


class CountsShifted:
    """The number of quotes of each record as before, adjusted for those that came, went or moved to other records."""

    def __init__(
        self,
        before: CountsOfAll,
        shifts: Shifts,
        records: Mapping[Kind, Mapping[str, AnyRecord]],
        hierarchies: Hierarchies,
    ) -> None:
        self.before = before
        self.shifts = shifts
        self._records = records
        self._hierarchies = hierarchies

    def __getitem__(self, record: AnyRecord) -> int:
        shifts = self.shifts
        if isinstance(record, Quote):
            return len(self._hierarchies.nesting(Kind.QUOTE).below(record.id)) or 1
        return self.before[record] + len(shifts.came.get(record.ref, ())) - len(shifts.went.get(record.ref, ()))

    def most(self, kind: Kind) -> int:
        """Return the largest number of quotes that a record of a kind has."""
        if kind is Kind.QUOTE:
            nesting = self._hierarchies.nesting(kind)
            return max((end - n for n, end in enumerate(nesting.end)), default=min(len(self._records[kind]), 1))
        most, records = self.before.most(kind), self._records[kind]
        came, went = (list(ids_of(kind, each)) for each in (self.shifts.came, self.shifts.went))
        known = base_of(records)
        if any(self.before[known[id]] == most > self._count(kind, id) for id in went if id in known):
            return max(map(self.__getitem__, records.values()), default=0)
        return max(most, *(self._count(kind, id) for id in came)) if came else most

    def unquoted(self, kind: Kind) -> Iterable[str]:
        shifted = ids_of(kind, chain(self.shifts.came, self.shifts.went))
        ids = dict.fromkeys(chain(self.before.unquoted(kind), shifted, amendments_of(self._records[kind])))
        return (id for id in ids if id in self._records[kind] and not self._count(kind, id))

    def _count(self, kind: Kind, id: str) -> int:
        record = self._records[kind].get(id)
        return self[record] if record else 0


def refs_of(quote: Quote, belonging: Belonging, hierarchies: Hierarchies, kinds: Iterable[Kind]) -> set[str]:
    """Return the refs of the records of some kinds that a quote belongs to."""
    return {
        ref(kind, above)
        for kind in kinds
        for id in belonging[kind](quote)
        if id is not None
        for above in hierarchies.above(kind, id)
    }


class QuoteCounts:
    """The number of the given quotes that belong to each record, counting all records of a kind in one pass.

    With `together`, quotes in the same group count once.
    """

    def __init__(
        self,
        quotes: Collection[Quote],
        hierarchies: Hierarchies,
        belonging: Belonging,
        together: Collection[Sequence[Quote]] = (),
        quotes_of: QuotesOf | None = None,
    ) -> None:
        self._quotes_of = quotes_of
        self._counted = quotes
        self._belonging = belonging
        self._together = together
        self._hierarchies = hierarchies
        self._made: dict[Kind, tuple[Mapping[str, int], Sequence[int], Sequence[int]]] = {}
        self._few: dict[Kind, Mapping[str, int] | None] = {}

    def __getitem__(self, record: AnyRecord) -> int:
        if (few := self.of_few(record.kind)) is not None:
            return few.get(record.id, 0)
        number, end, sums = self._made.get(record.kind) or self._make(record.kind)
        n = number.get(record.id)
        return 0 if n is None else sums[end[n]] - sums[n]

    def most(self, kind: Kind) -> int:
        """Return the largest number of these quotes that a record of a kind has."""
        if (few := self.of_few(kind)) is not None:
            return max(few.values(), default=0)
        _, end, sums = self._made.get(kind) or self._make(kind)
        return max((sums[after] - before for after, before in zip(end, sums, strict=False)), default=0)

    def unquoted(self, kind: Kind) -> Iterable[str]:
        """Return the ids of the records of a kind that have none of these quotes."""
        quoted = self.ids(kind)
        return (id for id in self._hierarchies[kind].number if id not in quoted)

    def ids(self, kind: Kind) -> set[str]:
        """Return the ids of the records of a kind that have any of these quotes."""
        if (few := self.of_few(kind)) is not None:
            return set(few)
        number, end, sums = self._made.get(kind) or self._make(kind)
        return {id for id, n in number.items() if sums[end[n]] > sums[n]}

    def of_few(self, kind: Kind) -> Mapping[str, int] | None:
        """Count the quotes of each record that has any; None if all records have to be counted.

        If there are far more records than quotes, and the kind has no hierarchy, only the records that the quotes name
        are counted. For many quotes, a store may have the counts without reading them.
        """
        if kind not in self._few:
            number, named = self._hierarchies[kind].number, self._belonging[kind]
            few: Mapping[str, int] | None = None
            if kind not in UPWARD and len(self._counted) * _FAR_MORE < len(number):
                grouped = {quote.id for group in self._together for quote in group}
                alone = ((quote,) for quote in self._counted if quote.id not in grouped)
                ids = ({*chain.from_iterable(map(named, group))} for group in chain(self._together, alone))
                counted = Counter(id for each in ids for id in each if id is not None)
                few = {id: count for id, count in counted.items() if id in number}
            elif self._quotes_of and isinstance(self._counted, Listed) and len(self._counted) > _MANY:
                known = known_by(self._counted)
                few = self._quotes_of.counted(kind, known[0], frozenset(known[1])) if known else None
            self._few[kind] = few
        return self._few[kind]

    def _make(self, kind: Kind) -> tuple[Mapping[str, int], Sequence[int], Sequence[int]]:
        """Return `number` and `end` of the hierarchy of a kind, and the cumulative quote counts before each number."""
        hierarchy, named = self._hierarchies[kind], self._belonging[kind]
        worth = [0] * len(hierarchy.ids)
        for quote in self._counted:
            for n, count in hierarchy.once(named(quote)):
                worth[n] += count
        for group in self._together:
            for n, count in surplus(hierarchy, map(named, group)):
                worth[n] -= count
        made = self._made[kind] = hierarchy.number, hierarchy.end, list(accumulate(worth, initial=0))
        return made


def surplus(hierarchy: Hierarchy, groups: Iterable[Sequence[str | None]]) -> Iterator[tuple[int, int]]:
    """Yield what to subtract at which numbers, so that things counted with `once` count as a single one."""
    ids = [list(group) for group in groups]
    for group in ids:
        yield from hierarchy.once(group)
    yield from ((n, -count) for n, count in hierarchy.once(chain.from_iterable(ids)))
