"""Words side by side, as they stand in a text: whole, but in any of their forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from explorer.search import folding
from explorer.search.inflection import forms

# For each word of a run, what may stand for it, folded.
Run = tuple[frozenset[str], ...]


def run(words: Iterable[str]) -> Run:
    """The run of some folded words, each in any of its forms."""
    return tuple(map(_with_forms, words))


def verbatim(words: Iterable[str]) -> Run:
    """The run of some folded words, just as they are."""
    return tuple(frozenset((word,)) for word in words)


def words_in(text: str) -> list[str]:
    """The folded words of a text, in order, and then its hyphen compounds, each as one word."""
    joined = folding.compounds(text)
    return [*folding.words(text), folding.BREAK, *joined] if joined else folding.words(text)


def place_of(run: Run, words: Sequence[str]) -> int | None:
    """Where the words of a run stand first among others; None where they do not."""
    for at in range(len(words) - len(run) + 1):
        if words[at] in run[0] and all(words[at + n] in run[n] for n in range(1, len(run))):
            return at
    return None


@lru_cache(maxsize=4096)
def _with_forms(word: str) -> frozenset[str]:
    return frozenset((word, *forms(word)))
