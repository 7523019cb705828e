"""Read word lists: sections under a name in brackets, of words with commas between them.

A line that begins with # is a comment. All files of a language are in its folder below `reading/languages`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from explorer.reading import languages

Sections = dict[str, frozenset[str]]


def language_sections(code: str, name: str) -> Sections:
    """The words of each section of a language's file."""
    return sections_of(languages.FOLDER / code / name)


@cache
def sections_of(path: Path) -> Sections:
    """The words of each section of a file. Sections whose names end with the same word after a colon are one."""
    found: dict[str, set[str]] = defaultdict(set)
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]").rpartition(": ")[2]
            found[section] |= set()
        elif not line.startswith("#"):
            found[section] |= {word.strip() for word in line.split(",") if word.strip()}
    return {name: frozenset(words) for name, words in found.items() if name}
