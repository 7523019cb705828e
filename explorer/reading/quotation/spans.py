"""The quoted spans of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from explorer.reading.text.passages import Passage

# How a text marks words as speech: by quotation marks, a dash, a speaker's label, or as a block.
SpanKind = Literal["marks", "dash", "label", "block"]
SHOWN_BY: Mapping[SpanKind, str] = MappingProxyType(
    {
        "marks": "in quotation marks",
        "dash": "after a dash",
        "label": "in a conversation",
        "block": "in a block quote",
    }
)


class QuotedSpan(msgspec.Struct, frozen=True, gc=False):
    """A span of a text that is marked as speech, without the marks.

    `starts` is every offset where the words may begin: several if more marks open than close. If no mark closes the
    words (`closed`), they extend to the end of their paragraph.

    `parts` is the passages of the words in order, without the author's interruptions: paragraph breaks, and reporting
    clauses such as “he repeats” inside the marks (`inserted`). `label` is the speaker's name before the words, as in an
    interview.
    """

    starts: tuple[int, ...]
    end: int
    closed: bool = True
    kind: SpanKind = "marks"
    parts: tuple[Passage, ...] = ()
    inserted: tuple[Passage, ...] = ()
    label: Passage | None = None

    @property
    def start(self) -> int:
        """The start of the longest possible passage."""
        return self.starts[0]

    @property
    def passage(self) -> Passage:
        """The longest possible passage, from the first start."""
        return Passage(self.starts[0], self.end)

    def words(self, text: str) -> str:
        """The words in one line, without the author's interruptions."""
        return " ".join(text[part.start : part.end] for part in self.parts)

    @property
    def joined(self) -> Iterator[tuple[Passage, ...]]:
        """Runs of parts with only paragraph or line breaks between them."""
        run: list[Passage] = []
        for part in self.parts:
            if run and any(run[-1].end <= words.start and words.end <= part.start for words in self.inserted):
                yield tuple(run)
                run = []
            run.append(part)
        yield tuple(run)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets, moved inwards past white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def without(passage: Passage, apart: Iterable[Passage]) -> Iterator[Passage]:
    """The parts of a passage outside all the others, which are in order."""
    start = passage.start
    for other in apart:
        if other.end > start and other.start < passage.end:
            if other.start > start:
                yield Passage(start, other.start)
            start = max(start, other.end)
    if start < passage.end:
        yield Passage(start, passage.end)
