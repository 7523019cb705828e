"""Find inquits, reporting clauses inside speech: « …, répète-t-elle, … », “– …, säger hon. …”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from explorer.reading.languages import sections_of
from explorer.reading.quotation.label_names import any_of
from explorer.reading.text.passages import Passage

_WORDS = Path(__file__).with_name("inquits.txt")
# What may precede an inquit: a comma, or the end of a question or an exclamation.
_BEFORE = re.compile(r"(?:(?<=,)|(?<=[?!…]))\s+(?=[^\W\d_])|(?<=;)\s+(?=[α-ώΑ-Ω])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"[.?!…](?=\s|$)|[,;:]")
_INVERTED = re.compile(r"(.+?)(?:-t)?-(?:il|elle|on|ils|elles|je)", re.IGNORECASE)
# The maximum number of words between the comma and the verb if the speaker comes first: “, the mayor said”.
_SUBJECT = 4
# A title or an initial before its full stop.
_SHORTENED, _LONGEST_TITLE = re.compile(rf"(?<!\w)(?:[A-Z]|{any_of('titles')})$"), 5
# The maximum number of characters in a reporting clause.
_LONGEST = 160


def inquits_in(text: str, start: int, end: int, *, subject_first: bool = False) -> Iterator[Passage]:
    """Find the inquits between two offsets, each from its first word to its last.

    `subject_first`: the speaker may precede the verb, as in English.
    """
    after = start
    for match in _BEFORE.finditer(text, start, end):
        at = match.end()
        if at < after:
            continue
        verb = _verb_at(text, at, end, subject_first=subject_first)
        if verb is not None:
            after = _end_of(text, *verb, end)
            yield Passage(at, after)


def says(text: str, at: int, end: int) -> bool:
    """Whether an inquit begins at an offset: its verb is one of the first few words, with no comma before it."""
    return _verb_at(text, at, end, subject_first=True) is not None


def _verb_at(text: str, at: int, end: int, *, subject_first: bool) -> tuple[int, bool] | None:
    """The end of the verb of an inquit that begins at an offset, and whether it includes its pronoun; or None."""
    words = list(_WORD.finditer(text, at, min(end, at + _LONGEST)))[: _SUBJECT + 1]
    if not words or words[0].start() != at:
        return None
    first = _bare(words[0][0])
    inverted = _INVERTED.fullmatch(first)
    if first in _words().auxiliaries:
        spoken = [word for word in words[1:3] if _words().has(_bare(word[0]))]
        return (spoken[0].end(), inverted is not None) if spoken else None
    if inverted:
        return (words[0].end(), True) if _words().has(inverted[1]) else None
    if first in ("se", "si", "s") and len(words) > 1:
        return (words[1].end(), False) if _words().has(f"{first} {_bare(words[1][0])}") else None
    if _words().has(first) and words[0][0][0].islower():
        by_pronoun = len(words) > 1 and _bare(words[1][0]) in _words().pronouns
        return (words[1] if by_pronoun else words[0]).end(), by_pronoun
    return _after_subject(text, words) if subject_first else None


def _after_subject(text: str, words: Sequence[re.Match[str]]) -> tuple[int, bool] | None:
    """The end of a verb after the speaker: a pronoun, a name, or words such as “the mayor of Tarn”."""
    first = _bare(words[0][0])
    by_pronoun = first in _words().pronouns
    for before, word in pairwise(words):
        between = text[before.end() : word.start()].strip()
        if between and not (between == "." and _SHORTENED.fullmatch(before[0])):
            return None
        is_name = before[0][0].isupper() or before[0] in _words().particles
        if not (by_pronoun or is_name or first in _words().determiners):
            return None
        if word[0][0].islower() and _words().has(_bare(word[0])):
            return word.end(), by_pronoun
    return None


def _end_of(text: str, verb: int, by_pronoun: bool, end: int) -> int:
    """The end of an inquit: the next punctuation mark, or the end of the speaker's apposition."""
    found = _next(text, verb, end)
    if by_pronoun or found >= end or text[found] != ",":
        return found
    following = _next(text, found + 1, end)
    first = _WORD.search(text, found, following)
    named = any(word[0][0].isupper() for word in _WORD.finditer(text, verb, found))
    if named and first and first[0][0].islower() and _bare(first[0]).partition("'")[0] not in _words().resuming:
        return following
    return found


def _next(text: str, at: int, end: int) -> int:
    """The next punctuation mark, or the end. The full stop of an initial or of a title such as Mr. does not count."""
    for match in _END.finditer(text, at, end):
        if match[0] != "." or not _SHORTENED.search(text, max(0, match.start() - _LONGEST_TITLE), match.start()):
            return match.start()
    return end


def _bare(word: str) -> str:
    return word.replace("’", "'").casefold()


class _Words:
    """The words of all languages: reporting verbs, what may precede or follow one, and how speech resumes."""

    def __init__(self, sections: Mapping[str, frozenset[str]]) -> None:
        self.auxiliaries, self.pronouns = sections["auxiliaries"], sections["pronouns"]
        self.resuming, self.particles = sections["resuming"], sections["particles"]
        self.determiners = sections["determiners"]
        verbs = sections["verbs"]
        self._whole = frozenset(word for word in verbs if not word.endswith("*"))
        stems = sorted(re.escape(word[:-1]) for word in verbs if word.endswith("*"))
        self._stems = re.compile(rf"(?:{'|'.join(stems)})\w{{0,5}}")

    def has(self, word: str) -> bool:
        """Whether a word is a reporting verb."""
        return word in self._whole or self._stems.fullmatch(word) is not None


@cache
def _words() -> _Words:
    return _Words(sections_of(_WORDS))
