"""Searching for words in the explorer’s own lines, such as what a key does: misspelt ones match, too."""

from __future__ import annotations

import re

# How similar a word must be, out of 100, and from how many letters on it may be misspelt at all.
_ALIKE = 75
_MISSPELT_FROM = 4


def has_words(line: str, typed: str) -> bool:
    """Whether a line has each typed word: exactly, as the beginning or a part of a word, or nearly so."""
    folded = line.casefold()
    present = {*folded.split(), *re.findall(r"\w+", folded)}
    return all(any(_is_like(word, other) for other in present) for word in typed.casefold().split())


def _is_like(typed: str, word: str) -> bool:
    if typed in word:
        return True
    if len(typed) < _MISSPELT_FROM:
        return False
    from rapidfuzz import fuzz

    # The typed word may be only the beginning.
    return any(fuzz.ratio(typed, word[:length]) >= _ALIKE for length in {len(typed), len(typed) + 1, len(word)})
