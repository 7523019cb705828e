"""Expanding a word of the query to the archive's words that it may mean, each with its similarity."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from explorer.search.inflection import forms

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Bags = NDArray[np.uint64]

# The ways in which a word of the query can be found; `Match.how` explains each.
WAYS = ("exact", "prefix", "stem", "infix", "typo", "joined")
EXACT, PREFIX, STEM, INFIX, TYPO, JOINED = range(len(WAYS))

JOINED_SIMILARITY = 0.85
_SHORTEST_STEM = 3
_INFLECTED = 0.76
# A word of at least this many letters that is similar to no other may have one more typo: `knowage`.
_SHORTEST_SLIP = 6
_SHORTEST_INFIX = 4
_SHORTEST_UNFINISHED_TYPO, _LONGEST_UNFINISHED_TYPO = 4, 12
# Only this many letters of a word are counted in its bag.
_LONGEST_COMPARED = 32
_AFTER_EVERY_LETTER = "\U0010ffff"
_CLASSES = 32
_WORDS_AT_ONCE = 50_000


class Expansion(NamedTuple):
    """The words that a word may mean: their numbers, their similarities (0 to 1), and their ways (see `WAYS`)."""

    ids: Ints
    similarities: Floats
    ways: Bytes


class Vocabulary:
    """Distinct folded words in order. The number of a word is its position, from 1; 0 is not a word."""

    def __init__(self, words: Sequence[str], pause: Callable[[], None], bags: Bags | None = None) -> None:
        """`bags` are those of another vocabulary with the same words; creating them takes most of the time."""
        self.words = words
        self.lengths = np.fromiter(map(len, words), np.int32, len(words))
        pause()
        # Words with a digit have no typos: 2023 is not 2022.
        plain = [number for number, word in enumerate(words) if _bears_typos(word)]
        pause()
        self._plain = np.array(plain, np.int32)
        self._plain_lengths = self.lengths[self._plain]
        pause()
        self._joined = "\n".join(["", *(words[number] for number in plain), ""])
        self._starts = np.zeros(len(plain) + 1, np.int64)
        np.cumsum(self._plain_lengths + 1, out=self._starts[1:])
        pause()
        self.bags = self._letter_bags(pause) if bags is None else bags

    def number(self, word: str) -> int:
        """Return the number of a word; 0 when it is not in the vocabulary."""
        at = bisect_left(self.words, word)
        return at + 1 if at < len(self.words) and self.words[at] == word else 0

    def word(self, number: int) -> str:
        return self.words[number - 1]

    def expand(self, word: str, unfinished: bool) -> Expansion:
        """Return the words that `word` may mean.

        An unfinished word is more similar to the longer words that begin with it than a finished one. An exact word is
        more similar than a longer one, and that is more similar than one that contains the word. The larger the typed
        part of the found word, the more similar it is.
        """
        same = np.array([self.number(word)] if self.number(word) else [], np.int32)
        numbers = np.array([number for form in forms(word) if (number := self.number(form))], np.int32)
        offers = [
            (same, np.ones(len(same), np.float32), EXACT),
            self._starting(word, unfinished),
            self._misspelt(word, allowed_typos(word)),
            self._containing(word),
            (numbers, np.full(len(numbers), _INFLECTED, np.float32), STEM),
        ]
        if unfinished:
            offers += self._misspelt_starts(word)
        return self._best(offers)

    def slips(self, word: str) -> Expansion:
        """Return the words that a word may mean if it is similar to none: it may have one more typo."""
        return self._best([self._misspelt(word, allowed_typos(word) + 1)] if len(word) >= _SHORTEST_SLIP else [])

    def _best(self, offers: Sequence[tuple[Ints, Floats, int]]) -> Expansion:
        """Return each offered word in the way in which it is most similar."""
        best = np.zeros(len(self.words) + 1, np.float32)
        ways = np.zeros(len(self.words) + 1, np.uint8)
        for ids, similarities, way in offers:
            better = similarities > best[ids]
            best[ids[better]] = similarities[better]
            ways[ids[better]] = way
        ids = np.flatnonzero(best).astype(np.int32)
        return Expansion(ids, best[ids], ways[ids])

    def _starting(self, word: str, unfinished: bool) -> tuple[Ints, Floats, int]:
        if not unfinished and len(word) < _SHORTEST_STEM:
            return _none()
        base, share, way = (0.90, 0.09, PREFIX) if unfinished else (0.78, 0.17, STEM)
        first = bisect_left(self.words, word)
        last = bisect_left(self.words, word + _AFTER_EVERY_LETTER, first)
        return (
            np.arange(first + 1, last + 1, dtype=np.int32),
            _float(base + share * len(word) / self.lengths[first:last]),
            way,
        )

    def _misspelt(self, word: str, typos: int) -> tuple[Ints, Floats, int]:
        if not typos or not _bears_typos(word):
            return _none()
        near = np.abs(self._plain_lengths - len(word)) <= typos
        near &= _alike(bag_of(word), self.bags[0], typos)
        at = np.flatnonzero(near)
        found, distances = self._within(word, [self.words[n] for n in self._plain[at]], typos)
        ids = self._plain[at[found]]
        longest = np.maximum(len(word), self.lengths[ids])
        return ids + 1, _float(1 - distances / longest), TYPO

    def _misspelt_starts(self, word: str) -> list[tuple[Ints, Floats, int]]:
        """Find longer words whose beginning is `word` with a typo."""
        size = len(word)
        if not _SHORTEST_UNFINISHED_TYPO <= size <= _LONGEST_UNFINISHED_TYPO or not allowed_typos(word):
            return []
        typos = 1 if size < 7 else 2
        bag, offers = bag_of(word), []
        # The beginning may be one letter shorter or longer: a letter may have been added or left out.
        for length in (size - 1, size, size + 1):
            begun = self.bags[length - _SHORTEST_UNFINISHED_TYPO + 2]
            near = (self._plain_lengths > max(size, length)) & _alike(bag, begun, typos)
            ids = self._plain[np.flatnonzero(near)]
            starts: dict[str, list[int]] = {}
            for n in ids.tolist():
                starts.setdefault(self.words[n][:length], []).append(n)
            found, distances = self._within(word, list(starts), typos)
            groups = list(starts.values())
            longer = [n for at in found.tolist() for n in groups[at]]
            wrong = np.repeat(np.maximum(distances, 1), [len(groups[at]) for at in found.tolist()])
            numbers = np.array(longer, np.int32)
            whole = 0.90 + 0.09 * size / self.lengths[numbers]
            offers.append((numbers + 1, _float(whole * (1 - wrong / size) ** 1.3), TYPO))
        return offers

    def _containing(self, word: str) -> tuple[Ints, Floats, int]:
        if len(word) < _SHORTEST_INFIX:
            return _none()
        places, at = [], self._joined.find(word)
        while at >= 0:
            places.append(at)
            # Go on with the next word.
            at = self._joined.find(word, self._joined.find("\n", at))
        plain = np.searchsorted(self._starts, np.array(places, np.int64) - 1, side="right") - 1
        ids = self._plain[plain]
        return ids + 1, _float(0.50 + 0.35 * len(word) / self.lengths[ids]), INFIX

    @staticmethod
    def _within(word: str, others: Sequence[str], most: int) -> tuple[Ints, Ints]:
        """Return which of the others are within the distance `most`, and their distances.

        The distance is that of optimal string alignment: swapped neighbours count once.
        """
        if not others:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        distances = process.cdist([word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)[0]
        found = np.flatnonzero(distances <= most)
        return found.astype(np.int32), distances[found]

    def _letter_bags(self, pause: Callable[[], None]) -> Bags:
        """Return the bag of each word without digits, then the bags of its beginnings, with a row for each length.

        The lengths range from one less than the shortest unfinished word to one more than the longest.
        """
        size = len(self._plain)
        once, twice = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
        bits = np.left_shift(np.uint64(1), _classes(_codes(self._joined)))
        of_starts = {}
        for column in range(min(int(self._plain_lengths.max(initial=0)), _LONGEST_COMPARED)):
            for start in range(0, size, _WORDS_AT_ONCE):
                part = slice(start, start + _WORDS_AT_ONCE)
                longer = np.flatnonzero(self._plain_lengths[part] > column) + start
                letters, seen = bits[self._starts[longer] + 1 + column], once[longer]
                twice[longer] |= seen & letters
                once[longer] = seen | letters
                pause()
            if _SHORTEST_UNFINISHED_TYPO - 1 <= column + 1 <= _LONGEST_UNFINISHED_TYPO + 1:
                of_starts[column + 1] = once | twice << np.uint64(_CLASSES)
        bags = once | twice << np.uint64(_CLASSES)
        for length in range(_SHORTEST_UNFINISHED_TYPO - 1, _LONGEST_UNFINISHED_TYPO + 2):
            of_starts.setdefault(length, bags)
        return np.array([bags, *(of_starts[length] for length in sorted(of_starts))], np.uint64)


def allowed_typos(word: str) -> int:
    """Return how many letters may be wrong, left out, added or swapped with the next. 0 for words with digits."""
    size = len(word)
    if size < 3 or not _bears_typos(word):
        return 0
    return 1 if size < 5 else 2 if size < 9 else 3


def _bears_typos(word: str) -> bool:
    return word.isalpha() or not any(map(str.isdigit, word))


def bag_of(word: str) -> np.uint64:
    """Return the letters of a word as bits: for each class of letters, whether it has one, and whether it has two.

    An edit sets at most one bit and clears at most one. So words within d edits differ by at most d bits each way.
    """
    once = twice = 0
    for letter in _classes(_codes(word[:_LONGEST_COMPARED])).tolist():
        bit = 1 << letter
        twice |= once & bit
        once |= bit
    return np.uint64(once | twice << _CLASSES)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _classes(codes: NDArray[np.uint32]) -> Bags:
    """Return the class of each code point: its own for each of a to z, one of six for all others."""
    letters = codes - np.uint32(ord("a"))
    return np.where(letters < 26, letters, 26 + codes % 6).astype(np.uint64)


def _alike(bag: np.uint64, bags: Bags, typos: int) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = np.bitwise_count(bag & ~bags) <= typos
    alike &= np.bitwise_count(bags & ~bag) <= typos
    return alike


def _float(values: NDArray[np.floating]) -> Floats:
    return values.astype(np.float32)


def _none() -> tuple[Ints, Floats, int]:
    return np.zeros(0, np.int32), np.zeros(0, np.float32), EXACT
