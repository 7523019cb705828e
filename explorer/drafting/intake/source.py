"""A source: a text to curate, and what its file says of the article."""

from __future__ import annotations

import msgspec

from explorer.reading.heads import ArticleMetadata


class NotTakenError(Exception):
    """A file can't be taken as an article; the message says why, and what to do."""


class ExtraMissingError(NotTakenError):
    """What would read it is not installed."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A text to curate.

    `content` is what the file below `seeds/` is to have. It is the given file itself, unless the text had to be taken
    out of it: then `source_sha256` is the hash of that file. `doubts` are sentences on what may be missing in it.
    """

    content: bytes
    text: str
    about: ArticleMetadata
    source_sha256: str | None = None
    doubts: tuple[str, ...] = ()
