"""Which fields of a record are searched, and how much a word in each counts."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic

# A field's code is its place here. A word counts so many times what it counts in the field that gives a record its
# title. No weight is below the share of the best hit at which hits are hidden: `kirby` shows the quotes of which Kirby
# is only the speaker, `tai` those on Taiwan.
WEIGHTS = {
    "name": 1.0,
    "aliases": 1.0,
    "label": 1.0,
    "headline": 1.0,
    "text": 1.0,
    "attribution": 0.94,
    "role": 0.9,
    "place": 0.9,
    "speaker": 0.94,
    "relayed_by": 0.94,
    "affiliation": 0.8,
    "description": 0.8,
    "publisher": 0.8,
    "byline": 0.8,
    "topics": 0.8,
    "id": 0.78,
}
NAMES = tuple(WEIGHTS)
CODES = {name: code for code, name in enumerate(NAMES)}
# The distinct weights, highest first: the tiers in which the index keeps a word's records.
TIERS = tuple(sorted(set(WEIGHTS.values()), reverse=True))
# What a record may be called by, as a whole.
CALLED = frozenset(CODES[name] for name in ("name", "aliases", "label", "headline", "id"))
# What may name a record by one word of it.
NAMED = frozenset(CODES[name] for name in ("name", "aliases", "label"))
# The field that gives a record its title comes first of its texts.
TITLES = frozenset(CODES[name] for name in ("name", "label", "headline", "text"))


def texts(record: AnyRecord, archive: Archive) -> Iterator[tuple[int, str]]:
    """The code and the text of each field of a record that has one."""
    match record:
        case Quote():
            yield from _texts_of_quote(record, archive)
        case Person():
            yield CODES["name"], record.name
            yield from ((CODES["aliases"], alias) for alias in record.aliases)
            yield CODES["role"], record.role or ""
            yield CODES["affiliation"], record.affiliation or ""
        case Topic():
            yield CODES["label"], record.label
            yield CODES["description"], record.description or ""
        case Event():
            yield CODES["name"], record.name
            yield CODES["place"], record.place or ""
        case Article():
            yield CODES["headline"], record.headline
            yield CODES["publisher"], record.publisher or ""
            yield CODES["byline"], record.byline or ""
    yield CODES["id"], record.id


def _texts_of_quote(quote: Quote, archive: Archive) -> Iterator[tuple[int, str]]:
    for segment in quote.segments:
        yield CODES["text"], segment
    if quote.attribution:
        yield CODES["attribution"], quote.attribution
    speaker, relayer = archive.speaker(quote), archive.relayer(quote)
    if speaker:
        yield CODES["speaker"], speaker.name
    if relayer:
        yield CODES["relayed_by"], relayer.name
    for topic in archive.topics_of(quote):
        yield CODES["topics"], topic.label
