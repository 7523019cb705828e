"""Doubts about drafts: what the checks call an error is never sure, however plain its reading was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from explorer.checking import quote_problems, verifying
from explorer.checking.passages import SourceText
from explorer.drafting.drafted import ArticleDraft
from explorer.model.archive import Archive
from explorer.model.problems import Place, Severity
from explorer.model.records import Entry, Person

_WHY = "; the checks read it otherwise"


def doubted(
    draft: ArticleDraft, text: SourceText, archive: Archive | None, pause: Callable[[], None] = lambda: None
) -> ArticleDraft:
    """A draft as it is, but with no quote sure that the checks would call an error, beside the people of an archive."""
    if all(one.confidence != "sure" for one in draft.quotes):
        return draft
    wrong = set(_wrong(draft, text, archive, pause))
    quotes = (
        msgspec.structs.replace(one, confidence="likely", because=one.because + _WHY)
        if one.confidence == "sure" and one.quote.ref in wrong
        else one
        for one in draft.quotes
    )
    return msgspec.structs.replace(draft, quotes=tuple(quotes))


def _wrong(draft: ArticleDraft, text: SourceText, archive: Archive | None, pause: Callable[[], None]) -> Iterator[str]:
    """The refs of the records that the checks tell an error of."""
    people = archive.all(Person) if archive else ()
    drafts = Archive(Entry(record, Place("draft")) for record in (*people, *draft.records))
    verifications = {}
    for ref, verification in verifying.verified(drafts, {draft.article.id: text}):
        verifications[ref] = verification
        pause()
    for problem in quote_problems.problems(drafts, verifications):
        if problem.severity is Severity.ERROR and problem.ref:
            yield problem.ref
