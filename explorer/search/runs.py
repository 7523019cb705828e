"""Runs: adjacent words in a text, whole, but in any of their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from explorer.search import folding
from explorer.search.inflection import forms

# Elided words that French and Italian attach to the next word: l’avocat, qu’elle, dell’arte. Up to six words are taken
# from there, so that a run is found as a word is: “l’avocat général” has “avocat général”.
_ELIDED = re.compile(
    r"(?<![\w'’])(?:[cdjlmnst]|(?:jus|lors|puis)?qu|ch|(?:a|da|de|ne|que|su)ll|quest|un)['’](?=(\w{2,}(?:\W+\w+){,5}))",
    re.IGNORECASE,
)

# For each word of a run, the folded forms that match it.
Run = tuple[frozenset[str], ...]


def run(words: Iterable[str]) -> Run:
    """Create the run of some folded words, each in any of its forms."""
    return tuple(map(_with_forms, words))


def verbatim(words: Iterable[str]) -> Run:
    """Create the run of some folded words exactly as they are."""
    return tuple(frozenset((word,)) for word in words)


def words_in(text: str) -> list[str]:
    """Return the folded words of a text, in order; then each hyphen compound as one word, and what follows elisions."""
    more = folding.compounds(text)
    if "'" in text or "’" in text:
        more += _ELIDED.findall(text)
    return folding.words_of_all([text, *more]) if more else folding.words(text)


def place_of(run: Run, words: Sequence[str]) -> int | None:
    """Return the first position of a run in a sequence of words, or None."""
    for at in range(len(words) - len(run) + 1):
        if words[at] in run[0] and all(words[at + n] in run[n] for n in range(1, len(run))):
            return at
    return None


@lru_cache(maxsize=4096)
def _with_forms(word: str) -> frozenset[str]:
    return frozenset((word, *forms(word)))
