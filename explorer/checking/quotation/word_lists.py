"""The words of languages that the files beside this one list, in sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def word_list(name: str) -> Mapping[str, frozenset[str]]:
    """The words of each section of a file. Sections whose names end with the same word after a comma are one."""
    sections: dict[str, set[str]] = defaultdict(set)
    section = ""
    for line in (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]").rpartition(": ")[2]
        elif not line.startswith("#"):
            sections[section] |= {word.strip() for word in line.split(",") if word.strip()}
    return {section: frozenset(words) for section, words in sections.items()}
