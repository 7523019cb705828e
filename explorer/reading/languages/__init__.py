"""The languages that are read, in a folder each, and the words that stand for those of the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent
_FILE = "glossary.txt"
_SETTINGS = "@settings"


class Language(msgspec.Struct, frozen=True):
    """A language: the English words that its own stand for, and how its clauses are built.

    `has_commas`: a comma stands before “that”. `is_taught`: the model was fitted on texts in it, so that what it says
    of them is a probability. `sets` has further words, by the name of their section: “@prepositions”.
    """

    glossary: Mapping[str, str]
    has_final_verbs: bool
    has_commas: bool
    is_taught: bool
    sets: Mapping[str, frozenset[str]]


@cache
def codes_with(name: str) -> tuple[str, ...]:
    """The codes of the languages that have a file with this name."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{name}")))


def codes() -> tuple[str, ...]:
    """The codes of the languages that have a glossary."""
    return codes_with(_FILE)


@cache
def language(code: str) -> Language | None:
    """The language with this code; None for one without a glossary."""
    if code not in codes():
        return None
    glossary: dict[str, str] = {}
    sets: dict[str, set[str]] = defaultdict(set)
    section = ""
    for line in (FOLDER / code / _FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            for word in filter(None, (part.strip() for part in line.split(","))):
                if section.startswith("@"):
                    sets[section].add(word)
                else:
                    glossary.setdefault(word, section)
    settings = sets.pop(_SETTINGS, set())
    named = defaultdict(frozenset, {name: frozenset(words) for name, words in sets.items()})
    return Language(
        glossary,
        has_final_verbs="verb-final clauses" in settings,
        has_commas="commas before clauses" in settings,
        is_taught="taught" in settings,
        sets=named,
    )
