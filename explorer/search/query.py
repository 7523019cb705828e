"""A query, taken apart: its words with what each may stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from explorer.search.vocabulary import Likeness


class Term(NamedTuple):
    """A word of the query. `rarity` is one weight for all that it may stand for: a rare misspelling gains nothing."""

    text: str
    likenesses: Mapping[str, Likeness]
    rarity: float


class Sighting(NamedTuple):
    """What a word of a record says about the query: it stands for the term with this index.

    `strength` is the similarity, raised so that several poor likenesses don't outdo a good one.
    """

    term: int
    strength: float
    how: str


class Query:
    """The terms of a query, each once.

    `order` has their indices as they were typed, `neighbours` those typed right after each other, and `sightings`
    what to make of each word that any of them may stand for.
    """

    def __init__(self, terms: Sequence[Term], order: Sequence[str]) -> None:
        self.terms = terms
        self.rarity = sum(term.rarity for term in terms)
        index = {term.text: n for n, term in enumerate(terms)}
        self.order = [index[word] for word in order if word in index]
        typed = pairwise(order)
        self.neighbours = {(index[a], index[b]) for a, b in typed if a in index and b in index}
        self.sightings: dict[str, list[Sighting]] = {}
        self.splits = False
        for n, term in enumerate(terms):
            for word, likeness in term.likenesses.items():
                sighting = Sighting(n, strength(likeness.similarity), likeness.how)
                self.sightings.setdefault(word, []).append(sighting)
                self.splits |= likeness.how == "split"

    @property
    def text(self) -> str:
        return " ".join(self.terms[n].text for n in self.order)


def strength(similarity: float) -> float:
    """How much a word counts that is similar to the one typed."""
    return similarity**3
