"""The finding on a quote's speaker: how its article attributes it to them, or what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from explorer.reading.text.passages import Passage

# For each possible referent of a pronoun, its names in the article.
CandidateNames = tuple[tuple[str, ...], ...]


class MentionType(StrEnum):
    """How a text mentions a speaker."""

    NAME = "name"
    ALIAS = "alias"
    ROLE = "role"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    UNNAMED = "unnamed"


class SpeakerFinding(msgspec.Struct, frozen=True, gc=False):
    """How a quote's article attributes it to its speaker.

    `mention` is the mention of the speaker in the article. If it names somebody else, or nobody, `code` and `message`
    say so, `path` is the doubtful field of the record, and `instead` has its fields by the article, as ids of people;
    `accepted` is why the curator lets that stand. If not `settled`, it may change when somebody else is quoted in the
    article, too.
    """

    how: MentionType
    mention: Passage | None = None
    code: str = ""
    message: str = ""
    settled: bool = True
    path: str = "speaker"
    accepted: str = ""
    instead: Mapping[str, str] = {}

    @property
    def is_mismatch(self) -> bool:
        """Whether the article has another speaker than the record."""
        return self.code == "speaker-mismatch"

    @property
    def is_spliced(self) -> bool:
        """Whether somebody else speaks between the segments of the quote."""
        return self.code == "words-spliced"

    def moved(self, by: int) -> SpeakerFinding:
        """The same finding, moved by a number of characters."""
        at = self.mention and Passage(self.mention.start + by, self.mention.end + by)
        return msgspec.structs.replace(self, mention=at)
