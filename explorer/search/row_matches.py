"""Filtering the rows of a list during typing: the rows with all words, from the first letter on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from explorer.search import folding

# Out of 100: how similar a word must be to a part of a row when no row contains it as typed.
_SIMILAR = 78


class RowMatches:
    """The texts of a list's rows, prepared once for any number of searches."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def rows(self, typed: str) -> list[int]:
        """Return the indexes of the rows that contain every typed word, ignoring case and accents, in order.

        For words that no row contains as typed, return the rows with something similar.
        """
        words = folding.words(typed)
        kept = list(range(len(self._texts)))
        for word in words:
            kept = [row for row in kept if word in self._folded[row]] or self._similar(word, kept)
        return kept

    @cached_property
    def _folded(self) -> list[str]:
        return [folding.fold(text) for text in self._texts]

    def _similar(self, word: str, rows: Sequence[int]) -> list[int]:
        from rapidfuzz import fuzz, process

        if len(word) < 3:
            return []
        texts = [self._folded[row] for row in rows]
        found = process.extract_iter(word, texts, scorer=fuzz.partial_ratio, score_cutoff=_SIMILAR)
        return [rows[n] for _, _, n in found]
