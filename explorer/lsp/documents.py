"""The documents that are open in the editor, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.lsp.positions import Encoding, Position, Positions, lines_of


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
    lines = lines_of(document.text)
    for edit in edits:
        if edit.start is None or edit.end is None:
            lines = lines_of(edit.text)
            continue
        (first, start), (last, end) = sorted(_place(lines, at, encoding) for at in (edit.start, edit.end))
        # With the lines around: a \r and a \n that now stand side by side end one line together.
        above, below = max(first - 1, 0), last + 2
        before, after = [*lines[above:first], lines[first][:start]], [lines[last][end:], *lines[last + 1 : below]]
        between = lines_of("".join([*before, edit.text, *after]))
        lines[above:below] = between if below >= len(lines) else between[:-1]
    return Document(document.uri, version, "".join(lines))


def _place(lines: Sequence[str], position: Position, encoding: Encoding) -> tuple[int, int]:
    """The line of a position, and the offset there. Of many edits each looks at its own lines alone."""
    if position.line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return position.line, Positions(lines[position.line], encoding).offset(0, position.character)
