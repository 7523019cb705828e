"""Index passages, to find those that overlap a span, and the parts of a text that they cover."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from explorer.reading.text.passages import Passage, SourceText, overlap

ThingT = TypeVar("ThingT")


class PassageIndex(Generic[ThingT]):
    """Passages, each with a value. Passages may overlap or be the same."""

    def __init__(self, items: Iterable[tuple[Passage, ThingT]] = ()) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [passage.start for passage, _ in self._items]
        # The largest end among the passages up to each one: if it is not beyond a span's start, no earlier passage is.
        self._reach = list(accumulate((passage.end for passage, _ in self._items), max))

    def touching(self, span: Passage) -> list[tuple[Passage, ThingT]]:
        """The passages that overlap a span, each with its value, in the order of the text."""
        found = []
        at = bisect_left(self._starts, span.end)
        while at and self._reach[at - 1] > span.start:
            at -= 1
            if overlap(self._items[at][0], span):
                found.append(self._items[at])
        return found[::-1]


_LETTER = re.compile(r"\w")


class PassageUnion:
    """The union of some passages. `starts` has the start of each of its stretches."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.starts: list[int] = []
        self._joined: list[Passage] = []
        for passage in sorted(passages):
            self.starts.append(passage.start)
            if self._joined and passage.start < self._joined[-1].end:
                first = self._joined.pop()
                passage = Passage(first.start, max(first.end, passage.end))
            self._joined.append(passage)
        self._ends = [stretch.end for stretch in self._joined]

    def touch(self, passage: Passage) -> bool:
        """Whether the union overlaps a passage."""
        return any(True for _ in self._between(passage.start, passage.end))

    def hold(self, start: int, end: int) -> bool:
        """Whether one stretch of the union contains everything between two offsets."""
        n = bisect_right(self._ends, start)
        return n < len(self._joined) and self._joined[n].start <= start and end <= self._joined[n].end

    def gaps(self, start: int, end: int) -> Iterator[Passage]:
        """The parts between two offsets that the union does not cover."""
        for stretch in self._between(start, end):
            if stretch.start > start:
                yield Passage(start, stretch.start)
            start = stretch.end
        if start < end:
            yield Passage(start, end)

    def missing(self, text: SourceText, start: int, end: int) -> Iterator[Passage]:
        """The gaps between two offsets that contain words."""
        return (gap for gap in self.gaps(start, end) if _LETTER.search(text.text, gap.start, gap.end))

    def hold_words(self, text: SourceText, start: int, end: int) -> bool:
        """Whether the union contains all words between two offsets."""
        return self.hold(start, end) or not any(True for _ in self.missing(text, start, end))

    def _between(self, start: int, end: int) -> Iterator[Passage]:
        for n in range(bisect_right(self._ends, start), len(self._joined)):
            if self._joined[n].start >= end:
                break
            yield self._joined[n]
