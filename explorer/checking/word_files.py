"""Lists of words in text files: sections under a name in brackets, of words with commas between them.

A line that begins with # is a comment. What a language has is in a file, or a section, that its code names.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

Sections = dict[str, frozenset[str]]


@cache
def codes_in(folder: Path) -> tuple[str, ...]:
    """The codes of the languages that have a file in a folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.txt")))


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
