"""The content of an export: the whole archive, or the quotes that match a query with everything they refer to."""

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
    """The package that the export needs is not installed."""


class BadTargetError(NotExportedError):
    """The target of the export is unusable, or belongs to someone else."""


# The title of a site that is given none.
TITLE = "Who said what"


class Extract(msgspec.Struct, frozen=True):
    """The records to export, of each kind in the order of the files.

    If a `query` chose them, `found` maps the refs of the matching quotes to their ranks, counting from 1; these quotes
    come first, best first, and the rest is what they refer to. `remarks` name the parts of the query that were ignored.
    `executor` runs the export, `title` is the site's title, and `with_drafts` also publishes drafts that nobody has
    accepted yet. With a `shard`, only its part of the files is written.
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
        """Whether a file belongs to the shard that is to be written."""
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
        """The part that may be published: no drafts, and nothing that only drafts found by the query refer to."""
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
        """The number of drafts left out of what may be published."""
        published = self.published.refs
        return sum(is_draft(record) and record.ref not in published for record in self.all)

    def cited(self, record: AnyRecord) -> Citable:
        return Citable(self.snapshot, record)

    def cautions(self, record: AnyRecord) -> list[Caution]:
        return list(cautions(self.snapshot, record))

    def missing(self, record: AnyRecord) -> list[tuple[str, str]]:
        """The record's references to missing records: the path and the ref of each."""
        find = self.snapshot.archive.find
        named = ((path, f"{kind}/{id}") for path, kind, id in references(record))
        return [(path, ref) for path, ref in named if not find(ref)]

    @property
    def unread(self) -> list[LeftOut]:
        """The data files that are left out, as a whole or in part."""
        return all_left_out(self.snapshot)

    @property
    def unread_said(self) -> str:
        """A sentence that names those files; empty if nothing is left out."""
        return what_is_left_out(self.snapshot)

    @property
    def in_doubt(self) -> dict[Caution, list[str]]:
        """The refs of the records that each caution applies to."""
        found: dict[Caution, list[str]] = {caution: [] for caution in Caution}
        for record in self.all:
            for caution in self.cautions(record):
                found[caution].append(record.ref)
        return found


def whole(snapshot: Snapshot) -> Extract:
    """All records of an archive."""
    return Extract(snapshot, {kind: list(snapshot.archive.of_kind(kind).values()) for kind in Kind})


def found_by(snapshot: Snapshot, query: str) -> Extract:
    """The quotes that match a query, with everything they refer to, directly or not; empty if no quote matches."""
    # Imported here because only queries need the search.
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
    """Some records in their order, followed by everything they refer to."""
    both = [*records, *referred_to(snapshot, records)]
    return Extract(snapshot, {kind: [record for record in both if record.kind is kind] for kind in Kind})


def referred_to(snapshot: Snapshot, records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Everything that some records refer to, directly or not, except those records themselves."""
    given = {record.ref for record in records}
    refs = _with_references(snapshot, given) - given
    return [record for kind in Kind for record in snapshot.archive.of_kind(kind).values() if record.ref in refs]


def _asks_for_drafts(query: str) -> bool:
    """Whether a query explicitly includes drafts, as `is:draft` does."""
    if not query:
        return False
    from explorer.search.language import parse

    asked = (each for each in parse(query).filters if each.field in ("is", "review") and not each.excluded)
    return any(value.casefold() == "draft" for each in asked for value in each.values)


def _with_references(snapshot: Snapshot, refs: Iterable[str], among: Collection[str] | None = None) -> set[str]:
    """The records with everything they refer to, directly or not, within `among` if it is given."""
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
