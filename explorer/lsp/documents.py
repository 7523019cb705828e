"""The documents that are open in the editor, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.lsp.positions import Encoding, Position, Positions


class Document(NamedTuple):
    """An open document: its address as the client writes it, its version, and its text."""

    uri: str
    version: int
    text: str

    @property
    def content(self) -> bytes:
        """What the file would hold if it were saved. Half of a surrogate pair, which no file can hold, is replaced."""
        return self.text.encode("utf-8", "replace")


class Edit(NamedTuple):
    """New text between two positions; without these, for all of the document."""

    text: str
    start: Position | None = None
    end: Position | None = None


def edited(document: Document, version: int, edits: Sequence[Edit], encoding: Encoding) -> Document:
    """A document after edits, each of which sees what the one before has made."""
    text = document.text
    for edit in edits:
        if edit.start is None or edit.end is None:
            text = edit.text
            continue
        positions = Positions(text, encoding)
        start, end = sorted((positions.offset(*edit.start), positions.offset(*edit.end)))
        text = text[:start] + edit.text + text[end:]
    return Document(document.uri, version, text)
