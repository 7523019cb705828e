"""The words whose omission changes the meaning of a quote, by language.

The words, and the effect of each section, are in `word_lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from heapq import merge
from unicodedata import is_normalized, normalize

from explorer.reading.languages import Sections
from explorer.reading.languages.recognising import code_of
from explorer.reading.languages.word_lists import sections

_FIRM = ("negations", "modals", "hedges", "conditions", "turns")
# The first letter of the scripts without spaces between words.
_UNSPACED = "\u0e00"
_NEVER = r"(?!)"
_NUMBER = r"\d[\d.,:]*(?<=\d)"
_PERCENT = r"(?<!\d)[%‰]"
_MARKS = " \t\n“”\"'‘’«»„(["
# Search this many characters before a word to see if it begins a sentence.
_BEFORE = 200
# This many characters after words may determine whether they are weighty.
_AFTER = 40


class WeightyWords:
    """The weighty words of one language; empty for a language without a file."""

    def __init__(self, code: str, sections: Sections) -> None:
        self.code = code
        self._sections = sections
        self.common, self.abbreviations = self._of("common"), self._of("abbreviations")

    def weighty(self, text: str, start: int, end: int) -> Iterator[str]:
        """The weighty words between two offsets. Later words may decide: “about” is weighty before a number."""
        if not is_normalized("NFC", text[start : end + _AFTER]):
            text, start, end = _composed(text, start, end)
        until, taken = end + _AFTER, start
        both = (self._firm.finditer(text, start, until), self._amounts.finditer(text, start, until))
        for match in merge(*both, key=lambda found: found.start()):
            if taken <= match.start() and match.end() <= end and not self._is_name(match, start):
                yield match[0]
                taken = match.end()

    def negations(self, text: str) -> list[str]:
        """The negations of a text, in order; a “not” that is part of another word counts as “not”."""
        found = (at[0].lower().replace("’", "'") for at in self._negations.finditer(text))
        return ["not" if word.endswith("n't") or word == "cannot" else word for word in found]

    def numbers(self, text: str) -> list[str]:
        """The numbers and amounts of a text, in order."""
        return [at[0].lower() for at in self._numbers.finditer(text)]

    def _of(self, name: str) -> frozenset[str]:
        return self._sections.get(name, frozenset())

    @cached_property
    def _negations(self) -> re.Pattern[str]:
        return re.compile(_any_of(self._of("negations")) or _NEVER, re.IGNORECASE)

    @cached_property
    def _firm(self) -> re.Pattern[str]:
        return re.compile(_any_of(frozenset().union(*map(self._of, _FIRM))) or _NEVER, re.IGNORECASE)

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        return re.compile("|".join((_any_of(self._of("amounts")) or _NEVER, _NUMBER)), re.IGNORECASE)

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        """Numbers, an “about” before one, and a “%” without its number."""
        amounts, near = _any_of(self._of("amounts")) or _NEVER, _any_of(self._of("approximations")) or _NEVER
        about = rf"(?:{near})(?=\s*(?:\w{{1,3}}\s)?(?:[$€£¥]?\d|{amounts}))"
        return re.compile("|".join((about, amounts, _NUMBER, _PERCENT)), re.IGNORECASE)

    @cached_property
    def _with_capitals(self) -> frozenset[str]:
        """The words that are always capitalised, as German nouns are."""
        return frozenset(word for words in self._sections.values() for word in words if word[0].isupper())

    def _is_name(self, found: re.Match[str], start: int) -> bool:
        """Whether a word is capitalised for no other reason than being a name, such as the month of May."""
        word, at = found[0], found.start()
        if not word[0].isupper() or at == start or word in self._with_capitals or (len(word) > 1 and word.isupper()):
            return False
        before = found.string[max(0, at - _BEFORE) : at].rstrip(_MARKS)[-1:]
        return bool(before) and before not in ".!?…:"


def _composed(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Words whose accents are encoded separately, in the form of the lists, with their context."""
    before, words, after = (
        normalize("NFC", part) for part in (text[max(0, start - _BEFORE) : start], text[start:end], text[end:][:_AFTER])
    )
    return before + words + after, len(before), len(before) + len(words)


def weighty_words_of(language: str | None, text: str) -> WeightyWords:
    """The words for the language with this BCP 47 tag; without a tag, for the apparent language of a text.

    If that is unknown, English is used. In a tagged language without a file, only digits are weighty.
    """
    return _read(code_of(language, text))


@cache
def _read(code: str) -> WeightyWords:
    return WeightyWords(code, sections(code))


def _any_of(words: frozenset[str]) -> str:
    """A pattern for any of these words as a whole; empty without words. “can’t” is tried before “can”."""
    spaced = [word for word in words if word[0] < _UNSPACED and "*" not in word]
    ways = [
        (r"(?<!\w)", [word.strip("*") for word in words if word.endswith("*")], r"\w+"),
        (r"\w+", [word.strip("*") for word in words if word.startswith("*")], r"(?!\w)"),
        (r"(?<!\w)", spaced, r"(?!\w)"),
        ("", [word for word in words if word[0] >= _UNSPACED], ""),
    ]
    return "|".join(f"{before}(?:{_either(some)}){after}" for before, some, after in ways if some)


def _either(words: list[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("’", "[’']").replace(r"\ ", r"\s+") for word in longest_first)
