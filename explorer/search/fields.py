"""The searched fields of a record, and the weight of a word in each."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Person, Quote, Topic

# The weight of a word in each field, relative to a word in the title. The position is the field's code. Hits below a
# share of the best hit are hidden (`index`), but no weight is below that share: so `kirby` also finds quotes with Kirby
# only as their speaker, and `tai` those about Taiwan.
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
# The weights for sorting hits. Words of the evidence find a record as well as others do, but they only report about it:
# records with that name, or with these words in their text, come first.
RANKED = WEIGHTS | {"evidence": 0.5}
NAMES = tuple(WEIGHTS)
CODES = {name: code for code, name in enumerate(NAMES)}
# The distinct weights, highest first. The index has one list of records for each word and weight.
TIERS = tuple(sorted(set(WEIGHTS.values()), reverse=True))
# Fields whose whole text may be the name of a record.
CALLED = frozenset(CODES[name] for name in ("name", "aliases", "label", "headline", "id"))
# Fields in which a single word is enough to name a record.
NAMED = frozenset(CODES[name] for name in ("name", "aliases", "label"))
# Fields that give a record its title. In `texts` this field comes first.
TITLE_FIELDS = frozenset(CODES[name] for name in ("name", "label", "headline", "text"))


def texts(record: AnyRecord, archive: Archive) -> Iterator[tuple[int, str]]:
    """Yield the code and the text of each field of a record, the title first. A text may be empty."""
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
    """Yield the code and the text of each field of a quote, except its topics and its id."""
    for segment in quote.segments:
        yield CODES["text"], segment
    if quote.attribution:
        yield CODES["attribution"], quote.attribution
    speaker, relayer = archive.speaker(quote), archive.relayer(quote)
    if speaker:
        yield CODES["speaker"], speaker.name
    if relayer:
        yield CODES["relayed_by"], relayer.name
