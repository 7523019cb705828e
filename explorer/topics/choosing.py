"""Choose topics among the terms of a corpus.

Each step takes the topic that adds most quotes that no other has: the greedy cover, which hardly any fast method beats
(Nemhauser, Wolsey & Fisher, “An analysis of approximations for maximizing submodular set functions”, Mathematical
Programming 14, 1978).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import comb, sqrt

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.model.archive import Archive
from explorer.model.records import Person, Topic
from explorer.topics.compounds import compounds
from explorer.topics.corpus import Corpus, Numbers
from explorer.topics.grammar import NAME
from explorer.topics.rating import Ratings
from explorer.topics.terms import SMALL, Term, Terms

# A topic with a larger share of an archive's quotes is too broad to be useful. With few articles the second share
# applies, which shrinks with the square root of their number.
_WIDEST, _WIDEST_OF_FEW = 0.12, 0.5
# The weight of a quote that has a topic already, and the minimum weight of new quotes that a topic must add.
_AGAIN, _AGAIN_OF_FEW, _LEAST = 0.15, 0.5, 1.5
# Another term joins a topic if the topic's own term is in these shares of its articles and segments, and if it occurs
# in the third share of the topic's articles.
_ITS_ARTICLES, _ITS_SEGMENTS, _OF_ARTICLES = 0.6, 0.25, 0.1
# The maximum probability that any of the other terms shares that many articles with a topic by chance.
_CHANCE = 0.01
# The maximum number of terms of a topic, and the minimum number of articles in which another occurs with its own.
_MOST_TERMS, _FEWEST_ARTICLES = 5, 2
# The maximum number of compounds of its word that a topic has.
_MOST_COMPOUNDS = 6
# A run replaces a word if it has this share of the word's uses: “mobile phones” for phones.
_MOSTLY = 0.25
# A term means a person if this share of its uses are names.
_AS_NAME = 0.6
# Topics that share this part of their quotes are the same.
_SAME = 0.6


class Draft(msgspec.Struct):
    """A topic in the making: the term for its label, all of its terms, and their quotes.

    For a `person`, these are quotes by other speakers.
    """

    label: Term
    terms: Sequence[Term]
    quotes: Numbers
    person: Person | None = None


class Chooser:
    """Choose topics among the terms of one corpus."""

    def __init__(self, corpus: Corpus, archive: Archive) -> None:
        self._corpus = corpus
        terms = Terms(corpus)
        self._is_small = terms.is_small
        self._found = terms.found()
        topics = list(archive.all(Topic))
        labels = [*archive.rejected_topics, *(topic.label for topic in topics)]
        self._known = frozenset(map(corpus.base_words, labels))
        self._people = {} if self._is_small else _called(corpus, archive)
        people = {term.words for term in self._found if self._person(term)}
        self._ratings = Ratings(corpus, terms, self._found, self._known, people)
        self._there = [np.array(archive.quote_places(topic), dtype=np.int64) for topic in topics]

    def is_of_headline(self, term: Term) -> bool:
        """Whether a term is in a headline of a small archive, which would match every quote of the article."""
        return self._is_small and not self._corpus.headlines.isdisjoint(term.segments.tolist())

    def _person(self, term: Term) -> Person | None:
        """The person that a term names, if it is nearly always a name: “jobs” rarely means Steve Jobs."""
        person = self._people.get(term.words) if term.is_person else None
        is_name = person is not None and float((self._corpus.kind[term.at] == NAME).mean()) >= _AS_NAME
        return person if is_name else None

    def _quotes(self, term: Term) -> Numbers:
        corpus, person = self._corpus, self._person(term)
        found = corpus.quotes_saying(term.at) if self.is_of_headline(term) else corpus.quotes_in(term.segments)
        if person is None:
            return found
        # Speaking does not make a person a topic.
        told = (corpus.quotes[number] for number in found.tolist())
        return found[[person.id not in (quote.speaker, quote.relayed_by) for quote in told]]

    def chosen(self, most: int) -> list[Draft]:
        """Choose at most `most` topics, best first."""
        count = len(self._corpus.quotes)
        again = _AGAIN_OF_FEW if self._is_small else _AGAIN
        widest = max(_WIDEST, _WIDEST_OF_FEW / sqrt(max(1, len(self._corpus.grammars) / SMALL)))
        weights = np.ones(count)
        for there in self._there:
            weights[there] = again
        terms = {term.words: term for term in self._found if self._ratings.of(term)}
        quotes = {words: self._quotes(term) for words, term in terms.items()}

        def gain(words: tuple[str, ...]) -> float:
            brought = float(weights[quotes[words]].sum())
            return self._ratings.of(terms[words]) * (sqrt(brought) if self._is_small else brought)

        left = {words for words in terms if 0 < len(quotes[words]) <= widest * count}
        heap = [(-gain(words), words) for words in left]
        heapq.heapify(heap)
        chosen: list[Draft] = []
        while heap and len(chosen) < most:
            _, words = heapq.heappop(heap)
            # A term's gain only decreases, so a term that is still first after its gain is recomputed is the best.
            if heap and (now := (-gain(words), words)) > heap[0]:
                heapq.heappush(heap, now)
                continue
            person = self._person(terms[words])
            label = terms[words] if person else self._longer(terms[words])
            if words not in left or label.words in self._known or self._is_old(quotes[words], weights, chosen):
                continue
            left.remove(words)
            others = [terms[each] for each in left if self._person(terms[each]) is None]
            own = [terms[words]] if person else self._with_its_words(terms[words], others)
            own += [] if person else self._compounds_of(terms[words])
            left.difference_update([label.words, *((word,) for word in label.words), *(term.words for term in own)])
            draft = Draft(label, own, np.unique(np.concatenate(list(map(self._quotes, own)))), person)
            weights[draft.quotes] = again
            chosen.append(draft)
        return chosen

    def _is_old(self, quotes: Numbers, weights: npt.NDArray[np.float64], chosen: Sequence[Draft]) -> bool:
        """Whether nearly all of these quotes have topics already, or another topic has the same quotes."""
        if self._is_small:
            return any(_shared(quotes, other) == 1 for other in self._there)
        others = (*self._there, *(draft.quotes for draft in chosen))
        return float(weights[quotes].sum()) < _LEAST or any(_shared(quotes, other) >= _SAME for other in others)

    def _with_its_words(self, term: Term, others: Sequence[Term]) -> list[Term]:
        """A term with those that rarely occur without it, and often occur with it."""
        if self._is_small:
            return [term]
        found: list[tuple[int, tuple[str, ...], Term]] = []
        own, articles = set(term.articles.tolist()), len(self._corpus.grammars)
        for other in others:
            if other.uses > term.uses or not set(other.words).isdisjoint(term.words):
                continue
            both = len(own.intersection(other.articles.tolist()))
            if both < max(_FEWEST_ARTICLES, _ITS_ARTICLES * len(other.articles), _OF_ARTICLES * len(own)):
                continue
            if comb(len(other.articles), both) * (len(own) / articles) ** both > _CHANCE / len(others):
                continue
            if np.isin(other.segments, term.segments, assume_unique=True).mean() >= _ITS_SEGMENTS:
                found.append((-both, other.words, other))
        found.sort(key=lambda each: each[:2])
        return [term, *(other for _, _, other in found[: _MOST_TERMS - 1])]

    def _compounds_of(self, term: Term) -> list[Term]:
        """The compounds of a word that add most quotes without the word itself."""
        if self._is_small or len(term.words) > 1:
            return []
        own = self._quotes(term)
        compounds = [self._words[word] for word in self._compounds.get(term.words[0], ())]
        brought = [(len(np.setdiff1d(self._quotes(other), own)), other.words, other) for other in compounds]
        brought = sorted((each for each in brought if each[0]), key=lambda each: (-each[0], each[1]))
        return [other for _, _, other in brought[:_MOST_COMPOUNDS]]

    @cached_property
    def _words(self) -> dict[str, Term]:
        """The terms of one word."""
        return {term.words[0]: term for term in self._found if len(term.words) == 1}

    @cached_property
    def _compounds(self) -> dict[str, set[str]]:
        return compounds(self._corpus, self._words)

    def _longer(self, term: Term) -> Term:
        """The run that contains most uses of a word, or the term itself if there is none."""
        runs = [run for run in self._runs_with.get(term.words, ()) if run.uses >= _MOSTLY * term.uses]
        return term if self._is_small else max(runs, key=lambda run: (run.uses, run.words), default=term)

    @cached_property
    def _runs_with(self) -> dict[tuple[str, ...], list[Term]]:
        """The runs of two words, by each word."""
        runs: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for term in self._found:
            if len(term.words) == 2 and self._ratings.is_run(term):
                for word in dict.fromkeys(term.words):
                    runs[(word,)].append(term)
        return runs


def _called(corpus: Corpus, archive: Archive) -> dict[tuple[str, ...], Person]:
    """People who can be topics, by their names, and by their last word where no other person's name contains it."""
    people: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    having: Counter[str] = Counter()
    for person in archive.all(Person):
        if person.type == "named" and len(words := corpus.base_words(person.name)) > 1:
            people[words].append(person)
            people[words[-1:]].append(person)
            having.update(set(words))
    alone = {words: called[0] for words, called in people.items() if len(called) == 1}
    return {words: person for words, person in alone.items() if len(words) > 1 or having[words[0]] == 1}


def _shared(one: Numbers, other: Numbers) -> float:
    """The share of the quotes of two topics that both have."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both) if both else 0.0
