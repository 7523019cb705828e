"""Compare an archive with an earlier one, to find the records to check again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from explorer.checking.verification import Texts
from explorer.model.amended import have_same_keys, may_differ, share_order, without
from explorer.model.archive import Archive
from explorer.model.records import RECORD_TYPES, AnyRecord, Article, Event, Kind, Person, Quote, Topic, ids_of, ref

RecordT = TypeVar("RecordT", Article, Person, Topic, Event, Quote)
FoundT = TypeVar("FoundT")


class RecordSubset:
    """Some records of an archive, by their refs; unknown refs are ignored."""

    def __init__(self, archive: Archive, refs: Iterable[str]) -> None:
        self._records: dict[Kind, list[AnyRecord]] = defaultdict(list)
        for name in refs:
            record = archive.find(name)
            if record is not None:
                self._records[record.kind].append(record)

    def all(self, cls: type[RecordT]) -> Iterator[RecordT]:
        """The records of a kind."""
        yield from self._records[cls.kind]  # type: ignore[misc]


# The records to check: those of an archive, or some of them.
Records = Archive | RecordSubset


def every(records: Records) -> Iterator[AnyRecord]:
    """All of some records, kind by kind."""
    classes: tuple[Any, ...] = tuple(RECORD_TYPES.values())
    return chain.from_iterable(map(records.all, classes))


class Changed:
    """The differences between an archive with its texts and an earlier one.

    `entries` has the refs of the records that were added, removed or changed in any way, including their place or
    order; `records` those whose content differs, and `gone` those that were removed. Some were `moved` if those that
    remain are in another order. `texts` has the ids of the articles whose text differs, and the texts are `reordered`
    if their order differs.
    """

    def __init__(self, before: Archive, archive: Archive, texts_before: Texts, texts: Texts) -> None:
        self.before, self.archive = before, archive
        old, new = before.entries, archive.entries
        others = [(name, was) for name in archive.fresh_since(before) if (was := old.get(name)) != new[name]]
        self.entries = {name for name, _ in others}
        self.gone = without(old, new)
        self.entries.update(self.gone)
        self.moved = not share_order(old, new)
        if self.moved:
            stayed, there = ([name for name in one if name in other] for one, other in ((old, new), (new, old)))
            same = ([name for name in each if name not in self.entries] for each in (stayed, there))
            self.entries.update(_out_of_order(*same))
        self.records = {name for name, was in others if was is None or was.record != new[name].record}.union(self.gone)
        self.texts = differing(texts_before, texts)
        self.reordered = not have_same_keys(texts, texts_before)

    def of(self, kind: Kind) -> Iterator[str]:
        """The ids of the records of a kind that were added, removed or changed."""
        return ids_of(kind, self.records)

    @cached_property
    def articles(self) -> set[str]:
        """The ids of the articles whose record or text changed."""
        return self.texts.union(self.of(Kind.ARTICLE))

    @cached_property
    def are_people_reordered(self) -> bool:
        """Whether people who were there before are now in another order."""
        old, new = (each.of_kind(Kind.PERSON) for each in (self.before, self.archive))
        return not share_order(old, new)

    def versions(self, name: str) -> Iterator[tuple[Archive, AnyRecord]]:
        """A record as it was and as it is, each with its archive."""
        for archive in (self.before, self.archive):
            record = archive.find(name)
            if record is not None:
                yield archive, record

    def quotes_of(self, name: str) -> Iterator[str]:
        """The refs of the quotes that belong to a record, or did."""
        return (quote.ref for archive, record in self.versions(name) for quote in archive.quotes_of(record))

    def resting_on(self, article: str) -> Iterator[str]:
        """The refs of an article, and of all records that quote it, or did."""
        name = ref(Kind.ARTICLE, article)
        yield name
        yield from self.quotes_of(name)
        for archive in (self.before, self.archive):
            yield from archive.naming.get(name, ())


def differing(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    """The names whose values differ."""
    return {name for name in may_differ(before, now) if before.get(name) is not now.get(name)}


def same_where_equal(before: Mapping[str, FoundT], now: Mapping[str, FoundT]) -> dict[str, FoundT]:
    """The new values, replaced by the earlier object where they are equal."""
    return {name: was if (was := before.get(name)) == each else each for name, each in now.items()}


def _out_of_order(before: Sequence[str], now: Sequence[str]) -> Sequence[str]:
    """Of the same names in two orders, those whose removal makes the orders equal."""
    apart = [n for n, (one, other) in enumerate(zip(before, now, strict=True)) if one != other]
    return now[apart[0] : apart[-1] + 1] if apart else ()
