"""The text of a file's bytes, and its lines: where each begins, and which offset a line and a column name."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from explorer.files.belonging import SEEDS
from explorer.model.problems import Place, Problem, Severity

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What Python makes of a byte that is not UTF-8.
_BYTE = re.compile("[\udc80-\udcff]")


def decoded(content: bytes, name: str) -> tuple[str, Problem | None]:
    """The text of a UTF-8 file, with or without a byte order mark; or a problem at the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        wide = content.startswith(_WIDE)
        message = "this is UTF-16: save it as UTF-8" if wide else no_utf8(error.object[error.start])
        return "", Problem(place, Severity.ERROR, "not-utf8", message)


def decoded_in_part(content: bytes) -> tuple[str, list[tuple[int, int]]] | None:
    """The text of a file of which some bytes are not UTF-8, and the offset and the value of each of these bytes.

    U+FFFD stands for each of them in the text. None for a file that is something else altogether.
    """
    if content.startswith(_WIDE):
        return None
    text = content.decode("utf-8-sig", "surrogateescape")
    return _BYTE.sub("\ufffd", text), [(found.start(), ord(found[0]) - 0xDC00) for found in _BYTE.finditer(text)]


def no_utf8(byte: int) -> str:
    """The message for a byte that is not UTF-8. What it is in the encoding that Windows used for long is a guess."""
    letter = bytes([byte]).decode("cp1252", "replace")
    guess = f" (“{letter}” in Windows-1252)" if letter.isprintable() and letter != "\ufffd" else ""
    return f"not UTF-8: byte 0x{byte:02x}{guess}; save the file as UTF-8"


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
