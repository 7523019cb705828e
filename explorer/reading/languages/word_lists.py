"""The words that weigh in a quote: `wholeness.txt` of each language, with sections of words.

A new language needs a file, and nothing else.
"""

from __future__ import annotations

from explorer.reading.languages import Sections, codes_with, language_sections

_FILE = "wholeness.txt"

# What the words of each section do. Those of the first five weigh, and so do the numbers.
SECTIONS = {
    "negations": "not, never, without, denied",
    "modals": "would, may, must",
    "hedges": "perhaps, allegedly, almost, I think",
    "conditions": "if, unless, only: they go on with a clause that seems to be over",
    "turns": "but, although: they do so, too, before a negation or a modal",
    "amounts": "numbers in words, dozens, most, all",
    "approximations": "about, at least: they weigh before a number",
    "links": "that, how: they join words of saying to their clause",
    "subjects": "she, it: they begin a clause, so that what stands there is no part of the words of saying",
    "telling": "told: whoever is told follows",
    "settings": "Tuesday, in, at: they may begin what stands between words of saying and their clause",
    "occasions": "interview, statement: where it was said, and no part of what was said",
    "openers": "and, meanwhile: they may begin a sentence, and need not be quoted",
    "joiners": "and, which, because: with a comma before them they begin another clause",
    "starters": "with, adding, a: after a comma they begin a comment",
    "loose": "and, while, after: what follows may be another clause even without a comma",
    "qualifying": "as soon as, once: what follows goes on with the clause, though it begins as another may",
    "going-on": "that, if, when: words of saying behind them belong to the clause: “and that nobody had told her”",
    "asides": "without: what follows a comma and one of these tells of the speaker",
    "endings": "what ends the words that were said, in Japanese",
    "common": "the words by which a language is recognised",
    "after-ordinals": "Juli: what follows a number whose full stop ends no sentence, and begins with a capital",
    "abbreviations": "those that end with a full stop, which ends no sentence",
}


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a file."""
    return codes_with(_FILE)


def sections(code: str) -> Sections:
    """The words of a language by section; none of a language without a file."""
    return language_sections(code, _FILE)
