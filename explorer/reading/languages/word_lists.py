"""The words that matter in a quote: `wholeness.txt` of each language, with sections of words.

A new language needs a file, and nothing else.
"""

from __future__ import annotations

from explorer.reading.languages import Sections, codes_with, language_sections

_FILE = "wholeness.txt"

# What the words of each section do. Those of the first five matter, and so do numbers.
SECTIONS = {
    "negations": "not, never, without, denied",
    "modals": "would, may, must",
    "hedges": "perhaps, allegedly, almost, I think",
    "conditions": "if, unless, only",
    "turns": "but, although",
    "amounts": "numbers in words, dozens, most, all",
    "approximations": "about, at least: they weigh before a number",
    "common": "the words by which a language is recognised",
    "after-ordinals": "Juli: what follows a number whose full stop ends no sentence, and begins with a capital",
    "abbreviations": "those that end with a full stop, which ends no sentence",
}


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return codes_with(_FILE)


def sections(code: str) -> Sections:
    """The words of a language by section; empty if it has no file."""
    return language_sections(code, _FILE)
