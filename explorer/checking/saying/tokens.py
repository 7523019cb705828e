"""Text as words and marks, for reading who says what; quoted words are one mark of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from explorer.checking.passages import Passage

_TITLE = r"(?:Mrs?|Ms|Mx|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Prof|Rev|Hon|Adm|St|Jr|Sr|Mme|Mlle|Hr|Fr|Sra|Sr)\b\."
# Initials (also `U.S.`), abbreviated titles, words with hyphens or apostrophes inside, and single marks.
_TOKEN = re.compile(rf"(?:\b[^\W\d_]\.)+|\b{_TITLE}|\w+(?:[’'-]\w+)*|[^\w\s]")
QUOTED = "“”"
_QUOTED = re.compile('“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|"[^"]*"?|「[^」]*」?')


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word or a mark with its place. `word` is in lower case, with plain apostrophes; quoted words are `QUOTED`."""

    text: str
    word: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.word[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        return self.word.endswith(("'s", "s'"))


def tokens(text: str, start: int = 0, end: int | None = None, quoted: Iterable[Passage] | None = None) -> list[Token]:
    """The tokens between two offsets of a text. `quoted` has its quoted passages, with marks; None: go by the marks."""
    end = len(text) if end is None else end
    if quoted is None:
        quoted = (Passage(*found.span()) for found in _QUOTED.finditer(text, start, end))
    found: list[Token] = []
    for span in quoted:
        if span.start >= end or span.end <= start:
            continue
        found += _plain(text, start, max(start, span.start))
        found.append(Token(QUOTED, QUOTED, span.start, span.end))
        start = span.end
    found += _plain(text, start, max(start, end))
    return found


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        yield Token(found[0], found[0].lower().replace("’", "'"), *found.span())
