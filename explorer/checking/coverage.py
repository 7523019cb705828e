"""The parts of an article that no record covers: quoted spans, and speakers."""

from __future__ import annotations

import msgspec

from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage


class DoubtfulNotQuoted(msgspec.Struct, frozen=True):
    """An item of `not_quoted`, by its number, that may be speech after all.

    `span` is its quoted span in the article; None if it is in no quotation marks. `said` is the reporting clause that
    attributes it to somebody.
    """

    item: int
    span: QuotedSpan | None = None
    said: Passage | None = None


class Coverage(msgspec.Struct, frozen=True):
    """The quoted spans and the named speakers of an article, without furniture, and those not yet curated.

    `open` has the spans that direct and partial quotes do not cover in full. `drafted` is the number of others that
    they cover only with drafts. `unnamed` has the speakers' names that no person has, each at its first mention.
    `disowned` has doubtful items of the record's `not_quoted`. `looked_up` has the words of the speakers' names: see
    `speakers.lookups`.
    """

    spans: tuple[QuotedSpan, ...]
    speakers: tuple[Passage, ...]
    open: tuple[QuotedSpan, ...] = ()
    unnamed: tuple[Passage, ...] = ()
    drafted: int = 0
    disowned: tuple[DoubtfulNotQuoted, ...] = ()
    looked_up: bytes = b""

    @property
    def curated(self) -> int:
        """The number of spans that direct and partial quotes cover in full without drafts."""
        return len(self.spans) - len(self.open) - self.drafted

    def __str__(self) -> str:
        drafted = f", {self.drafted} in drafts" if self.drafted else ""
        return f"{self.curated} of {len(self.spans)} quoted spans curated{drafted}"
