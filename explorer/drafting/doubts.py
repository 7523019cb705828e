"""Doubts about drafts: what the checks call an error is never sure, however plain its reading was."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

import msgspec

from explorer.checking import quote_problems, verifying
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.model.archive import Archive
from explorer.model.problems import Place, Severity
from explorer.model.records import Entry, Person
from explorer.reading.text.passages import SourceText

_WHY = "; the checks read it otherwise"
# What a draft is at most that the checks call an error.
_DOUBTED = 0.5


def doubted(
    draft: ArticleDraft, text: SourceText, archive: Archive | None, pause: Callable[[], None] = lambda: None
) -> ArticleDraft:
    """A draft as it is, but for the quotes that the checks would call an error, beside the people of an archive.

    A paraphrase that two readings give to different people is left out; quoted words stay, and are never sure.
    """
    wrong = set(_wrong(draft, text, archive, pause))
    if not wrong:
        return draft
    left_out = {one.quote.id for one in draft.quotes if one.quote.ref in wrong and one.quote.speech == "indirect"}
    quotes = tuple(
        _kept(one, left_out, is_wrong=one.quote.ref in wrong) for one in draft.quotes if one.quote.id not in left_out
    )
    named = {person for one in quotes for person in (one.quote.speaker, one.quote.relayed_by, *one.quote.addressees)}
    named |= {person for event in draft.events for person in event.participants}
    people = tuple(person for person in draft.people if person.id in named)
    return msgspec.structs.replace(draft, people=people, quotes=quotes)


def _kept(one: DraftedQuote, left_out: Container[str], *, is_wrong: bool) -> DraftedQuote:
    """A quote that stays, which stands within no paraphrase that is left out."""
    if one.quote.within in left_out:
        one = msgspec.structs.replace(one, quote=msgspec.structs.replace(one.quote, within=None))
    return msgspec.structs.replace(one, p=min(one.p, _DOUBTED), because=one.because + _WHY) if is_wrong else one


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
