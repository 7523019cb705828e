"""What paraphrases leave out of their clauses.

A paraphrase has no marks that say where it begins and ends. Its clause is the sentence around it without the
attribution, without what other quotes hold, and without other clauses. Where it is not certain that words belong to the
clause, they are taken not to: who gets false reports soon stops looking. Negations, conditions and the like right
beside a paraphrase are never passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from explorer.checking.passage_index import touches
from explorer.checking.passages import Passage, SourceText
from explorer.checking.wholeness.marked import stripped
from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.checking.wholeness.sentences import sentence_around
from explorer.checking.wholeness.wording import Wording

_WORD = re.compile(r"[^\W_]+(?:[’'.\-‐‑][^\W_]+)*[’']?")
# What parts a sentence.
_BREAK = re.compile(r"[,;:](?=[\s”’»\"'])|\s[-–]+(?=\s)|—|[()]|[、，；：（）]")
_PUNCTUATION = ",;:–—-()、，；：（）.!?…"
_OPENING, _CLOSING = "“„«「『‹‚", "”»」』›"
# Without an attribution, only so many words beside a paraphrase are looked at.
_BESIDE = 3


class Clauses:
    """The clauses of one article. `held` has the passages that quotes and attributions hold, each with its ref."""

    def __init__(self, text: SourceText, wording: Wording, held: Iterable[tuple[Passage, str]]) -> None:
        self._text = text.text
        self._paragraphs = text.paragraphs
        self._wording = wording
        self._held = sorted(held)
        self._starts = [passage.start for passage, _ in self._held]

    def left_out(
        self, passages: Sequence[Passage | None], attribution: Passage | None, related: frozenset[str]
    ) -> Omissions:
        """What a paraphrase leaves out. `related` has its own ref, and those of the quotes within it and around it."""
        first, last = passages[0], passages[-1]
        if not first or not last:
            return Omissions()
        paragraph = self._paragraphs[max(0, bisect_right(self._paragraphs, first.start, key=lambda it: it.start) - 1)]
        limit = max(paragraph.end, last.end)
        begin, end = sentence_around(self._text, first.start, last.end, paragraph.start, limit, self._wording)
        own = [passage for passage in passages if passage]
        others = [
            passage
            for passage, ref in self._around(begin, end)
            if ref not in related and not any(touches(passage, one) for one in own)
        ]
        return Omissions(
            self._before(begin, first.start, attribution, others),
            tuple(self._between(one, other, attribution, others) for one, other in _pairs(passages)),
            self._after(last.end, end, attribution, others, heading=end == limit),
        )

    # Before a paraphrase

    def _before(self, begin: int, start: int, attribution: Passage | None, others: list[Passage]) -> Omission | None:
        after_other = max((other.end for other in others if begin < other.end <= start), default=begin)
        said = attribution if attribution and begin <= attribution.start and attribution.end <= start else None
        if said and said.end >= after_other:
            return self._after_saying(begin, start, said, others)
        if after_other > begin:
            return self._clause_end(after_other, start)
        words = self._without_openers(begin, start)
        if not words:
            return None
        if self._is_link(words[-1]):
            return self._if_firm(words[0].start(), start)
        if attribution is None:
            near = words[-_BESIDE:]
            return self._if_weighty(near[0].start(), start) if not self._breaks(near[-1].end(), start) else None
        if self._starts_with(words[0], self._wording.conditions):
            return self._omission(words[0].start(), start)
        piece = self._last_piece(begin, start)
        joined = piece > begin and not self._beyond_joiners(piece, start)
        if joined and not self._breaks(words[-1].end(), start):
            return None  # another clause: “the pier is old, and”
        return self._omission(words[0].start(), start)

    def _after_saying(self, begin: int, start: int, said: Passage, others: list[Passage]) -> Omission | None:
        """What stands between an attribution and its paraphrase, and before an attribution that interrupts a clause."""
        words = self._words(said.end, start)
        if not words:
            before = self._without_openers(begin, said.start)
            if not before or any(before[0].start() < other.end and other.start < said.start for other in others):
                return None
            inserted = self._breaks(before[-1].end(), said.start) and self._breaks(said.end, start)
            if inserted or self._starts_with(before[0], self._wording.conditions):
                return self._omission(before[0].start(), said.start)
            return None
        if self._is_link(words[-1]):
            return self._if_firm(words[0].start(), start)
        if all(word[0].lower() in self._wording.settings for word in words):
            return None
        if not self._breaks(said.end, start):
            return self._omission(words[0].start(), start)
        if self._text[words[-1].end() : start].strip() == ",":
            return self._omission(words[0].start(), start)
        return self._clause_end(said.end, start)

    def _clause_end(self, begin: int, start: int) -> Omission | None:
        """The words right before a paraphrase, back to where its clause may begin."""
        words = self._beyond_joiners(self._last_piece(begin, start), start)
        if not words:
            return None
        return (
            self._if_firm(words[0].start(), start)
            if self._is_link(words[-1])
            else self._omission(words[0].start(), start)
        )

    # After a paraphrase

    def _after(
        self, end: int, stop: int, attribution: Passage | None, others: list[Passage], *, heading: bool
    ) -> Omission | None:
        said = attribution if attribution and end <= attribution.start < stop else None
        until = min((other.start for other in others if other.start >= end), default=stop)
        if said and said.start <= until:
            words = self._words(end, said.start)
            if words:
                return self._going_on(end, said.start, words)
            until = min((other.start for other in others if other.start >= said.end), default=stop)
            return self._resumed(said.end, until)
        words = self._beyond_joiners(end, until, only_last=True)
        if not words:
            return None
        if attribution is None:
            near = words[:_BESIDE]
            return self._if_weighty(near[0].start(), near[-1].end()) if not self._breaks(end, near[0].start()) else None
        if heading and self._starts_with(words[0], self._wording.after_headline):
            return self._if_weighty(words[0].start(), until)
        return self._going_on(end, until, words)

    def _going_on(self, end: int, until: int, words: list[re.Match[str]]) -> Omission | None:
        """The words after a paraphrase, if they go on with its clause."""
        if self._breaks(end, words[0].start()) and not self._belongs(end, words, until):
            return None
        return self._omission(words[0].start(), self._end_of_clause(words[0].start(), until))

    def _resumed(self, end: int, until: int) -> Omission | None:
        """The words with which a clause goes on after its attribution: “…, she said, but not before May”."""
        for piece, stop in self._pieces(end, until):
            words = self._words(piece, stop)
            if words and piece > end and self._turns(words):
                return self._omission(words[0].start(), self._end_of_clause(words[0].start(), until))
        return None

    def _belongs(self, end: int, words: list[re.Match[str]], until: int) -> bool:
        """Whether words after a comma go on with the clause before it."""
        first = words[0]
        between = self._text[end : first.start()]
        if any(mark in between for mark in _CLOSING) or any(mark in between for mark in _OPENING):
            return False
        return self._turns(words) or not (self._wording.begins_another(first[0]))

    def _turns(self, words: list[re.Match[str]]) -> bool:
        """Whether words begin with one that weighs and is no number: “but not”, “unless”, “and may”."""
        wording = self._wording
        if self._starts_with(words[0], wording.turns) or self._starts_with(words[0], wording.conditions):
            return True
        led = words[1:] if words[0][0].lower() in wording.openers and len(words) > 1 else words
        return wording.begins_firmly(self._text, led[0].start())

    def _end_of_clause(self, start: int, until: int) -> int:
        """Where a clause ends: before the next one that a joining word begins after a comma."""
        for piece, stop in self._pieces(start, until):
            words = self._words(piece, stop)
            if piece > start and words and self._wording.begins_another(words[0][0]):
                return piece
        return until

    # Between two segments

    def _between(
        self, one: Passage, other: Passage, attribution: Passage | None, others: list[Passage]
    ) -> Omission | None:
        start, end = one.end, other.start
        if attribution and start <= attribution.start and attribution.end <= end:
            words = self._words(start, attribution.start)
            if words and (found := self._going_on(start, attribution.start, words)):
                return found
            return self._resumed(attribution.end, end)
        parts = [(start, end)]
        for held in others:
            parts = [cut for part in parts for cut in _without(part, held)]
        bare = self._words if parts == [(start, end)] else self._beyond_joiners
        left = [stripped(self._text, *part, _PUNCTUATION) for part in parts if bare(*part)]
        if not left:
            return None
        weighty = (word for part in left for word in self._wording.weighty(self._text, part.start, part.end))
        return Omission(tuple(left), tuple(weighty))

    # Its words

    def _omission(self, start: int, end: int) -> Omission | None:
        while self._text[start - 1 : start] and self._text[start - 1] in _OPENING + '"':
            start -= 1
        passage = stripped(self._text, start, end, _PUNCTUATION)
        if not passage.start < passage.end:
            return None
        return Omission((passage,), tuple(self._wording.weighty(self._text, passage.start, passage.end)))

    def _if_weighty(self, start: int, end: int) -> Omission | None:
        found = self._omission(start, end)
        return found if found and found.weighty else None

    def _if_firm(self, start: int, end: int) -> Omission | None:
        return self._omission(start, end) if self._wording.is_firm(self._text, start, end) else None

    def _words(self, start: int, end: int) -> list[re.Match[str]]:
        return list(_WORD.finditer(self._text, start, end))

    def _without_openers(self, start: int, end: int) -> list[re.Match[str]]:
        words = self._words(start, end)
        return words[1:] if words and words[0][0].lower() in self._wording.openers else words

    def _beyond_joiners(self, start: int, end: int, *, only_last: bool = False) -> list[re.Match[str]]:
        """The words without those that only join clauses: all at the start, or the one word that there is."""
        words = self._words(start, end)
        joining = self._wording.joiners | self._wording.openers | self._wording.links
        while words and words[0][0].lower() in joining and not (only_last and len(words) > 1):
            words = words[1:]
        return words

    def _is_link(self, word: re.Match[str]) -> bool:
        return word[0].lower() in self._wording.links

    def _starts_with(self, word: re.Match[str], phrases: frozenset[str]) -> bool:
        rest = self._text[word.start() : word.start() + 40].lower()
        return word[0].lower() in phrases or any(" " in phrase and rest.startswith(phrase) for phrase in phrases)

    def _breaks(self, start: int, end: int) -> bool:
        return bool(_BREAK.search(self._text, start, end))

    def _last_piece(self, start: int, end: int) -> int:
        """Where the last part of a sentence begins that a comma or the like parts from the rest."""
        return max((found.end() for found in _BREAK.finditer(self._text, start, end)), default=start)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        breaks = [found.end() for found in _BREAK.finditer(self._text, start, end)]
        yield from pairwise([start, *breaks, end])

    def _around(self, start: int, end: int) -> Iterator[tuple[Passage, str]]:
        """What quotes and attributions hold of a sentence."""
        for item in self._held[: bisect_left(self._starts, end)]:
            if item[0].end > start:
                yield item


def _pairs(passages: Sequence[Passage | None]) -> Iterator[tuple[Passage, Passage]]:
    for one, other in pairwise(passages):
        if one and other:
            yield one, other


def _without(part: tuple[int, int], held: Passage) -> Iterator[tuple[int, int]]:
    start, end = part
    if held.end <= start or end <= held.start:
        yield part
        return
    if start < held.start:
        yield start, held.start
    if held.end < end:
        yield held.end, end
