"""Decoding a file, and converting between offsets in its text and lines and columns."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from explorer.files.belonging import SEEDS
from explorer.model.problems import Place, Problem, Severity

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A byte that is not UTF-8, as Python decodes it.
_BYTE = re.compile("[\udc80-\udcff]")


def decoded(content: bytes, name: str) -> tuple[str, Problem | None]:
    """Decode a UTF-8 file with or without a byte order mark; report a problem at the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        wide = content.startswith(_WIDE)
        message = "this is UTF-16: save it as UTF-8" if wide else no_utf8(error.object[error.start])
        return "", Problem(place, Severity.ERROR, "not-utf8", message)


def decoded_in_part(content: bytes) -> tuple[str, list[tuple[int, int]]] | None:
    """Decode a file that is not UTF-8 throughout, with the offset and the value of each wrong byte.

    U+FFFD replaces these bytes in the text. None for a file that is something else altogether.
    """
    if content.startswith(_WIDE):
        return None
    text = content.decode("utf-8-sig", "surrogateescape")
    return _BYTE.sub("\ufffd", text), [(found.start(), ord(found[0]) - 0xDC00) for found in _BYTE.finditer(text)]


def no_utf8(byte: int) -> str:
    """Return the message for a byte that is not UTF-8, guessing its character in the old encoding of Windows."""
    letter = bytes([byte]).decode("cp1252", "replace")
    guess = f" (“{letter}” in Windows-1252)" if letter.isprintable() and letter != "\ufffd" else ""
    return f"not UTF-8: byte 0x{byte:02x}{guess}; save the file as UTF-8"


# The line breaks of YAML 1.1, and so of the parser. Lines of an article are those that an editor shows.
_YAML_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_LINE_FEED: Final = re.compile("\n")


class Lines:
    """The lines of a text. Lines and columns count from 1."""

    def __init__(self, text: str, line_break: re.Pattern[str] = _YAML_BREAK) -> None:
        self.text = text
        self._break = line_break

    @classmethod
    def of_file(cls, text: str, name: str) -> Lines:
        """Split a file of the archive into lines as its places count them."""
        return cls(text, _LINE_FEED if name.startswith(f"{SEEDS}/") else _YAML_BREAK)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in self._break.finditer(self.text))]

    def start(self, line: int) -> int:
        """Return the offset at which a line begins; after the last line, the end of the text."""
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)

    def end(self, line: int) -> int:
        """Return the offset after the last character of a line, before its line break."""
        found = self._break.search(self.text, self.start(line))
        return found.start() if found else len(self.text)

    def line(self, number: int) -> str:
        """Return a line without its line break; empty after the last line."""
        return self.text[self.start(number) : self.end(number)]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; the end of its line for a column after that."""
        return min(self.start(line) + column - 1, self.end(line))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
