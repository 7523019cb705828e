"""Describe the matches of a search: why a record was found, and where in its article."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from explorer.describing.counting import counted
from explorer.describing.fields import ArticleLink
from explorer.display import one_line
from explorer.model.dates import describe
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.search.hits import Hit, Match
from explorer.snapshot import Snapshot

_HOW = {"infix": "inside a word", "stem": "other form", "prefix": "prefix", "joined": "joined", "phrase": "phrase"}


def why_found(hit: Hit) -> str:
    """Each word of the query with the word that matched it: `fentanil → fentanyl (typo, 1 letter) in label`."""
    best: dict[str, Match] = {}
    for match in hit.matches:
        best.setdefault(match.query, match)
    groups = groupby(best.values(), key=lambda match: match.field)
    return " · ".join(
        f"{', '.join(map(_explained, matches))} in {field.replace('_', ' ')}" for field, matches in groups
    )


def approximations(hit: Hit) -> str:
    """The words that matched only with a typo: `fentanil → fentanyl`."""
    sure = {match.query for match in hit.matches if match.how != "typo"}
    inexact = [_replaced(match) for match in hit.matches if match.query not in sure]
    return ", ".join(dict.fromkeys(inexact))


def _explained(match: Match) -> str:
    if match.how == "typo":
        return f"{_replaced(match)} (typo, {counted(match.distance, 'letter')})"
    if match.how == "date":
        return f"{one_line(match.query)} → {describe(match.matched)}"
    words = one_line(match.query) if match.query == match.matched else _replaced(match)
    return f"{words} ({_HOW[match.how]})" if match.how in _HOW else words


def _replaced(match: Match) -> str:
    return f"{one_line(match.query)} → {one_line(match.matched)}"


def place_of(snapshot: Snapshot, record: AnyRecord | None, matches: Iterable[Match] = ()) -> ArticleLink | None:
    """The place of a quote's words; the top of an article; for others, their evidence or their first quote.

    Of several pieces of evidence, take the one that matches most words of the query, or the first.
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
    """The number of the piece of evidence that matches most words of the query; None if none matches."""
    sought = [match for match in matches if match.field == "evidence"]
    if not sought:
        return None
    from explorer.search.highlighting import words_in

    counts = [words_in(item.text, sought) for item in record.evidence]
    return counts.index(max(counts))
