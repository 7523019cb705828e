"""Distinguish apostrophes from single quotation marks: ’tis, ’90s, the brothers’ house, rock ’n’ roll."""

from __future__ import annotations

import re

# Words that begin with an apostrophe: a quotation never begins there.
_CLIPPED = re.compile(
    r"(?:\d0s|\d\d(?=ers?\b)|(?:tis|tisn|twas|twasn|twere|twill|twould|em|til|n|cos|coz|cuz|bout|neath|gainst|fraid|tho"
    r"|ere|im|er|ve|re|ll|nother|nuff|ello|t|s)(?!\w))",
    re.IGNORECASE,
)
# A year: before punctuation, or after a word that precedes years.
_YEAR = re.compile(r"\d\d(?!\w)")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|of|since|from|by|the|until|till|to|and|or|class|summer|winter|spring|fall|autumn) |[–-])$"
)
_MAY_BE_CUT = re.compile(r"(?:[sxz]|in|nna|tta|\b(?:o|an|th|wi|ol|t|y|de|thro|mo|po|lil))$", re.IGNORECASE)
_SPACE = re.compile(r"\s")


def begins_clipped(text: str, at: int) -> bool:
    """Whether the mark at an offset replaces letters at the start of a word."""
    year = _YEAR.match(text, at + 1)
    if year:
        return text[year.end() : year.end() + 1] in ".,;:)" or _BEFORE_YEAR.search(text, max(0, at - 8), at) is not None
    return _CLIPPED.match(text, at + 1) is not None


def may_end_word(text: str, at: int) -> bool:
    """Whether the closing mark at an offset may instead be an apostrophe, or mean feet or inches.

    A number precedes feet or inches; a plural or a clipped word precedes an apostrophe: the brothers’, goin’. It is
    certainly a closing mark only if punctuation ends the speech or the sentence there.
    """
    after, next_ = text[at + 1 : at + 2], text[at + 2 : at + 3]
    before = text[at - 1 : at].isdigit() or (
        text[at] != '"' and _MAY_BE_CUT.search(text, max(0, at - 8), at) is not None
    )
    return before and bool(_SPACE.match(after)) and next_.isalnum()
