"""Leave out of an article's draft what a curator rejected before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from explorer.checking.verifying import find_segments
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.known import KnownRecords
from explorer.drafting.record_ids import slug
from explorer.model.records import AnyRecord, Event, Person, Quote, Rejection, ref
from explorer.model.references import references
from explorer.reading.text.passages import SourceText

RecordT = TypeVar("RecordT", Person, Event)


def without_rejected(draft: ArticleDraft, text: SourceText, known: KnownRecords) -> ArticleDraft:
    """A draft without the quotes that were rejected, and without new people and events that only these name.

    A quote was rejected when each of its passages was, of the same speaker. Words that the article no longer has, or
    has more than once by now, reject nothing.
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
    """Whether a speaker is the one of a rejection, whose record may be gone, or have another id by now."""
    names, rejected = {speaker.name, *speaker.aliases}, known.get(Person, rejection.speaker)
    if speaker.id == rejection.speaker:
        return True
    if rejected:
        return not names.isdisjoint((rejected.name, *rejected.aliases))
    return rejection.speaker in map(slug, names)


def _moved_out(one: DraftedQuote, around: Mapping[str, str | None]) -> DraftedQuote:
    """A quote that stands in none of those that are gone, but in what these stand in."""
    within = one.quote.within
    while within is not None and within in around:
        within = around[within]
    return msgspec.structs.replace(one, quote=msgspec.structs.replace(one.quote, within=within))


def _still_there(event: Event, gone: Iterable[Quote], kept: Iterable[Quote]) -> Event:
    """An event without the participants who speak there only in quotes that are gone."""
    left = {quote.speaker for quote in gone if quote.event == event.id}
    left -= {quote.speaker for quote in kept if quote.event == event.id}
    return msgspec.structs.replace(event, participants=tuple(id for id in event.participants if id not in left))


def _still_named(
    proposed: tuple[RecordT, ...], gone: Iterable[AnyRecord], kept: Iterable[AnyRecord]
) -> tuple[RecordT, ...]:
    """The records that are proposed, without those that only records name which are gone."""
    lost = {ref(kind, id) for record in gone for _, kind, id in references(record)}
    lost -= {ref(kind, id) for record in kept for _, kind, id in references(record)}
    return tuple(record for record in proposed if record.ref not in lost)
