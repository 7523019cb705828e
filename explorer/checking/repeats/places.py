"""Where words of each quote stand again, or nearly so, in the articles' texts: at other places than its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from sys import intern

import msgspec

from explorer.checking.passage_index import touches
from explorer.checking.repeats.index import index_of
from explorer.checking.repeats.likeness import Likeness, likeness, place_of
from explorer.checking.repeats.pairs import Candidate, Index
from explorer.checking.repeats.reports import reports_of
from explorer.checking.repeats.short import LEAST_WORDS
from explorer.checking.repeats.tokens import size_of, spans_of, telling, words_of
from explorer.checking.verification import Texts, Verification, Verifications
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Kind, Quote, ref
from explorer.reading.text.passages import Passage

# So many words around a place are looked at, where the words of one side may be longer.
_SLACK = 8
# What stands at more places, each time a little different, is a form of words: these are enough to tell of it.
_MOST_ALIKE = 20


class Again(msgspec.Struct, frozen=True, gc=False):
    """A place where words of a quote stand again: in which article, where there, and how like they are."""

    article: str
    passage: Passage
    likeness: Likeness


class Places(msgspec.Struct, frozen=True):
    """What was found of each quote, by its ref, if anything was; and what it was found in."""

    searched: Searched
    found: Mapping[str, tuple[Again, ...]]


class Searched:
    """The texts of an archive's articles, prepared for the search. They never change."""

    def __init__(self, texts: Texts, guard: Guard = unguarded) -> None:
        self.texts = texts
        self._guard = guard
        self.ids = list(texts)
        self.number = {id: n for n, id in enumerate(self.ids)}
        self._spans: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each text."""
        return [self._words(id) for id in self.ids]

    def _words(self, id: str) -> list[str]:
        with self._guard(ref(Kind.ARTICLE, id)):
            # Most words stand many times.
            return list(map(intern, words_of(self.texts[id].text)))
        return []

    @cached_property
    def index(self) -> Index:
        return index_of([telling(words) for words in self.words])

    @cached_property
    def reports(self) -> Mapping[str, str]:
        """For the id of each article, the id of the first one that is the same report: reprints are one."""
        return reports_of(dict(zip(self.ids, self.words, strict=True)))

    def spans(self, id: str) -> list[tuple[int, int]]:
        """Where the words of a text stand."""
        if id not in self._spans:
            self._spans[id] = spans_of(self.texts[id].text)
        return self._spans[id]

    def is_of(self, texts: Texts) -> bool:
        return self.ids == list(texts) and all(self.texts[id] is text for id, text in texts.items())


def places(
    archive: Archive,
    texts: Texts,
    verifications: Verifications,
    known: Places | None = None,
    changed: Collection[str] = (),
    guard: Guard = unguarded,
) -> Places:
    """Look for the words of each quote in all texts.

    With `known` places in the same texts, only quotes that `changed` are looked for. When a text has changed, all are.
    """
    if known is None or not known.searched.is_of(texts):
        searched = Searched(texts, guard)
        return Places(searched, dict(_search(list(archive.all(Quote)), searched, verifications, guard)))
    found = {name: again for name, again in known.found.items() if name not in changed}
    quotes = [record for record in map(archive.find, changed) if isinstance(record, Quote)]
    found.update(_search(quotes, known.searched, verifications, guard))
    return Places(known.searched, found)


def _search(
    quotes: Sequence[Quote], searched: Searched, verifications: Verifications, guard: Guard
) -> Iterator[tuple[str, tuple[Again, ...]]]:
    long = []
    for quote in quotes:
        with guard(quote.ref):
            words = words_of(" ".join(quote.segments))
            if size_of(words) >= LEAST_WORDS:
                long.append((quote, words))
    if not long or not searched.ids:
        return
    own = [searched.number.get(quote.article, -1) for quote, _ in long]
    candidates = searched.index.candidates([telling(words) for _, words in long], own)
    for n, places in groupby(candidates, key=lambda candidate: candidate.quote):
        quote, words = long[n]
        with guard(quote.ref):
            alike = list(_alike(words, places, searched))
            exact = [place for place, found in alike if place.text == own[n] and found.is_exact]
            found = [
                again
                for place, likeness in alike
                if [place] != exact
                and not _is_own(again := _again(place, likeness, searched), quote, verifications.get(quote.ref))
            ]
            if found:
                yield quote.ref, tuple(_best(found))


def _alike(words: list[str], places: Iterable[Candidate], searched: Searched) -> Iterator[tuple[Candidate, Likeness]]:
    """The places with words that are alike, and how alike they are: all with the same words, and some of the others."""
    room = _MOST_ALIKE
    for place in places:
        there = searched.words[place.text][_start(place) : place.last + len(words) + _SLACK]
        if not room and place_of(words, there) is None:
            continue
        found = likeness(words, there)
        if found:
            room -= 0 if found.is_exact else 1
            yield place, found


def _again(place: Candidate, alike: Likeness, searched: Searched) -> Again:
    id = searched.ids[place.text]
    spans, start = searched.spans(id), _start(place)
    first, last = spans[start + alike.there.start], spans[start + alike.there.end - 1]
    return Again(id, Passage(first[0], last[1]), alike)


def _start(place: Candidate) -> int:
    return max(0, place.first - _SLACK)


def _is_own(again: Again, quote: Quote, verification: Verification | None) -> bool:
    """Whether a place is, in part, the quote's own."""
    if again.article != quote.article or verification is None:
        return False
    return any(own and touches(own, again.passage) for own in verification.passages)


def _best(several: list[Again]) -> Iterator[Again]:
    """The places in order; of those that overlap, the one with the most of the words."""
    kept: list[tuple[str, Passage, Again]] = []  # in the order of the texts; none of them overlap
    for again in sorted(several, key=lambda again: -again.likeness.same):
        at = bisect_left(kept, (again.article, again.passage), key=lambda other: other[:2])
        beside = kept[max(0, at - 1) : at + 1]
        if not any(again.article == article and touches(again.passage, place) for article, place, _ in beside):
            kept.insert(at, (again.article, again.passage, again))
    return (again for _, _, again in kept)
