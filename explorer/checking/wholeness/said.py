"""Which words of a sentence say who speaks: its paraphrase's own attribution, and the words of saying of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from explorer.checking.passage_index import touches
from explorer.reading.languages.wording import Wording
from explorer.reading.saying.clauses import ReportingClause, reporting_clauses
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import tokens


class Said(msgspec.Struct, frozen=True, gc=False):
    """The words that say who speaks a paraphrase, if they are known; and those that say who speaks what follows."""

    own: Passage | None = None
    others: tuple[Passage, ...] = ()


def said_in(
    text: str,
    sentence: Passage,
    segments: Sequence[Passage],
    attribution: Passage | None,
    wording: Wording,
    going_on: frozenset[str] = frozenset(),
) -> Said:
    """The words of saying of a sentence. An attribution is widened to all: from “Ruiz” to “Ruiz, the mayor, said”.

    Words of saying between these and the paraphrase belong to what is said: “Ruiz said critics claimed that …”. So do
    those behind it that one of the words that are `going_on` stands before: “… and *that* nobody had told her”.
    """
    words = tokens(text, wording, sentence.start, sentence.end)
    found = [saying for saying in reporting_clauses(words, wording) if not _touches_any(saying.at, segments)]
    own = attribution
    if own is None or not touches(own, sentence):
        verbs = (Passage(word.start, word.end) for word in words if word.word in wording.inverted)
        own = _nearest((saying.at for saying in found), segments) or _nearest(verbs, segments)
    if own is None:
        return Said()
    own = _beside(_widened(text, own, found), segments)
    last = segments[-1].end
    before = {after.start: word.word for word, after in pairwise(words)}
    others = (
        other.at
        for other in found
        if not touches(own, other.at)
        and not (own.end <= last <= other.at.start and before.get(other.at.start) in going_on)
    )
    return Said(own, tuple(other for other in others if not _stands_between(other, own, segments)))


def _widened(text: str, own: Passage, found: Sequence[ReportingClause]) -> Passage:
    """An attribution with the verb and whoever speaks, if it has only the one of them, and with what is in commas."""
    for saying in found:
        speakers = [Passage(mention.start, mention.end) for mention in saying.mentions]
        is_whole = touches(own, saying.verb) and any(touches(own, speaker) for speaker in speakers)
        if touches(own, saying.at) and (not is_whole or text[saying.at.end : saying.at.end + 1] == ","):
            own = Passage(min(own.start, saying.at.start), max(own.end, saying.at.end))
    return own


def _beside(own: Passage, segments: Sequence[Passage]) -> Passage:
    """The words of saying without those of the paraphrase."""
    start, end = own.start, own.end
    for segment in segments:
        if touches(own, segment):
            start, end = (start, segment.start) if start < segment.start else (segment.end, end)
    return Passage(start, max(start, end))


def _nearest(places: Iterable[Passage], segments: Sequence[Passage]) -> Passage | None:
    first, last = segments[0], segments[-1]

    def distance(at: Passage) -> int:
        return first.start - at.end if at.start < first.start else max(0, at.start - last.end)

    return min((at for at in places if not _touches_any(at, segments)), key=distance, default=None)


def _touches_any(one: Passage, others: Sequence[Passage]) -> bool:
    return any(touches(one, other) for other in others)


def _stands_between(other: Passage, own: Passage, segments: Sequence[Passage]) -> bool:
    first, last = segments[0], segments[-1]
    return own.end <= other.start < other.end <= first.start or last.end <= other.start < other.end <= own.start
