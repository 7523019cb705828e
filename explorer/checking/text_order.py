"""Locate the first mention of events and quotes in the articles, to sort them in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from explorer.checking.verification import Verification
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.event_order import Places
from explorer.model.records import Article, Event, Evidence


def first_places(archive: Archive, verifications: Mapping[str, Verification]) -> Places:
    """For each event and each dated quote, by its ref, the first place of its words.

    For an event these are the words of its evidence and of its quotes. Articles are ordered by date of publication, and
    those without one in the order of the files. Records whose words were not found are left out.
    """
    numbers = {article.id: n for n, article in enumerate(sorted(archive.all(Article), key=_published))}
    first: dict[str, tuple[int, int]] = {}
    for ref, article, offset in _found(archive, verifications):
        place = (numbers.get(article, len(numbers)), offset)
        first[ref] = min(first.get(ref, place), place)
    return first


def _published(article: Article) -> tuple[bool, object]:
    return (article.published is None, dates.span(article.published).earliest if article.published else None)


def _found(archive: Archive, verifications: Mapping[str, Verification]) -> Iterator[tuple[str, str, int]]:
    """The ref of a record, the id of an article, and an offset in it of the record's words."""
    for event in archive.all(Event):
        verification = verifications.get(event.ref)
        yield from ((event.ref, *place) for place in _of_evidence(event.evidence, verification))
    for quote in archive.timed_quotes:
        verification = verifications.get(quote.ref)
        # The words come before the attribution.
        findings = verification.findings if verification else ()
        start = next((finding.passage.start for finding in findings if finding.passage), None)
        if start is not None:
            whole = archive.event_of(quote)
            yield from ((record.ref, quote.article, start) for record in (quote, whole) if record)


def _of_evidence(evidence: Iterable[Evidence], verification: Verification | None) -> Iterator[tuple[str, int]]:
    for item, finding in zip(evidence, verification.findings if verification else (), strict=False):
        if finding.passage:
            yield item.article, finding.passage.start
