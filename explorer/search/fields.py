"""Which fields of a record are searched, and how much a word in each counts."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic

# How much a word in each field counts, compared with a word in the title. A field's code is its place here. Hits below
# a share of the best hit are hidden (`index`), and no weight is below that share: so `kirby` shows the quotes of which
# Kirby is only the speaker, and `tai` those on Taiwan.
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
    "evidence": 0.75,
}
# The same when hits are put in order. A record is found by the words of its evidence as well as by others, but these
# tell about it: what is called so, or says so, comes first.
RANKED = WEIGHTS | {"evidence": 0.5}
NAMES = tuple(WEIGHTS)
CODES = {name: code for code, name in enumerate(NAMES)}
# The distinct weights, highest first. The index keeps the records of a word in one list for each.
TIERS = tuple(sorted(set(WEIGHTS.values()), reverse=True))
# Fields whose whole text may be what a record is called.
CALLED = frozenset(CODES[name] for name in ("name", "aliases", "label", "headline", "id"))
# Fields of which one word is enough to name a record.
NAMED = frozenset(CODES[name] for name in ("name", "aliases", "label"))
# Fields that give a record its title. In `texts` this field comes first.
TITLE_FIELDS = frozenset(CODES[name] for name in ("name", "label", "headline", "text"))


def texts(record: AnyRecord, archive: Archive) -> Iterator[tuple[int, str]]:
    """The code and the text of each field of a record. A text may be empty; the title comes first."""
    match record:
        case Quote():
            yield from texts_of_quote(record, archive)
            yield from ((CODES["topics"], topic.label) for topic in archive.topics_of(record))
        case Person():
            yield CODES["name"], record.name
            yield from ((CODES["aliases"], alias) for alias in record.aliases)
            yield CODES["role"], record.role or ""
            yield CODES["affiliation"], record.affiliation or ""
            yield from ((CODES["evidence"], item.text) for item in record.evidence)
        case Topic():
            yield CODES["label"], record.label
            yield CODES["description"], record.description or ""
        case Event():
            yield CODES["name"], record.name
            yield CODES["place"], record.place or ""
            yield from ((CODES["evidence"], item.text) for item in record.evidence)
        case Article():
            yield CODES["headline"], record.headline
            yield CODES["publisher"], record.publisher or ""
            yield CODES["byline"], record.byline or ""
    yield CODES["id"], record.id


def texts_of_quote(quote: Quote, archive: Archive) -> Iterator[tuple[int, str]]:
    """The code and the text of each field of a quote, but for its topics and its id."""
    for segment in quote.segments:
        yield CODES["text"], segment
    if quote.attribution:
        yield CODES["attribution"], quote.attribution
    speaker, relayer = archive.speaker(quote), archive.relayer(quote)
    if speaker:
        yield CODES["speaker"], speaker.name
    if relayer:
        yield CODES["relayed_by"], relayer.name
