"""Recognise the parts of a page by their names, which are listed in `words.txt`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement

from explorer.reading.languages import sections_of

_WORDS = Path(__file__).parent / "words.txt"
_CALLED_BY = ("class", "id", "data-component", "data-testid", "data-gu-name")
# An element's label for screen readers, and the maximum number of words of one that is not a sentence.
_SAID, _WORDS_SAID = "aria-label", 3
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def tags(section: str) -> frozenset[str]:
    """The tags, or roles, of a section."""
    return sections_of(_WORDS)[section]


def is_called(element: HtmlElement, section: str) -> bool:
    """Whether a class, the id or another name of an element contains a word of a section."""
    names = " ".join(element.get(name) or "" for name in _CALLED_BY)
    said = element.get(_SAID) or ""
    if said and len(said.split()) <= _WORDS_SAID:
        names = f"{names} {said}"
    return bool(names.strip()) and bool(_in_names(section).search(_HUMP.sub("-", names)))


def announces(text: str) -> bool:
    """Whether a line announces content other than the rest of the article."""
    return bool(_announcing().fullmatch(" ".join(text.strip(" \xa0\t\n0123456789()[]#:").split())))


@cache
def _in_names(section: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\-", "[-_]?") for word in tags(section))
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-])", re.IGNORECASE)


@cache
def _announcing() -> re.Pattern[str]:
    lines = (re.escape(line).replace(r"\*", r"\b.*") for line in tags("announcing other things"))
    return re.compile("|".join(lines), re.IGNORECASE)
