"""Where in a long text words may stand, if not all of them are right: where several of its rare words are together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from explorer.reading.text.passages import Passage

_WORD = re.compile(r"\w+")
# Words that stand more often tell too little, and the rarest of them are asked only when there are no others.
_RARE, _RAREST, _MOST = 50, 3, 500
# How many parts are looked at, and how many characters beyond each end.
_PARTS, _SLACK = 5, 100
# The words of so many texts are kept: most of the time several things are looked for in one text.
_KEPT = 4


def likely_parts(words: str, text: str) -> Iterator[Passage]:
    """The parts of a text with the most of the words that it has rarely, the likeliest first."""
    begins = sorted(_begins(words, _places_of_words(text)))
    apart = len(words) // 2
    starts = [n for n in range(len(begins)) if n == 0 or begins[n] - begins[n - 1] > apart]
    runs = [begins[start:end] for start, end in zip(starts, [*starts, len(begins)][1:], strict=True)]
    for run in sorted(runs, key=len, reverse=True)[:_PARTS]:
        yield Passage(max(0, run[0] - _SLACK), min(len(text), run[-1] + len(words) + _SLACK))


def _begins(words: str, places: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Where the words would begin by each place of each of their rare words."""
    known = [
        (places[word], found.start()) for found in _WORD.finditer(words) if (word := found[0].casefold()) in places
    ]
    known.sort(key=lambda each: len(each[0]))
    rare = [each for each in known if len(each[0]) <= _RARE] or known[:_RAREST]
    for there, here in rare:
        yield from (place - here for place in there[:_MOST])


@lru_cache(maxsize=_KEPT)
def _places_of_words(text: str) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for found in _WORD.finditer(text):
        places[found[0].casefold()].append(found.start())
    return dict(places)
