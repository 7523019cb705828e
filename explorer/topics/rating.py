"""Rate how good a topic each term of a corpus would be, whatever its quotes.

A run that mostly occurs within longer runs, or a word that mostly occurs within runs, is not a topic, as in the
**C-value** (Frantzi, Ananiadou & Mima, “Automatic recognition of multi-word terms: the C-value/NC-value method”,
International Journal on Digital Libraries 3, 2000).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2, sqrt

import numpy as np

from explorer.topics.corpus import Corpus
from explorer.topics.terms import Term, Terms

# The minimum residual IDF of a topic: a word, a run of words, and a run of general words. Above the fourth value, more
# makes no difference.
_WORD_TELLS, _RUN_TELLS, _VAGUE_TELLS, _ENOUGH = 0.7, 0.4, 0.65, 2.0
_NOTHING = 0.1
# Added to the residual IDF of a run, which is lower than that of its words since later mentions shorten the run.
_SHORTENED = 0.6
_COHESION = 0.35
# The minimum share of the uses of a word, and of a run, that are outside longer runs.
_WORD_OUTSIDE, _RUN_OUTSIDE = 0.5, 0.3
# The weight of a single word that occurs once in a small archive.
_ONCE = 0.5


class Ratings:
    """Ratings of the terms `found` in a corpus; 0 for those whose words are `known` already.

    Of the terms that name people, only those in `people` are rated.
    """

    def __init__(
        self,
        corpus: Corpus,
        terms: Terms,
        found: Sequence[Term],
        known: Collection[tuple[str, ...]],
        people: Collection[tuple[str, ...]],
    ) -> None:
        self._corpus = corpus
        self._terms = terms
        self._known = known
        self._people = people
        inside = np.zeros(len(corpus.word), dtype=bool)
        self._outside: dict[tuple[str, ...], float] = {}
        for term in reversed(found):
            self._outside[term.words] = 1 - float(inside[term.at].mean())
            if self.is_run(term):
                for place in range(len(term.words)):
                    inside[term.at + place] = True

    def is_run(self, term: Term) -> bool:
        """Whether a term is several words that belong together and mean more than each of them."""
        terms, first, last = self._terms, term.words[0], term.words[-1]
        if len(term.words) == 1 or term.cohesion < _COHESION or last in terms.roles:
            return False
        if not terms.in_none.isdisjoint(term.words):
            return False
        if terms.is_small:
            return first not in terms.general and not last.endswith(terms.verb_endings)
        return term.tells >= (_VAGUE_TELLS if {first, last} <= terms.general else _RUN_TELLS)

    def of(self, term: Term) -> float:
        """The rating of a term; 0 if it can't be a topic."""
        if term.words in self._known or not self._stands_alone(term):
            return 0.0
        if term.is_person and term.words not in self._people:
            return 0.0
        if self._terms.is_small:
            return self._among_few(term)
        tells = term.tells + (_SHORTENED if len(term.words) > 1 else 0)
        return (min(tells, _ENOUGH) - _NOTHING) / (_ENOUGH - _NOTHING)

    def _stands_alone(self, term: Term) -> bool:
        terms, outside = self._terms, self._outside[term.words]
        if len(term.words) > 1:
            return self.is_run(term) and outside >= _RUN_OUTSIDE
        (word,) = term.words
        if word in terms.general or word in terms.roles or word in terms.in_none:
            return False
        return outside >= _WORD_OUTSIDE and (terms.is_small or term.tells >= _WORD_TELLS)

    def _among_few(self, term: Term) -> float:
        """The rating in a small archive, too small to measure how uses are spread over articles."""
        in_headline = not self._corpus.headlines.isdisjoint(term.segments.tolist())
        once = _ONCE if term.uses == len(term.words) == 1 else 1
        return (1 + in_headline) * sqrt(len(term.words)) * (1 + log2(term.uses)) * once
