"""What there is to say about an event."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing.fields import Field, Tone
from explorer.describing.findings import evidence
from explorer.describing.labels import NAME, TOPICS, Label
from explorer.describing.quote_counts import by_speech, listed
from explorer.describing.values import all_named, dated, field, fields, said
from explorer.model.records import Event
from explorer.snapshot import Snapshot

WHEN = Label("When")
WHERE = Label("Where")
WHOLE = Label("Part of")
PARTS = Label("Parts")
AFTER = Label("After")
ANNOUNCED = Label("Announced")
PARTICIPANTS = Label("With")


def of_event(snapshot: Snapshot, event: Event) -> Iterator[Field]:
    """What happened, when and where, and who took part."""
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
