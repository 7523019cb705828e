"""Folding text for comparison, without case, accents, apostrophes and punctuation, and mapping back to the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, groupby
from unicodedata import category, normalize

_APOSTROPHES = "'’‘‛ʼʹ′`´＇"
_ZERO_WIDTH_SPACE = "\u200b"
# Letters with a stroke, and ligatures, which Unicode does not decompose.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Chinese and Japanese put no spaces between words: each of their characters counts as a word.
_IDEOGRAPH = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Replaced first: most texts are then plain ASCII, which is translated much faster.
_TYPOGRAPHY = (("’", ""), ("‘", ""), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("…", " "), ("\u00a0", " "))
# Text between spaces; no word extends beyond it.
_CHUNK = re.compile(r"\S+")
_COMPOUND = re.compile(r"(?<![\w’'])[\w’']++(?:[-‐‑–][\w’']++)+")
_MAY_HAVE_COMPOUND = re.compile(r"[‐‑–]|\.[^\W\d_](?!\w)")
_INITIALS = re.compile(r"(?<![\w.])[^\W\d_](?:\.[^\W\d_])+(?!\w)")


class _Folding(dict[int, str | None]):
    """The folded form of each code point: letters, a space, or None for nothing. Filled on demand."""

    def __missing__(self, code: int) -> str | None:
        # None, and not an empty string: with None, `str.translate` is many times faster on ASCII.
        self[code] = folded = _fold_character(chr(code)) or None
        return folded


# Marks the end of each text when several are folded together. No folded text contains it.
BREAK = "\x01"
_FOLDING = _Folding({ord(BREAK): BREAK})


def fold(text: str) -> str:
    """Fold a text: NFKD without combining marks and apostrophes, casefolded, with spaces for non-word characters."""
    return _translated(text.replace(BREAK, " "))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return fold(text).split()


def words_of_all(texts: Sequence[str]) -> list[str]:
    """Return the folded words of many texts at once, with a `BREAK` after those of each."""
    joined = f" {BREAK} ".join([*texts, ""])
    if joined.count(BREAK) > len(texts):
        return words_of_all([text.replace(BREAK, " ") for text in texts])
    return _translated(joined).split()


def _translated(text: str) -> str:
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY:
            text = text.replace(mark, plain)
    return text.translate(_FOLDING)


def compounds(text: str) -> list[str]:
    """Return the hyphen compounds and dotted initials of a text, each as one word: `facetoface`, `us`."""
    if not ("-" in text or _MAY_HAVE_COMPOUND.search(text)):
        return []
    return ["".join(words(text[start:end])) for start, end in _compound_spans(text)]


def located_words(text: str, sought: Set[str]) -> Iterator[tuple[int, str, list[int]]]:
    """Find words and compounds in a text: yield the number, the word, and the offsets of its letters in the text.

    The number of a compound is negative, since it has no neighbours.
    """
    here = {chunk: (words(chunk), compounds(chunk)) for chunk in set(text.split())}
    may_be = {chunk for chunk, of_it in here.items() if not sought.isdisjoint(chain(*of_it))}
    number = 0
    for found in _CHUNK.finditer(text):
        chunk, start = found[0], found.start()
        if chunk in may_be:
            runs = groupby(_letters(text, start, found.end()), lambda letter: letter[0] != " ")
            words_here = (list(run) for is_word, run in runs if is_word)
            located = [(number + n, *_located(letters)) for n, letters in enumerate(words_here)]
            for first, end in _compound_spans(chunk):
                compound = _located(_letters(text, start + first, start + end))
                located.append((-1 - start - first, *compound))
            yield from (each for each in located if each[1] in sought)
        number += len(here[chunk][0])


def letter_end(text: str, at: int) -> int:
    """Return the end of the letter at an offset, after its combining marks."""
    end = at + 1
    while end < len(text) and category(text[end]) in ("Mn", "Me"):
        end += 1
    return end


def _fold_character(char: str) -> str:
    if _is_dropped(char):
        return ""
    plain = "".join(part for part in normalize("NFKD", char) if not _is_dropped(part))
    plain = plain.casefold().translate(_UNDECOMPOSED)
    folded = "".join(part if part.isalnum() or category(part) == "Mc" else " " for part in plain)
    return _IDEOGRAPH.sub(r" \g<0> ", folded)


def _is_dropped(char: str) -> bool:
    return char in _APOSTROPHES or (category(char) in ("Mn", "Me", "Cf") and char != _ZERO_WIDTH_SPACE)


def _compound_spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_COMPOUND, _INITIALS):
        for found in pattern.finditer(text):
            yield found.span()


def _letters(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    return ((letter, at) for at in range(start, end) for letter in fold(text[at]))


def _located(letters: Iterable[tuple[str, int]]) -> tuple[str, list[int]]:
    word = [(letter, at) for letter, at in letters if letter != " "]
    return "".join(letter for letter, _ in word), [at for _, at in word]
