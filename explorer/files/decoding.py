"""Bytes of a file → its text."""

from __future__ import annotations

import codecs
import re

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
