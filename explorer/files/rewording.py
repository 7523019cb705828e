"""Replacing the text of a scalar, while the words that stay keep their bytes, lines and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from explorer.files.scalars import in_double_marks
from explorer.files.yaml_nodes import BLANKS, BREAK

_PIECE = re.compile(rf"(?P<gap>[{BLANKS}]+)|[^{BLANKS}]+")
# In double quotation marks an escape may be white space, too, or an escaped line break.
_PIECE_IN_DOUBLE_MARKS = re.compile(
    rf"(?P<gap>(?:[{BLANKS}]|\\[nrtNLP{BLANKS}])+)|(?:\\[^nrtNLP{BLANKS}]|[^\\{BLANKS}])+"
)
# Compare two lists of words only if the product of their lengths is at most this, which takes no noticeable time.
_MOST_COMPARED = 1_000_000
# Wrapped lines have at least this many characters.
_NARROWEST = 20


class Wording(NamedTuple):
    """How a scalar is written. `column` is where it begins, and `width` the maximum length of its lines."""

    raw: str
    style: str
    says: str
    column: int
    width: int
    line_break: str
    escapes_no_break: bool


def reworded(old: Wording, text: str) -> Iterator[tuple[str, str]]:
    """Yield forms of a new text for a scalar, each with what it should say; the least changed form comes first.

    White space around the text is ignored and stays as it is, except around a single word, which may be a fixed value
    of a field. A form may turn out to say something else, for example a word that needs quotation marks. Nothing is
    yielded if the old text has no style to keep: on one line without marks.
    """
    found = BREAK.search(old.raw)
    if old.style in ("|", ">"):
        opened, closed = len(old.raw[: found.start()]) if found else len(old.raw), 0
    else:
        opened = closed = len(old.style)
    body = old.raw[opened : len(old.raw) - closed]
    can_fold = bool(found) or old.style == '"'
    if (not old.style and not found) or ("\n" in text and not can_fold):
        return
    first, there, last = _pieces(body, _PIECE_IN_DOUBLE_MARKS if old.style == '"' else _PIECE)
    before, words, after = _pieces(old.says, _PIECE)
    new = _pieces(text, _PIECE)[1]
    if len(words) != len(there) or (len(new) == 1 and (before or after)):
        return
    says = f"{before}{''.join(new)}{after}"
    head, tail = f"{old.raw[:opened]}{first}", f"{last}{old.raw[len(old.raw) - closed :]}"
    writer = _Writer(old, body)
    for steps in (_steps(words, new), [("replace", 0, len(words), 0, len(new))]):
        writer.begin(head)
        for how, a, _, c, d in steps:
            for n in range(c, d):
                writer.keep(there[a + n - c]) if how == "equal" else writer.add(new[n])
        yield f"{writer.written}{tail}", says


def common_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Count the items, or characters, that two texts share at their start and then at their end."""
    most = min(len(one), len(other))
    head = next((n for n in range(most) if one[n] != other[n]), most)
    return head, next((n for n in range(most - head) if one[-1 - n] != other[-1 - n]), most - head)


def _pieces(text: str, piece: re.Pattern[str]) -> tuple[str, Sequence[str], str]:
    """Split a text into words and the white space between them; return leading and trailing space separately."""
    found = list(piece.finditer(text))
    first = found.pop(0)[0] if found and found[0]["gap"] else ""
    last = found.pop()[0] if found and found[-1]["gap"] else ""
    return first, [each[0] for each in found], last


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the steps that turn one list into the other, in the form of SequenceMatcher."""
    head, tail = common_ends(old, new)
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    yield "equal", 0, head, 0, head
    if len(was) * len(now) <= _MOST_COMPARED:
        for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield how, head + a, head + b, head + c, head + d
    else:
        yield "replace", head, len(old) - tail, head, len(new) - tail
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


class _Writer:
    """Writes the words of a text in a given style over the lines of the old text."""

    def __init__(self, old: Wording, body: str) -> None:
        self._old = old
        lines = BREAK.split(body)
        margins = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(BLANKS)]
        self._has_lines = len(lines) > 1
        self._margin = " " * min(margins, default=0)
        self._width = max(old.width, len(self._margin) + _NARROWEST)
        self._parts: list[str] = []
        self._at = 0
        self._is_indented = False

    @property
    def written(self) -> str:
        return "".join(self._parts)

    def begin(self, head: str) -> None:
        self._parts, self._at, self._is_indented = [], self._old.column, False
        self.keep(head)

    def keep(self, piece: str) -> None:
        """Write a piece as it is."""
        self._parts.append(piece)
        last = BREAK.split(piece)[-1]
        self._at = len(last) if len(last) < len(piece) else self._at + len(piece)
        if len(last) < len(piece):
            self._is_indented = len(last) > len(self._margin)

    def add(self, piece: str) -> None:
        """Write a word, or the space between two."""
        old, line_break = self._old, self._old.line_break
        if not piece.strip(BLANKS):
            if old.style == "|":
                margins = re.split("\n(?!\n)", piece)
                self.keep(f"{line_break}{self._margin}".join(part.replace("\n", line_break) for part in margins))
                return
            breaks = len(piece) - len(piece.lstrip("\n"))
            indent = piece[breaks:]
            if breaks and self._has_lines and (old.style == ">" or not indent):
                # Next to a more deeply indented line, a line break is not read as a space.
                is_literal = old.style == ">" and (indent or self._is_indented)
                self.keep(f"{line_break * (breaks + (not is_literal))}{self._margin}{indent}")
                return
        elif self._parts and self._parts[-1] == " " and self._is_full(piece):
            self._parts.pop()
            self.keep(f"{line_break}{self._margin}")
        if old.style == '"':
            piece = in_double_marks(piece, escapes_no_break=old.escapes_no_break)[1:-1]
        elif old.style == "'":
            piece = piece.replace("'", "''")
        self.keep(piece)

    def _is_full(self, word: str) -> bool:
        """Whether a word would make its line too long and may start another one."""
        can_wrap = self._has_lines and self._old.style != "|"
        return can_wrap and self._at + len(word) > self._width
