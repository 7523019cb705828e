"""Which fields of a record are searched, as which words, and how much a word in each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explorer.archive import Archive
from explorer.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title
from explorer.search import folding

# Between a field's words and its compounds: stands next to both, and no query has it.
_GAP = ""


class Field(NamedTuple):
    """A field by its name in the YAML.

    `words` has the text's words in order, of which there are `size`; then a gap and the compounds. A word counts
    `weight` times what it counts in the field that gives the record its title. No weight is below the share of the best
    hit at which hits are hidden: `kirby` shows the quotes of which Kirby is only the speaker, `tai` those on Taiwan.
    """

    name: str
    weight: float
    words: list[str]
    size: int


class Document(NamedTuple):
    """A record as it is searched: the title's field first. `length` is the number of words in the title."""

    ref: str
    kind: Kind
    title: str
    fields: list[Field]
    length: int


class Documents:
    """Makes documents of an archive's records. Texts that many records share are folded once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._folded: dict[str, tuple[list[str], int]] = {}

    def of(self, records: Iterable[AnyRecord]) -> Iterator[Document]:
        for record in records:
            found = [self._field(*given) for given in _texts(record, self._archive) if given[2]]
            length = sum(field.size for field in found if field.name == found[0].name)
            yield Document(record.ref, record.kind, title(record), found, length)

    def _field(self, name: str, weight: float, text: str) -> Field:
        if text not in self._folded:
            found, joined = folding.words(text), folding.compounds(text) if name != "id" else []
            self._folded[text] = ([*found, _GAP, *joined] if joined else found), len(found)
        return Field(name, weight, *self._folded[text])


def _texts(record: AnyRecord, archive: Archive) -> Iterator[tuple[str, float, str]]:
    """The name, weight and text of each field."""
    match record:
        case Person():
            yield "name", 1, record.name
            yield from (("aliases", 1, alias) for alias in record.aliases)
            yield "role", 0.85, record.role or ""
            yield "affiliation", 0.8, record.affiliation or ""
        case Topic():
            yield "label", 1, record.label
            yield "description", 0.8, record.description or ""
        case Event():
            yield "name", 1, record.name
            yield "place", 0.85, record.place or ""
        case Article():
            yield "headline", 1, record.headline
            yield "publisher", 0.8, record.publisher or ""
            yield "byline", 0.8, record.byline or ""
        case Quote():
            yield from _texts_of_quote(record, archive)
    yield "id", 0.78, record.id


def _texts_of_quote(quote: Quote, archive: Archive) -> Iterator[tuple[str, float, str]]:
    yield from (("text", 1, segment) for segment in quote.segments)
    yield "attribution", 0.88, quote.attribution or ""
    for name, person in ("speaker", archive.speaker(quote)), ("relayed_by", archive.relayer(quote)):
        yield name, 0.85, person.name if person else ""
    yield from (("topics", 0.8, topic.label) for topic in archive.topics_of(quote))
