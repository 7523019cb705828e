"""The documents that are open in the editor, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.lsp.positions import Encoding, Position, letters, lines_of


class Edit(NamedTuple):
    """New text between two positions; without these, for all of the document."""

    text: str
    start: Position | None = None
    end: Position | None = None


class Document:
    """An open document: its address as the client writes it, its version, and its lines."""

    def __init__(self, uri: str, version: int, text: str) -> None:
        self.uri, self.version = uri, version
        self._lines = lines_of(text)
        self._text: str | None = text

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    @property
    def content(self) -> bytes:
        """What the file would hold if it were saved. Half of a surrogate pair, which no file can hold, is replaced."""
        return self.text.encode("utf-8", "replace")

    def edit(self, version: int, edits: Sequence[Edit], encoding: Encoding) -> None:
        """Make edits, each of which sees what the one before has made. Each looks at the lines around it alone."""
        self.version, self._text = version, None
        for edit in edits:
            if edit.start is None or edit.end is None:
                self._lines = lines_of(edit.text)
                continue
            lines = self._lines
            (first, start), (last, end) = sorted(self._place(at, encoding) for at in (edit.start, edit.end))
            # With the lines around: a \r and a \n that now stand side by side end one line together.
            above, below = max(first - 1, 0), last + 2
            before, after = [*lines[above:first], lines[first][:start]], [lines[last][end:], *lines[last + 1 : below]]
            between = lines_of("".join([*before, edit.text, *after]))
            lines[above:below] = between if below >= len(lines) else between[:-1]

    def _place(self, position: Position, encoding: Encoding) -> tuple[int, int]:
        """The line of a position, and the offset there."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line].rstrip("\r\n")
        return position.line, letters(line, position.character, encoding)
