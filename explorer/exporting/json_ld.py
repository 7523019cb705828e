"""An archive as JSON-LD in the vocabulary of schema.org: each record is a node with an id that other nodes link to.

Source: https://schema.org/docs/full.html. The ids are relative (`#quote/ID`), so they are valid addresses wherever the
file is published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.bibliography import Name, in_order, names_of
from explorer.citing.plain import web_address
from explorer.display import pretty_json
from explorer.exporting.cautions import Caution, cautions, left_out
from explorer.exporting.extract import Extract
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic
from explorer.model.references import references
from explorer.snapshot import Snapshot

Node = dict[str, Any]

# Given in the file, so that no program has to fetch it from schema.org.
CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
# A date as schema.org accepts it: only what EDTF and ISO 8601 have in common.
_ISO = re.compile(r"\d{4}(-\d\d){0,2}")
# In the script element of a page, these could end the element or begin a comment.
INERT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


# The text before and after the nodes of a graph.
GRAPH_BEGIN = f'{{\n"@context": {json.dumps(CONTEXT)},\n"@graph": [\n'
GRAPH_END = "\n]\n}\n"


def json_ld(extract: Extract) -> bytes:
    """One graph of NewsArticle, Person, Organization or CreativeWork, DefinedTerm, Event and Quotation.

    Whatever schema.org has no term for is a named `additionalProperty`: verification, cautions, omitted words, how a
    date is known. If records of the archive are left out, a Dataset says so. The result is safe inside the script
    element of a page.
    """
    each = [node_json(extract.snapshot, record, extract.found.get(record.ref)) for record in extract.all]
    if extract.unread_said:
        archive = {"@id": "#archive", "@type": "Dataset", "description": extract.unread_said}
        each.insert(0, _inert(archive))
    nodes = ",\n".join(each)
    return f"{GRAPH_BEGIN}{nodes}{GRAPH_END}".encode()


def node_json(snapshot: Snapshot, record: AnyRecord, rank: int | None = None) -> str:
    """A record as a node of a graph that contains everything it refers to; `rank` is its rank among the results."""
    return _inert(node(snapshot, record, rank))


def _inert(node: Node) -> str:
    return pretty_json(node).rstrip("\n").translate(INERT)


def node(
    snapshot: Snapshot, record: AnyRecord, rank: int | None = None, address: Callable[[str], str] = "#{}".format
) -> Node:
    """A record as a node. `address` maps the ref of a record to the id of its node."""
    return _Nodes(snapshot, address).node(record, rank)


class _Nodes:
    """Makes nodes from records; they link only to records that are present."""

    def __init__(self, snapshot: Snapshot, address: Callable[[str], str]) -> None:
        self._snapshot = snapshot
        self._address = address

    def node(self, record: AnyRecord, rank: int | None) -> Node:
        more: Iterator[tuple[str, Any]]
        match record:
            case Article():
                more = self._article(record)
            case Person():
                more = self._person(record)
            case Topic():
                more = self._topic(record)
            case Event():
                more = self._event(record)
            case Quote():
                more = self._quote(record)
        node = {"@id": self._address(record.ref), "@type": type_of(record), "identifier": record.ref, **dict(more)}
        named = [*self._properties(record), *([("found", rank)] if rank else [])]
        properties = [{"@type": "PropertyValue", "name": name, "value": value} for name, value in named]
        node |= {"additionalProperty": properties} if properties else {}
        return {name: value for name, value in node.items() if value not in (None, "", [])}

    def _one(self, kind: Kind, id: str | None) -> Node | None:
        ref = f"{kind}/{id}"
        return {"@id": self._address(ref)} if self._snapshot.archive.find(ref) else None

    def _is_document(self, id: str | None) -> bool:
        """Whether a source is a document: a document is quoted from, but does not speak."""
        person = self._snapshot.archive.get(Person, id)
        return person is not None and person.type == "document"

    def _several(self, kind: Kind, *ids: str) -> list[Node]:
        return [link for id in ids if (link := self._one(kind, id))]

    def _article(self, article: Article) -> Iterator[tuple[str, Any]]:
        text = self._snapshot.texts.get(article.id)
        yield "headline", article.headline
        yield "url", web_address(article.url)
        yield from _dated("datePublished", article.published)
        yield "inLanguage", article.language
        yield "publisher", {"@type": "Organization", "name": article.publisher} if article.publisher else None
        yield "author", [_author(name) for name in names_of(article.byline)] if article.byline else None
        yield "articleBody", text.text if text else None

    def _person(self, person: Person) -> Iterator[tuple[str, Any]]:
        yield "name", person.name
        yield "alternateName", list(person.aliases)
        yield ("jobTitle" if person.type in ("named", "anonymous") else "description"), person.role
        name = {"collective": "parentOrganization", "document": "creator"}.get(person.type, "affiliation")
        yield name, {"@type": "Organization", "name": person.affiliation} if person.affiliation else None

    def _topic(self, topic: Topic) -> Iterator[tuple[str, Any]]:
        yield "name", topic.label
        yield "description", topic.description
        yield "isPartOf", self._one(Kind.TOPIC, topic.broader)

    def _event(self, event: Event) -> Iterator[tuple[str, Any]]:
        yield "name", event.name
        start, _, end = (event.date or "").partition("/")
        yield from _dated("startDate", start)
        yield from _dated("endDate", end)
        yield "location", {"@type": "Place", "name": event.place} if event.place else None
        yield "attendee", self._several(Kind.PERSON, *event.participants)
        yield "superEvent", self._one(Kind.EVENT, event.part_of)
        yield "about", self._several(Kind.TOPIC, *event.topics)

    def _quote(self, quote: Quote) -> Iterator[tuple[str, Any]]:
        cited = Citable(self._snapshot, quote)
        yield "text", " ".join(cited.pieces)
        told = [quote.speaker, quote.relayed_by if quote.is_relayed else None]
        speaks, relays = (None if self._is_document(id) else self._one(Kind.PERSON, id) for id in told)
        yield "creator", speaks
        yield "spokenByCharacter", speaks
        yield "contributor", relays
        yield "citation", self._several(Kind.PERSON, *(id for id in told if id and self._is_document(id)))
        yield "isPartOf", self._one(Kind.ARTICLE, quote.article)
        yield "position", cited.located
        yield "recordedAt", self._one(Kind.EVENT, quote.event)
        yield from _dated("dateCreated", quote.date)
        yield "about", self._several(Kind.TOPIC, *self._snapshot.archive.topic_ids(quote))
        yield "mentions", self._several(Kind.PERSON, *quote.addressees)
        yield "creativeWorkStatus", quote.review

    def _properties(self, record: AnyRecord) -> Iterator[tuple[str, str]]:
        """The properties that schema.org has no term for."""
        snapshot = self._snapshot
        if isinstance(record, Quote):
            yield "verification", str(status_of(snapshot.verifications.get(record.ref)))
            yield "speech", record.speech
            yield from [("attribution", record.attribution)] if record.attribution else []
            yield from ((f"left out {each.where}", each.words) for each in left_out(snapshot, record))
        if isinstance(record, Quote) and Caution.RELAYED in cautions(snapshot, record):
            yield "relayed by", snapshot.archive.told_by(record)
        if isinstance(record, Person):
            yield "known as", record.type
        date = record.published if isinstance(record, Article) else getattr(record, "date", None)
        if date and not _ISO.fullmatch(date):
            yield "date (EDTF)", date
        if getattr(record, "date_basis", None):
            yield "date basis", getattr(record, "date_basis", "")
        lost = (f"{kind}/{id}" for _, kind, id in references(record) if not self._one(kind, id))
        yield from (("missing reference", each) for each in lost)
        yield from (("caution", str(caution)) for caution in cautions(snapshot, record))
        yield from (("remark", remark) for remark in Citable(snapshot, record).remarks)


def type_of(record: AnyRecord) -> str:
    """The schema.org type of a record's node."""
    match record:
        case Article():
            return "NewsArticle"
        case Person(type="collective"):
            return "Organization"
        case Person(type="document"):
            return "CreativeWork"
        case Topic():
            return "DefinedTerm"
        case Quote():
            return "Quotation"
    return str(record.kind).capitalize()


def _author(name: Name) -> Node:
    """The author of an article: a Person if that is certain, otherwise a Thing."""
    return {"@type": "Thing" if name.literal else "Person", "name": in_order(name)}


def _dated(name: str, date: str | None) -> Iterator[tuple[str, str]]:
    if date and _ISO.fullmatch(date):
        yield name, date
