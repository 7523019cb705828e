"""Split a text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from explorer.reading.languages.word_lists import sections

# The end of a sentence with the marks that close it, and the space before the next one, or none in Chinese or Japanese;
# elsewhere one may be missing (“the dam holds.The town …”, “the dam holds.“It is …”). Each begins with a mark: these
# are found fast.
_CLOSED = r"(?<=[.!?…])[.!?…]*+[”’\"'»)\]]*+(?=\s)"
_BEFORE = r"(?:(?<=[^\W\d_]{3}[.!?])(?<=[^\W\d_A-ZÄÖÜ][.!?])|(?<=[”»\")][.!?]))"
_FIRST = r"[“„«]?(?:[^\W\d_a-zà-öø-ÿ][^\W\d_A-ZÄÖÜ]+[\s’']|[AEÉIOÓYÀWZАВИКОСУЯ]\s|[A-Z][’'])"
_NO_SPACE = rf"{_BEFORE}(?P<glued>)(?:[”»](?={_FIRST})|(?=\"?{_FIRST}))"
_UNSPACED = r"(?<=[。！？])[。！？]*[」』”’)]*"
_END = re.compile(rf"[.!?…。！？](?:{_CLOSED}|{_NO_SPACE}|{_UNSPACED})\s*")
_BEFORE_LETTER = " \t\n“‘\"'«„([—–-…."
# How many characters are looked through first for where a sentence begins: few are longer.
_WINDOW = 300
# How many marks may stand before a letter, and how many letters a word before a mark has that is looked at.
_MARKS, _WORD = 40, 12
# The network, and no initial of a name: it stands behind a word in small letters, as in all 58 such places in 3,200
# articles.
_ON_X = re.compile(r"\b([^\W\d_]+)\sX$")
_LAST_WORD = re.compile(r"[^\W_]++(?:\.[^\W_]++)*+$")


class _Words(msgspec.Struct, frozen=True):
    abbreviations: frozenset[str]
    after_ordinals: frozenset[str]
    openers: frozenset[str]


@cache
def _words(language: str) -> _Words:
    found = sections(language)
    none: frozenset[str] = frozenset()
    openers = found.get("common", none) | found.get("openers", none)
    return _Words(found.get("abbreviations", none), found.get("after-ordinals", none), openers)


def sentence_starts(
    text: str, start: int, end: int, language: str, first: int | None = None
) -> Iterator[tuple[int, int]]:
    """For each sentence that ends between two offsets: where its last mark is, and where the next one begins.

    `language` is the code of the text's. `first` is where its paragraph begins, unless that is at `start`.
    """
    wording = _words(language)
    first = start if first is None else first
    for match in _END.finditer(text, start, end):
        following = match.end()
        if match["glued"] is not None:
            # A plain mark there closes what another one opened before it, or opens what follows.
            following += text[following] == '"' and text.count('"', first, following) % 2
            if not _begins(text, following):
                continue
        if not _goes_on(text, match.start(), following, wording):
            yield match.start(), following


def _begins(text: str, at: int) -> bool:
    """Whether the first letter at an offset is a capital, of any script."""
    while text[at : at + 1] in ("“", "„", "«", '"'):
        at += 1
    return text[at : at + 1].isupper()


def ends_with_x(text: str, mark: int) -> bool:
    """Whether the name of a network stands before a mark, and no initial: “he wrote on *X.* Ruiz left”."""
    found = _ON_X.search(text, max(0, mark - _WORD), mark) if text[mark - 1 : mark] == "X" else None
    return found is not None and found[1].islower()


def _goes_on(text: str, mark: int, following: int, wording: _Words) -> bool:
    """Whether a sentence goes on after a mark: a small letter follows, or the mark ends an abbreviation."""
    at = following
    while at < following + _MARKS and text[at : at + 1] and text[at] in _BEFORE_LETTER:
        at += 1
    if text[at : at + 1].islower():
        return True
    if text[mark] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, mark - _WORD), mark)
    if word is None:
        return False
    last = word[0].rpartition(".")[2]
    if last.isdigit() and (begun := re.match(r"\w+", text[at : at + 20])):
        return begun[0] in wording.after_ordinals
    if ends_with_x(text, mark):
        return False
    if len(last) == 1 and last.isalpha() and last.isupper():
        # The initial of a name, or the end of “U.S.”: only a common word begins a sentence for certain.
        begun = re.match(r"\w+", text[at : at + 20])
        return not (begun and begun[0].lower() in wording.openers)
    return word[0].lower() in wording.abbreviations


def sentence_around(text: str, start: int, end: int, first: int, last: int, language: str) -> tuple[int, int]:
    """The start of the sentence in which a passage begins, and the end of that in which it ends, without its mark.

    Both lie between `first` and `last`, such as the ends of a paragraph. A passage that ends at the mark of a sentence
    ends with that sentence, whatever the mark may stand for otherwise.
    """
    begin, low, length = first, start, _WINDOW
    while low > first and begin == first:
        low, length = max(first, start - length), 2 * length
        begin = max((following for _, following in sentence_starts(text, low, start, language, first)), default=first)
    for mark, _ in sentence_starts(text, max(start, end - 3), last, language, first):
        if mark >= end - 3:
            return begin, max(end, mark)
    stop = last
    while stop > end and text[stop - 1] in ".!?… \t\n”’\"'»)":
        stop -= 1
    return begin, stop
