"""Decode HTML entities that a plain text has kept, such as `&amp;`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from explorer.reading.text.passages import Passage, ReplacedText, SourceText

# Without the semicolon, which browsers do not require, it may be anything: `R&D`, `?a=1&copy=2`.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def in_plain_words(line: str) -> str:
    """Decode the entities of a line once: `&amp;lt;` becomes `&lt;`."""
    return " ".join(_read(line).text.split()) if "&" in line else line


def find_read(text: SourceText, words: str) -> list[Passage]:
    """Find every place of words in a text with its entities decoded and its typography folded."""
    if "&" not in text.text:
        return []
    read = _read(text.text)
    places = [(read.origin(at.start), read.origin(at.end)) for at in SourceText(read.text).find_folded(words)]
    return [Passage(start, end) for start, end in places if start is not None and end is not None]


def _read(text: str) -> ReplacedText:
    return ReplacedText(text, _replacements(text))


def _replacements(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ENTITY.finditer(text):
        # Only whole names: `&nothing;` begins as `&not` does.
        if match[0][1] == "#" or match[0][1:] in html5:
            yield match.start(), match.end(), html.unescape(match[0])
