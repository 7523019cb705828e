"""The words that weigh when a quote leaves them out, and those that a clause may do without, by language.

Each language has a file below `words`, named by its code. Its sections are the fields of `Wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
_WEIGHTY = ("negations", "modals", "hedges", "conditions", "turns", "amounts")
# How far into a text its language is looked for, in characters, and how many words tell it.
_LOOKED_AT, _ENOUGH = 4_000, 5
_KEPT = 256
_WORD = re.compile(r"[^\W\d_]+")
# The first letter of the scripts that have no spaces between words; kana are Japanese alone.
_UNSPACED, _KANA, _HAN = "\u0e00", re.compile("[\u3040-\u30ff]"), re.compile("[\u4e00-\u9fff]")


class Wording:
    """The words of one language that matter for the wholeness of quotes; none for a language without a file.

    A word of `links` joins an attribution to its clause (“said that”), `joiners` join two clauses, `openers` may begin
    a sentence (“Meanwhile”), `settings` may stand between an attribution and its clause (“said Tuesday”). `conditions`
    (“unless”) and `turns` (“but”) go on with a clause that seems to be over.
    """

    def __init__(self, sections: dict[str, frozenset[str]]) -> None:
        def words(name: str) -> frozenset[str]:
            return sections.get(name, frozenset())

        self.links, self.joiners, self.openers = words("links"), words("joiners"), words("openers")
        self._others_begin = re.compile(_any_of(words("joiners") | words("starters")) or r"(?!)", re.IGNORECASE)
        self.settings, self.after_headline = words("settings"), words("after-headline")
        self.conditions, self.turns = words("conditions"), words("turns")
        self.common, self.abbreviations = words("common"), words("abbreviations")
        number = _any_of({*words("amounts")}) or r"(?!)"
        weighty = _any_of(frozenset().union(*map(words, _WEIGHTY)))
        near = _any_of(words("approximations"))
        ways = [
            weighty,
            rf"(?:{near})(?=\s+(?:a |the |an )?(?:[$€£¥]?\d|{number}))" if near else "",
            r"\d[\d.,:]*(?<=\d)",
        ]
        self._weighty = re.compile("|".join(filter(None, ways)), re.IGNORECASE)
        firm = _any_of(frozenset().union(*map(words, _WEIGHTY[:-1])))
        self._firm = re.compile(firm or r"(?!)", re.IGNORECASE)

    def weighty(self, text: str, start: int, end: int) -> Iterator[str]:
        """The words between two offsets that weigh. What follows them may decide: “about” weighs before a number."""
        for found in self._weighty.finditer(text, start):
            if found.end() > end:
                break
            if not _is_name(text, found.start(), start):
                yield found[0]

    def begins_another(self, word: str) -> bool:
        """Whether a word after a comma begins another clause, or a comment, rather than more of the same clause."""
        return self._others_begin.fullmatch(word) is not None

    def is_firm(self, text: str, start: int, end: int) -> bool:
        """Whether any word weighs that is no number: such a word turns the meaning also of what is far from it."""
        found = (at for at in self._firm.finditer(text, start, end) if not _is_name(text, at.start(), start))
        return next(found, None) is not None


def _is_name(text: str, at: int, start: int) -> bool:
    """Whether a word has a capital without a reason, as the month of May has."""
    if not text[at].isupper() or at == start:
        return False
    before = (
        text[:at].rstrip(" \t\n“”\"'‘’«»„([")[-1:] if at < 200 else text[at - 200 : at].rstrip(" \t\n“”\"'‘’«»„([")[-1:]
    )
    return bool(before) and before not in ".!?…:" and text[at : at + 2] != "I "


def wording_of(language: str | None, text: str) -> Wording:
    """The words for the language with this BCP 47 tag; without a tag, for the language that a text seems to be in."""
    code = language.partition("-")[0].lower() if language else ""
    return _wording(code if code in languages() else "" if code else _recognised(text))


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


@cache
def _wording(code: str) -> Wording:
    return Wording(dict(_sections(code)) if code else {})


def _sections(code: str) -> Iterator[tuple[str, frozenset[str]]]:
    text = (_FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for section in "\n".join(lines).split("[")[1:]:
        name, _, words = section.partition("]")
        yield name, frozenset(word.strip() for word in words.replace("\n", ", ").split(",") if word.strip())


@lru_cache(maxsize=_KEPT)
def _recognised(text: str) -> str:
    """The code of the language whose most common words a text has; empty when it has too few of any."""
    begin = text[:_LOOKED_AT]
    if _KANA.search(begin):
        return "ja" if "ja" in languages() else ""
    if len(_HAN.findall(begin)) > len(begin) / 4:
        return "zh" if "zh" in languages() else ""
    words = [word.lower() for word in _WORD.findall(begin)]
    counts = {code: sum(word in common for word in words) for code, common in _common().items()}
    code = max(counts, key=lambda code: counts[code], default="")
    return code if code and counts[code] >= min(_ENOUGH, len(words) / _ENOUGH) else ""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: _wording(code).common for code in languages()}


def _any_of(words: frozenset[str] | set[str]) -> str:
    """A pattern for any of these words as a whole, the longest first; empty without words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(_pattern(word) for word in longest_first)


def _pattern(word: str) -> str:
    inner = re.escape(word.lstrip("*")).replace("’", "[’']").replace(r"\ ", r"\s+")
    before = r"\w+" if word.startswith("*") else "" if word[0] >= _UNSPACED else r"(?<!\w)"
    return before + inner + ("" if word[-1] >= _UNSPACED else r"(?!\w)")
