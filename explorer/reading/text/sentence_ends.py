"""Split a text into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from explorer.reading.languages.word_lists import sections

# The end of a sentence with the marks that close it, and the space before the next one. There is none in Chinese or
# Japanese, and elsewhere one may be missing (“the dam holds.The town …”, “the dam holds.“It is …”). Each alternative
# begins with a mark, which is fast to find.
_CLOSED = r"(?<=[.!?…])[.!?…]*+[”’\"'»)\]]*+(?=\s)"
_BEFORE = r"(?:(?<=[^\W\d_]{3}[.!?])(?<=[^\W\d_A-ZÄÖÜ][.!?])|(?<=[”»\")][.!?]))"
_FIRST = r"[“„«]?(?:[^\W\d_a-zà-öø-ÿ][^\W\d_A-ZÄÖÜ]+[\s’']|[AEÉIOÓYÀWZАВИКОСУЯ]\s|[A-Z][’'])"
_NO_SPACE = rf"{_BEFORE}(?P<glued>)(?:[”»](?={_FIRST})|(?=\"?{_FIRST}))"
_UNSPACED = r"(?<=[。！？])[。！？]*[」』”’)]*"
_END = re.compile(rf"[.!?…。！？](?:{_CLOSED}|{_NO_SPACE}|{_UNSPACED})\s*")
_BEFORE_LETTER = " \t\n“‘\"'«„([—–-…."
# Search this many characters first for the start of a sentence: few are longer.
_WINDOW = 300
# The maximum number of marks before a letter, and of letters to read in the word before a mark.
_MARKS, _WORD = 40, 12
# The network, rather than an initial: it follows a word in small letters, as in all 58 such places in 3,200
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
    """For each sentence that ends between two offsets: its last mark, and the start of the next sentence.

    `language` is the code of the text's language. `first` is the start of its paragraph, if that is not `start`.
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
    """Whether the name of a network precedes a mark, rather than an initial: “he wrote on *X.* Ruiz left”."""
    found = _ON_X.search(text, max(0, mark - _WORD), mark) if text[mark - 1 : mark] == "X" else None
    return found is not None and found[1].islower()


def _goes_on(text: str, mark: int, following: int, wording: _Words) -> bool:
    """Whether a sentence continues after a mark: a small letter follows, or the mark ends an abbreviation."""
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
        # After an initial, or the end of “U.S.”, only a common word certainly begins a sentence.
        begun = re.match(r"\w+", text[at : at + 20])
        return not (begun and begun[0].lower() in wording.openers)
    return word[0].lower() in wording.abbreviations


def sentence_around(text: str, start: int, end: int, first: int, last: int, language: str) -> tuple[int, int]:
    """The start of the sentence in which a passage begins, and the end of the one in which it ends, without its mark.

    Both are between `first` and `last`, such as the ends of a paragraph. A passage that ends at the mark of a sentence
    ends with that sentence, even if the mark may belong to an abbreviation.
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
