"""An index of many passages: which of them share a character with a given span?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from explorer.reading.text.passages import Passage

ThingT = TypeVar("ThingT")


def touches(one: Passage, other: Passage) -> bool:
    """Whether two spans share any character."""
    return one.start < other.end and other.start < one.end


class PassageIndex(Generic[ThingT]):
    """Passages, each with a thing that stands there. Passages may overlap or be the same."""

    def __init__(self, items: Iterable[tuple[Passage, ThingT]] = ()) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [passage.start for passage, _ in self._items]
        # The largest end among the passages up to each one: when it is not beyond a span's start, no earlier one is.
        self._reach = list(accumulate((passage.end for passage, _ in self._items), max))

    def touching(self, span: Passage) -> list[tuple[Passage, ThingT]]:
        """The passages that share a character with a span, each with its thing, in the order of the text."""
        found = []
        at = bisect_left(self._starts, span.end)
        while at and self._reach[at - 1] > span.start:
            at -= 1
            if touches(self._items[at][0], span):
                found.append(self._items[at])
        return found[::-1]
