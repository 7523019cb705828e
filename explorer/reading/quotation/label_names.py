"""Recognise speakers' labels: “THE LANTERN:”, “Q.”, “**Ana Ruiz:**”, “记者：”, but not “Photo:”."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from explorer.reading.languages import sections_of
from explorer.reading.quotation.spans import trimmed
from explorer.reading.text.passages import Passage

_LISTS = sections_of(Path(__file__).with_name("labels.txt"))


def any_of(section: str) -> str:
    """A pattern for the words of a section of `labels.txt`."""
    return "|".join(sorted(_LISTS[section]))


# What may precede a label in a line: a number, as in court transcripts, and the marks of bold type. A full stop in a
# name is that of an initial or a title; the manner of speech may follow the name in brackets.
_NUMBER, _BOLD = r"(?:\d{1,3}[ \t]{1,30})?", r"(?P<bold>\*{1,3}|_{1,2})?"
_TITLES = "|".join(rf"(?<=\b{title})\." for title in ("[A-Z]", *sorted(_LISTS["titles"])))
_NAME = rf"(?P<name>[^\W\d_](?:[^\n:：.*_()\[\]“”„«»\"?!;，。、]|{_TITLES}){{0,60}}?)"
_ASIDE = r"(?:\s*[(\[][^)\]\n]{1,60}[)\]])?"
_COLON = r"\s?(?(bold)(?:(?P=bold)\s?[:：]|[:：]\s?(?P=bold))|[:：])(?!//)"
_ALL_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_\n][^*\n]*[^\s*_])\1")
_LABEL = re.compile(_NUMBER + _BOLD + _NAME + _ASIDE + _COLON)
_LONGEST = 140
# Questions and answers: as letters in some languages, also set off by spaces instead of a full stop, and as words.
LETTERS = {"q": "a", "f": "a", "p": "r", "d": "r", "в": "о", "s": "v", "k": "v", "v": "s", "b": "c"}
_WORDS = any_of("asked")
_POINT = r"\d{0,2}(?:[.:)]|\s?[–—](?=\s)|(?=[ \t]{2,}))"
_ASKED = rf"(?P<name>(?:[QAFPRDВОSVKBC]|(?i:{_WORDS})(?=[.:]))){_POINT}"
_LETTER = re.compile(rf"{_NUMBER}(?P<bold>\*\*)?{_ASKED}(?(bold)\*\*)\s*")
# A text without any of these has no label: a line with a colon near its start, a letter, or an indented line.
_MAY_BEGIN = re.compile(
    rf"\n(?:{_NUMBER}[*_]{{0,6}}(?:[^\W\d_][^\n:：]{{0,{_LONGEST}}}[:：]|(?:[QAFPRDВОSVKBC]|(?i:{_WORDS})){_POINT})"
    r"|[^\S\n]|>)"
)
_OTHER_ENDS = "\r\x85\u2028\u2029"
# Stage directions right after a label.
_LEADING_ASIDE = re.compile(r"[(\[][^)\]\n]{1,60}[)\]]\s*")
# The maximum number of words in a label; and of characters in a Chinese or Japanese one.
_MOST, _MOST_UNSPACED = 6, 10
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff·・]+")
# The last character of “he says”, before the colon of a quotation.
_SAYING = "说說道称稱示言曰是为為"


class Label(msgspec.Struct, frozen=True):
    """A label at the start of a unit: its name, and the rest of the unit. Letters are those of “Q.” and “A.”."""

    place: Passage
    name: str
    body: Passage
    is_letter: bool = False


def may_have_labels(text: str) -> bool:
    """Whether a text may have labels: a quick test, since most have none."""
    return _MAY_BEGIN.search(f"\n{text}") is not None or any(end in text for end in _OTHER_ENDS)


def label_of(text: str, start: int, end: int) -> Label | None:
    """The speaker's label at the beginning of a line, if any. The whole line may be in bold type."""
    bold = _ALL_BOLD.fullmatch(text, start, end)
    if bold:
        start, end = bold.span("words")
    match = _LETTER.match(text, start, end)
    is_letter = match is not None
    match = match or _label(text, start, end)
    if match is None or not (is_letter or may_speak(match["name"])):
        return None
    body = trimmed(text, match.end(), end)
    aside = _LEADING_ASIDE.match(text, *body)
    if aside and aside.end() < end:
        body = trimmed(text, aside.end(), end)
    name, at = match["name"].rstrip(), match.start("name")
    return Label(Passage(at, at + len(name)), name.casefold(), Passage(*body), is_letter)


def begins_with_label(text: str, start: int, end: int) -> bool:
    """Whether a line begins with a speaker's label, or with one that names nobody, such as “Photo:”."""
    if label_of(text, start, end):
        return True
    match = _label(text, start, end)
    return match is not None and match["name"].strip().casefold() in _LISTS["nobody"]


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    near = min(end, start + _LONGEST)
    if text.find(":", start, near) < 0 and text.find("：", start, near) < 0:
        return None
    return _LABEL.match(text, start, end)


def may_speak(name: str) -> bool:
    """Whether a name may be a speaker's: short, its words with capitals, and nothing like “Photo” or “When”."""
    words, lists = name.split(), _LISTS
    bare = name.strip().casefold().replace("’", "'")
    if len(words) > _MOST or bare in lists["nobody"] or words[0].casefold() in lists["nobody"]:
        return False
    if _UNSPACED.match(name):
        name = name.strip()
        return len(name) <= _MOST_UNSPACED and name[-1] not in _SAYING and _UNSPACED.fullmatch(name) is not None
    if not words[0][0].isupper():
        return False
    named = all(not word[0].islower() or word in lists["particles"] for word in words[1:])
    return named or (len(words) == 2 and words[0] in lists["articles"])
