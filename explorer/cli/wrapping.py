"""Text as lines that fit into so many cells of a terminal. Nothing of it is left out but the blanks between lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Scripts that have no blanks between words: a line may end behind any of their signs, but what opens stays with the
# sign after it, and what closes, or is a mark of it, with the one before.
_OPENS = "「『（《〈【〔［｛“‘"
_CLOSES = "、。，．：；！？」』）】〉》〕］｝”’…ー々\u0300-\u036f\u3099\u309a\ufe00-\ufe0f"
_IDEOGRAPH = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"\s+|[{_OPENS}]*[{_IDEOGRAPH}][{_CLOSES}]*|(?:(?![{_OPENS}]*[{_IDEOGRAPH}])\S)+")


def wrapped(text: str, width: int, *, whole_words: bool = False) -> list[str]:
    """The lines of a text that has no line breaks; at least one, which may be empty.

    A word that is longer than a line is parted between signs, never within one that is made of several characters; but
    with `whole_words` it stays whole, so that it can be copied.
    """
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if cell_len(line + piece) <= width:
            line += "" if piece.isspace() and not line else piece
        elif piece.isspace():
            lines.append(line)
            line = ""
        else:
            *full, last = [piece] if whole_words else _parted(piece, width)
            lines += [line, *full]
            line = last
    return [line.rstrip() for line in [*lines, line] if line.strip()] or [""]


def _parted(word: str, width: int) -> Iterator[str]:
    from rich.cells import chop_cells

    parts = [part for part in chop_cells(word, max(2, width)) if part]
    # What has no width at the very end is dropped there.
    rest = word[sum(map(len, parts)) :]
    yield from parts[:-1]
    yield "".join([*parts[-1:], rest])
