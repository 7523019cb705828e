"""Vet drafts: drop whatever the checks would report, or a curator rejected before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from explorer.checking import quote_problems, verifying
from explorer.checking.coverage import Coverage
from explorer.checking.speakers.speaker_finding import SpeakerFinding
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.verifying import find_segments
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.checking.wholeness.finding import omissions
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.known import KnownRecords
from explorer.drafting.record_ids import slug
from explorer.model.archive import Archive
from explorer.model.problems import Place, Severity
from explorer.model.records import AnyRecord, Entry, Event, Person, Quote, Rejection, ref
from explorer.model.references import references
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText, holds

# The maximum probability of a draft whose speaker the checks replaced.
_DOUBTED = 0.5
# Changes may cause new faults, so a draft is checked at most this many times.
_ROUNDS = 4


def vetted(
    draft: ArticleDraft, analysis: Analysis, known: KnownRecords, pause: Callable[[], None] = lambda: None
) -> ArticleDraft:
    """Remove from a draft whatever the checks would report, given the known people.

    If the checks attribute a quote to somebody else, it is drafted for that person, and is never sure. Quotes with any
    other error are left out, and so are paraphrases that omit weighty words of their clause.
    """
    spans = Coverage(tuple(analysis.reading.spans), ())
    there, verified = known.named_in(analysis.reading.text.text), None
    tried: set[tuple[str | None, ...]] = set()
    for left in reversed(range(_ROUNDS)):
        verified = _verified(draft, analysis, known, there, verified, pause)
        faults = _faults(draft, verified, spans, analysis)
        if not faults:
            break
        kept: dict[str, DraftedQuote] = {}
        lost: dict[str, DraftedQuote] = {}
        for one in draft.quotes:
            found = faults.get(one.quote.ref)
            mend = _mended(one, found, verified.verifications[one.quote.ref].said) if found else one
            tried.add(_given_to(one))
            if found and mend and (not left or _given_to(mend) in tried):
                mend = None
            is_lost = mend is None and found != {"speaker-unnamed"}
            (lost if is_lost else kept)[one.quote.id] = mend or one
        # Once a paraphrase is gone, quoted words may no longer overlap.
        if any(one.quote.speech == "indirect" for one in lost.values()):
            lost = {id: one for id, one in lost.items() if one.quote.speech == "indirect"}
        quotes = (kept.get(one.quote.id, one) for one in draft.quotes if one.quote.id not in lost)
        before, draft = draft, msgspec.structs.replace(draft, quotes=tuple(_within(one, lost) for one in quotes))
        if before.quotes == draft.quotes:
            break
    draft = _with_who_was_there(draft, known)
    named = {person for event in (*draft.events, *draft.grown) for person in event.participants}
    for one in draft.quotes:
        named |= {one.quote.speaker, one.quote.relayed_by or "", *one.quote.addressees}
    return draft.without_people({person.id for person in draft.people} - named)


def _with_who_was_there(draft: ArticleDraft, known: KnownRecords) -> ArticleDraft:
    """Keep in each event only participants who speak there, or did so in the archive."""
    there = {(one.quote.event, one.quote.speaker) for one in draft.quotes}

    def of(event: Event) -> Event:
        there_before = known.get(Event, event.id)
        before = there_before.participants if there_before else ()
        kept = tuple(id for id in event.participants if (event.id, id) in there or id in before)
        return msgspec.structs.replace(event, participants=kept)

    return msgspec.structs.replace(draft, events=tuple(map(of, draft.events)), grown=tuple(map(of, draft.grown)))


def _verified(
    draft: ArticleDraft,
    analysis: Analysis,
    known: KnownRecords,
    named: Sequence[Person],
    before: VerifiedArchive | None,
    pause: Callable[[], None],
) -> VerifiedArchive:
    """Verify a draft's records, with the people who are named or speak in the article."""
    used = dict.fromkeys(id for one in draft.quotes for id in (one.quote.speaker, one.quote.relayed_by))
    people = dict.fromkeys((*named, *(known.get(Person, id) for id in used)))
    events = (known.get(Event, id) for id in dict.fromkeys(one.quote.event for one in draft.quotes))
    drafts = Archive(Entry(record, Place("draft")) for record in (*people, *events, *draft.records) if record)
    texts = {draft.article.id: analysis.reading.text}
    verifications = verifying.verify(drafts, texts, before, lambda _article, _text: analysis, pause)
    return VerifiedArchive(archive=drafts, texts=texts, verifications=verifications)


def _faults(
    draft: ArticleDraft, verified: VerifiedArchive, spans: Coverage, analysis: Analysis
) -> Mapping[str, set[str]]:
    """The codes of the problems that the checks would report for each quote, by its ref."""
    verified = msgspec.structs.replace(verified, coverage={draft.article.id: spans})
    left_out = dict(omissions(verified, analysis_of=lambda _article, _text: analysis))
    paraphrases = {one.quote.ref for one in draft.quotes if one.quote.speech == "indirect"}
    faults: dict[str, set[str]] = {}
    for problem in (*quote_problems.problems(verified), *wholeness_problems.problems(verified, left_out)):
        is_weighty = problem.code == "words-left-out" and problem.ref in paraphrases
        is_fault = problem.severity is Severity.WARNING and (is_weighty or problem.code == "relayer-unsaid")
        if problem.ref and (problem.severity is Severity.ERROR or is_fault):
            faults.setdefault(problem.ref, set()).add(problem.code)
    for one in draft.quotes:
        finding = verified.verifications[one.quote.ref].said
        if finding and finding.instead:
            faults.setdefault(one.quote.ref, set()).add(finding.code)
    return faults


def _mended(one: DraftedQuote, faults: set[str], finding: SpeakerFinding | None) -> DraftedQuote | None:
    """A quote with the speaker and relayer by the checks; None if that does not solve its problem."""
    quote = one.quote
    if faults == {"attribution-elsewhere"}:
        return msgspec.structs.replace(one, quote=msgspec.structs.replace(quote, attribution=None), attribution_at=None)
    if finding is None or faults != {finding.code}:
        return None
    if finding.path == "relayed_by":
        return msgspec.structs.replace(one, quote=msgspec.structs.replace(quote, relayed_by=None))
    if not finding.instead:
        return None
    quote, at = msgspec.structs.replace(quote, **finding.instead), one.attribution_at
    if "speaker" in finding.instead and not (at and finding.mention and holds(at, finding.mention)):
        quote = msgspec.structs.replace(quote, attribution=None)
        one = msgspec.structs.replace(one, attribution_at=None)
    if "speaker" in finding.instead:
        one = msgspec.structs.replace(one, speaker_at=finding.mention)
    because = f"{one.because}; but by the checks {finding.message.partition(': ')[2]}"
    return msgspec.structs.replace(one, quote=quote, p=min(one.p, _DOUBTED), because=because)


def _given_to(one: DraftedQuote) -> tuple[str | None, ...]:
    return (one.quote.id, one.quote.speaker, one.quote.relayed_by, one.quote.attribution)


def _within(one: DraftedQuote, lost: Mapping[str, DraftedQuote]) -> DraftedQuote:
    """Clear `within` if the enclosing paraphrase is left out."""
    if one.quote.within not in lost:
        return one
    return msgspec.structs.replace(one, quote=msgspec.structs.replace(one.quote, within=None))


RecordT = TypeVar("RecordT", Person, Event)


def without_rejected(draft: ArticleDraft, text: SourceText, known: KnownRecords) -> ArticleDraft:
    """Remove rejected quotes from a draft, and new people and events that only these name.

    A quote is rejected if all of its passages were, with the same speaker. A rejection has no effect if the article no
    longer has its words, or has them more than once by now.
    """
    rejections = [rejection for rejection in known.rejected if rejection.article == draft.article.id]
    if not rejections:
        return draft
    placed = list(zip(rejections, find_segments(draft.article, text, rejections), strict=True))
    new = {person.id: person for person in draft.people}

    def is_rejected(one: DraftedQuote) -> bool:
        speaker = new.get(one.quote.speaker) or known.get(Person, one.quote.speaker)
        passages = {
            at for rejection, places in placed if speaker and _is_by(speaker, rejection, known) for at in places
        }
        return passages.issuperset(one.passages)

    gone = [one.quote for one in draft.quotes if is_rejected(one)]
    around = {quote.id: quote.within for quote in gone}
    quotes = tuple(_moved_out(one, around) for one in draft.quotes if one.quote.id not in around)
    kept = [one.quote for one in quotes]
    events = tuple(_still_there(event, gone, kept) for event in _still_named(draft.events, gone, kept))
    grown = tuple(_still_there(event, gone, kept) for event in _still_named(draft.grown, gone, kept))
    people_left = _still_named(draft.people, [*gone, *draft.events, *draft.grown], [*kept, *events, *grown])
    draft = msgspec.structs.replace(draft, events=events, grown=grown, quotes=quotes)
    return draft.without_people(new.keys() - {person.id for person in people_left})


def _is_by(speaker: Person, rejection: Rejection, known: KnownRecords) -> bool:
    """Whether a speaker is the one of a rejection, whose record may be gone or have a new id by now."""
    names, rejected = {speaker.name, *speaker.aliases}, known.get(Person, rejection.speaker)
    if speaker.id == rejection.speaker:
        return True
    if rejected:
        return not names.isdisjoint((rejected.name, *rejected.aliases))
    return rejection.speaker in map(slug, names)


def _moved_out(one: DraftedQuote, around: Mapping[str, str | None]) -> DraftedQuote:
    """Move a quote out of enclosing quotes that are gone, into the nearest one that is kept."""
    within = one.quote.within
    while within is not None and within in around:
        within = around[within]
    return msgspec.structs.replace(one, quote=msgspec.structs.replace(one.quote, within=within))


def _still_there(event: Event, gone: Iterable[Quote], kept: Iterable[Quote]) -> Event:
    """Remove the participants who speak at an event only in quotes that are gone."""
    left = {quote.speaker for quote in gone if quote.event == event.id}
    left -= {quote.speaker for quote in kept if quote.event == event.id}
    return msgspec.structs.replace(event, participants=tuple(id for id in event.participants if id not in left))


def _still_named(
    proposed: tuple[RecordT, ...], gone: Iterable[AnyRecord], kept: Iterable[AnyRecord]
) -> tuple[RecordT, ...]:
    """The proposed records, without those named only by records that are gone."""
    lost = {ref(kind, id) for record in gone for _, kind, id in references(record)}
    lost -= {ref(kind, id) for record in kept for _, kind, id in references(record)}
    return tuple(record for record in proposed if record.ref not in lost)
