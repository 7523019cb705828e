"""Find what paraphrases leave out of their clauses.

A paraphrase has no marks that say where it begins and ends. Its clause is the sentence around it without the words of
saying, without what other quotes hold, and without other clauses. Where it is not certain that words belong to the
clause, they are taken not to, unless they begin with a negation, a condition or the like: who gets false reports soon
stops looking.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

import msgspec

from explorer.checking.wholeness.clause_text import ClauseText, Words, lowered
from explorer.checking.wholeness.omissions import Omission, Omissions, joined
from explorer.checking.wholeness.span_omissions import HeldPassages, IsRelated
from explorer.checking.wholeness.weighty_words import WeightyWords
from explorer.reading.languages.wording import Wording, together
from explorer.reading.reporting.clauses import ReportingClause, reporting_clauses
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.reading.text.sentence_ends import sentence_around
from explorer.reading.text.tokens import tokens


class ReportingPlaces(msgspec.Struct, frozen=True, gc=False):
    """The place of a paraphrase's reporting clause, if it is known; and those of the clauses of others."""

    own: Passage | None = None
    others: tuple[Passage, ...] = ()


def reporting_places(
    text: str,
    sentence: Passage,
    segments: Sequence[Passage],
    attribution: Passage | None,
    wording: Wording,
    going_on: frozenset[str] = frozenset(),
) -> ReportingPlaces:
    """Find the reporting clauses of a sentence. An attribution is widened: from “Ruiz” to “Ruiz, the mayor, said”.

    Words of saying between these and the paraphrase belong to what is said: “Ruiz said critics claimed that …”. So do
    those behind it that one of the words that are `going_on` stands before: “… and *that* nobody had told her”.
    """
    words = tokens(text, wording, sentence.start, sentence.end)
    clauses = [clause for clause in reporting_clauses(words, wording) if not _touches_any(clause.at, segments)]
    own = attribution
    if own is None or not overlap(own, sentence):
        verbs = (word.at for word in words if word.word in wording.inverted)
        own = _nearest((clause.at for clause in clauses), segments) or _nearest(verbs, segments)
    if own is None:
        return ReportingPlaces()
    own = _widened(text, own, clauses)
    last = segments[-1].end
    before = {after.start: word.word for word, after in pairwise(words)}
    others = (
        other.at
        for other in clauses
        if not overlap(own, other.at)
        and not (own.end <= last <= other.at.start and before.get(other.at.start) in going_on)
    )
    return ReportingPlaces(own, tuple(other for other in others if not _stands_between(other, own, segments)))


def _widened(text: str, own: Passage, found: Sequence[ReportingClause]) -> Passage:
    """An attribution with the verb and whoever speaks, if it has only the one of them, and with what is in commas."""
    for clause in found:
        is_whole = overlap(own, clause.verb) and any(overlap(own, mention) for mention in clause.mentions)
        if overlap(own, clause.at) and (not is_whole or text[clause.at.end : clause.at.end + 1] == ","):
            own = Passage(min(own.start, clause.at.start), max(own.end, clause.at.end))
    return own


def _nearest(places: Iterable[Passage], segments: Sequence[Passage]) -> Passage | None:
    first, last = segments[0], segments[-1]

    def distance(at: Passage) -> int:
        return first.start - at.end if at.start < first.start else max(0, at.start - last.end)

    return min((at for at in places if not _touches_any(at, segments)), key=distance, default=None)


def _touches_any(one: Passage, others: Sequence[Passage]) -> bool:
    return any(overlap(one, other) for other in others)


def _stands_between(other: Passage, own: Passage, segments: Sequence[Passage]) -> bool:
    first, last = segments[0], segments[-1]
    return own.end <= other.start < other.end <= first.start or last.end <= other.start < other.end <= own.start


class GapEdge(Enum):
    """What is at an edge of a gap."""

    EDGE = auto()
    """The start or the end of the sentence."""
    SEGMENT = auto()
    """Words of the paraphrase."""
    REPORTING = auto()
    """The words that say who speaks the paraphrase."""
    OTHER = auto()
    """Another quote, or the reporting clause of somebody else."""


class Gap(msgspec.Struct, frozen=True, gc=False):
    """Words between two offsets, and what stands to the left and to the right of them."""

    start: int
    end: int
    left: GapEdge
    right: GapEdge


def gaps(
    start: int, end: int, ends: tuple[GapEdge, GapEdge], places: ReportingPlaces, others: Sequence[Passage]
) -> list[Gap]:
    """The gaps between two offsets, in order. Words of saying count as such also where another quote has them."""
    held = [(places.own, GapEdge.REPORTING)] if places.own else []
    held += [
        (passage, GapEdge.OTHER)
        for passage in (*others, *places.others)
        if not (places.own and overlap(passage, places.own))
    ]
    return list(_cut(start, end, ends, sorted(held, key=lambda item: item[0])))


def _cut(start: int, end: int, ends: tuple[GapEdge, GapEdge], held: list[tuple[Passage, GapEdge]]) -> Iterator[Gap]:
    left = ends[0]
    for passage, kind in held:
        if passage.end <= start or end <= passage.start:
            continue
        yield Gap(start, max(start, passage.start), left, kind)
        start, left = min(passage.end, end), kind
    yield Gap(start, end, left, ends[1])


# Where nobody is said to speak, only so many words beside a paraphrase are looked at.
_BESIDE = 3
# In so many words a relative clause, or another predicate, begins.
_NEAR = 3
# So many words with “and” are no clause: “and stability”.
_SHORT = 2


class ClauseOmissions:
    """Finds what the paraphrases of an article leave out. `held` has the passages of quotes and attributions."""

    def __init__(self, text: SourceText, weighty: WeightyWords, wording: Wording, held: HeldPassages) -> None:
        self._text = text
        self._weighty = weighty
        self._wording = wording
        self._held = held

    def left_out(
        self, passages: Sequence[Passage | None], attribution: Passage | None, is_related: IsRelated
    ) -> Omissions:
        """What a paraphrase leaves out."""
        own = [passage for passage in passages if passage]
        if not own or own[0] is not passages[0] or own[-1] is not passages[-1]:
            return Omissions()
        sentence = _Sentence(self._text, self._weighty, self._wording, own)
        whole = Passage(sentence.begin, sentence.end)
        others = [
            passage
            for passage, ids in self._held.touching(whole)
            if not any(overlap(passage, one) for one in own) and not all(map(is_related, ids))
        ]
        if attribution and not sentence.omissions(passages, ReportingPlaces(attribution), others):
            return Omissions()  # as for most; to read who else is said to speak takes time
        places = reporting_places(self._text.text, whole, own, attribution, self._wording, self._weighty.going_on)
        return sentence.omissions(passages, places if places.own else ReportingPlaces(attribution), others)


class _Sentence:
    """The sentence, or sentences, of the segments of a paraphrase."""

    def __init__(self, text: SourceText, weighty: WeightyWords, wording: Wording, own: Sequence[Passage]) -> None:
        paragraphs, start, end = text.paragraphs, own[0].start, own[-1].end
        first = paragraphs[max(0, bisect_right(paragraphs, start, key=lambda it: it.start) - 1)]
        limit = max(first.end, end)
        self._first, self._last = own[0], own[-1]
        self.begin, self.end = sentence_around(text.text, start, end, first.start, limit, weighty.code)
        self._weighty, self._wording = weighty, wording
        self._text = ClauseText(text.text, weighty)
        self._told: Words = []

    def omissions(
        self, passages: Sequence[Passage | None], places: ReportingPlaces, others: Sequence[Passage]
    ) -> Omissions:
        """What segments at these passages leave out, when it is `places` so who speaks."""

        def cut(start: int, end: int, left: GapEdge, right: GapEdge) -> list[Gap]:
            return gaps(start, end, (left, right), places, others)

        self._told = self._text.words(places.own.start, places.own.end) if places.own else []
        return Omissions(
            self._before(cut(self.begin, self._first.start, GapEdge.EDGE, GapEdge.SEGMENT)),
            tuple(
                self._between(cut(one.end, other.start, GapEdge.SEGMENT, GapEdge.SEGMENT)) if one and other else None
                for one, other in pairwise(passages)
            ),
            self._after(cut(self._last.end, self.end, GapEdge.SEGMENT, GapEdge.EDGE)),
        )

    @property
    def _is_told(self) -> bool:
        """Whether it is known who speaks."""
        return bool(self._told)

    @property
    def _is_telling(self) -> bool:
        return self._is_told and lowered(self._told[-1]) in self._weighty.telling

    # Before a paraphrase

    def _before(self, found: list[Gap]) -> Omission | None:
        gap = found[-1]
        if gap.left is GapEdge.OTHER:
            return self._right_before(gap.start, gap.end)
        if gap.left is GapEdge.EDGE:
            return self._opening(gap)
        if self._text.words(gap.start, gap.end):
            return self._after_saying(gap)
        return self._interrupted(found[-2], gap) if found[-2].left is GapEdge.EDGE else None

    def _opening(self, gap: Gap) -> Omission | None:
        """What stands between the start of the sentence and its paraphrase: “Unless it rains, ”."""
        text = self._text
        words = text.without_openers(text.after_strong_break(gap.start, gap.end), gap.end)
        if not words:
            return None
        start = words[0].start()
        if not self._is_told:
            near = words[-_BESIDE:]
            return None if text.breaks(near[-1].end(), gap.end) else text.if_weighty(near[0].start(), gap.end)
        return text.omission(start, gap.end)

    def _after_saying(self, gap: Gap) -> Omission | None:
        """What stands between a reporting clause and a paraphrase: “said ⟨not⟩ all piers”, but no “in an interview”."""
        text, weighty = self._text, self._weighty
        words = text.words(gap.start, gap.end)
        start = words[0].start()
        broken = text.breaks(words[-1].end(), gap.end)
        near = (*self._told[-_NEAR:], words[0])
        if broken and any(lowered(word) in self._wording.relatives for word in near):
            return None  # “according to an official ⟨who asked not to be named⟩, ”
        if text.has_any(words, weighty.subjects) and not self._is_telling:
            return text.omission(start, gap.end)  # “she doubted that”
        if lowered(words[-1]) in weighty.links:
            return text.if_firm(start, gap.end)
        begun = text.breaks(gap.start, start) or text.has_any(words, weighty.links)
        if text.breaks(start, words[-1].end()) or (begun and not broken):
            return self._right_before(gap.start, gap.end)
        if broken and not begun and self._weighty.begins("turns", text.text, gap.end):
            return text.omission(start, gap.end)  # “⟨Brandt has mellowed⟩, but only slightly”
        is_aside = text.begins("settings", words) or text.has_any(words, weighty.occasions)
        is_aside = is_aside or self._is_telling or (broken and not begun)
        return text.if_firm(start, gap.end) if is_aside else text.omission(start, gap.end)

    def _interrupted(self, before: Gap, after: Gap) -> Omission | None:
        """The start of a clause that a reporting clause interrupts: “⟨The pier⟩, Ruiz said, may open”."""
        text = self._text
        words = text.without_openers(before.start, before.end)
        if not words:
            return None
        inserted = text.breaks(words[-1].end(), before.end) and text.breaks(after.start, after.end)
        if inserted or text.begins("conditions", words):
            return text.omission(words[0].start(), before.end)
        return None

    def _right_before(self, begin: int, start: int) -> Omission | None:
        """The words right before a paraphrase, back to where its clause may begin."""
        text = self._text
        words = text.without_joiners(text.words(text.last_piece(begin, start), start))
        return text.omission(words[0].start(), start) if words else None

    # After a paraphrase

    def _after(self, found: list[Gap]) -> Omission | None:
        text, gap = self._text, found[0]
        words = text.words(gap.start, gap.end)
        if gap.right is GapEdge.REPORTING:
            return self._up_to_saying(gap, words) if words else self._resumed(found[1])
        if not words or not text.without_joiners(words) or text.begins("endings", words):
            return None
        if self._is_of_speaker(words):
            return None
        near = words[:_BESIDE]
        if not self._is_told:
            return None if text.breaks(gap.start, near[0].start()) else text.if_weighty(near[0].start(), near[-1].end())
        return self._going_on(gap, words)

    def _is_of_speaker(self, words: Words) -> bool:
        """Whether words tell what else the speaker said or did: “and warned that”, “backed ⟨it⟩ but would not”."""
        wording, weighty = self._wording, self._weighty
        joining = together(weighty.turns, weighty.joiners, weighty.openers)
        led = next((n for n, word in enumerate(words[:_NEAR]) if lowered(word) not in joining), None)
        if led is None or not (led or self._text.breaks(self._last.end, words[0].start())):
            return False
        also = any(lowered(word) in together(wording.verbs, wording.participles) for word in words[led : led + 2])
        if also and lowered(words[0]) not in weighty.turns:
            return True
        if not (also or (led and lowered(words[led]) in wording.auxiliaries)):
            return False
        matches = self._text.words(self._first.start, self._last.end)
        is_clause = self._text.has_any(
            matches, together(weighty.links, weighty.subjects, wording.auxiliaries, wording.verbs)
        )
        return not is_clause and not self._text.has_any(self._told, wording.speaking)

    def _going_on(self, gap: Gap, words: Words) -> Omission | None:
        """The words after a paraphrase, if they go on with its clause."""
        text, start = self._text, words[0].start()
        if not text.breaks(gap.start, start):
            return self._unbroken(gap, words)
        between = text.text[gap.start : start]
        if any(mark in between for mark in "“”„«»「」") or text.begins_another(words):
            return None
        if text.breaks_off(gap.start, start) and not text.turns(words):
            return None
        return text.omission(start, text.end_of_clause(start, gap.end))

    def _unbroken(self, gap: Gap, words: Words) -> Omission | None:
        """Words that no comma parts from a paraphrase. “And left the room” may be another clause."""
        text, start = self._text, words[0].start()
        end = text.end_of_clause(start, gap.end)
        if text.begins("qualifying", words):
            return text.omission(start, end)
        loose = text.begins("loose", words) and len(text.words(start, end)) > _SHORT
        return text.if_firm(start, end) if loose else text.omission(start, end)

    def _up_to_saying(self, gap: Gap, words: Words) -> Omission | None:
        """The words between a paraphrase and a reporting clause: after a comma maybe an apposition, “, the mayor,”."""
        text, start = self._text, words[0].start()
        if text.breaks(gap.start, start) and not text.turns(words):
            return None
        return text.omission(start, text.end_of_clause(start, gap.end))

    def _resumed(self, gap: Gap) -> Omission | None:
        """The words with which a clause goes on after a reporting clause: “…, she said, but not before May”."""
        text = self._text
        for n, (piece, stop) in enumerate(text.pieces(gap.start, gap.end)):
            words = text.words(piece, stop)
            if n and words and text.turns(words):
                return text.omission(words[0].start(), text.end_of_clause(words[0].start(), gap.end))
            if n == 1 and words and not text.words(gap.start, piece) and not text.begins_another(words):
                return text.if_firm(words[0].start(), stop)
        return None

    # Between two segments

    def _between(self, found: list[Gap]) -> Omission | None:
        if len(found) == 1:
            return self._text.omission(found[0].start, found[0].end)
        first, last = found[0], found[-1]
        if GapEdge.REPORTING not in (first.right, last.left):
            return joined(self._text.omission(gap.start, gap.end) for gap in found)
        words = self._text.words(first.start, first.end)
        after = (
            self._up_to_saying(first, words)
            if words and first.right is GapEdge.REPORTING
            else self._text.omission(first.start, first.end)
        )
        broken = self._text.breaks(last.start, last.end)
        before = self._right_before(last.start, last.end) if broken else None
        return joined((after, before))
