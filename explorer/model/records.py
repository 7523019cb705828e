"""The records of an archive: the fields of each kind, and what they mean.

These classes are the only definition of the YAML format. `files.yaml_records`, the JSON Schema and the tables of the
format's documentation are all derived from their annotations.
"""

# No `from __future__ import annotations` here: msgspec would have to compile each string at every start.
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from explorer.model.problems import Place

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Kind(StrEnum):
    """The kinds of record, in the order in which they are read and listed."""

    ARTICLE = "article"
    PERSON = "person"
    TOPIC = "topic"
    EVENT = "event"
    QUOTE = "quote"

    @property
    def plural(self) -> str:
        return "people" if self is Kind.PERSON else f"{self}s"


def ref(kind: Kind, id: str) -> str:
    """Return a record's unique name in its archive: `person/joe-biden`."""
    return kind + "/" + id


def kind_of(ref: str) -> Kind:
    """Return the kind that a ref names. Raises ValueError when it names none."""
    return Kind(ref.partition("/")[0])


def ids_of(kind: Kind, refs: Iterable[str]) -> Iterator[str]:
    """Yield the ids of those refs that name a record of a kind."""
    return (ref.partition("/")[2] for ref in refs if kind_of(ref) is kind)


# Marks fields that each record must state itself: a file's `defaults` can't provide them.
_OWN = {"own": True}

Id = Annotated[str, Meta(pattern=SLUG_PATTERN, description="A lower-case slug, unique within its kind.", extra=_OWN)]
Edtf = Annotated[str, Meta(description="A date in EDTF.", extra={"edtf": True})]
ArticleId = Annotated[str, Meta(description="The id of an article.", extra={"refers_to": Kind.ARTICLE})]
PersonId = Annotated[str, Meta(description="The id of a person.", extra={"refers_to": Kind.PERSON})]
TopicId = Annotated[str, Meta(description="The id of a topic.", extra={"refers_to": Kind.TOPIC})]
EventId = Annotated[str, Meta(description="The id of an event.", extra={"refers_to": Kind.EVENT})]
QuoteId = Annotated[str, Meta(description="The id of a quote.", extra={"refers_to": Kind.QUOTE})]

DateBasis = Literal["stated", "inferred"]
PersonType = Literal["named", "anonymous", "collective", "document"]
Speech = Literal["direct", "partial", "indirect"]
Review = Literal["draft", "reviewed", "disputed"]
Curation = Literal["draft", "reviewed"]


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A problem that the curator has seen, and why it may stay: a note, a warning, or `speaker-mismatch` of a quote."""

    code: Annotated[str, Meta(description="The code of the note or warning, or `speaker-mismatch` of a quote.")]
    because: Annotated[str, Meta(description="Why it may stay.")]


# Fields that every kind has after its own ones.
Note = Annotated[str | None, Meta(description="What a reader should know.")]
Accepts = Annotated[tuple[Accepted, ...], Meta(description="Problems that `explorer check` tells, seen and answered.")]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every kind of record has."""

    kind: ClassVar[Kind]

    id: Id

    @property
    def ref(self) -> str:
        return self.kind + "/" + self.id


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article that a record rests on."""

    article: ArticleId
    text: Annotated[str, Meta(description="The words, verbatim.")]


class Anchor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands around a quote whose words occur more than once: the W3C TextQuoteSelector."""

    prefix: Annotated[str, Meta(description="The words right before the quote.")] = ""
    suffix: Annotated[str, Meta(description="The words right after the quote.")] = ""


class Article(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A source text. Nothing about it is invented: what the source does not say is left out."""

    kind = Kind.ARTICLE

    file: Annotated[str, Meta(description="The file with the text, below `seeds/`.", extra=_OWN)]
    headline: Annotated[str, Meta(description="The headline, verbatim.", extra=_OWN)]
    sha256: Annotated[
        str | None,
        Meta(description="The SHA-256 of the file: tells when the source changed under the curation.", extra=_OWN),
    ] = None
    source_sha256: Annotated[
        str | None,
        Meta(description="The SHA-256 of the page, or other file, that the text was taken out of.", extra=_OWN),
    ] = None
    published: Annotated[Edtf | None, Meta(description="When it was published, in EDTF.")] = None
    publisher: Annotated[str | None, Meta(description="Who published it.")] = None
    byline: Annotated[str | None, Meta(description="Who wrote it.")] = None
    url: Annotated[str | None, Meta(description="Where it was published.", extra=_OWN)] = None
    language: Annotated[str | None, Meta(description="Its language, as a BCP 47 tag.")] = None
    furniture: Annotated[
        tuple[str, ...],
        Meta(description="Lines that are page furniture, verbatim: dimmed in the reader, never a quote."),
    ] = ()
    captions: Annotated[tuple[str, ...], Meta(description="Lines that are captions, verbatim: no body text.")] = ()
    corrections: Annotated[
        tuple[str, ...], Meta(description="Lines that correct an earlier version, verbatim: no body text.")
    ] = ()
    marks: Annotated[
        tuple[str, ...],
        Meta(
            description="The pairs of quotation marks that it uses, such as `“”`, and the dashes that open speech, "
            "where they are not recognised."
        ),
    ] = ()
    not_quoted: Annotated[
        tuple[str, ...],
        Meta(description="Marked words that are nobody's, verbatim: titles, scare quotes. Wherever they stand."),
    ] = ()
    not_quoted_drafts: Annotated[
        tuple[str, ...],
        Meta(description="Those items of `not_quoted` that were proposed, and that nobody has accepted yet."),
    ] = ()
    note: Note = None
    accepts: Accepts = ()

    @property
    def nobodys_drafts(self) -> tuple[str, ...]:
        """The items of `not_quoted` that nobody has accepted yet."""
        return tuple(words for words in self.not_quoted if words in self.not_quoted_drafts)


# The name of the person that a draft has in place of a speaker that was not found.
UNNAMED_SPEAKER = "unnamed speaker"

# Replaced by the type that the form of the name suggests.
_BY_FORM: PersonType = ""  # type: ignore[assignment]


class Person(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Who speaks or is named: by name, anonymously on one occasion, or as a collective; or a document that speaks."""

    kind = Kind.PERSON

    name: Annotated[str, Meta(description="The name to show.", extra=_OWN)]
    type: Annotated[
        PersonType,
        Meta(description="How the person is known. Without it, the form of the name tells: see [People](#people)."),
    ] = _BY_FORM
    aliases: Annotated[tuple[str, ...], Meta(description="Other forms of the name.", extra=_OWN)] = ()
    role: Annotated[str | None, Meta(description="The role, as the source gives it.")] = None
    affiliation: Annotated[str | None, Meta(description="Whom the person belongs to, as the source gives it.")] = None
    possibly_same_as: Annotated[
        tuple[PersonId, ...], Meta(description="People that an anonymous source may be, where the text leaves it open.")
    ] = ()
    evidence: Annotated[tuple[Evidence, ...], Meta(description="Words that the record rests on.")] = ()
    review: Annotated[Curation, Meta(description="Whether a person has accepted a draft.")] = "reviewed"
    note: Note = None
    accepts: Accepts = ()

    def __post_init__(self) -> None:
        if self.type == _BY_FORM:
            # Imported lazily: not needed if all people have a type.
            from explorer.model.name_forms import Form, form_of_all

            form = form_of_all((self.name, *self.aliases))
            types: dict[Form, PersonType] = {
                Form.NAME: "named",
                Form.DESCRIPTION: "anonymous",
                Form.DOCUMENT: "document",
            }
            msgspec.structs.force_setattr(self, "type", types.get(form, "collective"))

    @property
    def is_placeholder(self) -> bool:
        """Whether this person replaces a speaker that nobody has identified yet."""
        return self.name == UNNAMED_SPEAKER and self.type == "anonymous"


class Topic(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What quotes are about."""

    kind = Kind.TOPIC

    label: Annotated[str, Meta(description="The name to show.", extra=_OWN)]
    description: Annotated[str | None, Meta(description="What belongs to the topic.")] = None
    broader: Annotated[TopicId | None, Meta(description="The topic that this one is part of.")] = None
    matches: Annotated[
        str | None, Meta(description="A query of the search. Quotes that answer it belong to the topic.", extra=_OWN)
    ] = None
    note: Note = None
    accepts: Accepts = ()


class Event(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened, or is announced to."""

    kind = Kind.EVENT

    name: Annotated[str, Meta(description="The name to show.", extra=_OWN)]
    date: Annotated[Edtf | None, Meta(description="When it happened, in EDTF, as far as the source carries it.")] = None
    date_basis: Annotated[
        DateBasis | None, Meta(description="Whether the source states the date or it is inferred.")
    ] = None
    date_because: Annotated[str | None, Meta(description="The reasoning behind the date.")] = None
    place: Annotated[str | None, Meta(description="Where it happened.")] = None
    participants: Annotated[tuple[PersonId, ...], Meta(description="Who took part.")] = ()
    part_of: Annotated[EventId | None, Meta(description="The event that this one is part of.")] = None
    after: Annotated[
        EventId | None, Meta(description="The event that this one came after, as the source tells it.")
    ] = None
    announced: Annotated[bool, Meta(description="Whether the source tells of it as still to come.")] = False
    topics: Annotated[tuple[TopicId, ...], Meta(description="What it is about.")] = ()
    evidence: Annotated[tuple[Evidence, ...], Meta(description="Words that the record rests on.")] = ()
    review: Annotated[Curation, Meta(description="Whether a person has accepted a draft.")] = "reviewed"
    note: Note = None
    accepts: Accepts = ()


class Quote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Words that a source attributes to someone."""

    kind = Kind.QUOTE

    article: Annotated[ArticleId, Meta(description="The article that the words stand in.")]
    speech: Annotated[
        Speech,
        Meta(
            description="direct: the marks hold all that the attribution governs; partial: only part of it; "
            "indirect: no marks, a paraphrase."
        ),
    ]
    text: Annotated[
        str | tuple[str, ...],
        Meta(
            description="The words, verbatim, without the outer quotation marks. A list of segments when the "
            "attribution interrupts one utterance.",
            extra=_OWN,
        ),
    ]
    speaker: Annotated[PersonId, Meta(description="Whose words they are.")]
    attribution: Annotated[str | None, Meta(description="The words that say who spoke, verbatim.", extra=_OWN)] = None
    relayed_by: Annotated[PersonId | None, Meta(description="Who told of the words, when not the speaker.")] = None
    relayed: Annotated[
        bool, Meta(description="Whether someone told of the words whom the text does not name; else `relayed_by`.")
    ] = False
    interpreted: Annotated[bool, Meta(description="Whether the words are an interpreter's.")] = False
    addressees: Annotated[tuple[PersonId, ...], Meta(description="To whom the words were said.")] = ()
    medium: Annotated[str | None, Meta(description="How the words were said: press conference, statement …")] = None
    event: Annotated[EventId | None, Meta(description="Where the words were said.")] = None
    date: Annotated[Edtf | None, Meta(description="When the words were said, in EDTF.")] = None
    date_basis: Annotated[
        DateBasis | None, Meta(description="Whether the source states the date or it is inferred.")
    ] = None
    date_because: Annotated[str | None, Meta(description="The reasoning behind the date.")] = None
    topics: Annotated[tuple[TopicId, ...], Meta(description="What the words are about.")] = ()
    not_topics: Annotated[
        tuple[TopicId, ...],
        Meta(description="Topics that the words are not about, though they answer their query or a narrower one's."),
    ] = ()
    within: Annotated[
        QuoteId | None, Meta(description="The paraphrase that a partial quote stands in.", extra=_OWN)
    ] = None
    same_as: Annotated[
        QuoteId | None,
        Meta(description="The quote of the same utterance, in another article or said again in this one.", extra=_OWN),
    ] = None
    review: Annotated[Review, Meta(description="How far the curation is checked.")] = "draft"
    note: Note = None
    accepts: Accepts = ()
    at: Annotated[
        Anchor | None,
        Meta(description="What stands around the words, only when they occur more than once.", extra=_OWN),
    ] = None

    @property
    def segments(self) -> tuple[str, ...]:
        """The quote's words as the article has them: one string for each run without an attribution in between."""
        return (self.text,) if isinstance(self.text, str) else self.text

    @property
    def is_relayed(self) -> bool:
        """Whether someone other than the speaker reported the words to the article. That person may lack a record."""
        return self.relayed or self.relayed_by not in (None, self.speaker)


class Rejection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A draft that a curator rejected: these words, by this speaker, are not proposed again. It is no record."""

    article: Annotated[ArticleId, Meta(description="The article that the words stand in.")]
    speaker: Annotated[PersonId, Meta(description="Whose words the draft said they are; that record may be gone.")]
    text: Annotated[str | tuple[str, ...], Meta(description="The words, verbatim, or the segments.")]
    at: Annotated[
        Anchor | None,
        Meta(description="What stands around the words, only when they occur more than once."),
    ] = None

    @property
    def segments(self) -> tuple[str, ...]:
        return (self.text,) if isinstance(self.text, str) else self.text


class RejectedTopic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic that a curator rejected: one of this name is not proposed again. It is no record."""

    topic: Annotated[str, Meta(description="The label of the topic that was proposed.")]


AnyRecord = Article | Person | Topic | Event | Quote

RECORD_TYPES: dict[Kind, type[AnyRecord]] = {
    Kind.ARTICLE: Article,
    Kind.PERSON: Person,
    Kind.TOPIC: Topic,
    Kind.EVENT: Event,
    Kind.QUOTE: Quote,
}


def is_draft(record: AnyRecord) -> bool:
    """Whether nobody has accepted a record yet. Articles and topics are never drafts."""
    return isinstance(record, (Quote, Person, Event)) and record.review == "draft"


def title(record: AnyRecord) -> str:
    """Return the title of a record on screen and in lists."""
    match record:
        case Article():
            return record.headline
        case Topic():
            return record.label
        case Quote():
            return " … ".join(record.segments)
        case _:
            return record.name


def names_of(record: AnyRecord) -> tuple[str, ...]:
    """Return all names of a record: its title, and a person's aliases."""
    return (title(record), *(record.aliases if isinstance(record, Person) else ()))


class Comment(msgspec.Struct, frozen=True, array_like=True):
    """A comment after unquoted text: that text, the comment with the spaces before it, and the position of its #."""

    after: str
    said: str
    line: int
    column: int


class Entry(msgspec.Struct, frozen=True):
    """A record with its place in the YAML.

    `spots` has the line and column of each value, by its path within the record: `speaker`, `topics[1]`,
    `evidence[0].text`. A later check may report any of these values. `comments` has the comments after values, also by
    path.
    """

    record: AnyRecord
    place: Place
    spots: dict[str, tuple[int, int]] = {}
    comments: dict[str, Comment] = {}

    def place_of(self, path: str) -> Place:
        """Return the place of the value at `path`, or of the record if it has no such value."""
        spot = self.spots.get(path)
        return Place(self.place.file, *spot) if spot else self.place
