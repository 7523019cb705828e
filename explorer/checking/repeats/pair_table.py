"""Pairs of significant words as arrays, in which many quotes are looked up at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np

from explorer.checking.repeats.pairs import (
    APART,
    BEFORE,
    COMMON,
    FEW,
    MOST_PLACES,
    PLACES,
    RAREST,
    SOME,
    TEXT,
    WORD,
    Words,
)

# The number of quotes to search for at once, which limits the memory needed.
AT_ONCE = 4_000
# The number of a quote is stored in the same integer, in the bits above a text and a place in it.
_QUOTE = 48
_TEXTS = (1 << (_QUOTE - TEXT)) - 1
Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Pairs(NamedTuple):
    """The pairs of some texts or quotes: the number of each, the place of its first word, and the text it is from."""

    pair: Numbers
    place: Numbers
    owner: Numbers

    @classmethod
    def of(cls, texts: Iterable[Words]) -> Pairs:
        """The pairs of each text or quote, one after the other, as from `pairs_of`."""
        some = list(texts)
        sizes = np.array(list(map(len, some)), np.int64)
        words = np.fromiter(chain.from_iterable(some), np.int64, int(sizes.sum()))
        tells = np.flatnonzero(words)
        words, owner = words[tells], np.repeat(np.arange(len(some)), sizes)[tells]
        places = tells - (np.cumsum(sizes) - sizes)[owner]
        both = []
        for apart in (1, 2):
            begins = np.flatnonzero(owner[apart:] == owner[:-apart])
            both.append(cls((words[begins] << WORD) + words[begins + apart], places[begins], owner[begins]))
        pairs = cls(*map(np.concatenate, zip(*both, strict=True)))
        return pairs.some(np.argsort(pairs.owner, kind="stable"))

    def some(self, which: Mask | Numbers) -> Pairs:
        """A selection of them."""
        return Pairs(*(column[which] for column in self))

    def least(self, quotes: int) -> Numbers:
        """The minimum number of pairs that each quote must share with a place, depending on how many it has."""
        number = np.bincount(self.owner, minlength=quotes)
        return 1 + (number > FEW) + (number > SOME)

    def followed(self, count: Numbers) -> Mask:
        """The pairs to follow for each quote: those that occur but are not common, or else the rarest."""
        there, quote = count > 0, self.owner
        rare = there & (count <= COMMON)
        few = np.bincount(quote[rare], minlength=int(quote.max(initial=0)) + 1) < RAREST
        again = np.flatnonzero(there & few[quote])
        order = again[np.lexsort((count[again], quote[again]))]
        owner = quote[order]
        rank = np.arange(len(order)) - np.searchsorted(owner, owner, "left")
        rare[again] = False
        rare[order[rank < RAREST]] = True
        return rare


class Runs(NamedTuple):
    """Pairs of quotes that belong together: the text, and the places of words where the quote may begin."""

    quote: Numbers
    text: Numbers
    first: Numbers
    last: Numbers


class PairTable(NamedTuple):
    """All pairs of some texts in order, and the place of each: its text and place there, as one number."""

    pair: Numbers
    at: Numbers

    @classmethod
    def of(cls, pairs: Pairs) -> PairTable:
        """The table of the pairs of texts."""
        nothing = np.array([], np.int64)
        return cls(nothing, nothing).with_others(pairs)

    def with_others(self, pairs: Pairs) -> PairTable:
        """Add the pairs of other texts. Equal pairs are in the order of the texts."""
        pair = np.concatenate((self.pair, pairs.pair))
        at = np.concatenate((self.at, (pairs.owner << TEXT) + pairs.place))
        order = np.argsort(pair, kind="stable")
        pair, at = pair[order], at[order]
        if len(self.pair):
            # Sort new texts into each pair. Pair and text as one number sort fast, since most are in order.
            number = np.cumsum(np.diff(pair, prepend=pair[:1]) != 0)
            at = at[np.argsort((number << (_QUOTE - TEXT)) + (at >> TEXT), kind="stable")]
        return PairTable(pair, at)

    def some(self, which: Mask) -> PairTable:
        """A selection of them."""
        return PairTable(self.pair[which], self.at[which])

    def places_of(self, pair: Numbers) -> tuple[Numbers, Numbers]:
        """The index of the first place of each pair, and the number of its places."""
        first = np.searchsorted(self.pair, pair, "left")
        return first, np.searchsorted(self.pair, pair, "right") - first

    def runs(self, pairs: Pairs, first: Numbers, count: Numbers, least: Numbers) -> Runs:
        """The groups of pairs of quotes whose places belong together, if a group has enough of them."""
        count = np.minimum(count, MOST_PLACES)
        total = int(count.sum())
        at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(total)
        # Quote, text and start as one number, sorted by all three. A quote may start before the text does.
        begins = np.repeat((pairs.owner << _QUOTE) - pairs.place + BEFORE, count)
        begins += self.at[at]
        begins.sort()
        starts = np.flatnonzero(np.diff(begins, prepend=-APART - 1) > APART)
        ends = np.append(starts, total)[1:]
        enough = ends - starts >= least[begins[starts] >> _QUOTE]
        one, last = begins[starts[enough]], begins[ends[enough] - 1]
        return Runs(one >> _QUOTE, (one >> TEXT) & _TEXTS, (one & PLACES) - BEFORE, (last & PLACES) - BEFORE)
