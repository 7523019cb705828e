"""What there is to say about a quote."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.fields import ArticleLink, Field, Part, Tone, Value
from explorer.describing.findings import around, doubt, findings_of, source_of, status_of_quote
from explorer.describing.labels import TOPICS, Group, Label
from explorer.describing.omitted import words_of
from explorer.describing.said_again import also_in
from explorer.describing.topics_by_query import topics_named
from explorer.describing.values import all_named, dated, field, fields, person_named, quoted, relayer_named, said
from explorer.display import one_line
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

WORDS = Label("Words", Group.HEAD)
SPEAKER = Label("Speaker")
RELAYED = Label("Relayed by")
INTERPRETED = Label("Interpreted")
ATTRIBUTION = Label("Attribution")
STATUS = Label("Status")
SOURCE = Label("Source")
ANCHOR = Label("Told apart")
SORT_OF_SPEECH = Label("Speech")
SAID = Label("Said")
MEDIUM = Label("Medium")
ADDRESSEES = Label("To")
EVENT = Label("Event")
NOT_TOPICS = Label("Not about")
WITHIN = Label("Within")
HOLDS = Label("Holds")


def of_quote(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """The words of a quote, who said them, how they stand in their article, and what the quote belongs to."""
    archive = snapshot.archive
    yield Field(WORDS, tuple(words_of(snapshot, quote)))
    yield from _told(snapshot, quote)
    yield Field(STATUS, tuple(status_of_quote(snapshot, quote)))
    yield Field(SOURCE, (source_of(snapshot, quote),))
    yield from also_in(snapshot, quote)
    for finding in findings_of(snapshot, quote):
        yield from doubt(snapshot, quote, quote.article, finding)
    yield from fields(ANCHOR, _anchor(quote))
    yield from field(SORT_OF_SPEECH, f"{quote.speech}: {signs.SPEECH[quote.speech].meaning}", own=True)
    yield from fields(SAID, dated(quote))
    yield from fields(MEDIUM, [said(quote.medium)] if quote.medium else [])
    yield from all_named(archive, ADDRESSEES, archive.addressees(quote))
    yield from all_named(archive, EVENT, [archive.event_of(quote)])
    yield from fields(TOPICS, topics_named(snapshot, quote))
    yield from all_named(archive, NOT_TOPICS, archive.not_topics(quote))
    yield from all_named(archive, WITHIN, [archive.parent(quote)])
    yield from all_named(archive, HOLDS, archive.children(quote))


def _told(snapshot: Snapshot, quote: Quote) -> Iterator[Field]:
    """Who said the words, and how they reached the article."""
    archive = snapshot.archive
    yield Field(SPEAKER, (person_named(archive, archive.speaker(quote), quote.speaker),))
    if quote.is_relayed:
        yield Field(RELAYED, (relayer_named(archive, quote),))
    if quote.interpreted:
        yield from field(INTERPRETED, "the words are an interpreter’s", own=True)
    if quote.attribution:
        at = snapshot.verifications[quote.ref].attribution_at
        yield Field(ATTRIBUTION, (_in_place(snapshot, quote, at) if at else said(quoted(quote.attribution)),))


def _in_place(snapshot: Snapshot, quote: Quote, at: Passage) -> Value:
    """The attribution marked among the words around it, as a link there."""
    text = snapshot.texts[quote.article]
    words = Part(one_line(text.text[at.start : at.end]), Tone.MARKED)
    before, after = around(text, at)
    parts = (Part(before, Tone.MUTED, own=True, spoken=""), words, Part(after, Tone.MUTED, own=True, spoken=""))
    return Value(parts, ArticleLink(quote.article, quote.ref, at), (at,))


def _anchor(quote: Quote) -> Iterator[Value]:
    """What stands around words that occur more than once."""
    sides = (("after", quote.at.prefix), ("before", quote.at.suffix)) if quote.at else ()
    around = [f"{side} {quoted(one_line(words))}" for side, words in sides if words]
    if around:
        yield said(", ".join(around))
