"""The elements of a description: fields with values, whose parts have tones and may be links."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from explorer.reading.text.passages import Passage


class Group(Enum):
    """The groups of fields, in reading order."""

    HEAD = auto()
    """What the record is: words that need no label."""
    BODY = auto()
    """What is known of it."""
    LISTED = auto()
    """The quotes that belong to it, for a renderer that lists them nowhere else."""
    ORIGIN = auto()
    """What is wrong with it, and where it comes from: words that need no label."""


class Label(msgspec.Struct, frozen=True, eq=False):
    """The label of a field: the word shown, and the group of the field.

    Two labels may have the same word: labels are compared by identity.
    """

    word: str
    group: Group = Group.BODY


NAME = Label("Name", Group.HEAD)
TOPICS = Label("Topics")
EVENTS = Label("Events")
NOTE = Label("Note")
REVIEW = Label("Review")
ACCEPTED = Label("Accepted")


class Tone(Enum):
    """The look of words. A tone never adds information that the words do not give."""

    PLAIN = auto()
    STRONG = auto()
    MUTED = auto()
    NAME = auto()
    GOOD = auto()
    WARNING = auto()
    ERROR = auto()
    ADDED = auto()
    REMOVED = auto()
    LINK = auto()
    MARKED = auto()


class Part(msgspec.Struct, frozen=True):
    """A run of words in one tone, safe to show.

    The words come from the archive or an article unless `own` marks them as the explorer's, which a search does not
    highlight. `spoken` replaces a text with signs for a screen reader.
    """

    text: str
    tone: Tone = Tone.PLAIN
    own: bool = False
    spoken: str | None = None


class RecordLink(msgspec.Struct, frozen=True):
    """A link to another record."""

    ref: str


class ArticleLink(msgspec.Struct, frozen=True):
    """A link into an article: to its top, to a quote or to a passage. `article` is an id, `quote` a ref."""

    article: str
    quote: str | None = None
    passage: Passage | None = None


Link = RecordLink | ArticleLink


class Value(msgspec.Struct, frozen=True):
    """One value of a field. `passages` locate its words in the article."""

    parts: tuple[Part, ...]
    link: Link | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """The words without tones."""
        return "".join(part.text for part in self.parts)

    @property
    def spoken(self) -> str:
        """The words for a screen reader, with signs put into words."""
        return "".join(part.text if part.spoken is None else part.spoken for part in self.parts)


class Field(msgspec.Struct, frozen=True):
    """A label with at least one value."""

    label: Label
    values: tuple[Value, ...]
