"""Positions as a client counts them ↔ offsets in code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, Literal, NamedTuple

Encoding = Literal["utf-8", "utf-16", "utf-32"]

# What ends a line for the protocol, which is less than for YAML: U+0085 and U+2028 are letters of a line here.
_BREAK: Final = re.compile("\r\n|\n|\r")
_LAST_OF_ONE_UNIT = 0xFFFF


class Position(NamedTuple):
    """A line, and how many units of the client's encoding stand before the place there. Both count from 0."""

    line: int
    character: int


def lines_of(text: str) -> list[str]:
    """The lines of a text for the protocol, each with what ends it; the last one, which nothing ends, may be empty."""
    ends = [found.end() for found in _BREAK.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


class Positions:
    """The positions in a text."""

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self.text = text
        self._encoding = encoding
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self.text[self._starts[line] : offset]))

    def offset(self, line: int, character: int) -> int:
        """The offset of a position: the end of its line for one behind that, the end of the text below the last line.

        A position within a character is that of the character.
        """
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        found = _BREAK.search(self.text, start)
        end = found.start() if found else len(self.text)
        said = self.text[start:end]
        if said.isascii() or self._encoding == "utf-32":
            return min(start + character, end)
        units = 0
        for n, letter in enumerate(said):
            units += self._units(letter)
            if units > character:
                return start + n
        return end

    def _units(self, text: str) -> int:
        if text.isascii() or self._encoding == "utf-32":
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(letter > chr(_LAST_OF_ONE_UNIT) for letter in text)
