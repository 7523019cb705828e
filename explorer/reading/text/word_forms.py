"""Normalise words, by which names and descriptions are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

# From here on letters have no case, and in many scripts no spaces between words.
UNCASED = "\u0e00"
_WORD = re.compile(r"(?:\b[^\W\d_]\.)+|\w+(?:['-]\w+)*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OWNED = re.compile(r"'s$|(?<=s)'$")
# How many words are kept as they were split: most of them come again.
_KEPT = 16_384


def folded(text: str) -> str:
    """Text for comparison: in lower case, without accents, with plain apostrophes."""
    if text.isascii():
        return text.casefold()
    decomposed = normalize("NFD", text.replace("’", "'").casefold())
    return normalize("NFC", _ACCENTS.sub("", decomposed))


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without the “’s” of whoever owns something."""
    found: list[str] = _WORD.findall(folded(text))
    if not any("'" in word for word in found):
        return tuple(found)
    parts = (_OWNED.sub("", word).split("'") if "'" in word else (word,) for word in found)
    return tuple(part for each in parts for part in each if part)


def singular(word: str) -> str:
    """A word without the ending of a plural; a spokesman is the same as a spokeswoman."""
    if word.startswith("spokes"):
        return "spokes"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
