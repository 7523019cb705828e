"""Pairs of telling words, by which the words of quotes are looked up in all texts.

A pair is two telling words that follow each other, or that have one between them: so one word that is altered leaves
pairs that are not.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

# Pairs that stand more often are common phrases. They are followed only for a quote with hardly any others, the rarest
# of them, and no farther than to so many places.
COMMON, RAREST, MOST_PLACES = 40, 2, 500
# Pairs belong together that are no farther apart, in words, in the text than in the quote.
APART = 12
# How many pairs a quote must have in common with a place: one if it has no more than the first number of them, two if
# it has no more than the second, else three.
FEW, SOME = 6, 12
# A text and a place in it are one number: the place has the bits below these. So what is far apart in the number is far
# apart in the text, or in two texts. A quote may begin before a text, by fewer words than any has.
TEXT = 28
BEFORE, PLACES = 1 << (TEXT - 2), (1 << TEXT) - 1
# A pair is one number, too, of those of its words, each of fewer bits than this.
WORD = 32
# A text or a quote by the number of each of its words: see `tokens.numbers_of`.
Words = Sequence[int]


class Candidate(NamedTuple):
    """A place where a quote may stand: its number, that of the text, and the places of words where it may begin."""

    quote: int
    text: int
    first: int
    last: int


class Chunk(NamedTuple):
    """Some pairs, and where each stands: as numbers of a text and a place in it. All are of eight bytes."""

    pairs: bytes
    places: bytes


# So many pairs are a chunk.
CHUNK = 2_048


class Index(ABC):
    """All pairs of telling words of some texts."""

    @abstractmethod
    def chunks(self) -> Iterator[Chunk]:
        """All pairs, in the order of their numbers; those that are one pair, in the order in which they are found."""

    @abstractmethod
    def candidates(self, quotes: Sequence[Words], own: Sequence[int]) -> Iterator[Candidate]:
        """The places where quotes may stand, those of each quote together.

        `own` has the number of the text that each quote is from, or -1: if there is one place in that, it is the
        quote's own, and is left out.
        """

    @property
    def whole(self) -> Index | None:
        """The same, of which nothing is only read when it is asked for; None where it turns out that it can't be."""
        return self

    def followed(self, numbers: Sequence[int], came: Mapping[int, Words]) -> tuple[Index, IndexChange] | None:
        """The index of other texts, with what differs; None where that is made anew as fast.

        `numbers` has for each text of this index which one it is now, and -1 if it went: those that stay are in their
        order. `came` has the others, by their numbers.
        """
        return None


class IndexChange(ABC):
    """What differs between an index and an earlier one."""

    @abstractmethod
    def affected(self, quotes: Sequence[Words]) -> Iterable[int]:
        """The quotes, by their numbers, whose candidates are others now, or lie in a text that came or went."""


class QuotesByWords(ABC):
    """Quotes of which it is known by which words they are looked for."""

    @abstractmethod
    def words_in_order(self) -> Sequence[Words] | None:
        """What `places.words_looked_for` gives for each quote, in their order; None where that can't be read."""

    @abstractmethod
    def id_at(self, row: int) -> str:
        """The id of a quote by its row in this order, from 0."""


def pairs_of(words: Words) -> tuple[list[int], list[int]]:
    """The pairs of a text or a quote: a number for each, and the place of its first word."""
    places = [place for place, number in enumerate(words) if number]
    numbers = [words[place] for place in places]
    neighbours = [(one << WORD) + other for one, other in pairwise(numbers)]
    beyond = [(one << WORD) + other for one, other in zip(numbers, numbers[2:], strict=False)]
    return [*neighbours, *beyond], places[:-1] + places[:-2]
