"""What people may type who remember a quote, each query with the one quote that is meant.

The misspellings are those of real people; which quotes and which mistakes there are is drawn with a seed.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from benchmarks.misspellings import misspellings
from benchmarks.mistakes import (
    Typed,
    as_they_are,
    cut,
    misspelt,
    misspelt_with_a_wrong_word,
    reordered,
    with_a_wrong_word,
)
from explorer.model.archive import Archive
from explorer.model.records import Quote, title

# So many are drawn for each that is wanted: the words of most are in other quotes too.
_DRAWN = 12


class Query(NamedTuple):
    """What is typed, the ref of the quote that is meant, and the words of it that are meant, typed well or badly."""

    text: str
    ref: str
    meant: frozenset[str]


Picking = Callable[[random.Random, list[str]], list[str]]
Typing = Callable[[random.Random, list[str]], Typed | None]


def plain_queries(archive: Archive, count: int, seed: int = 0) -> list[Query]:
    """At most so many of three to six words in a row, with no mistake or one."""
    ways = (as_they_are, misspelt, cut, reordered, with_a_wrong_word)
    return _queries(archive, count, seed, [(_in_a_row, way) for way in ways])


def hard_queries(archive: Archive, count: int, seed: int = 0) -> list[Query]:
    """At most so many of two or three words, most of them misspelt, or one misspelt and one wrong."""
    two, three = (partial(_misspellable, count=count) for count in (2, 3))
    ways: list[tuple[Picking, Typing]] = [(two, partial(misspelt, count=2)), (three, misspelt_with_a_wrong_word)]
    ways += [(three, partial(misspelt, count=count)) for count in (2, 3)]
    return _queries(archive, count, seed, ways)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def prefixes(text: str) -> list[str]:
    """What stands in the search box after each key while a query is typed."""
    return [text[:typed] for typed in range(1, len(text) + 1)]


def _queries(archive: Archive, count: int, seed: int, ways: Sequence[tuple[Picking, Typing]]) -> list[Query]:
    """As many of each way of picking words and typing them."""
    rng = random.Random(seed)
    quotes = list(archive.all(Quote))
    share = -(-count // len(ways))
    drawn = [[_drawn(rng, rng.choice(quotes), *way) for _ in range(_DRAWN * share)] for way in ways]
    unique = _unique({query for queries in drawn for query in queries if query}, map(title, quotes))
    kept = [query for queries in drawn for query in islice((query for query in queries if query in unique), share)]
    rng.shuffle(kept)
    return kept[:count]


def _drawn(rng: random.Random, quote: Quote, pick: Picking, write: Typing) -> Query | None:
    words = pick(rng, words_of(title(quote)))
    given = write(rng, words) if len(words) > 1 else None
    return Query(" ".join(given[0]), quote.ref, frozenset(given[1])) if given else None


def _unique(queries: Iterable[Query], texts: Iterable[str]) -> set[Query]:
    """The queries whose meant words stand together in one text alone."""
    by_word: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        by_word[max(query.meant, key=len)].append(query)  # few texts have a long word
    holders: Counter[Query] = Counter()
    for text in texts:
        words = set(words_of(text))
        for word in words & by_word.keys():
            holders.update(query for query in by_word[word] if query.meant <= words)
    return {query for query, count in holders.items() if count == 1}


def _in_a_row(rng: random.Random, words: list[str]) -> list[str]:
    size = min(len(words), rng.randint(3, 6))
    start = rng.randint(0, len(words) - size)
    return words[start : start + size]


def _misspellable(rng: random.Random, words: list[str], count: int) -> list[str]:
    """So many of the words that people misspell, in their order; none when there are fewer."""
    known = [word for word in dict.fromkeys(words) if word in misspellings()]
    return [known[at] for at in sorted(rng.sample(range(len(known)), count))] if len(known) >= count else []
