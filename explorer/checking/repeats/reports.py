"""Group articles that are one report: reprints of one text, in whole or for the most part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, repeat
from zlib import crc32

# One in this many runs of words is compared, chosen by its words alone.
_ONE_OF = 4
# The number of words in a run: few enough to survive editing, and too many for frequent chance matches.
_RUN = 4
# A reprint shares this part of the shorter text, and at least this many of the runs compared.
_SHARE, _LEAST = 0.5, 6
# If more texts share a run, they are not compared pair by pair.
_COMMON = 40


def reports_of(texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For the id of each text, given as words, the id of the first text that is the same report."""
    numbers = _Numbers()
    runs = {id: _runs(words, numbers) for id, words in texts.items()}
    first = {id: id for id in texts}

    def first_of(id: str) -> str:
        while first[id] != id:
            first[id] = first[first[id]]
            id = first[id]
        return id

    order = {id: n for n, id in enumerate(texts)}
    for (one, other), shared in _shared(runs).items():
        if shared >= max(_LEAST, _SHARE * min(len(runs[one]), len(runs[other]))):
            earlier, later = sorted((first_of(one), first_of(other)), key=order.__getitem__)
            first[later] = earlier
    # A text that is too short to compare matches another only if both are the same.
    whole: dict[tuple[str, ...], str] = {}
    for id, words in texts.items():
        same = whole.setdefault(tuple(words), id)
        earlier, later = sorted((first_of(same), first_of(id)), key=order.__getitem__)
        first[later] = earlier
    return {id: first_of(id) for id in texts}


class _Numbers(dict[str, int]):
    """A number for each word, the same in every process, so that the selected runs are the same."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return number


def _runs(words: Sequence[str], numbers: _Numbers) -> frozenset[int]:
    of_words = [numbers[word] for word in words]
    runs = map(hash, zip(*(of_words[n:] for n in range(_RUN)), strict=False))
    return frozenset(run for run in runs if run % _ONE_OF == 0)


def _shared(runs: Mapping[str, Iterable[int]]) -> Counter[tuple[str, str]]:
    """The number of compared runs that two texts share, for those that share any."""
    having: dict[int, list[str]] = defaultdict(list)
    for id, of_text in runs.items():
        for run in of_text:
            having[run].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in having.values():
        # So many texts with one run have it from the first, or it is a common phrase.
        shared.update(combinations(ids, 2) if len(ids) <= _COMMON else zip(repeat(ids[0]), ids[1:]))
    return shared
