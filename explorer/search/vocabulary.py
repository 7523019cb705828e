"""A word of the query → the archive's words that it may stand for, each with how alike the two are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST_STEM = 3
_SHORTEST_INFIX = 4
_SHORTEST_UNFINISHED_TYPO = 4
_SHORTEST_SPLIT = 6
# Nobody types two words as one of this length, and each split of it is looked up.
_LONGEST_SPLIT = 40
_SPLIT_SIMILARITY = 0.85
_AFTER_EVERY_LETTER = "\U0010ffff"


class Likeness(NamedTuple):
    """How alike two words are, from 0 to 1, and in which way (see `Match.how`)."""

    similarity: float
    how: str


class Vocabulary:
    """An archive's distinct folded words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(words)
        self._known = set(self._sorted)
        self._by_length: dict[int, list[str]] = {}
        for word in self._sorted:
            self._by_length.setdefault(len(word), []).append(word)

    def expand(self, word: str, unfinished: bool) -> dict[str, Likeness]:
        """The words that `word` may stand for. An unfinished word stands also for the longer ones that begin with it.

        The similarities are those of the reference design: exact above prefix above typo, and the more of the found
        word was typed, the higher.
        """
        found: dict[str, Likeness] = {}
        ways = [self._exact(word), self._longer(word, unfinished), self._misspelt(word), self._containing(word)]
        if unfinished:
            ways.append(self._misspelt_starts(word))
        for way in ways:
            for other, likeness in way:
                if other not in found or likeness.similarity > found[other].similarity:
                    found[other] = likeness
        return found

    def halves(self, word: str) -> list[tuple[str, str]]:
        """The pairs of known words that an unknown word may be, with the space between them forgotten."""
        if word in self._known or not _SHORTEST_SPLIT <= len(word) <= _LONGEST_SPLIT:
            return []
        splits = ((word[:at], word[at:]) for at in range(1, len(word)))
        return [(first, second) for first, second in splits if first in self._known and second in self._known]

    def _exact(self, word: str) -> Iterator[tuple[str, Likeness]]:
        if word in self._known:
            yield word, Likeness(1.0, "exact")

    def _longer(self, word: str, unfinished: bool) -> Iterator[tuple[str, Likeness]]:
        if not unfinished and len(word) < _SHORTEST_STEM:
            return
        base, share, how = (0.90, 0.09, "prefix") if unfinished else (0.78, 0.17, "stem")
        for other in self._starting(word):
            if other != word:
                yield other, Likeness(base + share * len(word) / len(other), how)

    def _misspelt(self, word: str) -> Iterator[tuple[str, Likeness]]:
        typos = allowed_typos(word)
        for length in range(len(word) - typos, len(word) + typos + 1) if typos else ():
            for other, distance in _near(word, self._by_length.get(length, ()), typos):
                if distance:
                    yield other, Likeness(1 - distance / max(len(word), length), "typo")

    def _misspelt_starts(self, word: str) -> Iterator[tuple[str, Likeness]]:
        size = len(word)
        if size < _SHORTEST_UNFINISHED_TYPO or not allowed_typos(word):
            return
        initials = dict.fromkeys(word[:2])
        longer = [other for initial in initials for other in self._starting(initial) if len(other) > size]
        # One letter less or more on the other side makes up for a letter too many or left out.
        for length in (size - 1, size, size + 1):
            starts: dict[str, list[str]] = {}
            for other in longer:
                starts.setdefault(other[:length], []).append(other)
            for start, distance in _near(word, starts, 1 if size < 7 else 2):
                for other in starts[start]:
                    whole = 0.90 + 0.09 * size / len(other)
                    yield other, Likeness(whole * (1 - max(distance, 1) / size) ** 1.3, "typo")

    def _containing(self, word: str) -> Iterator[tuple[str, Likeness]]:
        if len(word) >= _SHORTEST_INFIX:
            for other in self._sorted:
                if word in other and other != word:
                    yield other, Likeness(0.50 + 0.35 * len(word) / len(other), "infix")

    def _starting(self, start: str) -> list[str]:
        first = bisect_left(self._sorted, start)
        return self._sorted[first : bisect_left(self._sorted, start + _AFTER_EVERY_LETTER, first)]


def split_likeness() -> Likeness:
    """How alike a word and two words that it runs together are."""
    return Likeness(_SPLIT_SIMILARITY, "split")


def allowed_typos(word: str) -> int:
    """How many letters may be wrong, left out, added or swapped with the next. None in numbers: 2023 is not 2022."""
    size = len(word)
    if size < 3 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if size < 5 else 2 if size < 9 else 3


def _near(word: str, others: Iterable[str], most: int) -> list[tuple[str, int]]:
    """The words within a distance (optimal string alignment: swapped neighbours count once), with that distance."""
    found = process.extract(word, list(others), scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(other, int(distance)) for other, distance, _ in found]
