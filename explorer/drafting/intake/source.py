"""A source: a text to curate, and its file's metadata of the article."""

from __future__ import annotations

import msgspec

from explorer.reading.heads import ArticleMetadata


class NotTakenError(Exception):
    """A file can't be added as an article; the message says why, and what to do."""


class ExtraMissingError(NotTakenError):
    """The package that would read it is not installed."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A text to curate.

    `content` is the content of the file to write below `seeds/`: the given file itself, unless the text was extracted
    from it. Then `source_sha256` is the hash of the given file. `doubts` are sentences about what may be missing.
    """

    content: bytes
    text: str
    about: ArticleMetadata
    source_sha256: str | None = None
    doubts: tuple[str, ...] = ()
