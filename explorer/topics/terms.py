"""Terms: the words and runs of words of a corpus that can name a topic, and how specific each is.

A term is specific if it is repeated within the articles that have it, by **residual IDF**: how much rarer these
articles are than chance predicts (Church & Gale, “Poisson mixtures”, Natural Language Engineering 1, 1995). Whether the
words of a run belong together is measured by **normalised pointwise mutual information** (Bouma, “Normalized
(pointwise) mutual information in collocation extraction”, GSCL 2009). Nouns are recognised by the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import expm1, log2

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.search.inflection import forms
from explorer.topics.corpus import Corpus, Flags, Numbers
from explorer.topics.grammar import (
    AUXILIARY,
    DETERMINER,
    JOINED,
    LINK,
    LOWER,
    NAME,
    NUMBER,
    OTHER,
    OWNED,
    PREPOSITION,
    PRONOUN,
    Grammar,
)

# The maximum number of words of a term, and the minimum number of letters of a single word.
_LONGEST, _SHORTEST = 4, 2
# An archive with fewer articles is small: a term may occur only once there.
SMALL, _MEDIUM = 20, 200
# The minimum share of a word's telling contexts, and of all its uses, that are typical of nouns.
_NOUN, _NOUN_USES = 0.6, 0.15
# The minimum share of this word among all matches of a query for it.
_OWN = 0.6
# The minimum share of articles where a name must be a person's, and the same if a person of the archive has it.
_PERSON, _KNOWN_PERSON = 0.5, 0.33
# What precedes a noun or its adjective, and what follows a noun.
_BEFORE_NOUNS = (DETERMINER, PREPOSITION, NUMBER, LINK)
_NOTHING = -1
_BEHIND_NOUNS = (_NOTHING, PREPOSITION, AUXILIARY, OTHER, LINK)


class Term(msgspec.Struct, frozen=True, gc=False):
    """Consecutive words of a corpus, each in any of its forms.

    `words` are the base forms. `at` has the places where they begin, and `segments` and `articles` the numbers of those
    that contain them. `tells` is the residual IDF in bits; `cohesion` is at most 1, which single words have.
    """

    words: tuple[str, ...]
    at: Numbers
    segments: Numbers
    articles: Numbers
    tells: float
    cohesion: float
    is_person: bool

    @property
    def uses(self) -> int:
        return len(self.at)


class _Runs(msgspec.Struct):
    """All runs of one length: which run begins at each place (-1: none), and the number of uses of each."""

    at: Numbers
    uses: Numbers


class Terms:
    """Find the terms of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._articles = len(corpus.grammars)
        self.is_small = self._articles < SMALL
        self._fewest = 1 if self.is_small else 2 if self._articles < _MEDIUM else 3
        self._size = len(corpus.vocabulary)
        languages = dict.fromkeys(corpus.grammars)
        self._capital_nouns = any(each.capital_nouns for each in languages)
        general = (word for word in corpus.vocabulary if any(each.is_general(word) for each in languages))
        self.general = self._all(languages, "general").union(general)
        self.roles = self._all(languages, "roles")
        self.verb_endings = tuple(dict.fromkeys(each for grammar in languages for each in grammar.past_endings))
        self.in_none = self._all(languages, "units") | self._all(languages, "verbs")
        self._first_names = self._all(languages, "first_names")
        self._surnames = frozenset(name[-1] for name in corpus.names)
        self._is_noun_first = np.array([each.is_noun_first for each in corpus.grammars], dtype=bool)[corpus.article]
        self._is_low, self._is_name = corpus.kind == LOWER, corpus.kind == NAME
        self._low, self._names = self._count(self._is_low), self._count(self._is_name)
        self._words = self._count(corpus.is_content)
        self._every = np.bincount(corpus.word, minlength=self._size)

    @staticmethod
    def _all(languages: dict[Grammar, None], of: str) -> frozenset[str]:
        return frozenset().union(*(getattr(each, of) for each in languages))

    def _count(self, places: Flags) -> Numbers:
        """How often each word occurs at some places."""
        return np.bincount(self._corpus.base[places], minlength=self._size)

    @cached_property
    def _standing(self) -> tuple[Numbers, Numbers, Numbers]:
        """Count for each lower-case word the contexts of a noun, of a modifier of a noun, and of neither."""
        kind, bond = self._corpus.kind, self._corpus.bond
        before = np.where(bond == JOINED, np.roll(kind, 1), np.where(bond == OWNED, DETERMINER, _NOTHING))
        behind = np.roll(np.where(bond == JOINED, kind, _NOTHING), -1)
        begins = np.isin(before, _BEFORE_NOUNS)
        is_opened = begins
        for _ in range(_LONGEST - 1):  # “the Chinese spy *balloon*”
            is_opened = begins | ((before >= LOWER) & np.roll(is_opened, 1) & ~self._is_noun_first)
        nouns = self._is_low & is_opened & np.isin(behind, _BEHIND_NOUNS)
        others = self._is_low & (np.isin(before, (PRONOUN, AUXILIARY)) | np.isin(behind, (DETERMINER, PRONOUN)))
        return self._count(nouns), self._count(self._is_low & begins & (behind >= LOWER)), self._count(others)

    def _is_noun(self, word: int) -> bool:
        if self._names[word] > self._low[word]:
            return True
        nouns, _, others = (int(counts[word]) for counts in self._standing)
        is_one = (nouns + 0.5) / (nouns + others + 1) > _NOUN and nouns / (self._low[word] + 1) > _NOUN_USES
        return is_one and not self._capital_nouns

    def _is_led(self, first: int, words: Sequence[int]) -> bool:
        """Whether two words at a place are a noun with an adjective after it: “transition écologique”."""
        return len(words) == 2 and bool(self._is_noun_first[first]) and self._is_noun(words[0])

    def _stands_before_nouns(self, word: int) -> bool:
        """Whether a word can begin a run, as a noun, a name or an adjective can."""
        nouns, modifiers, others = (int(counts[word]) for counts in self._standing)
        return bool(self._names[word] > self._low[word] or nouns + modifiers >= others)

    @cached_property
    def _persons(self) -> npt.NDArray[np.float64]:
        """For each word, the share of the articles with it as a name in which it is a person's name."""
        corpus = self._corpus
        is_first = np.array([word in self._first_names for word in corpus.vocabulary], dtype=bool)[corpus.word]
        goes_on = np.roll(self._is_name & (corpus.bond == JOINED), -1)
        is_person = self._is_name & (corpus.is_person | corpus.ends_name | (is_first & goes_on))
        return self._articles_with(is_person) / np.maximum(self._articles_with(self._is_name), 1)

    def _articles_with(self, places: Flags) -> Numbers:
        """The number of articles with each word at some places."""
        words = self._corpus.base[places].astype(np.int64)
        pairs = np.unique(words * self._articles + self._corpus.article[places])
        return np.bincount(pairs // self._articles, minlength=self._size)

    def found(self) -> list[Term]:
        """All terms, the longest last, in an order that depends on the corpus alone."""
        found: list[Term] = []
        shorter: _Runs | None = None
        for length, runs in enumerate(self._runs(), 1):
            for places, segments, articles in self._uses(runs):
                if len(articles) >= self._fewest and (term := self._term(places, segments, articles, length, shorter)):
                    found.append(term)
            shorter = runs
        return found

    def _uses(self, runs: _Runs) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        """For each run, the places where it begins, and its segments and articles, in order."""
        at = np.flatnonzero(runs.at >= 0)
        at = at[np.argsort(runs.at[at], kind="stable")]
        run = runs.at[at]
        is_first = np.diff(run, prepend=_NOTHING) != 0

        def split(numbers: Numbers) -> list[Numbers]:
            is_new = is_first | (np.diff(numbers, prepend=_NOTHING) != 0)
            return np.split(numbers[is_new], np.flatnonzero(is_first[is_new])[1:])

        corpus = self._corpus
        return zip(split(at), split(corpus.segment[at]), split(corpus.article[at]), strict=True)

    def _runs(self) -> Iterator[_Runs]:
        """The runs of one word, of two, and so on."""
        corpus = self._corpus
        within = np.where(corpus.kind == LINK, corpus.word, _NOTHING)
        within = np.where(corpus.is_content, corpus.base, within)
        runs = self._numbered(np.where(corpus.is_content, corpus.base, _NOTHING))
        for length in range(1, _LONGEST + 1):
            if not len(runs.uses):
                return
            yield runs
            behind = np.roll(within, -length)
            goes_on = np.roll(corpus.bond == JOINED, -length) & (np.roll(corpus.segment, -length) == corpus.segment)
            goes_on &= (runs.at >= 0) & (behind >= 0)
            runs = self._numbered(np.where(goes_on, runs.at.astype(np.int64) * self._size + behind, _NOTHING))

    def _numbered(self, keys: Numbers) -> _Runs:
        """Number the runs, without those that are too rare."""
        places = np.flatnonzero(keys >= 0)
        _, of, uses = np.unique(keys[places], return_inverse=True, return_counts=True)
        is_kept = uses >= self._fewest
        at = np.full(len(keys), _NOTHING, dtype=np.int32)
        at[places] = np.where(is_kept, np.cumsum(is_kept) - 1, _NOTHING)[of]
        return _Runs(at, uses[is_kept])

    def _term(
        self, at: Numbers, segments: Numbers, articles: Numbers, length: int, shorter: _Runs | None
    ) -> Term | None:
        """The term of `length` words at these places; None if it can't name a topic."""
        corpus, first = self._corpus, int(at[0])
        places = range(first, first + length)
        words = [int((corpus.base if corpus.is_content[place] else corpus.word)[place]) for place in places]
        is_name = length > 1 and corpus.kind[places[-1]] == NAME
        if not corpus.is_content[places[-1]] or not (is_name or self._is_noun(words[-1]) or self._is_led(first, words)):
            return None
        if length > 1 and corpus.kind[first] == LOWER and not self._stands_before_nouns(words[0]):
            return None
        written = " ".join(corpus.vocabulary[corpus.word[place]] for place in places)
        if length > 1 and written in self.general:
            return None
        texts = tuple(corpus.vocabulary[word] for word in words)
        if length == 1 and (len(texts[0]) < _SHORTEST or len(at) < _OWN * self._answers(texts[0])):
            return None
        share = _KNOWN_PERSON if texts[-1] in self._surnames else _PERSON
        return Term(
            texts,
            at,
            segments,
            articles,
            self._tells(len(at), len(articles)),
            self._cohesion(first, words, len(at), shorter) if shorter else 1.0,
            bool(self._persons[words[-1]] >= share),
        )

    def _answers(self, word: str) -> int:
        """The number of matches of a query for a word, in any meaning: “UN” also matches German “uns”."""
        found = self._corpus.numbers_of((word, *forms(word)))
        return int(self._every[found].sum())

    def _tells(self, uses: int, articles: int) -> float:
        """The residual IDF: how much rarer the articles with a word are than if its uses were spread by chance."""
        return -log2(articles / self._articles) + log2(-expm1(-uses / self._articles))

    def _cohesion(self, first: int, words: Sequence[int], uses: int, shorter: _Runs) -> float:
        """The normalised pointwise mutual information of a run, at the weaker of its ends."""
        total = int(self._words.sum())
        ends = [(shorter.uses[shorter.at[first]], self._words[words[-1]])]
        if shorter.at[first + 1] >= 0:
            ends.append((self._words[words[0]], shorter.uses[shorter.at[first + 1]]))
        return min(log2(uses * total / (int(one) * int(other))) for one, other in ends) / -log2(uses / total)
