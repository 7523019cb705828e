"""The languages that are supported, one folder each: word lists, and glossaries that map to the model's words.

A file has sections under a name in brackets, with words separated by commas. A line that begins with # is a comment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent
Sections = dict[str, frozenset[str]]
_FILE = "glossary.txt"
_SETTINGS = "@settings"


@cache
def codes_with(name: str) -> tuple[str, ...]:
    """The codes of the languages that have a file with this name."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{name}")))


def language_sections(code: str, name: str) -> Sections:
    """The words of each section of a language's file; empty if there is no such file."""
    return sections_of(FOLDER / code / name) if code in codes_with(name) else {}


@cache
def sections_of(path: Path) -> Sections:
    """The words of each section of a file. Sections whose names have the same word after a colon are merged."""
    found: dict[str, set[str]] = defaultdict(set)
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]").rpartition(": ")[2]
            found[section] |= set()
        elif not line.startswith("#"):
            found[section] |= {word.strip() for word in line.split(",") if word.strip()}
    return {name: frozenset(words) for name, words in found.items() if name}


class Language(msgspec.Struct, frozen=True):
    """A language: the English words that its own words map to, and the structure of its clauses.

    `has_commas`: a comma precedes “that”. `is_taught`: the model was fitted on texts in it, so that its scores for
    them are probabilities. `sets` has further words, by the name of their section: “@prepositions”.
    """

    glossary: Mapping[str, str]
    has_final_verbs: bool
    has_commas: bool
    is_taught: bool
    sets: Mapping[str, frozenset[str]]


def codes() -> tuple[str, ...]:
    """The codes of the languages that have a glossary."""
    return codes_with(_FILE)


@cache
def language(code: str) -> Language | None:
    """The language with this code; None if it has no glossary."""
    sections = language_sections(code, _FILE)
    if not sections:
        return None
    settings = sections.get(_SETTINGS, ())
    glossary: dict[str, str] = {}
    for name, words in sections.items():
        if not name.startswith("@"):
            glossary = dict.fromkeys(words, name) | glossary
    return Language(
        glossary,
        has_final_verbs="verb-final clauses" in settings,
        has_commas="commas before clauses" in settings,
        is_taught="taught" in settings,
        sets=defaultdict(frozenset, {name: words for name, words in sections.items() if name.startswith("@")}),
    )
