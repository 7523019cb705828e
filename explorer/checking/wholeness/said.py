"""Which words of a sentence say who speaks: its paraphrase's own attribution, and the words of saying of others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explorer.checking.passage_index import touches
from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import sayings
from explorer.checking.saying.tokens import tokens
from explorer.checking.saying.wording import Wording


class Said(msgspec.Struct, frozen=True, gc=False):
    """The words that say who speaks a paraphrase, if they are known; and those that say who speaks what follows."""

    own: Passage | None = None
    others: tuple[Passage, ...] = ()


def said_in(
    text: str, sentence: Passage, segments: Sequence[Passage], attribution: Passage | None, wording: Wording
) -> Said:
    """The words of saying of a sentence. An attribution is widened to all: from “Ruiz” to “Ruiz, the mayor, said”.

    Words of saying between these and the paraphrase belong to what is said: “Ruiz said critics claimed that …”.
    """
    found = [
        saying.at
        for saying in sayings(tokens(text, wording, sentence.start, sentence.end), wording)
        if not any(touches(saying.at, segment) for segment in segments)
    ]
    own = attribution
    if own is None or not touches(own, sentence):
        own = found[0] if found else None
    if own is None:
        return Said()
    for other in found:
        if touches(own, other):
            own = Passage(min(own.start, other.start), max(own.end, other.end))
    own = _beside(own, segments)
    others = (other for other in found if not touches(own, other) and not _stands_between(other, own, segments))
    return Said(own, tuple(others))


def _beside(own: Passage, segments: Sequence[Passage]) -> Passage:
    """The words of saying without those of the paraphrase."""
    start, end = own.start, own.end
    for segment in segments:
        if touches(own, segment):
            start, end = (start, segment.start) if start < segment.start else (segment.end, end)
    return Passage(start, max(start, end))


def _stands_between(other: Passage, own: Passage, segments: Sequence[Passage]) -> bool:
    first, last = segments[0], segments[-1]
    return own.end <= other.start < other.end <= first.start or last.end <= other.start < other.end <= own.start
