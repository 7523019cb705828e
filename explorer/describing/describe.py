"""Describe a record of any kind: all its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from explorer.describing import signs
from explorer.describing.fields import (
    ACCEPTED,
    EVENTS,
    NAME,
    NOTE,
    REVIEW,
    TOPICS,
    ArticleLink,
    Field,
    Group,
    Label,
    Part,
    Tone,
    Value,
)
from explorer.describing.findings import doubt, evidence, findings_of, passages_of, problems_of
from explorer.describing.how_read import time_of
from explorer.describing.quote_counts import by_speech, listed, said_and_told
from explorer.describing.quotes import of_quote
from explorer.describing.values import all_named, dated, field, fields, review_part, said
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic, is_draft
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot

HEADLINE = Label("Headline", Group.HEAD)
PUBLISHED = Label("Published")
PUBLISHER = Label("Publisher")
BYLINE = Label("Byline")
ADDRESS = Label("URL")
LANGUAGE = Label("Language")
TEXT = Label("Text")
COVERAGE = Label("Coverage")
OPEN = Label("Not curated")
UNNAMED = Label("No person")
FURNITURE = Label("Furniture")
CAPTIONS = Label("Captions")
CORRECTIONS = Label("Corrections")
NOT_QUOTED = Label("Not quoted")
MARKS = Label("Marks")
CHECKSUM = Label("SHA-256")
SOURCE_CHECKSUM = Label("Page hash")

_APART = {FURNITURE: "furniture", CAPTIONS: "captions", CORRECTIONS: "corrections", NOT_QUOTED: "not_quoted"}


def of_article(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """The fields of an article, with how much of it is curated."""
    headline = Part(clean(article.headline), Tone.STRONG)
    passages = filter(None, passages_of(snapshot, article, "headline"))
    yield Field(HEADLINE, (Value((headline,), passages=tuple(passages)),))
    for label, value in (
        (PUBLISHED, dates.describe(article.published) if article.published else None),
        (PUBLISHER, article.publisher),
        (BYLINE, article.byline),
        (ADDRESS, article.url),
        (LANGUAGE, article.language),
    ):
        yield from fields(label, [said(value)] if value else [])
    yield from by_speech(snapshot.archive, article)
    text = snapshot.texts.get(article.id)
    size = f"{len(text.paragraphs)} paragraphs" if text else "its text can’t be read"
    yield Field(TEXT, (said(f"seeds/{article.file}, {size}", ArticleLink(article.id)),))
    yield from _coverage(snapshot, article)
    for finding in findings_of(snapshot, article):
        yield from doubt(snapshot, article, article.id, finding)
    yield from _apart(snapshot, article)
    yield from fields(MARKS, [said(" ".join(article.marks))] if article.marks else [])
    yield from field(CHECKSUM, article.sha256, Tone.MUTED)
    yield from field(SOURCE_CHECKSUM, article.source_sha256, Tone.MUTED)
    yield from listed(snapshot.archive, article)


def _apart(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """The lines that are not body text, and the marked words that nobody said."""
    for label, name in _APART.items():
        lines = enumerate(getattr(article, name))
        places = [(line, passages_of(snapshot, article, f"{name}[{n}]")) for n, line in lines]
        drafts = article.not_quoted_drafts if label is NOT_QUOTED else ()
        astray: list[tuple[str, Iterable[Passage | None]]] = [
            (words, ()) for words in drafts if words not in article.not_quoted
        ]
        yield from fields(
            label, (_line(line, passages, is_draft=line in drafts) for line, passages in [*places, *astray])
        )


def _line(words: str, passages: Iterable[Passage | None], *, is_draft: bool) -> Value:
    """Words of an article, marked if they are only a proposal."""
    value = said(words, passages=passages)
    return msgspec.structs.replace(value, parts=(*value.parts, review_part("draft"))) if is_draft else value


def _coverage(snapshot: Snapshot, article: Article) -> Iterator[Field]:
    """How many of the article's quoted spans are curated, with links to the others."""
    coverage = snapshot.coverage_of(article)
    if coverage is not None:
        yield from field(COVERAGE, str(coverage), own=True)
        text = snapshot.texts[article.id].text
        yield from fields(OPEN, (_shown(article, span.words(text), *span.parts) for span in coverage.open))
        yield from fields(UNNAMED, (_shown(article, text[name.start : name.end], name) for name in coverage.unnamed))


def _shown(article: Article, words: str, *passages: Passage) -> Value:
    return said(words, ArticleLink(article.id, passage=passages[0]), list(passages))


TOPIC = Label("Label", Group.HEAD)
DESCRIPTION = Label("Description", Group.HEAD)
BROADER = Label("Broader")
NARROWER = Label("Narrower")
QUERY = Label("Query")


def of_topic(snapshot: Snapshot, topic: Topic) -> Iterator[Field]:
    """The fields of a topic."""
    archive = snapshot.archive
    yield from field(TOPIC, topic.label, Tone.STRONG)
    yield from field(DESCRIPTION, topic.description)
    yield from by_speech(archive, topic)
    yield from field(QUERY, topic.matches)
    yield from all_named(archive, BROADER, [archive.parent(topic)])
    yield from all_named(archive, NARROWER, archive.children(topic))
    linked = archive.linked_to(topic)
    yield from all_named(archive, EVENTS, (event for event in archive.all(Event) if event.ref in linked))
    yield from listed(archive, topic)


ROLE = Label("Role", Group.HEAD)
AFFILIATION = Label("Affiliation", Group.HEAD)
TYPE = Label("Type")
ALIASES = Label("Also called")
PERHAPS = Label("May be")


def of_person(snapshot: Snapshot, person: Person) -> Iterator[Field]:
    """The fields of a person, with what they said and relayed."""
    archive = snapshot.archive
    yield from field(NAME, person.name, Tone.STRONG)
    yield from field(ROLE, person.role)
    yield from field(AFFILIATION, person.affiliation)
    is_anonymous_source = person.type == "anonymous" and archive.quotes_of(person)
    yield from field(TYPE, "anonymous source" if is_anonymous_source else person.type, own=True)
    yield from fields(ALIASES, [said(", ".join(person.aliases))] if person.aliases else [])
    yield from said_and_told(archive, person)
    yield from all_named(archive, PERHAPS, archive.possibly_same_as(person))
    linked = archive.linked_to(person)
    yield from all_named(archive, EVENTS, (event for event in archive.all(Event) if event.ref in linked))
    yield from evidence(snapshot, person)
    yield from listed(archive, person)


WHEN = Label("When")
WHERE = Label("Where")
WHOLE = Label("Part of")
PARTS = Label("Parts")
AFTER = Label("After")
ANNOUNCED = Label("Announced")
PARTICIPANTS = Label("With")


def of_event(snapshot: Snapshot, event: Event) -> Iterator[Field]:
    """The fields of an event: what happened, when, where, and who took part."""
    archive = snapshot.archive
    yield from field(NAME, event.name, Tone.STRONG)
    when = list(dated(event))
    yield from fields(WHEN, when if event.date else [said("not dated in the source", own=True), *when])
    yield from fields(ANNOUNCED, [said("still to come, as the source tells it", own=True)] if event.announced else [])
    yield from all_named(archive, AFTER, [archive.get(Event, event.after)])
    yield from fields(WHERE, [said(event.place)] if event.place else [])
    yield from by_speech(archive, event)
    yield from all_named(archive, WHOLE, [archive.parent(event)])
    yield from all_named(archive, PARTS, archive.children(event))
    yield from all_named(archive, PARTICIPANTS, archive.participants(event))
    yield from all_named(archive, TOPICS, archive.topics_of(event))
    yield from evidence(snapshot, event)
    yield from listed(archive, event)


READING = Label("Shown", Group.HEAD)
PROBLEM = Label("Problem", Group.ORIGIN)
REF = Label("Ref", Group.ORIGIN)
PLACE = Label("Stands in", Group.ORIGIN)


def describe(snapshot: Snapshot, record: AnyRecord) -> list[Field]:
    """The fields of a record in reading order; those of a group are adjacent."""
    described = [
        *_doubtful(record),
        *_of_kind(snapshot, record),
        *_reading(snapshot, record),
        *_curation(record),
        *_origin(snapshot, record),
    ]
    return sorted(described, key=lambda field: field.label.group.value)


def _of_kind(snapshot: Snapshot, record: AnyRecord) -> Iterator[Field]:
    match record:
        case Quote():
            return of_quote(snapshot, record)
        case Person():
            return of_person(snapshot, record)
        case Topic():
            return of_topic(snapshot, record)
        case Event():
            return of_event(snapshot, record)
        case Article():
            return of_article(snapshot, record)


def _reading(snapshot: Snapshot, record: AnyRecord) -> Iterator[Field]:
    """A note that only the last readable version of a record is shown, and since when."""
    if record.ref in snapshot.stale:
        file = snapshot.archive.entries[record.ref].place.file
        since = next((f", since {time_of(one.since)}" for one in snapshot.unread if one.name == file), "")
        said = f": the record can’t be read now{since}; the problems say why"
        yield Field(READING, (Value((signs.STALE.part, Part(said, signs.STALE.tone, own=True))),))


def _doubtful(record: AnyRecord) -> Iterator[Field]:
    """A note that a record is a draft or disputed, placed first because it applies to all fields."""
    if is_draft(record):
        yield Field(REVIEW, (Value((signs.DRAFT.part, Part(f": {signs.DRAFT.meaning}", own=True))),))
    elif isinstance(record, Quote) and record.review == "disputed":
        yield from field(REVIEW, record.review, Tone.WARNING, own=True)


def _curation(record: AnyRecord) -> Iterator[Field]:
    """The curator's remarks: the review state, notes to readers, and accepted problems."""
    yield from field(NOTE, record.note)
    if isinstance(record, Quote) and record.review == "reviewed":
        yield from field(REVIEW, record.review, own=True)
    yield from fields(ACCEPTED, (said(f"{item.code}: {item.because}") for item in record.accepts))


def _origin(snapshot: Snapshot, record: AnyRecord) -> Iterator[Field]:
    """A record's other problems, its ref, and its place in the YAML."""
    yield from fields(PROBLEM, problems_of(snapshot, record))
    yield from field(REF, record.ref, Tone.MUTED)
    place = snapshot.archive.entries[record.ref].place
    yield Field(PLACE, (Value((Part(f"line {place.line} of {one_line(place.file)}", Tone.MUTED, own=True),)),))
