"""The index of an archive, and the search of it.

Words are matched, not records: each word of the query against the archive's distinct words, and the records then by
the words that they have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from math import log

from rapidfuzz import fuzz

from explorer.archive import Archive
from explorer.records import Kind
from explorer.search import folding
from explorer.search.fields import Document, Documents
from explorer.search.hits import Hit
from explorer.search.query import Query, Term, strength
from explorer.search.scoring import Appraisal, appraise
from explorer.search.vocabulary import Vocabulary, split_likeness

# Equal hits come in this order.
_KINDS = (Kind.PERSON, Kind.TOPIC, Kind.EVENT, Kind.QUOTE, Kind.ARTICLE)
# What is read of a query, in characters and in words: of a long pasted text the rarest words find it.
_LONGEST_QUERY = 4_000
_MOST_TERMS = 16
# Hits with less than this share of the best hit's words, by rarity and likeness, are noise.
_SHOWN = 0.7
_MOST_APPRAISED = 500
_MOST_RERANKED = 30
_RERANKING = 0.25
_PRECISION = 5


class SearchIndex:
    """An archive, ready to be searched from any thread."""

    def __init__(self, archive: Archive) -> None:
        documents = Documents(archive)
        self._documents: list[Document] = []
        self._ranges: dict[Kind | None, range] = {}
        for kind in _KINDS:
            start = len(self._documents)
            self._documents += documents.of(archive.of_kind(kind).values())
            self._ranges[kind] = range(start, len(self._documents))
        self._ranges[None] = range(len(self._documents))
        self._weights = _weights(self._documents)
        self._vocabulary = Vocabulary(self._weights)
        self._term = lru_cache(maxsize=512)(self._make_term)

    def search(self, query: str, kind: Kind | None = None, limit: int = 200) -> list[Hit]:
        """The records that answer a query, of one kind or of all, best first.

        A record with all the words comes before one without; words that nothing has are ignored. The last word may be
        unfinished.
        """
        parsed = self._parse(query)
        if not parsed.terms or limit <= 0:
            return []
        candidates = self._candidates(parsed, self._ranges[kind])
        appraised = [(at, appraise(self._documents[at], parsed)) for at in candidates]
        return [self._hit(at, appraisal) for at, appraisal in self._ranked(appraised, parsed)[:limit]]

    def _parse(self, query: str) -> Query:
        words = folding.words(query[:_LONGEST_QUERY])
        kept = self._rarest(dict.fromkeys(words))
        terms = [self._term(word, unfinished=word == words[-1]) for word in kept]
        return Query([term for term in terms if term.likenesses], words)

    def _rarest(self, words: Mapping[str, None]) -> list[str]:
        """The words to search for: known ones before others when there are too many, in the order of the query."""
        if len(words) <= _MOST_TERMS:
            return list(words)
        rarest = sorted(words, key=lambda word: (word not in self._weights, len(self._weights.get(word, ()))))
        kept = set(rarest[:_MOST_TERMS])
        return [word for word in words if word in kept]

    def _make_term(self, word: str, unfinished: bool) -> Term:
        likenesses = self._vocabulary.expand(word, unfinished)
        for pair in self._vocabulary.halves(word):
            if self._records_with(" ".join(pair)):
                likenesses[" ".join(pair)] = split_likeness()
        frequency = sum(len(self._records_with(w)) * likeness.similarity**4 for w, likeness in likenesses.items())
        return Term(word, likenesses, log(1 + len(self._documents) / (1 + frequency)))

    def _records_with(self, words: str) -> Mapping[int, float]:
        """The records that have a word, or two side by side, with the highest weight of a field that has it."""
        first, _, second = words.partition(" ")
        if not second:
            return self._weights.get(first, {})
        both = self._weights.get(first, {}).keys() & self._weights.get(second, {}).keys()
        found: dict[int, float] = {}
        for at in both:
            for field in self._documents[at].fields:
                if (first, second) in pairwise(field.words[: field.size]):
                    found[at] = max(field.weight, found.get(at, 0.0))
        return found

    def _candidates(self, query: Query, within: Sequence[int]) -> list[int]:
        """The records with most of the query's words, by rarity and likeness, best first."""
        total: dict[int, float] = {}
        for term in query.terms:
            for at, value in self._best_values(term, within).items():
                total[at] = total.get(at, 0.0) + term.rarity * value
        least = _SHOWN * max(total.values(), default=0.0)
        shown = [(value, -at) for at, value in total.items() if value >= least]
        return [-at for _, at in nlargest(_MOST_APPRAISED, shown)]

    def _best_values(self, term: Term, within: Sequence[int]) -> dict[int, float]:
        best: dict[int, float] = {}
        for word, likeness in term.likenesses.items():
            likeness_counts = strength(likeness.similarity)
            for at, weight in self._records_with(word).items():
                value = likeness_counts * weight
                if value > best.get(at, 0.0) and at in within:
                    best[at] = value
        return best

    def _ranked(self, appraised: list[tuple[int, Appraisal]], query: Query) -> list[tuple[int, Appraisal]]:
        ranked = sorted(appraised, key=_rank)
        if len(query.order) < 2:
            return ranked
        for n, (at, appraisal) in enumerate(ranked[:_MOST_RERANKED]):
            likeness = fuzz.partial_ratio(query.text, _title_words(self._documents[at])) / 100
            ranked[n] = at, appraisal._replace(score=appraisal.score + _RERANKING * likeness)
        return sorted(ranked, key=_rank)

    def _hit(self, at: int, appraisal: Appraisal) -> Hit:
        document = self._documents[at]
        return Hit(document.ref, document.kind, document.title, round(appraisal.score, _PRECISION), appraisal.matches)


def _weights(documents: list[Document]) -> dict[str, dict[int, float]]:
    """For each word the records that have it, with the highest weight of a field that does."""
    weights: dict[str, dict[int, float]] = {}
    for at, document in enumerate(documents):
        for field in document.fields:
            for word in field.words:
                known = weights.setdefault(word, {})
                if field.weight > known.get(at, 0.0):
                    known[at] = field.weight
    weights.pop("", None)
    return weights


def _rank(appraised: tuple[int, Appraisal]) -> tuple[float, int]:
    at, appraisal = appraised
    return -round(appraisal.score, _PRECISION), at


def _title_words(document: Document) -> str:
    name = document.fields[0].name
    return " ".join(word for field in document.fields if field.name == name for word in field.words[: field.size])
