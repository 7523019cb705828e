"""What an export holds: the whole archive, or the quotes of a query and all that they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from explorer.citing import Citable
from explorer.describing.how_read import LeftOut, all_left_out, what_is_left_out
from explorer.exporting.cautions import Caution, cautions
from explorer.model.records import AnyRecord, Kind, Quote, Topic, is_draft
from explorer.model.references import references
from explorer.processes import ALONE, Executor, Shard
from explorer.snapshot import Snapshot


class NotExportedError(Exception):
    """An export can't be made here; the message says why."""


class ExtraMissingError(NotExportedError):
    """What would write it is not installed."""


class BadTargetError(NotExportedError):
    """Nothing is exported to what is named: it is no place for it, or somebody else’s."""


# What a site is called that is given no title.
TITLE = "Who said what"


class Extract(msgspec.Struct, frozen=True):
    """The records to export, of each kind in the order of the files.

    If a `query` chose them, `found` has the refs of the quotes that answer it with their ranks, from 1 on: these are
    the first of the quotes, best first. All else is what they refer to. `remarks` say what of the query was not heeded.
    `executor` is what writes it, `title` what a site is called, and `with_drafts` whether drafts are
    published, too, in spite of what nobody has accepted yet. Of a format of several files only those in a `shard` are
    written, if there is one.
    """

    snapshot: Snapshot
    records: Mapping[Kind, Sequence[AnyRecord]]
    query: str = ""
    found: Mapping[str, int] = {}
    executor: Executor = ALONE
    title: str = ""
    remarks: Sequence[str] = ()
    with_drafts: bool = False
    shard: Shard | None = None

    def is_asked_for(self, file: str) -> bool:
        """Whether a file, of several that an export writes, is in the part that is to be written."""
        return self.shard is None or self.shard.has(file)

    @property
    def quotes(self) -> Sequence[Quote]:
        return [record for record in self.records[Kind.QUOTE] if isinstance(record, Quote)]

    @property
    def topics(self) -> Sequence[Topic]:
        return [record for record in self.records[Kind.TOPIC] if isinstance(record, Topic)]

    @property
    def all(self) -> list[AnyRecord]:
        """All records, kind by kind."""
        return [record for kind in Kind for record in self.records[kind]]

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(record.ref for record in self.all)

    @property
    def published(self) -> Extract:
        """What of it may be published: without drafts, and without what only drafts that were found refer to."""
        if self.with_drafts or _asks_for_drafts(self.query):
            return self
        review_of = self.snapshot.archive.review_of
        kept = {record.ref for record in self.all if review_of(record) != "draft"}
        found = {ref: rank for ref, rank in self.found.items() if ref in kept}
        if self.found:
            kept = _with_references(self.snapshot, found, kept)
        records = {kind: [record for record in self.records[kind] if record.ref in kept] for kind in Kind}
        return msgspec.structs.replace(self, records=records, found=found)

    @property
    def unpublished(self) -> int:
        """How many drafts are left out of what may be published."""
        published = self.published.refs
        return sum(is_draft(record) and record.ref not in published for record in self.all)

    def cited(self, record: AnyRecord) -> Citable:
        return Citable(self.snapshot, record)

    def cautions(self, record: AnyRecord) -> list[Caution]:
        return list(cautions(self.snapshot, record))

    def missing(self, record: AnyRecord) -> list[tuple[str, str]]:
        """The references of a record to what is not there: each with its path and the ref."""
        find = self.snapshot.archive.find
        named = ((path, f"{kind}/{id}") for path, kind, id in references(record))
        return [(path, ref) for path, ref in named if not find(ref)]

    @property
    def unread(self) -> list[LeftOut]:
        """The data files with records that are left out, be it all of them."""
        return all_left_out(self.snapshot)

    @property
    def unread_said(self) -> str:
        """That in a sentence; empty if nothing is left out."""
        return what_is_left_out(self.snapshot)

    @property
    def in_doubt(self) -> dict[Caution, list[str]]:
        """The refs of the records that each caution is about."""
        found: dict[Caution, list[str]] = {caution: [] for caution in Caution}
        for record in self.all:
            for caution in self.cautions(record):
                found[caution].append(record.ref)
        return found


def whole(snapshot: Snapshot) -> Extract:
    """All records of an archive."""
    return Extract(snapshot, {kind: list(snapshot.archive.of_kind(kind).values()) for kind in Kind})


def found_by(snapshot: Snapshot, query: str) -> Extract:
    """The quotes that answer a query, with all that they refer to, directly or not. Without a quote it is empty."""
    # Searching is imported by what searches alone: a list needs none of it.
    from explorer.store.kept_index import index_of

    all_of_them = len(snapshot.archive.of_kind(Kind.QUOTE))
    hits = index_of(snapshot).search(query, kind=Kind.QUOTE, limit=all_of_them)
    found = {ref: rank for rank, ref in enumerate(hits.refs, 1)}
    refs = _with_references(snapshot, found)
    records = {
        kind: [record for record in snapshot.archive.of_kind(kind).values() if record.ref in refs] for kind in Kind
    }
    records[Kind.QUOTE].sort(key=lambda quote: found.get(quote.ref, len(found) + 1))
    return Extract(snapshot, records, query, found, remarks=hits.remarks)


def of_records(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Extract:
    """Some records, in their order, and after them all that they refer to."""
    both = [*records, *referred_to(snapshot, records)]
    return Extract(snapshot, {kind: [record for record in both if record.kind is kind] for kind in Kind})


def referred_to(snapshot: Snapshot, records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """All that some records refer to, directly or not, and that is not among them."""
    given = {record.ref for record in records}
    refs = _with_references(snapshot, given) - given
    return [record for kind in Kind for record in snapshot.archive.of_kind(kind).values() if record.ref in refs]


def _asks_for_drafts(query: str) -> bool:
    """Whether a query is for drafts, as `is:draft` is."""
    if not query:
        return False
    from explorer.search.language import parse

    asked = (each for each in parse(query).filters if each.field in ("is", "review") and not each.excluded)
    return any(value.casefold() == "draft" for each in asked for value in each.values)


def _with_references(snapshot: Snapshot, refs: Iterable[str], among: Collection[str] | None = None) -> set[str]:
    """The records with all that they refer to, directly or not, where given only `among` some."""
    known: set[str] = set()
    open_refs = list(refs)
    while open_refs:
        ref = open_refs.pop()
        entry = snapshot.archive.as_written(ref)
        if entry is not None and ref not in known and (among is None or ref in among):
            known.add(ref)
            open_refs += [f"{kind}/{id}" for _, kind, id in references(entry.record)]
            if isinstance(entry.record, Quote):
                open_refs += [topic.ref for topic in snapshot.archive.topics_by_query(entry.record)]
            elif isinstance(entry.record, Topic) and entry.record.matches is not None:
                open_refs += _named_in(entry.record.matches, snapshot)
    return known


def _named_in(query: str, snapshot: Snapshot) -> set[str]:
    """The refs of the records that the query of a topic names."""
    # Imported here: few topics have a query.
    from explorer.topics.matching import TopicQuery

    return TopicQuery(query, snapshot.archive).named
