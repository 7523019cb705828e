"""What a description is made of: fields of values, which are made of parts in tones and may be links."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from explorer.reading.text.passages import Passage


class Group(Enum):
    """The parts of a description, in the order in which they are read."""

    HEAD = auto()
    """What the record is: words that need no label."""
    BODY = auto()
    """What is known of it."""
    LISTED = auto()
    """The quotes that belong to it, for a renderer that lists them nowhere else."""
    ORIGIN = auto()
    """What is wrong with it, and where it comes from: words that need no label."""


class Label(msgspec.Struct, frozen=True, eq=False):
    """A field's label: the word that is shown, and the group that the field belongs to.

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
    """How words are meant to look. A tone never says anything that the words do not say, too."""

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

    The words come from the archive or an article, unless they are the explorer's `own`. A search does not mark
    `own` words. `spoken` says the same where the text has a sign: for a listener, who does not see it.
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
    """One value of a field. `passages` says where its words stand in their article."""

    parts: tuple[Part, ...]
    link: Link | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """The words without their tones."""
        return "".join(part.text for part in self.parts)

    @property
    def spoken(self) -> str:
        """The words without a sign: what a sign means is said in words."""
        return "".join(part.text if part.spoken is None else part.spoken for part in self.parts)


class Field(msgspec.Struct, frozen=True):
    """A label with at least one value."""

    label: Label
    values: tuple[Value, ...]
