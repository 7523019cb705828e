"""What a text has as somebody's own words."""

from __future__ import annotations

from typing import Literal

import msgspec

from explorer.checking.passages import Passage

# How a text shows that words are speech: in quotation marks, after a dash, after a speaker's label, or set as a block.
SpanKind = Literal["marks", "dash", "label", "block"]


class QuotedSpan(msgspec.Struct, frozen=True, gc=False):
    """Words that a text marks as speech, without the marks.

    `starts` has every place where the words may begin: several where more marks open than close. Words that are not
    `closed` by any mark are taken to run to the end of their paragraph.

    `parts` has the passages of the words in order, without what the author puts in between: paragraph breaks, and
    words of saying such as “he repeats” inside of the marks, which are `inserted`. `label` is the name of the speaker
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
    def passage(self) -> Passage:
        """The longest passage that may be meant: from the first start."""
        return Passage(self.starts[0], self.end)
