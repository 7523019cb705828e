"""What a description is made of."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from explorer.checking.passages import Passage
from explorer.describing.labels import Label


class Tone(Enum):
    """What words are like. It never says what the words do not say as well."""

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


class Part(msgspec.Struct, frozen=True):
    """A run of words in one tone, safe to show.

    The words are the archive's or an article's, unless they are the explorer's `own`: what a search looks for is never
    meant by those.
    """

    text: str
    tone: Tone = Tone.PLAIN
    own: bool = False


class RecordLink(msgspec.Struct, frozen=True):
    """A way to another record."""

    ref: str


class ArticleLink(msgspec.Struct, frozen=True):
    """A way into an article, by its id: to its top, or to a quote, by its ref, or to a passage."""

    article: str
    quote: str | None = None
    passage: Passage | None = None


Link = RecordLink | ArticleLink


class Value(msgspec.Struct, frozen=True):
    """One value of a field. `passages` are where the words stand in their article."""

    parts: tuple[Part, ...]
    link: Link | None = None
    passages: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """The words without their tones."""
        return "".join(part.text for part in self.parts)


class Field(msgspec.Struct, frozen=True):
    """What a record says under one label: at least one value."""

    label: Label
    values: tuple[Value, ...]
