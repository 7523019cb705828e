"""Where in an article a record stands."""

from __future__ import annotations

from explorer.describing.fields import ArticleLink
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.snapshot import Snapshot


def place_of(snapshot: Snapshot, record: AnyRecord | None) -> ArticleLink | None:
    """The place of a quote's words; the top of an article; for others, their first evidence or their first quote."""
    if record is None:
        return None
    if isinstance(record, Quote):
        return ArticleLink(record.article, record.ref)
    if isinstance(record, Article):
        return ArticleLink(record.id)
    if isinstance(record, Person | Event) and record.evidence:
        finding = snapshot.verifications[record.ref].findings[0]
        return ArticleLink(record.evidence[0].article, passage=finding.passage or finding.nearest)
    quotes = snapshot.archive.quotes_of(record)
    return ArticleLink(quotes[0].article, quotes[0].ref) if quotes else None
