"""What there is to say about a person."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing.fields import Field, Tone
from explorer.describing.findings import evidence
from explorer.describing.labels import EVENTS, NAME, Group, Label
from explorer.describing.quote_counts import listed, said_and_told
from explorer.describing.values import all_named, field, fields, said
from explorer.model.records import Event, Person
from explorer.snapshot import Snapshot

ROLE = Label("Role", Group.HEAD)
AFFILIATION = Label("Affiliation", Group.HEAD)
TYPE = Label("Known as")
ALIASES = Label("Also called")
PERHAPS = Label("May be")


def of_person(snapshot: Snapshot, person: Person) -> Iterator[Field]:
    """Who someone is, and what they said or told of."""
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
