"""The words of a sentence that a paraphrase does not hold, cut where words of saying or another quote stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

import msgspec

from explorer.checking.passage_index import touches
from explorer.checking.wholeness.said import Said
from explorer.reading.text.passages import Passage


class Beside(Enum):
    """What stands at an end of a gap."""

    EDGE = auto()
    """The start or the end of the sentence."""
    SEGMENT = auto()
    """Words of the paraphrase."""
    SAYING = auto()
    """The words that say who speaks the paraphrase."""
    OTHER = auto()
    """Another quote, or the words of saying of somebody else."""


class Gap(msgspec.Struct, frozen=True, gc=False):
    """Words between two offsets, and what stands to the left and to the right of them."""

    start: int
    end: int
    left: Beside
    right: Beside


def gaps(start: int, end: int, ends: tuple[Beside, Beside], said: Said, others: Sequence[Passage]) -> list[Gap]:
    """The gaps between two offsets, in order. Words of saying count as such also where another quote has them."""
    held = [(said.own, Beside.SAYING)] if said.own else []
    held += [
        (passage, Beside.OTHER) for passage in (*others, *said.others) if not (said.own and touches(passage, said.own))
    ]
    return list(_cut(start, end, ends, sorted(held, key=lambda item: item[0])))


def _cut(start: int, end: int, ends: tuple[Beside, Beside], held: list[tuple[Passage, Beside]]) -> Iterator[Gap]:
    left = ends[0]
    for passage, kind in held:
        if passage.end <= start or end <= passage.start:
            continue
        yield Gap(start, max(start, passage.start), left, kind)
        start, left = min(passage.end, end), kind
    yield Gap(start, end, left, ends[1])
