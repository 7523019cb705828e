"""Pairs of significant words, used to look up the words of quotes in all texts.

A pair is two consecutive significant words, or two with one between them, so some pairs remain intact if one word is
altered.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

# Pairs that are more frequent are common phrases. For a quote with hardly any other pairs, the rarest of them are
# followed, to at most this many places: as many pairs as a quote must share with a place.
COMMON, RAREST, MOST_PLACES = 40, 3, 500
# Pairs belong together if the starts of the quote that they imply differ by at most this many words.
APART = 12
# The number of pairs a quote must share with a place: one if it has at most the first number of pairs, two if at most
# the second, else three.
FEW, SOME = 6, 12
# A text and a place in it are one number: the place is in the bits below these. So numbers that are far apart mean
# distant places or different texts. A quote may begin before a text, by fewer words than any has.
TEXT = 28
BEFORE, PLACES = 1 << (TEXT - 2), (1 << TEXT) - 1
# A pair is one number made of those of its words, each of fewer bits than this.
WORD = 32
# A text or a quote as the numbers of its words: see `tokens.numbers_of`.
Words = Sequence[int]


class Candidate(NamedTuple):
    """A possible place of a quote: the quote's number, the text's, and the range of words where it may begin."""

    quote: int
    text: int
    first: int
    last: int


class Chunk(NamedTuple):
    """Some pairs and the place of each, as numbers of a text and a place in it, with eight bytes per number."""

    pairs: bytes
    places: bytes


# The number of pairs in a chunk.
CHUNK = 2_048


class Index(ABC):
    """All pairs of significant words of some texts."""

    @abstractmethod
    def chunks(self) -> Iterator[Chunk]:
        """All pairs in the order of their numbers; equal pairs in the order in which they are found."""

    @abstractmethod
    def candidates(self, quotes: Sequence[Words], own: Sequence[int]) -> Iterator[Candidate]:
        """The possible places of quotes, with those of each quote together.

        `own` has the number of the text that each quote is from, or -1: a single place in that text is the quote's own,
        and is left out.
        """

    @property
    def whole(self) -> Index | None:
        """The same index, fully loaded; None if it turns out to be unreadable."""
        return self

    def followed(self, numbers: Sequence[int], came: Mapping[int, Words]) -> tuple[Index, IndexChange] | None:
        """The index of other texts, with the differences; None if making a new index is as fast.

        `numbers` has the new number of each text of this index, or -1 if it was removed; those that remain keep their
        order. `came` has the other texts, by their numbers.
        """
        return None


class IndexChange(ABC):
    """The differences between an index and an earlier one."""

    @abstractmethod
    def affected(self, quotes: Sequence[Words]) -> Iterable[int]:
        """The numbers of the quotes whose candidates differ, or are in a text that was added or removed."""


class QuotesByWords(ABC):
    """Quotes whose search words are stored."""

    @abstractmethod
    def words_in_order(self) -> Sequence[Words] | None:
        """The result of `places.words_looked_for` for each quote, in order; None if it can't be read."""

    @abstractmethod
    def id_at(self, row: int) -> str:
        """The id of a quote by its row in this order, from 0."""


def pairs_of(words: Words) -> tuple[list[int], list[int]]:
    """The pairs of a text or a quote: the number of each, and the place of its first word."""
    places = [place for place, number in enumerate(words) if number]
    numbers = [words[place] for place in places]
    neighbours = [(one << WORD) + other for one, other in pairwise(numbers)]
    beyond = [(one << WORD) + other for one, other in zip(numbers, numbers[2:], strict=False)]
    return [*neighbours, *beyond], places[:-1] + places[:-2]
