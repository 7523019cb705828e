"""The quoted spans of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from explorer.reading.text.passages import Passage

# How a text shows that words are speech: in quotation marks, after a dash, after a speaker's label, or set as a block.
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

    `starts` has every place where the words may begin: several where more marks open than close. Words that are not
    `closed` by any mark are taken to run to the end of their paragraph.

    `parts` has the passages of the words in order, without what the author puts in between: paragraph breaks, and
    reporting clauses such as “he repeats” inside of the marks, which are `inserted`. `label` is the name of the speaker
    that stands before the words, as in an interview.
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
        """Where the longest passage begins that may be meant."""
        return self.starts[0]

    @property
    def passage(self) -> Passage:
        """The longest passage that may be meant: from the first start."""
        return Passage(self.starts[0], self.end)

    def words(self, text: str) -> str:
        """The words in one line, without what the author puts in between."""
        return " ".join(text[part.start : part.end] for part in self.parts)

    @property
    def joined(self) -> Iterator[tuple[Passage, ...]]:
        """The parts that nothing but the breaks of paragraphs or lines is between, run by run."""
        run: list[Passage] = []
        for part in self.parts:
            if run and any(run[-1].end <= words.start and words.end <= part.start for words in self.inserted):
                yield tuple(run)
                run = []
            run.append(part)
        yield tuple(run)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets moved inwards over white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def without(passage: Passage, apart: Iterable[Passage]) -> Iterator[Passage]:
    """The parts of a passage that none of the others, which are in order, has."""
    start = passage.start
    for other in apart:
        if other.end > start and other.start < passage.end:
            if other.start > start:
                yield Passage(start, other.start)
            start = max(start, other.end)
    if start < passage.end:
        yield Passage(start, passage.end)
