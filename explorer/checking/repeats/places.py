"""Find the passages of articles that are similar to a quote, at other places than its own."""

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

# Fewer words are said again by chance.
LEAST_WORDS = 5


# What the failures call the search for repeats.
CHECK = "repeats"
# So many quotes are looked for by one process before it takes more.
_AT_ONCE = 4_000
# So many words around a place are looked at, where the words of one side may be longer.
_SLACK = 8
# What stands at more places, each time a little different, is a form of words: these are enough to tell of it.
_MOST_ALIKE = 20


def places(
    results: VerifiedArchive,
    known: Places | None = None,
    changed: Collection[str] = (),
    failures: Failures | None = None,
    executor: Executor = ALONE,
) -> Places:
    """Look for the words of each quote in all texts.

    With `known` places in the same texts, only quotes that `changed` are looked for. When other texts have changed,
    those are as well that stood, or stand now, in one of these, or of which another pair is followed than before.
    A quote for which it fails is one of the `failures`. Without these it raises.
    """
    failures = failures or Failures(raising=True)
    guard, archive = failures.guard(CHECK), results.archive
    if known and known.searched.is_of(results.texts):
        searched = known.searched
    else:
        searched, change = SearchedTexts(results.texts, guard), None
        if known:
            searched, change = known.searched.followed(results.texts, guard)
        # In no texts nothing is looked for, so that all that was found would stay.
        known = known if change and searched.ids else None
        if known and change:
            changed = {*changed, *affected_quotes(archive, change, guard)}
    asked = map(archive.find, changed) if known else archive.all(Quote)
    quotes = [record for record in asked if isinstance(record, Quote)]
    kept = {name: similar for name, similar in known.found.items() if name not in changed} if known else {}
    shares, several = shares_of(quotes if searched.ids else (), _AT_ONCE)
    if several:
        # Before processes begin, which share it.
        _ = searched.index
    search = _Search(searched, results.verifications, failures.apart())
    for found, failed in executor.each(_WORK, search, list(shares), 1):
        kept.update(found)
        failures.add(failed)
    return Places(searched, {name: similar for name, similar in kept.items() if similar})


class _Search(msgspec.Struct, frozen=True):
    """A search for the words of quotes, with the verifications that tell which places are a quote's own."""

    searched: SearchedTexts
    verifications: Verifications
    failures: Failures


_Found = dict[str, tuple[SimilarPassage, ...]]


def _found(ask: _Search, quotes: Sequence[Quote]) -> tuple[_Found, tuple[Failure, ...]]:
    """The similar passages of those quotes that are looked for, by the quotes' refs; and what failed."""
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
    """The words by which a quote is looked for, as their numbers; none where they are too few."""
    return numbers_of(_searched_words(quote))


def affected_quotes(archive: Archive, change: IndexChange, guard: Guard) -> Iterator[str]:
    """The refs of the quotes that stand elsewhere after a change of the texts, and of some others."""
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
    """The places with words that are alike, and how alike they are: all with the same words, and some of the others."""
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
    """Whether a place is, in part, the quote's own."""
    if similar.article != quote.article or verification is None:
        return False
    return any(own and overlap(own, similar.passage) for own in verification.passages)


def _best(several: list[SimilarPassage]) -> Iterator[SimilarPassage]:
    """The places in order; of those that overlap, the one with the most of the words."""
    kept: list[tuple[str, Passage, SimilarPassage]] = []  # in the order of the texts; none of them overlap
    for similar in sorted(several, key=lambda similar: -similar.likeness.same):
        at = bisect_left(kept, (similar.article, similar.passage), key=lambda other: other[:2])
        beside = kept[max(0, at - 1) : at + 1]
        if not any(similar.article == article and overlap(similar.passage, place) for article, place, _ in beside):
            kept.insert(at, (similar.article, similar.passage, similar))
    return (similar for _, _, similar in kept)
