"""Fill help texts to the width of a terminal."""

from __future__ import annotations

import re
from textwrap import wrap

# Longer lines are hard to read.
_WIDEST = 120
# Shorter ones can't be read.
_LEAST = 8
# A word and the gap before its meaning; on other lines, only the indentation.
_BEFORE = re.compile(r" *(?:\S.*?  +(?=\S))?")


def filled(text: str, width: int) -> str:
    """Fill the paragraphs of a text, and the meanings of words. Indented lines are left alone."""
    usage, _, rest = text.partition("\n\n")
    blocks = (_block(block.splitlines(), min(width, _WIDEST)) for block in rest.rstrip("\n").split("\n\n"))
    return "\n\n".join([usage, *("\n".join(lines) for lines in blocks)]) + "\n"


def _block(lines: list[str], width: int) -> list[str]:
    said = [lines[0]]
    for line in lines[1:]:
        if _goes_on(said[-1], line):
            said[-1] = f"{said[-1]} {line.strip()}"
        else:
            said.append(line)
    return [short for line in said for short in _line(line, width)]


def _goes_on(before: str, line: str) -> bool:
    """Whether a line continues a paragraph or the meaning of a word: it has the same indentation."""
    column = _column(before)
    return len(line) - len(line.lstrip()) == column and not _is_set_in(before)


def _is_set_in(line: str) -> bool:
    """Whether a line is left alone because it is indented, usually as something to type."""
    return line.startswith(" ") and not line[: _column(line)].strip()


def _column(line: str) -> int:
    found = _BEFORE.match(line)
    return found.end() if found else 0


def _line(line: str, width: int) -> list[str]:
    column = _column(line)
    if len(line) <= width or width - column < _LEAST or _is_set_in(line):
        return [line]
    text = wrap(line[column:], width - column, break_long_words=False, break_on_hyphens=False)
    return [f"{' ' * column if n else line[:column]}{each}" for n, each in enumerate(text)]
