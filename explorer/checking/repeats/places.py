"""Find passages of articles that are similar to a quote, other than its own place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from explorer.checking.repeats.pairs import Candidate, IndexChange, QuotesByWords, Words
from explorer.checking.repeats.results import Likeness, Places, SimilarPassage
from explorer.checking.repeats.searched_texts import SearchedTexts
from explorer.checking.repeats.tokens import numbers_of, size_of, words_of
from explorer.checking.repeats.versions import likeness, place_of
from explorer.checking.verification import Verification, Verifications
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.amended import amendments_of, base_of
from explorer.model.archive import Archive
from explorer.model.failures import Failure, Failures, Guard
from explorer.model.records import Kind, Quote, ref
from explorer.processes import ALONE, Executor, Work, shares_of
from explorer.reading.text.passages import Passage, overlap

# Fewer words may recur by chance.
LEAST_WORDS = 5


# The name in the failures of the search for repeats.
CHECK = "repeats"
# The number of quotes in a batch for one process.
_AT_ONCE = 4_000
# How many more words around a place to compare, as the words of one side may be longer.
_SLACK = 8
# Words with more near matches than this are a set phrase: these are enough to show it.
_MOST_ALIKE = 20


def places(
    results: VerifiedArchive,
    known: Places | None = None,
    changed: Collection[str] = (),
    failures: Failures | None = None,
    executor: Executor = ALONE,
) -> Places:
    """Search for the words of each quote in all texts.

    With `known` places in the same texts, only quotes that `changed` are searched for. If other texts changed, so are
    quotes with a place in one of these before or now, or for which different pairs are followed. A quote for which this
    fails is added to the `failures`. Without `failures`, the error is raised.
    """
    failures = failures or Failures(raising=True)
    guard, archive = failures.guard(CHECK), results.archive
    if known and known.searched.is_of(results.texts):
        searched = known.searched
    else:
        searched, change = SearchedTexts(results.texts, guard), None
        if known:
            searched, change = known.searched.followed(results.texts, guard)
        # Without texts there is no search, so earlier results would remain.
        known = known if change and searched.ids else None
        if known and change:
            changed = {*changed, *affected_quotes(archive, change, guard)}
    asked = map(archive.find, changed) if known else archive.all(Quote)
    quotes = [record for record in asked if isinstance(record, Quote)]
    kept = {name: similar for name, similar in known.found.items() if name not in changed} if known else {}
    shares, several = shares_of(quotes if searched.ids else (), _AT_ONCE)
    if several:
        # Before processes start, which share it.
        _ = searched.index
    search = _Search(searched, results.verifications, failures.apart())
    for found, failed in executor.each(_WORK, search, list(shares), 1):
        kept.update(found)
        failures.add(failed)
    return Places(searched, {name: similar for name, similar in kept.items() if similar})


class _Search(msgspec.Struct, frozen=True):
    """A search for the words of quotes, with the verifications that determine which places are a quote's own."""

    searched: SearchedTexts
    verifications: Verifications
    failures: Failures


_Found = dict[str, tuple[SimilarPassage, ...]]


def _found(ask: _Search, quotes: Sequence[Quote]) -> tuple[_Found, tuple[Failure, ...]]:
    """The similar passages of the given quotes, by the quotes' refs; and the failures."""
    return dict(_search(quotes, ask, ask.failures.guard(CHECK))), ask.failures.take()


_WORK = Work(_found, result=tuple[_Found, tuple[Failure, ...]])


def _search(quotes: Sequence[Quote], ask: _Search, guard: Guard) -> Iterator[tuple[str, tuple[SimilarPassage, ...]]]:
    searched, long = ask.searched, []
    for quote in quotes:
        with guard(quote.ref):
            if words := _searched_words(quote):
                long.append(_Quoted(quote, words, numbers_of(words)))
    if not long:
        return
    own = [searched.number.get(each.quote.article, -1) for each in long]
    candidates = searched.index.candidates([each.numbers for each in long], own)
    for n, places in groupby(candidates, key=lambda candidate: candidate.quote):
        quote, words, _ = long[n]
        with guard(quote.ref):
            alike = list(_alike(words, places, searched))
            exact = [place for place, found in alike if place.text == own[n] and found.is_exact]
            similar_passages = [
                similar
                for place, likeness in alike
                if [place] != exact
                and not _is_own(
                    similar := _similar_passage(place, likeness, searched), quote, ask.verifications.get(quote.ref)
                )
            ]
            if similar_passages:
                yield quote.ref, tuple(_best(similar_passages))


def words_looked_for(quote: Quote) -> Words:
    """The numbers of the words to search for; empty if there are too few."""
    return numbers_of(_searched_words(quote))


def affected_quotes(archive: Archive, change: IndexChange, guard: Guard) -> Iterator[str]:
    """The refs of the quotes whose places may have changed with the texts."""
    quotes = archive.of_kind(Kind.QUOTE)
    base, others = base_of(quotes), amendments_of(quotes)
    words = base.words_in_order() if isinstance(base, QuotesByWords) else None
    if isinstance(base, QuotesByWords) and words is not None:
        ids = map(base.id_at, change.affected(words))
        yield from (ref(Kind.QUOTE, id) for id in ids if id not in others and id in quotes)
    each = (quotes.get(id) for id in (others if words is not None else quotes))
    some, numbers = list[Quote](), list[Words]()
    for quote in each:
        if isinstance(quote, Quote):
            with guard(quote.ref):
                numbers.append(words_looked_for(quote))
                some.append(quote)
    yield from (some[n].ref for n in change.affected(numbers))


def _searched_words(quote: Quote) -> list[str]:
    words = words_of(" ".join(quote.segments))
    return words if size_of(words) >= LEAST_WORDS else []


class _Quoted(NamedTuple):
    """A quote with its words, and their numbers."""

    quote: Quote
    words: list[str]
    numbers: Words


def _alike(
    words: list[str], places: Iterable[Candidate], searched: SearchedTexts
) -> Iterator[tuple[Candidate, Likeness]]:
    """The places with similar words, and how similar they are: all exact matches, and some of the others."""
    room = _MOST_ALIKE
    for place in places:
        there = searched.words(searched.ids[place.text])[_start(place) : place.last + len(words) + _SLACK]
        if not room and place_of(words, there) is None:
            continue
        found = likeness(words, there)
        if found:
            room -= 0 if found.is_exact else 1
            yield place, found


def _similar_passage(place: Candidate, alike: Likeness, searched: SearchedTexts) -> SimilarPassage:
    id = searched.ids[place.text]
    spans, start = searched.spans(id), _start(place)
    first, last = spans[start + alike.there.start], spans[start + alike.there.end - 1]
    return SimilarPassage(id, Passage(first[0], last[1]), alike)


def _start(place: Candidate) -> int:
    return max(0, place.first - _SLACK)


def _is_own(similar: SimilarPassage, quote: Quote, verification: Verification | None) -> bool:
    """Whether a place overlaps the quote's own."""
    if similar.article != quote.article or verification is None:
        return False
    return any(own and overlap(own, similar.passage) for own in verification.passages)


def _best(several: list[SimilarPassage]) -> Iterator[SimilarPassage]:
    """The places in order; of overlapping ones, that with most of the words."""
    kept: list[tuple[str, Passage, SimilarPassage]] = []  # in the order of the texts, without overlaps
    for similar in sorted(several, key=lambda similar: -similar.likeness.same):
        at = bisect_left(kept, (similar.article, similar.passage), key=lambda other: other[:2])
        beside = kept[max(0, at - 1) : at + 1]
        if not any(similar.article == article and overlap(similar.passage, place) for article, place, _ in beside):
            kept.insert(at, (similar.article, similar.passage, similar))
    return (similar for _, _, similar in kept)
