"""Quotation marks: which pairs there are, and which of them a text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from explorer.model.problems import Replacement

# For each opening mark the marks that may close it: English, German, Polish, French and its reverse, Chinese and
# Japanese, straight, and those of typewriters.
CLOSED_BY: Mapping[str, tuple[str, ...]] = {
    "“": ("”",),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    '"': ('"',),
    "＂": ("＂",),
    "``": ("''", '"'),
    "''": ("''",),
    "‘": ("’",),
    "‛": ("’",),
    "‚": ("‘", "’"),
    "‹": ("›",),
    "›": ("‹",),
    "'": ("'",),
    "`": ("'",),
    "「": ("」",),
    "『": ("』",),
    "《": ("》",),
}
# Pairs of the same mark, which is told by what stands around it: of Swedish and Finnish, and slips of the hand.
_SAME = ("””", "’’", "»»", "““")
# What looks like an apostrophe.
SINGLE = frozenset("‘’‚‛'`")
# From here on letters have no spaces between words and marks: those of Chinese, Japanese and Korean.
UNSPACED = "\u2e80"
_OPENS_LEFT, _OPENS_RIGHT = (re.compile(rf"(?:^|(?<=[\s(\[—–]))[{marks}](?=[\w¿¡…])") for marks in ("«‹", "»›"))


class Marks:
    """The quotation marks of one text.

    `closed_by` has the closing marks of each opening one. The marks in `either` may open or close: what stands around
    them tells.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.closed_by: dict[str, tuple[str, ...]] = {}
        for opening, closing in pairs:
            self.closed_by[opening] = (*self.closed_by.get(opening, ()), closing)
        self.either = frozenset(opening for opening, closings in self.closed_by.items() if opening in closings)
        self._pattern = _pattern(frozenset(self.closed_by).union(*self.closed_by.values()))

    def found_in(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        """The marks between two offsets, each with its place; without those inside of a word, which are apostrophes."""
        found = [(mark.start(), mark[0]) for mark in self._pattern.finditer(text, start, end)]
        return [(at, mark) for at, mark in found if mark not in SINGLE or not _is_inside_word(text, at)]


@cache
def _pattern(marks: frozenset[str]) -> re.Pattern[str]:
    """A pattern for any of some marks. Two marks of a typewriter in a row are one."""
    one = (
        f"[{''.join(sorted(mark for mark in marks if len(mark) == 1))}]"
        if any(len(mark) == 1 for mark in marks)
        else ""
    )
    return re.compile("|".join([*sorted(mark for mark in marks if len(mark) > 1), *filter(None, [one])]) or "(?!)")


def pair_of(stated: str) -> tuple[str, str] | None:
    """The opening and the closing mark of a pair as a curator writes it, `“”` or `« »`; None if it is no pair."""
    marks = "".join(stated.split())
    opening, closing = marks[: len(marks) // 2], marks[len(marks) // 2 :]
    known = closing in CLOSED_BY.get(opening, ()) or marks in _SAME
    return (opening, closing) if known else None


def _is_inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum() and text[at + 1] < UNSPACED


def meant_pair(stated: str) -> Replacement | None:
    """The pair that was probably meant by what is none: one with the same opening mark, or the same closing one."""
    known = [opening + closing for opening, closings in CLOSED_BY.items() for closing in closings]
    near = [pair for pair in known if stated.strip()[:1] == pair[0]] or [pair for pair in known if pair[-1] in stated]
    return Replacement(stated, near[0]) if stated.strip() and near else None


def marks_of(text: str, stated: Sequence[str] = ()) -> Marks:
    """The marks that a text uses: those that are stated, or else those that stand there, as far as they are clear."""
    pairs = [pair for pair in map(pair_of, stated) if pair]
    return Marks(pairs or _found(text))


# Two apostrophes in a row are a mark of a typewriter where there are more of them.
_SEVERAL = 2


def _found(text: str) -> list[tuple[str, str]]:
    found = [(opening, closing) for opening, closings in CLOSED_BY.items() if opening in text for closing in closings]
    left_out = {("''", "''")} if text.count("''") < _SEVERAL or "``" in text else set()
    for left, right in ("«»", "‹›"):
        left_out |= {(left, right) if _are_reversed(text, left, right) else (right, left)}
    # Where there are other marks, these have the titles of books.
    if any(mark in text for mark in "“「『＂") or ('"' in text and "《" in text):
        left_out |= {("《", "》")}
    found = [pair for pair in found if pair not in left_out]
    return found + [(mark, mark) for mark in _same(text)]


def _are_reversed(text: str, left: str, right: str) -> bool:
    """Whether a text opens with » and closes with «."""
    if left not in text or right not in text:
        return False
    opens_left = sum(found[0] == left for found in _OPENS_LEFT.finditer(text))
    return sum(found[0] == right for found in _OPENS_RIGHT.finditer(text)) > opens_left


def _same(text: str) -> list[str]:
    """The marks that look the same at both ends in this text."""
    double = "”" in text and not any(mark in text for mark in "“„‟")
    found = ["”"] if double else []
    found += ["’"] if "’" in text and double and not any(mark in text for mark in "‘‚‛") else []
    found += ["»"] if "»" in text and "«" not in text else []
    return found + (["“"] if "“" in text and not any(mark in text for mark in "”„") else [])
