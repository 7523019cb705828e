"""Help as it is written → lines that fit into a terminal."""

from __future__ import annotations

import re
from textwrap import wrap

# Longer lines are hard to read.
_WIDEST = 120
# Shorter ones can't be read.
_LEAST = 8
# A word and, behind a gap, what it means; of other lines the indentation alone.
_BEFORE = re.compile(r" *(?:\S.*?  +(?=\S))?")


def filled(text: str, width: int) -> str:
    """The text with its paragraphs, and what words are said to mean, filled. Lines that are set in stay as they are."""
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
    """Whether a line goes on with a paragraph, or with what a word means: it begins where that does."""
    column = _column(before)
    return len(line) - len(line.lstrip()) == column and not _is_set_in(before)


def _is_set_in(line: str) -> bool:
    """Whether a line stays as it is: one to be typed, for the most part."""
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
