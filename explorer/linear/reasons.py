"""Why to believe a record: how its words stand in the article, and on whose word; and why a search found it."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.verification import status_of
from explorer.describing import articles, findings, labels, quotes, said_again
from explorer.describing.counting import counted
from explorer.describing.describe import PROBLEM, describe
from explorer.display import one_line
from explorer.linear.record_pages import found_because
from explorer.linear.wording import in_words
from explorer.model.records import AnyRecord, Quote, Topic
from explorer.search import Hit
from explorer.snapshot import Snapshot
from explorer.sources import sources_matrix

_MESSAGES = (findings.DOUBT, PROBLEM)
_GROUNDS = (
    quotes.STATUS,
    quotes.SOURCE,
    quotes.SPEAKER,
    quotes.RELAYED,
    quotes.INTERPRETED,
    quotes.ATTRIBUTION,
    quotes.SORT_OF_SPEECH,
    quotes.ANCHOR,
    labels.REVIEW,
    findings.NEAREST,
    said_again.ALSO,
    findings.EVIDENCE,
    articles.COVERAGE,
    *_MESSAGES,
)


def reasons(snapshot: Snapshot, record: AnyRecord, hit: Hit | None) -> Iterator[str]:
    """What a record rests on, line by line; and why it was found by the search that it was opened from."""
    if hit is not None:
        yield from found_because(hit)
    if not isinstance(record, Quote):
        own = snapshot.archive.quotes_of(record)
        verified = sum(status_of(snapshot.verifications.get(quote.ref)).is_verified for quote in own)
        yield f"Verified: {verified} of {counted(len(own), 'quote')} stand in their article."
    if isinstance(record, Topic):
        rows = sources_matrix(snapshot.archive, snapshot.verifications).topics
        caveats = next((row.caveats for row in rows if row.topic.ref == record.ref), ())
        yield from (f"Caveat: {in_words(caveat.message)}" for caveat in caveats)
    for field in describe(snapshot, record):
        if field.label in _GROUNDS:
            say = in_words if field.label in _MESSAGES else one_line
            yield from (f"{field.label.word}: {say(value.spoken)}" for value in field.values)
