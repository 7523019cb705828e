"""Normalise words, to compare names and descriptions."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

# Letters from here on have no case, and in many scripts no spaces separate words.
UNCASED = "\u0e00"
_WORD = re.compile(r"(?:\b[^\W\d_]\.)+|\w+(?:['-]\w+)*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OWNED = re.compile(r"'s$|(?<=s)'$")
# The maximum number of texts to keep with their words: most recur.
_KEPT = 16_384


def folded(text: str) -> str:
    """Text for comparison: in lower case, without accents, with plain apostrophes."""
    if text.isascii():
        return text.casefold()
    decomposed = normalize("NFD", text.replace("’", "'").casefold())
    return normalize("NFC", _ACCENTS.sub("", decomposed))


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without a possessive “’s”."""
    found: list[str] = _WORD.findall(folded(text))
    if not any("'" in word for word in found):
        return tuple(found)
    parts = (_OWNED.sub("", word).split("'") if "'" in word else (word,) for word in found)
    return tuple(part for each in parts for part in each if part)


def singular(word: str) -> str:
    """A word without a plural ending; “spokesman” and “spokeswoman” give the same result."""
    if word.startswith("spokes"):
        return "spokes"
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
