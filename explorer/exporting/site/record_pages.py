"""The pages of people, topics and events: the fields of each, and its quotes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from explorer.citing import Citable
from explorer.describing import describe
from explorer.describing.fields import NAME, Label
from explorer.exporting.site.frame import Frame, NamedFile, slices
from explorer.exporting.site.sources_page import SaidPages, in_doubt
from explorer.exporting.site.values import citations, linked_data, quote_line, rows
from explorer.model.records import Event, Person, Topic, title
from explorer.sources import TopicSources

# The number of quotes on a page.
QUOTES = 50
# The maximum number of people named on a topic's page.
_PEOPLE = 40
# The maximum number of broader records named above a record.
_ABOVE = 6
# The fields in the head of a page.
_IN_HEAD: tuple[Label, ...] = (
    NAME,
    describe.ROLE,
    describe.AFFILIATION,
    describe.TOPIC,
    describe.DESCRIPTION,
    describe.NARROWER,
)


def record_files(
    frame: Frame, record: Person | Topic | Event, said: SaidPages, sources: TopicSources | None = None
) -> Iterator[NamedFile]:
    """The pages of a record: several if it has many quotes."""
    snapshot, below = frame.snapshot, frame.below
    quotes = frame.archive.quotes_of(record)
    common = _common(frame, record, said, sources)
    for part in slices(quotes, below.page(record.ref), QUOTES):
        lines = [quote_line(snapshot, below, quote) for quote in part.items]
        yield frame.page(part, "record.html", title(record), quotes=lines, **common)


def _common(
    frame: Frame, record: Person | Topic | Event, said: SaidPages, sources: TopicSources | None
) -> dict[str, Any]:
    snapshot, archive, below = frame.snapshot, frame.archive, frame.below
    narrower = archive.children(record) if isinstance(record, Topic) else []
    above = list(islice(archive.lineage(record), 1, _ABOVE))[::-1]
    return {
        "kind": str(record.kind),
        "deck": _deck(record),
        "above": [(title(each), below.to(each.ref)) for each in above],
        "narrower": [(title(each), below.to(each.ref), archive.quote_count(each)) for each in narrower],
        "rows": rows(frame, record, *_IN_HEAD),
        "caveats": [caveat.message for caveat in sources.caveats] if sources else [],
        "people": _people(frame, sources, said) if sources else [],
        "spoken": _spoken(frame, record, said) if isinstance(record, Person) else [],
        "more_spoken": said.spoken_by(record.id).more if isinstance(record, Person) else 0,
        "citations": citations(Citable(snapshot, record)),
        "linked_data": linked_data(snapshot, below, record),
    }


def _deck(record: Person | Topic | Event) -> str:
    match record:
        case Person():
            return ", ".join(filter(None, [record.role, record.affiliation]))
        case Topic():
            return record.description or ""
    return ""


def _spoken(frame: Frame, person: Person, said: SaidPages) -> list[tuple[str, str | None, int, str | None]]:
    """A person's topics: label, link, number of quotes, and the link to their statements over time."""
    topics = ((frame.archive.get(Topic, id), number) for id, number in said.spoken_by(person.id).topics.items())
    return [
        (topic.label, frame.below.to(topic.ref), number, _over_time(frame, said.path(topic.id, person.id)))
        for topic, number in topics
        if topic
    ]


def _over_time(frame: Frame, path: str | None) -> str | None:
    return frame.below.top(path) if path else None


def _people(frame: Frame, sources: TopicSources, said: SaidPages) -> list[tuple[str, str | None, int, str, str | None]]:
    """The speakers on a topic: name, link, number of quotes, doubts about them, and the link to their statements."""
    archive, topic = frame.archive, sources.topic.id
    found = [(archive.get(Person, id), tally) for id, tally in sources.cells.items()]
    ordered = sorted(((tally, person) for person, tally in found if person), key=lambda item: -item[0].quotes)
    return [
        (
            person.name,
            frame.below.to(person.ref),
            tally.quotes,
            in_doubt(frame, tally),
            _over_time(frame, said.path(topic, person.id)),
        )
        for tally, person in ordered[:_PEOPLE]
    ]
