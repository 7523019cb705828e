"""A record of any kind → its description: all fields."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.articles import of_article
from explorer.describing.events import of_event
from explorer.describing.fields import Field, Part, Tone, Value
from explorer.describing.findings import problems_of
from explorer.describing.how_read import time_of
from explorer.describing.labels import ACCEPTED, NOTE, REVIEW, Group, Label
from explorer.describing.people import of_person
from explorer.describing.quotes import of_quote
from explorer.describing.topics import of_topic
from explorer.describing.values import field, fields, said
from explorer.display import one_line
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic, is_draft
from explorer.snapshot import Snapshot

READING = Label("Shown", Group.HEAD)
PROBLEM = Label("Problem", Group.ORIGIN)
REF = Label("Ref", Group.ORIGIN)
PLACE = Label("Stands in", Group.ORIGIN)


def describe(snapshot: Snapshot, record: AnyRecord) -> list[Field]:
    """The fields of a record in the order in which they are read. Fields of one group stand together."""
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
    """That only the last version of a record can be shown, and since when."""
    if record.ref in snapshot.stale:
        file = snapshot.archive.entries[record.ref].place.file
        since = next((f", since {time_of(one.since)}" for one in snapshot.unread if one.name == file), "")
        said = f": the record can’t be read now{since}; the problems say why"
        yield Field(READING, (Value((signs.STALE.part, Part(said, signs.STALE.tone, own=True))),))


def _doubtful(record: AnyRecord) -> Iterator[Field]:
    """That a record is a draft or disputed: before all that is known of it, since it holds for all of that."""
    if is_draft(record):
        yield Field(REVIEW, (Value((signs.DRAFT.part, Part(f": {signs.DRAFT.meaning}", own=True))),))
    elif isinstance(record, Quote) and record.review == "disputed":
        yield from field(REVIEW, record.review, Tone.WARNING, own=True)


def _curation(record: AnyRecord) -> Iterator[Field]:
    """What the curator says of a record: how far it is checked, what a reader should know, what may stay as it is."""
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
