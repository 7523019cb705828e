"""Short quotes of one speaker that one telling word joins: in the texts, one word alone would be found everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from explorer.checking.repeats.tokens import size_of, telling, words_of
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Quote

# How long a short quote is, in characters. It has at least so many words; fewer are said again by chance.
_LONGEST, LEAST_WORDS = 60, 5
# A word that more short quotes of a speaker have is one that they use often.
_MOST = 12


def short_pairs(quotes: Iterable[Quote], guard: Guard = unguarded) -> Iterator[tuple[Quote, Quote]]:
    """Each two short quotes of one speaker with a telling word in common, if it is the only one in one of them."""
    having: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    only: set[tuple[str, str]] = set()
    for quote in quotes:
        if sum(map(len, quote.segments)) > _LONGEST:
            continue
        told: set[str] = set()
        with guard(quote.ref):
            words = words_of(" ".join(quote.segments))
            told = set(telling(words).words) if size_of(words) >= LEAST_WORDS else told
        for word in told:
            having[quote.speaker, word].append(quote)
        if len(told) == 1:
            only.add((quote.speaker, told.pop()))
    for key in only:
        if len(having[key]) <= _MOST:
            yield from combinations(having[key], 2)
