"""Relate each place with a quote's words to it: as another quote, or as unquoted words; and compare the two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, product

from msgspec.structs import replace

from explorer.checking.changed import same_where_equal
from explorer.checking.passage_index import PassageIndex
from explorer.checking.repeats.places import CHECK, LEAST_WORDS, places
from explorer.checking.repeats.results import (
    Comparisons,
    Places,
    Repeat,
    Repeats,
    RepeatsByRef,
    SimilarPassage,
    VersionComparison,
    VersionPair,
)
from explorer.checking.repeats.tokens import words_of
from explorer.checking.repeats.versions import FEW, versions
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.weighty_words import WeightyWords, weighty_words_of
from explorer.model.amended import differing
from explorer.model.archive import Archive
from explorer.model.failures import Failures, Guard
from explorer.model.records import Article, Quote, ref
from explorer.processes import ALONE, Executor
from explorer.reading.text.passages import Passage, overlap, shared

# The share of words that two versions must share: by one speaker, by two, and if only one of them is longer.
_ONE_SPEAKER, _TWO_SPEAKERS, _OF_THE_SHORTER = 0.6, 0.75, 0.8
# Fewer shared words are chance: of two speakers, in unmarked text, and significant words in unmarked text.
_OF_TWO, _UNMARKED, _UNMARKED_TELLING = 5, 8, 3
# A run of this many words is the same wherever it occurs.
_LONG_RUN = 12
# In one article many remarks are similar; a repetition there must be very close.
_AGAIN, _AGAIN_SHARE = 8, 0.85


def are_one(compared: VersionComparison, quote: Quote, other: Quote) -> bool:
    """Whether the words of two quotes are the same, or nearly so."""
    if compared.is_same:
        return compared.size >= LEAST_WORDS
    same, run, less, more = _sizes(compared)
    if run >= _LONG_RUN and quote.article != other.article:
        return True
    if quote.article == other.article:
        return same >= max(_AGAIN, _AGAIN_SHARE * less)
    if quote.speaker == other.speaker:
        whole = same >= _ONE_SPEAKER * more
    else:
        whole = same >= max(_OF_TWO, _TWO_SPEAKERS * more)
    return less >= LEAST_WORDS and (whole or (run >= LEAST_WORDS and same >= _OF_THE_SHORTER * less))


def is_same_speech(compared: VersionComparison) -> bool:
    """Whether the words of a quote are those of unquoted speech, or a part of it."""
    same, run, less, _ = _sizes(compared)
    if run >= _LONG_RUN:
        return True
    whole = same >= max(LEAST_WORDS, _TWO_SPEAKERS * compared.likeness.size)
    return whole or (less >= LEAST_WORDS and run >= LEAST_WORDS and same >= _OF_THE_SHORTER * less)


def is_same_text(compared: VersionComparison) -> bool:
    """Whether the words of a quote are in a text that doesn't mark them as speech."""
    alike = compared.likeness
    whole = alike.same >= max(_UNMARKED, _TWO_SPEAKERS * alike.size) and alike.telling >= _UNMARKED_TELLING
    return whole or alike.run >= _LONG_RUN


def _sizes(compared: VersionComparison) -> Iterator[float]:
    """The numbers of words that are the same, in the longest run, in the shorter version and in the longer one."""
    alike = compared.likeness
    yield from (alike.same, alike.run, *sorted((alike.size, compared.size)))


# A quote with a smaller share of a place does not cover its words.
_HELD = 0.5
# This many characters contain a few words.
_NEAR = 80
# Lines that are not speech.
_APART = ("headline", "furniture", "captions", "corrections")


def repeats(
    results: VerifiedArchive,
    known: Repeats | None = None,
    changed: Collection[str] = (),
    articles: Collection[str] | None = None,
    failures: Failures | None = None,
    executor: Executor = ALONE,
) -> Repeats:
    """Find the repeats of each quote; matching quotes have each other.

    `known` results are reused, except for quotes that `changed`, for others with new places, and for places of or in
    quotes of `articles`; without `articles`, all places are processed. A failure for a record is added to the
    `failures`. Without `failures`, the error is raised.
    """
    failures = failures or Failures(raising=True)
    guard = failures.guard(CHECK)
    before = known.places if known else None
    found = places(results, before, changed, failures, executor)
    if known is None or before is None:
        known, articles = Repeats(), None
    elif before.searched is not found.searched:
        others = differing(before.searched.texts, results.texts)
        known = replace(known, compared={pair: each for pair, each in known.compared.items() if pair[2] not in others})
        if articles is not None:
            elsewhere = map(results.archive.find, differing(before.found, found.found))
            articles = {*articles, *others, *(quote.article for quote in elsewhere if isinstance(quote, Quote))}
    relating = _Relating(results, known.compared, articles)
    also = relating.also(found, known.also, guard)
    compared = relating.compared if articles is None else {**known.compared, **relating.compared}
    return Repeats(same_where_equal(known.also, also), found, compared)


def _quotes_in(articles: Iterable[str], archive: Archive) -> Iterator[Quote]:
    """The quotes that name any of the articles, some of which may have no record."""
    unknown = set[str]()
    for id in articles:
        article = archive.get(Article, id)
        if article is None:
            unknown.add(id)
        else:
            yield from archive.quotes_of(article)
    if unknown:
        yield from (quote for quote in archive.quotes if quote.article in unknown)


class _Relating:
    def __init__(self, results: VerifiedArchive, known: Comparisons, articles: Collection[str] | None) -> None:
        self._archive = archive = results.archive
        self._texts, self._verifications, self._coverage = results.texts, results.verifications, results.coverage
        self._known = known
        self._articles = articles
        # The refs of the quotes in these articles.
        self._quotes_asked = {quote.ref for quote in _quotes_in(articles or (), archive)}
        self.compared: dict[VersionPair, VersionComparison | None] = {}
        self._number = {id: n for n, id in enumerate(archive.of_kind(Article.kind))}
        self._wordings: dict[str, WeightyWords] = {}
        self._quotes: dict[str, PassageIndex[tuple[int, Quote]]] = {}
        self._found: dict[str, dict[str, Repeat]] = defaultdict(dict)

    def also(self, places: Places, before: RepeatsByRef, guard: Guard) -> dict[str, tuple[Repeat, ...]]:
        """The repeats of each quote, in the order of the quotes. Those not asked for are as `before`."""
        archive = self._archive
        for name in self._in_order(places.found):
            asked = [similar for similar in places.found[name] if self._is_asked(name, similar.article)]
            with guard(name):
                for quote, similar in product(self._quotes_named([name] if asked else ()), asked):
                    self._relate(quote, similar)
        joined = chain.from_iterable(archive.utterances.joined)
        for quote, other in self._asked_pairs(
            (quote.id, quote.same_as) for quote in joined if quote.same_as is not None
        ):
            if other.ref not in self._found[quote.ref]:
                with guard(quote.ref):
                    self._pair(quote, other, self._compare(quote, _words(other)))
        also = {name: self._kept(name, before[name]) for name in self._in_order(before)}
        for name, found in self._found.items():
            also[name] = self._ordered([*also.get(name, ()), *found.values()])
        return {name: also[name] for name in self._in_order(also)}

    def _is_asked(self, quote: str, article: str) -> bool:
        """Whether to process a place in an article for a quote."""
        return self._articles is None or quote in self._quotes_asked or article in self._articles

    def _asked_pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[Quote, Quote]]:
        """The pairs of quotes with these ids, if either is asked for."""
        for ids in pairs:
            names = [ref(Quote.kind, id) for id in ids]
            if self._articles is None or not self._quotes_asked.isdisjoint(names):
                quotes = list(self._quotes_named(names))
                if len(quotes) == len(names):
                    yield quotes[0], quotes[1]

    def _quotes_named(self, names: Iterable[str]) -> Iterator[Quote]:
        return (record for record in map(self._archive.find, names) if isinstance(record, Quote))

    def _kept(self, name: str, before: tuple[Repeat, ...]) -> tuple[Repeat, ...]:
        """The places of a quote that are not processed again."""
        kept = tuple(one for one in before if not self._is_asked(name, one.article))
        return before if len(kept) == len(before) else kept

    def _in_order(self, found: Mapping[str, object]) -> list[str]:
        """The refs of the quotes with any results, in the order of the files."""
        return self._archive.quotes_in_order(name for name, each in found.items() if each)

    def _ordered(self, found: Iterable[Repeat]) -> tuple[Repeat, ...]:
        number, nowhere = self._number, Passage(0, 0)
        return tuple(
            sorted(found, key=lambda one: (number.get(one.article, -1), one.passage or nowhere, one.quote or ""))
        )

    def _relate(self, quote: Quote, similar: SimilarPassage) -> None:
        in_one = similar.article == quote.article
        if (in_one and not any(self._verifications[quote.ref].passages)) or self._is_apart(similar):
            return
        shared, other = self._quote_at(similar, quote)
        if other is not None and self._relate_quotes(quote, other):
            return
        if shared < _HELD and not self._is_told(quote, similar):
            repeat = self._unheld(quote, similar, in_one=in_one)
            if repeat:
                self._found[quote.ref][f"{similar.article} {similar.passage}"] = repeat

    def _relate_quotes(self, quote: Quote, other: Quote) -> bool:
        """Whether two quotes are related: as parts of one paraphrase, or by the same words."""
        if other.ref in self._found[quote.ref] or self._archive.top(quote) == self._archive.top(other):
            return True
        compared = self._compare(quote, _words(other))
        if compared is None or not are_one(compared, quote, other):
            return False
        self._pair(quote, other, compared)
        return True

    def _pair(self, quote: Quote, other: Quote, compared: VersionComparison | None) -> None:
        settled = self._archive.utterances.are_one(quote, other)
        self._found[quote.ref][other.ref] = self._as_seen(other, compared, settled)
        self._found[other.ref][quote.ref] = self._as_seen(quote, compared.turned if compared else None, settled)

    def _as_seen(self, other: Quote, compared: VersionComparison | None, settled: bool) -> Repeat:
        passages = self._verifications[other.ref].passages
        place = next((passage for passage in passages if passage), None)
        return Repeat(other.article, compared, other.ref, place, settled)

    def _unheld(self, quote: Quote, similar: SimilarPassage, *, in_one: bool) -> Repeat | None:
        """The place as unquoted words, if they are the same: as speech, or as a long part of the text."""
        text = self._texts[similar.article].text
        covered = self._coverage.get(similar.article)
        spans = [span for span in covered.spans if overlap(span.passage, similar.passage)] if covered else []
        if spans:
            parts = [part for span in spans for part in (span.parts or (span.passage,))]
            compared = self._compare(quote, " ".join(text[part.start : part.end] for part in parts))
            place = Passage(min(part.start for part in parts), max(part.end for part in parts))
            alike = compared is not None and (compared.is_same or (not in_one and is_same_speech(compared)))
        else:
            place = _with_edges(text, similar, len(words_of(_words(quote))))
            compared = self._compare(quote, text[place.start : place.end])
            alike = compared is not None and not in_one and is_same_text(compared)
        return Repeat(similar.article, compared, passage=place) if alike else None

    def _compare(self, quote: Quote, there: str) -> VersionComparison | None:
        here, id, language = _words(quote), "", None
        if here != there:  # else nothing differs that an article's wording weighs
            article = self._archive.get(Article, quote.article)
            id, language = quote.article, article.language if article else None
        both = (here, there, id, language)
        if both not in self.compared:
            known = self._known
            self.compared[both] = (
                known[both] if both in known else versions(here, there, partial(self._wording, id, language))
            )
        return self.compared[both]

    def _wording(self, id: str, language: str | None) -> WeightyWords:
        if id not in self._wordings:
            text = self._texts.get(id)
            self._wordings[id] = weighty_words_of(language, text.text if text else "")
        return self._wordings[id]

    def _is_apart(self, similar: SimilarPassage) -> bool:
        """Whether the place is in a line that is not speech."""
        verification = self._verifications.get(ref(Article.kind, similar.article))
        findings = verification.findings if verification else ()
        return any(
            finding.passage and finding.path.startswith(_APART) and overlap(finding.passage, similar.passage)
            for finding in findings
        )

    def _is_told(self, quote: Quote, similar: SimilarPassage) -> bool:
        """Whether a finding already reports the quote's missing words in that other article."""
        return any(finding.elsewhere == similar.article for finding in self._verifications[quote.ref].findings)

    def _quote_at(self, similar: SimilarPassage, quote: Quote) -> tuple[float, Quote | None]:
        """The other quote that overlaps a place most, as a share of both together; and that share."""
        holding = [
            (shared(passage, similar.passage), -number, other)
            for passage, (number, other) in self._quotes_in(similar.article).touching(similar.passage)
            if other.id != quote.id
        ]
        most, _, other = max(holding, key=lambda each: each[:2], default=(0, 0, None))
        return most, other

    def _quotes_in(self, id: str) -> PassageIndex[tuple[int, Quote]]:
        """The places of an article's quotes, each with the quote and its number in their order."""
        if id not in self._quotes:
            article = self._archive.get(Article, id)
            quotes = self._archive.quotes_of(article) if article else []
            self._quotes[id] = PassageIndex(
                (passage, (number, quote))
                for number, quote in enumerate(quotes)
                for passage in self._verifications[quote.ref].passages
                if passage
            )
        return self._quotes[id]


def _with_edges(text: str, similar: SimilarPassage, size: int) -> Passage:
    """Extend a place by a few words of its sentence that replace the first or the last ones of a quote."""
    here, place = similar.likeness.here, similar.passage
    before, after = here.start, size - here.end
    start, end = place.start, place.end
    if 0 < before <= FEW and (
        words := re.search(rf"(?:[^\s.!?…]+[^\S\n]+){{{before}}}$", text[max(0, start - _NEAR) : start])
    ):
        start -= len(words[0])
    if 0 < after <= FEW and (words := re.match(rf"(?:[^\S\n]+[^\s.!?…]+){{{after}}}", text[end : end + _NEAR])):
        end += len(words[0])
    return Passage(start, end)


def _words(quote: Quote) -> str:
    return " ".join(quote.segments)
