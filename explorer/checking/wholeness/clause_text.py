"""Read the words of a sentence: which there are, what separates them, and what they may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from explorer.checking.wholeness.omissions import Omission, stripped
from explorer.checking.wholeness.weighty_words import WeightyWords
from explorer.reading.languages.wording import together

_WORD = re.compile(r"[^\W_]+(?:[’'.\-‐‑][^\W_]+)*[’']?|[%‰]")
# What parts a sentence, and what parts it so much that nothing before belongs to what follows.
_BREAK = re.compile(r"[,;:](?=[\s”’»\"'])|\s[-–]+(?=\s)|—|[()]|[、，；：（）]")
_STRONG_BREAK = re.compile(r"[;:](?=\s)|\s[-–]+(?=\s)|—|[()；：（）]")
_PUNCTUATION = ",;:–—-()、，；：（）.!?…"
_OPENING = '“„«「『‹‚"'

Words = list[re.Match[str]]


class ClauseText:
    """One text, read with the words of its language."""

    def __init__(self, text: str, wording: WeightyWords) -> None:
        self.text = text
        self.wording = wording

    def words(self, start: int, end: int) -> Words:
        return list(_WORD.finditer(self.text, start, end))

    def omission(self, start: int, end: int) -> Omission | None:
        """The words between two offsets as left out; None when there are none."""
        while start and self.text[start - 1] in _OPENING:
            start -= 1
        while end > start and (self.text[end - 1] in _OPENING or self.text[end - 1].isspace()):
            end -= 1
        passage = stripped(self.text, start, end, _PUNCTUATION)
        if not self.words(passage.start, passage.end):
            return None
        weighty = tuple(self.wording.weighty(self.text, passage.start, passage.end))
        return Omission((passage,), weighty)

    def if_weighty(self, start: int, end: int) -> Omission | None:
        omission = self.omission(start, end)
        return omission if omission and omission.weighty else None

    def if_firm(self, start: int, end: int) -> Omission | None:
        return self.omission(start, end) if self.wording.is_firm(self.text, start, end) else None

    def breaks(self, start: int, end: int) -> bool:
        """Whether a comma or the like stands between two offsets."""
        return bool(_BREAK.search(self.text, start, end))

    def last_piece(self, start: int, end: int) -> int:
        """Where the last part begins that a comma or the like parts from the rest."""
        return max((match.end() for match in _BREAK.finditer(self.text, start, end)), default=start)

    def after_strong_break(self, start: int, end: int) -> int:
        """Where the words begin that no colon, dash or parenthesis parts from the end."""
        return max((match.end() for match in _STRONG_BREAK.finditer(self.text, start, end)), default=start)

    def breaks_off(self, start: int, end: int) -> bool:
        """Whether a semicolon, a dash or a parenthesis stands between two offsets."""
        return bool(_STRONG_BREAK.search(self.text, start, end))

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        breaks = [match.end() for match in _BREAK.finditer(self.text, start, end)]
        yield from pairwise([start, *breaks, end])

    def without_openers(self, start: int, end: int) -> Words:
        """The words without one that may begin a sentence: “Meanwhile”."""
        words = self.words(start, end)
        return words[1:] if words and lowered(words[0]) in self.wording.openers else words

    def without_joiners(self, words: Words) -> Words:
        """The words without those at their start that only join clauses."""
        wording = self.wording
        joining = together(wording.joiners, wording.openers, wording.links)
        while words and lowered(words[0]) in joining:
            words = words[1:]
        return [] if all(lowered(word) in joining or lowered(word) in wording.turns for word in words) else words

    def begins(self, section: str, words: Words) -> bool:
        """Whether words begin with one of those that the language has in a section."""
        return self.wording.begins(section, self.text, words[0].start())

    def has_any(self, words: Words, listed: frozenset[str]) -> bool:
        return any(lowered(word) in listed for word in words)

    def turns(self, words: Words) -> bool:
        """Whether words begin with one that weighs and is no number: “but not”, “unless”, “and may”."""
        return self.begins("conditions", words) or self.wording.begins_firmly(self.text, words[0].start())

    def begins_another(self, words: Words) -> bool:
        """Whether words after a comma are another clause."""
        is_other = any(self.begins(section, words) for section in ("joiners", "starters", "turns", "asides"))
        return is_other and not self.turns(words)

    def end_of_clause(self, start: int, until: int) -> int:
        """Where a clause ends: before the next one that a joining word begins after a comma."""
        for piece, stop in self.pieces(start, until):
            words = self.words(piece, stop)
            if piece > start and words and self.begins_another(words):
                return piece
        return until


def lowered(word: re.Match[str]) -> str:
    """A word as it stands in the lists."""
    return word[0].lower().replace("'", "’")
