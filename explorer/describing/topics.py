"""What there is to say about a topic."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing.fields import Field, Tone
from explorer.describing.labels import EVENTS, Group, Label
from explorer.describing.quote_counts import by_speech, listed
from explorer.describing.values import all_named, field
from explorer.model.records import Event, Topic
from explorer.snapshot import Snapshot

TOPIC = Label("Label", Group.HEAD)
DESCRIPTION = Label("Description", Group.HEAD)
BROADER = Label("Broader")
NARROWER = Label("Narrower")
QUERY = Label("Query")


def of_topic(snapshot: Snapshot, topic: Topic) -> Iterator[Field]:
    """What a topic is, and where it belongs."""
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
