"""Words side by side, as they stand in a text: whole, but in any of their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from explorer.search import folding
from explorer.search.inflection import forms

# What French and Italian write with the word that follows: l’avocat, qu’elle, dell’arte. Up to six words are taken from
# there, so that a run is found as a word is: “l’avocat général” has “avocat général”.
_ELIDED = re.compile(
    r"(?<![\w'’])(?:[cdjlmnst]|(?:jus|lors|puis)?qu|ch|(?:a|da|de|ne|que|su)ll|quest|un)['’](?=(\w{2,}(?:\W+\w+){,5}))",
    re.IGNORECASE,
)

# For each word of a run, what may stand for it, folded.
Run = tuple[frozenset[str], ...]


def run(words: Iterable[str]) -> Run:
    """The run of some folded words, each in any of its forms."""
    return tuple(map(_with_forms, words))


def verbatim(words: Iterable[str]) -> Run:
    """The run of some folded words, just as they are."""
    return tuple(frozenset((word,)) for word in words)


def words_in(text: str) -> list[str]:
    """The folded words of a text, in order; then its hyphen compounds, each as one word, and what follows elisions."""
    more = folding.compounds(text)
    if "'" in text or "’" in text:
        more += _ELIDED.findall(text)
    return folding.words_of_all([text, *more]) if more else folding.words(text)


def place_of(run: Run, words: Sequence[str]) -> int | None:
    """Where the words of a run stand first among others; None where they do not."""
    for at in range(len(words) - len(run) + 1):
        if words[at] in run[0] and all(words[at + n] in run[n] for n in range(1, len(run))):
            return at
    return None


@lru_cache(maxsize=4096)
def _with_forms(word: str) -> frozenset[str]:
    return frozenset((word, *forms(word)))
