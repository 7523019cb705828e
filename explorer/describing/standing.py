"""Where in an article a record stands."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.describing.fields import ArticleLink
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.search import Match
from explorer.snapshot import Snapshot


def place_of(snapshot: Snapshot, record: AnyRecord | None, matches: Iterable[Match] = ()) -> ArticleLink | None:
    """The place of a quote's words; the top of an article; for others, their evidence or their first quote.

    Of several pieces of evidence it is the one with the most of the words by which the record was found, or the first.
    """
    if record is None:
        return None
    if isinstance(record, Quote):
        return ArticleLink(record.article, record.ref)
    if isinstance(record, Article):
        return ArticleLink(record.id)
    if isinstance(record, Person | Event) and record.evidence:
        number = evidence_found(record, matches) or 0
        finding = snapshot.verifications[record.ref].findings[number]
        return ArticleLink(record.evidence[number].article, passage=finding.passage or finding.nearest)
    quotes = snapshot.archive.quotes_of(record)
    return ArticleLink(quotes[0].article, quotes[0].ref) if quotes else None


def evidence_found(record: Person | Event, matches: Iterable[Match]) -> int | None:
    """The number of the evidence with the most of the words by which the record was found; None without such words."""
    sought = [match for match in matches if match.field == "evidence"]
    if not sought:
        return None
    from explorer.search import words_in

    counts = [words_in(item.text, sought) for item in record.evidence]
    return counts.index(max(counts))
