"""Bytes of a file → its text."""

from __future__ import annotations

from explorer.model.problems import Place, Problem, Severity


def decoded(content: bytes, name: str) -> tuple[str, Problem | None]:
    """The text of a UTF-8 file, with or without a byte order mark; or a problem at the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return "", Problem(place, Severity.ERROR, "not-utf8", f"not UTF-8: byte 0x{error.object[error.start]:02x}")
