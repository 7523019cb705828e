"""The words of a text as they are compared across articles: without typography, case, and the marks between them.

Words are looked for in all texts by pairs of telling words that follow each other, or that have one between them: so
one word that is altered leaves pairs that are not.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

# Scripts with no spaces between words: each character stands for itself, and two of them for a word.
_RANGES = ("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff", "\u3040-\u30ff", "\u3400-\u9fff")
_UNSPACED = "".join(_RANGES)
_ALONE = re.compile(f"[{_UNSPACED}]")
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"\w[\w{_MARKS}]*(?:['’]\w[\w{_MARKS}]*|[.,:]\d+)*")
# What a number stands for where only that there is one counts.
NUMBER = "#"
_SHORTEST = 3
# How many words are known at once.
_MOST_KINDS = 500_000
_LIGHT = Path(__file__).parent / "light_words.txt"


def words_of(text: str) -> list[str]:
    """The words of a text, folded. There are as many as `spans_of` gives."""
    return _pattern(text).findall(_folded(text))


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where each of the words of a text starts and ends."""
    return [found.span() for found in _pattern(text).finditer(text)]


class Telling(NamedTuple):
    """Those of some words that tell one sentence from another, and their places; of a number only that it is one."""

    places: list[int]
    words: list[str]


def telling(words: Iterable[str]) -> Telling:
    """Which words tell one sentence from another."""
    told = list(map(_kinds().__getitem__, words))
    return Telling([n for n, word in enumerate(told) if word], list(filter(None, told)))


def size_of(words: Collection[str]) -> float:
    """How many words these are: two characters of a script without spaces count as one."""
    if all(map(str.isascii, words)):
        return len(words)
    return len(words) - sum(1 for word in words if _stands_alone(word[0])) / 2


@cache
def light_words() -> frozenset[str]:
    """Words that so many sentences have that they tell none from another; negations are among them."""
    lines = _LIGHT.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class _Kinds(dict[str, str]):
    """What each word tells: itself, or that it is a number; nothing, if it is light. Each is worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_KINDS:
            self.clear()
        told = NUMBER if word[0].isdigit() else word
        if word in light_words() or (len(word) < _SHORTEST and word.isascii() and told is word):
            told = ""
        self[word] = told
        return told


@cache
def _kinds() -> _Kinds:
    return _Kinds()


def _pattern(text: str) -> re.Pattern[str]:
    return _WORD if text.isascii() or not _ALONE.search(text) else _word_or_character()


def _stands_alone(character: str) -> bool:
    return any(scripts[0] <= character <= scripts[-1] for scripts in _RANGES)


@cache
def _word_or_character() -> re.Pattern[str]:
    """Made when a text has such a script: that takes as long as all other patterns of a start together."""
    spaced = rf"[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}])*"
    return re.compile(rf"[{_UNSPACED}]|{spaced}(?:['’]{spaced}|[.,:]\d+)*")


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'")
    return text.lower()


# Pairs that stand more often are common phrases. They are followed only for a quote with hardly any others, the rarest
# of them, and no farther than to so many places.
COMMON, RAREST, MOST_PLACES = 40, 2, 500
# Pairs belong together that are no farther apart, in words, in the text than in the quote.
APART = 12
# How many pairs a quote must have in common with a place: one if it has no more than the first number of them, two if
# it has no more than the second, else three.
FEW, SOME = 6, 12
# A text and a place in it are one number: the place has the bits below these. So what is far apart in the number is far
# apart in the text, or in two texts. A quote may begin before a text, by fewer words than any has.
TEXT = 28
BEFORE, PLACES = 1 << (TEXT - 2), (1 << TEXT) - 1


class Candidate(NamedTuple):
    """A place where a quote may stand: its number, that of the text, and the places of words where it may begin."""

    quote: int
    text: int
    first: int
    last: int


class Index(ABC):
    """All pairs of telling words of some texts."""

    @abstractmethod
    def candidates(self, quotes: Sequence[Telling], own: Sequence[int]) -> Iterator[Candidate]:
        """The places where quotes may stand, those of each quote together.

        `own` has the number of the text that each quote is from, or -1: if there is one place in that, it is the
        quote's own, and is left out.
        """


def pairs_of(telling: Telling) -> tuple[list[int], list[int]]:
    """The pairs of a text or a quote: a number for each, and the place of its first word."""
    places, words = telling
    neighbours = map(hash, pairwise(words))
    beyond = map(hash, zip(words, words[2:], strict=False))
    return [*neighbours, *beyond], places[:-1] + places[:-2]
