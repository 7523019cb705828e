"""The texts of an archive, prepared for the search for repeats."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from explorer.checking.changed import differing
from explorer.checking.verification import Texts
from explorer.model.amended import have_same_keys, may_differ
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Kind, ref

if TYPE_CHECKING:
    from explorer.checking.repeats.pairs import Index, IndexChange


class SearchedTexts:
    """The texts of an archive's articles, prepared for the search. They never change.

    `kept` returns the stored index of exactly these texts, if there is one, or None if that can't be read.
    """

    def __init__(self, texts: Texts, guard: Guard = unguarded, kept: Callable[[], Index | None] | None = None) -> None:
        self.texts = texts
        self._guard = guard
        self._kept = kept
        self.ids = list(texts)
        self.number = {id: n for n, id in enumerate(self.ids)}
        self._words: dict[str, list[str]] = {}
        self._spans: dict[str, list[tuple[int, int]]] = {}

    def words(self, id: str) -> list[str]:
        """The words of a text."""
        if id not in self._words:
            self._words[id] = self._words_of(id)
        return self._words[id]

    def _words_of(self, id: str) -> list[str]:
        with self._guard(ref(Kind.ARTICLE, id)):
            from explorer.checking.repeats.tokens import words_of

            # Most words are frequent.
            return list(map(intern, words_of(self.texts[id].text)))
        return []

    @property
    def is_kept(self) -> bool:
        """Whether the index is stored, so that it need not be made."""
        return self._kept is not None

    @cached_property
    def index(self) -> Index:
        if self._kept and (index := self._kept()):
            return index
        from explorer.checking.repeats.index import index_of
        from explorer.checking.repeats.tokens import numbers_of

        return index_of([numbers_of(self.words(id)) for id in self.ids])

    @cached_property
    def reports(self) -> Mapping[str, str]:
        """For the id of each article, the id of the first that is the same report, since reprints count as one."""
        from explorer.checking.repeats.reports import reports_of

        return reports_of({id: self.words(id) for id in self.ids})

    def spans(self, id: str) -> list[tuple[int, int]]:
        """The places of the words of a text."""
        if id not in self._spans:
            from explorer.checking.repeats.tokens import spans_of

            self._spans[id] = spans_of(self.texts[id].text)
        return self._spans[id]

    def followed(self, texts: Texts, guard: Guard) -> tuple[SearchedTexts, IndexChange | None]:
        """Other texts, reusing what is known of those that remain, and the index changes; None if it is made anew.

        A text that changes its order counts as removed and added.
        """
        others = differing(self.texts, texts)
        now = SearchedTexts(texts, guard)
        now._words = {id: words for id, words in self._words.items() if id not in others}
        now._spans = {id: spans for id, spans in self._spans.items() if id not in others}
        index = self.index.whole if self.is_kept or "index" in vars(self) else None
        if index is None:
            return now, None
        from explorer.checking.repeats.tokens import numbers_of

        stay = _in_order([now.number[id] for id in self.ids if id not in others])
        numbers = [n if id not in others and (n := now.number[id]) in stay else -1 for id in self.ids]
        came = {n: numbers_of(now.words(id)) for n, id in enumerate(now.ids) if n not in stay}
        followed = index.followed(numbers, came)
        if followed is None:
            return now, None
        index, change = followed
        now._kept = lambda: index
        return now, change

    def is_of(self, texts: Texts) -> bool:
        known = self.texts
        is_same = (known.get(id) is texts.get(id) for id in may_differ(known, texts))
        return have_same_keys(known, texts) and all(is_same)


def _in_order(numbers: Sequence[int]) -> set[int]:
    """The longest increasing sequence among some numbers."""
    # The lowest number that ends a sequence of each length, and the number before each one in its sequence.
    ends: list[int] = []
    before: dict[int, int] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        if length:
            before[number] = ends[length - 1]
        ends[length : length + 1] = [number]
    found = ends[-1:]
    while found[-1:] and found[-1] in before:
        found.append(before[found[-1]])
    return set(found)
