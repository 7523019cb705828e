"""The lines of a file's text: where each begins, and which offset a line and a column name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from explorer.files.belonging import SEEDS

# What ends a line of YAML 1.1, and so for the parser. An article's lines end as an editor shows them.
_YAML_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LINE_FEED: Final = re.compile("\n")


class Lines:
    """The lines of a text. They count from 1, columns too."""

    def __init__(self, text: str, line_break: re.Pattern[str] = _YAML_BREAK) -> None:
        self.text = text
        self._break = line_break

    @classmethod
    def of_file(cls, text: str, name: str) -> Lines:
        """The lines of a file of the archive, as the places in it count them."""
        return cls(text, _LINE_FEED if name.startswith(f"{SEEDS}/") else _YAML_BREAK)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in self._break.finditer(self.text))]

    def start(self, line: int) -> int:
        """The offset at which a line begins; the end of the text for one after the last."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)

    def end(self, line: int) -> int:
        """The offset right after the last character of a line, before what ends it."""
        found = self._break.search(self.text, self.start(line))
        return found.start() if found else len(self.text)

    def line(self, number: int) -> str:
        """A line without what ends it; empty for one after the last."""
        return self.text[self.start(number) : self.end(number)]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; the end of its line for a column after that."""
        return min(self.start(line) + column - 1, self.end(line))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
