"""What of an article no record covers: quoted spans, and speakers."""

from __future__ import annotations

import msgspec

from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage


class DoubtfulNotQuoted(msgspec.Struct, frozen=True):
    """An item of `not_quoted`, by its number, that may be speech after all.

    `span` has them as the article marks them; None where it has them in no marks. `said` are the words by which the
    article has somebody say them.
    """

    item: int
    span: QuotedSpan | None = None
    said: Passage | None = None


class Coverage(msgspec.Struct, frozen=True):
    """The quoted spans and the named speakers of an article, without furniture, and which of these are not curated.

    `open` has the spans that direct and partial quotes do not cover in full. `drafted` is how many others they cover
    only with drafts among them. `unnamed` has the speakers' names that are no person's, each where it first stands.
    `disowned` has what the article's record says to be nobody's words. `looked_up` has the words of the speakers'
    names: see `speakers.lookups`.
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
        """How many of the spans direct and partial quotes cover in full, without any draft."""
        return len(self.spans) - len(self.open) - self.drafted

    def __str__(self) -> str:
        drafted = f", {self.drafted} in drafts" if self.drafted else ""
        return f"{self.curated} of {len(self.spans)} quoted spans curated{drafted}"
