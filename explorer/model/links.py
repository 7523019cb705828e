"""Which records are related without a quote.

An event is linked with its parts, its participants, its topics and the articles of its evidence; a person, with the
articles of their evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from explorer.model.amended import share_order
from explorer.model.hierarchy import Hierarchies
from explorer.model.records import AnyRecord, Event, Kind, Person, ref

# The kinds of records that name other records related to them in their own fields.
_LINKED = (Kind.EVENT, Kind.PERSON)


class Links:
    """The links between records, computed on demand.

    An event is also linked with all events that it is part of, and with all topics broader than its own.
    """

    def __init__(self, records: Mapping[Kind, Mapping[str, AnyRecord]], hierarchies: Hierarchies) -> None:
        self._records = records
        self._hierarchies = hierarchies

    @property
    def is_made(self) -> bool:
        """Whether `naming` is already computed."""
        return "naming" in vars(self)

    def take_over(self, before: Links, changed: Iterable[tuple[AnyRecord | None, AnyRecord | None]]) -> None:
        """Reuse what was computed before, if the order of events and people and the records they name are unchanged.

        `changed` has the old and the new version of each record that changed, came or went.
        """
        if (
            before.is_made
            and all(share_order(before._records[kind], self._records[kind]) for kind in _LINKED)
            and all(list(self._names(old)) == list(self._names(now)) for old, now in changed)
        ):
            self.naming = before.naming

    def between(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether two records are linked."""
        return self._leads(record, other) or self._leads(other, record)

    def to(self, record: AnyRecord) -> set[str]:
        """Return the refs of all records that are linked with this one."""
        hierarchy = self._hierarchies[record.kind]
        below = [ref(record.kind, hierarchy.ids[n]) for n in hierarchy.below(record.id)]
        naming = self.naming
        found = set(below) if isinstance(record, Event) else {name for each in below for name in naming.get(each, ())}
        for kind, id in self._names(record):
            for name in (ref(kind, above) for above in self._hierarchies[kind].above(id)):
                if name in found and name != record.ref:
                    break
                found.add(name)
        return found

    def _leads(self, record: AnyRecord, other: AnyRecord) -> bool:
        """Whether a record names the other one, or something below it."""
        hierarchy = self._hierarchies[other.kind]
        return any(kind is other.kind and hierarchy.is_within(id, other.id) for kind, id in self._names(record))

    def _names(self, record: AnyRecord | None) -> Iterator[tuple[Kind, str]]:
        """Yield the kind and id of each record that this one names in its own fields; an event also names itself."""
        if isinstance(record, Event):
            yield Kind.EVENT, record.id
            yield from ((Kind.PERSON, id) for id in record.participants)
            yield from ((Kind.TOPIC, id) for id in record.topics)
        if isinstance(record, Event | Person):
            yield from ((Kind.ARTICLE, item.article) for item in record.evidence)

    @cached_property
    def naming(self) -> Mapping[str, Sequence[str]]:
        """The refs of the events and people that name a record in their own fields, by its ref."""
        naming = defaultdict(list)
        for kind in _LINKED:
            for record in self._records[kind].values():
                for named in self._names(record):
                    naming[ref(*named)].append(record.ref)
        return dict(naming)
