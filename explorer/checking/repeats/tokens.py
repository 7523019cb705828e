"""Normalise words to compare them across articles: without typography, case, and the marks between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

# Scripts without spaces between words: each character is a token, and two of them count as a word.
_RANGES = ("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff", "\u3040-\u30ff", "\u3400-\u9fff")
_UNSPACED = "".join(_RANGES)
_ALONE = re.compile(f"[{_UNSPACED}]")
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"\w[\w{_MARKS}]*(?:['’]\w[\w{_MARKS}]*|[.,:]\d+)*")
# Replaces a number where only its presence counts.
NUMBER = "#"
_SHORTEST = 3
# The maximum number of words cached.
_MOST_KINDS = 500_000
_LIGHT = Path(__file__).parent / "light_words.txt"


def words_of(text: str) -> list[str]:
    """The folded words of a text, as many as `spans_of` gives."""
    return _pattern(text).findall(_folded(text))


def spans_of(text: str) -> list[tuple[int, int]]:
    """The start and end of each word of a text."""
    return [match.span() for match in _pattern(text).finditer(text)]


def telling(words: Iterable[str]) -> list[str]:
    """The significant words, which distinguish sentences; each number becomes `NUMBER`."""
    return list(filter(None, map(_KINDS.__getitem__, words)))


def numbers_of(words: Iterable[str]) -> list[int]:
    """A number for each word, the same in every process: 0 for an insignificant one."""
    return list(map(_NUMBERS.__getitem__, words))


def size_of(words: Collection[str]) -> float:
    """The number of words; two characters of a script without spaces count as one."""
    if all(map(str.isascii, words)):
        return len(words)
    return len(words) - sum(1 for word in words if _stands_alone(word[0])) / 2


@cache
def light_words() -> frozenset[str]:
    """Words too frequent to distinguish sentences, including negations."""
    lines = _LIGHT.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class _Kinds(dict[str, str]):
    """A cache of each word's significant form: itself, or `NUMBER`; empty if it is light."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_KINDS:
            self.clear()
        told = NUMBER if word[0].isdigit() else word
        if word in light_words() or (len(word) < _SHORTEST and word.isascii() and told is word):
            told = ""
        self[word] = told
        return told


_KINDS = _Kinds()


class _Numbers(dict[str, int]):
    """A cache of a number of 31 bits for each word; 0 if it is light."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_KINDS:
            self.clear()
        told = _KINDS[word]
        number = self[word] = crc32(told.encode(errors="surrogatepass")) >> 1 or 1 if told else 0
        return number


_NUMBERS = _Numbers()


def _pattern(text: str) -> re.Pattern[str]:
    return _WORD if text.isascii() or not _ALONE.search(text) else _word_or_character()


def _stands_alone(character: str) -> bool:
    return any(scripts[0] <= character <= scripts[-1] for scripts in _RANGES)


@cache
def _word_or_character() -> re.Pattern[str]:
    """Made only for a text with such a script, since that takes as long as all other patterns at the start."""
    spaced = rf"[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}])*"
    return re.compile(rf"[{_UNSPACED}]|{spaced}(?:['’]{spaced}|[.,:]\d+)*")


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'")
    return text.lower()
