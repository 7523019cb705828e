"""Make ids for new records: free, lower-case slugs that describe the record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

# In characters. Ids are typed, and read in lists; an article's id also begins those of its quotes.
_LONGEST = 32
# A word of at most this length adds little at the end of an id.
_LITTLE = 3
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
    | {"ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’'‘`´", "")
)


def first_free_id(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The id that is wanted, or the first free one with a number after it."""
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(id for id in numbered if not is_taken(id))


def slug(words: str) -> str:
    """A slug of some words, cut after a whole word if it is long; empty without Latin letters or digits."""
    plain = unicodedata.normalize("NFKD", words.translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    whole = "-".join(re.findall(r"[a-z0-9]+", kept.lower()))
    if len(whole) <= _LONGEST:
        return whole
    words_left = (whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]).split("-")
    while len(words_left) > 2 and len(words_left[-1]) <= _LITTLE:
        words_left.pop()
    return "-".join(words_left)
