"""Convert between a client's positions and offsets in code points, in open documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from explorer.files.lines import Lines

Encoding = Literal["utf-8", "utf-16", "utf-32"]

# Line ends of the protocol, fewer than in YAML: U+0085 and U+2028 are ordinary characters here.
_BREAK: Final = re.compile("\r\n|\n|\r")
BYTE_ORDER_MARK: Final = "\ufeff"
_BYTES: Final[dict[Encoding, str]] = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_WIDTHS: Final[dict[Encoding, int]] = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


class Position(NamedTuple):
    """A line, and the number of units of the client's encoding before the place on it. Both count from 0."""

    line: int
    character: int


def lines_of(text: str) -> list[str]:
    """The lines of a text for the protocol, each with its line end; the last one has none and may be empty."""
    if "\r" in text:
        ends = [found.end() for found in _BREAK.finditer(text)]
        return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), last]


class Positions:
    """The positions in a text. A byte order mark is not part of it, but is counted if the client has one."""

    def __init__(self, text: str, encoding: Encoding = "utf-16", *, has_mark: bool = False) -> None:
        self._lines = Lines(text, _BREAK)
        self._encoding = encoding
        self._mark = units(BYTE_ORDER_MARK, encoding) if has_mark else 0

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line, column = self._lines.place(offset)
        before = units(self._lines.text[offset - column + 1 : offset], self._encoding)
        return Position(line - 1, before + (0 if line > 1 else self._mark))

    def offset(self, line: int, character: int) -> int:
        """The offset of a position, clamped to the end of its line and to the end of the text.

        A position within a character is moved to its start.
        """
        character = character if line else max(0, character - self._mark)
        return self._lines.start(line + 1) + letters(self._lines.line(line + 1), character, self._encoding)


def units(text: str, encoding: Encoding) -> int:
    """The number of units of an encoding in a text."""
    return len(text) if text.isascii() else len(text.encode(_BYTES[encoding], "surrogatepass")) // _WIDTHS[encoding]


def letters(text: str, count: int, encoding: Encoding) -> int:
    """The number of whole characters within `count` units of an encoding; all of a shorter text."""
    if text.isascii() or encoding == "utf-32":
        return min(count, len(text))
    width = _WIDTHS[encoding]
    encoded = text.encode(_BYTES[encoding], "surrogatepass")
    end = min(count * width, len(encoded))
    while end < len(encoded) and _goes_on(encoded[end : end + width]):
        end -= width
    return len(encoded[:end].decode(_BYTES[encoding], "surrogatepass"))


def _goes_on(unit: bytes) -> bool:
    """Whether a unit continues a character."""
    return unit[-1] & 0xC0 == 0x80 if len(unit) == 1 else unit[-1] & 0xFC == 0xDC


class Edit(NamedTuple):
    """Text that replaces a range between two positions or, without these, the whole document."""

    text: str
    start: Position | None = None
    end: Position | None = None


class Document:
    """An open document: its URI as the client spells it, its version, and its lines."""

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
        """The content of the file if it were saved now. Lone surrogates, which no file can hold, are replaced."""
        return self.text.encode("utf-8", "replace")

    def edit(self, version: int, edits: Sequence[Edit], encoding: Encoding) -> None:
        """Apply edits in sequence. Each one looks only at the lines around it."""
        self.version, self._text = version, None
        for edit in edits:
            if edit.start is None or edit.end is None:
                self._lines = lines_of(edit.text)
                continue
            lines = self._lines
            (first, start), (last, end) = sorted(self._place(at, encoding) for at in (edit.start, edit.end))
            # Include the neighbouring lines: a \r and a \n that become adjacent form one line end.
            above, below = max(first - 1, 0), last + 2
            before, after = [*lines[above:first], lines[first][:start]], [lines[last][end:], *lines[last + 1 : below]]
            between = lines_of("".join([*before, edit.text, *after]))
            lines[above:below] = between if below >= len(lines) else between[:-1]

    def _place(self, position: Position, encoding: Encoding) -> tuple[int, int]:
        """The line of a position, and the offset within it."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line].rstrip("\r\n")
        return position.line, letters(line, position.character, encoding)
