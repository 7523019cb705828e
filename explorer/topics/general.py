"""Words that are in no topic's name by themselves, from `topics.txt` of each language."""

from __future__ import annotations

from functools import cache

from explorer.reading.languages import language_sections
from explorer.search import folding

_FILE = "topics.txt"


@cache
def topic_words(code: str) -> dict[str, frozenset[str]]:
    """The sections of the language with this code, of folded words and runs of words; none when it has no file."""
    sections = language_sections(code, _FILE)
    return {name: frozenset(" ".join(folding.words(word)) for word in words) for name, words in sections.items()}
