"""Speakers' labels: “THE LANTERN:”, “Q.” and “A.”, “**Ana Ruiz:**”, “记者：”. The words after one need no marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from explorer.checking.passages import Passage
from explorer.checking.quotation.spans import QuotedSpan, trimmed

# What a line may have before a label: a number, as in transcripts of courts, and the marks of bold type. A full stop in
# a name is that of an initial or a title; after the name may stand how it was said, in brackets.
_NUMBER, _BOLD = r"(?:\d{1,3}[ \t]{1,6})?", r"(?P<bold>\*{1,3}|_{1,2})?"
_TITLES = r"(?:(?<=\b[A-Z])|(?<=\b(?:Mr|Ms|Dr|St|Sr|Jr|MR|MS|DR))|(?<=\b(?:Mrs|MRS|Rev|Gen|Sen|Gov|Rep|Mme)))\."
_NAME = rf"(?P<name>[^\W\d_](?:[^\n:：.*_()\[\]“”„«»\"?!;，。、]|{_TITLES}){{0,60}}?)"
_ASIDE = r"(?:\s*[(\[][^)\]\n]{1,60}[)\]])?"
_COLON = r"\s?(?(bold)(?:(?P=bold)\s?[:：]|[:：]\s?(?P=bold))|[:：])(?!//)"
_LABEL = re.compile(_NUMBER + _BOLD + _NAME + _ASIDE + _COLON)
_LONGEST = 140
# Questions and answers, in the letters of some languages; and those without a point, set apart by spaces.
_LETTERS = {"Q": "A", "F": "A", "P": "R", "D": "R", "В": "О", "S": "V", "K": "V", "V": "S", "B": "C"}
_POINT = r"\d{0,2}(?:[.:)]|\s?[–—](?=\s)|(?=[ \t]{2,}))"
_LETTER = re.compile(rf"{_NUMBER}(?P<bold>\*\*)?(?P<name>[QAFPRDВОSV]){_POINT}(?(bold)\*\*)\s*")
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "of",
        "the",
        "von",
        "van",
        "der",
        "del",
        "di",
        "da",
        "al",
        "bin",
        "and",
        "for",
        "y",
        "e",
        "et",
        "und",
        "für",
        "du",
        "des",
        "den",
        "dos",
        "das",
        "no",
        "ni",
    ]
)
_SENTENCE = re.compile(r"(?:[.?!…。？！]|[—–-]{1,2})[)\]”»\"'’*_]*$")
_ASIDES = re.compile(r"[(\[*_].*[)\]*_]", re.DOTALL)
_LEADING_ASIDE = re.compile(r"[(\[][^)\]\n]{1,60}[)\]]\s*")
# A label has so many words at most; one of Chinese or Japanese so many characters.
_MOST, _MOST_UNSPACED = 6, 10
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff·・]+")
# The last character of “he says”, before the colon of a quotation.
_SAYING = "说說道称稱示言曰问问问是为為"
# Whoever speaks says these words of themselves.
_I = (
    *(
        "I",
        "we",
        "my",
        "our",
        "us",
        "me",
        "je",
        "nous",
        "notre",
        "mon",
        "ich",
        "wir",
        "mein",
        "unser",
        "yo",
        "nosotros",
    ),
    *("mi", "nuestro", "eu", "nós", "meu", "io", "noi", "jag", "vi", "я", "мы", "ja"),
)
_FIRST_PERSON = re.compile(rf"\b(?:{'|'.join(_I)})\b|\bj[’']|我|私", re.IGNORECASE)
_EDITED = re.compile(r"\b(?:interview|conversation|transcript|exchange|edited|condensed|recorded)\b", re.IGNORECASE)


class Turn(msgspec.Struct, frozen=True):
    """What somebody says in one go, after a label: the label's name, and the passages of the words, unit by unit."""

    label: Passage
    parts: tuple[Passage, ...]
    units: tuple[int, ...]

    @property
    def span(self) -> QuotedSpan:
        """The turn as a span."""
        return QuotedSpan((self.parts[0].start,), self.parts[-1].end, kind="label", parts=self.parts, label=self.label)


class _Begin(msgspec.Struct, frozen=True):
    label: Passage
    name: str
    body: Passage
    is_letter: bool = False


def begins_turn(text: str, start: int, end: int) -> bool:
    """Whether a line begins with what may be a label: one in capitals or in bold type, or the letter of a question."""
    return _LETTER.match(text, start, end) is not None or _label(text, start, end) is not None


def turns(text: str, units: Sequence[Passage]) -> Iterator[Turn]:
    """The turns of a text that is a conversation, at least in part."""
    begun = {n: begin for n, unit in enumerate(units) if (begin := _begin(text, unit)) is not None}
    begun = dict(_accepted(text, begun)) if begun else begun
    for n, begin in begun.items():
        found = list(_units_of_turn(text, n, begun, units))
        parts = (
            [begin.body, *(units[m] for m in found)] if begin.body.start < begin.body.end else [units[m] for m in found]
        )
        if parts:
            yield Turn(begin.label, tuple(parts), (n, *found))


def _begin(text: str, unit: Passage) -> _Begin | None:
    found = _LETTER.match(text, unit.start, unit.end)
    letter = found is not None
    found = found or _label(text, unit.start, unit.end)
    if found is None:
        return None
    start, end = trimmed(text, found.end(), unit.end)
    aside = _LEADING_ASIDE.match(text, start, end)
    body = Passage(*trimmed(text, aside.end(), end)) if aside and aside.end() < end else Passage(start, end)
    name = found["name"].rstrip()
    at = found.start("name")
    return _Begin(Passage(at, at + len(name)), name.casefold(), body, letter)


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label that a line begins with, if it may be a speaker's."""
    near = min(end, start + _LONGEST)
    if text.find(":", start, near) < 0 and text.find("：", start, near) < 0:
        return None
    found = _LABEL.match(text, start, end)
    return found if found and _may_speak(found["name"]) else None


def _may_speak(name: str) -> bool:
    """Whether a name may be a speaker's: short, its words with capitals, and nothing like “Photo” or “When”."""
    words = name.split()
    bare = name.strip().casefold().replace("’", "'")
    if not words or len(words) > _MOST or bare in _no_speakers() or words[0].casefold() in _no_speakers():
        return False
    if _UNSPACED.match(name):
        return (
            len(name) <= _MOST_UNSPACED
            and name.strip()[-1] not in _SAYING
            and _UNSPACED.fullmatch(name.strip()) is not None
        )
    if not words[0][0].isupper():
        return False
    return all(not word[0].islower() or word in _PARTICLES for word in words[1:]) or (
        len(words) == 2 and words[0] in _DEFINITE
    )


_DEFINITE = frozenset({"The", "Le", "La", "Der", "Die", "Das", "El", "Il", "O", "A"})


def _accepted(text: str, begun: Mapping[int, _Begin]) -> Iterator[tuple[int, _Begin]]:
    """The labels that are some: those of a conversation, or one alone with a name that stands elsewhere in the text."""
    letters = {begin.name.upper() for begin in begun.values() if begin.is_letter}
    asked = any(_LETTERS.get(letter) in letters for letter in letters)
    counts = Counter(begin.name for begin in begun.values() if asked or not begin.is_letter)
    spoken = {
        n: begin
        for n, begin in begun.items()
        if counts[begin.name] > 1 or (counts[begin.name] and _is_said(text, begin))
    }
    near = any(after - before <= _NEAR for before, after in pairwise(spoken))
    conversation = asked or (len(spoken) > 1 and (near or any(counts[begin.name] > 1 for begin in spoken.values())))
    for n, begin in spoken.items():
        if conversation or _is_known(text, begin, n):
            yield n, begin


# Two turns of a conversation stand so near to each other, in units.
_NEAR = 3


def _is_said(text: str, begin: _Begin) -> bool:
    """Whether a sentence follows a label, or nothing: then what is said stands below."""
    words = text[begin.body.start : begin.body.end]
    return not words or bool(_SENTENCE.search(words))


def _is_known(text: str, begin: _Begin, n: int) -> bool:
    words = text[begin.label.start : begin.label.end]
    last = words.split()[-1]
    again = re.search(rf"\b{re.escape(last.title())}\b", text[begin.body.end :] + text[: begin.label.start])
    return n > 0 and not begin.is_letter and words.isupper() and again is not None and _is_said(text, begin)


def _units_of_turn(text: str, n: int, begun: Mapping[int, _Begin], units: Sequence[Passage]) -> Iterator[int]:
    """The units after that of a label in which the same one goes on: up to the next label, without stage directions."""
    following = next((m for m in begun if m > n), None)
    for m in range(n + 1, following if following is not None else len(units)):
        words = text[units[m].start : units[m].end]
        if following is None and (not _FIRST_PERSON.search(words) or _EDITED.search(words)):
            break
        if (
            _LABEL.match(words) is None
            and not _ASIDES.fullmatch(words)
            and not words.startswith("#")
            and not words.isupper()
            and _SENTENCE.search(words)
        ):
            yield m


@cache
def _no_speakers() -> frozenset[str]:
    lines = (Path(__file__).parent / "no_speakers.txt").read_text(encoding="utf-8").splitlines()
    words = ", ".join(line for line in lines if not line.startswith("#")).split(",")
    return frozenset(word.strip() for word in words if word.strip())
