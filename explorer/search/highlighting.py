"""Locating the words of a search in a displayed text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from explorer.search.folding import letter_end, located_words
from explorer.search.hits import Hit, Match
from explorer.search.vocabulary import allowed_typos

Offsets = tuple[int, int]
# In code points: words form one place if they begin within this distance, about a line of an article.
_TOGETHER = 80


def highlights(text: str, hit: Hit) -> list[Offsets]:
    """Find the spans of a text that a hit's matches name, in order and without overlaps.

    Offsets count code points, and the end is exclusive. If a word is still being typed, or was found inside a longer
    word, only the typed part is marked. Other words are marked whole, and words found together are marked with the text
    between them.
    """
    return _merged(span for span, _ in _found(text, hit.matches))


def places(text: str, matches: Iterable[Match]) -> list[list[Offsets]]:
    """Find the places of a long text where the most words of a query are close together, each with its spans in order.

    So `frank and forthright` has one place, and not one for each `and`.
    """
    found = sorted(_found(text, matches))
    windows = [_window(found, n) for n in range(len(found))]
    most = max((len({word for _, word in window}) for window in windows), default=0)
    kept: list[list[Offsets]] = []
    for window in windows:
        place = _nearest_together(window, most)
        if place and kept and place[0][0] < kept[-1][-1][1]:
            kept[-1] = min(kept[-1], place, key=lambda place: place[-1][1] - place[0][0])
        elif place:
            kept.append(place)
    return [_merged(place) for place in kept]


def words_in(text: str, matches: Iterable[Match]) -> int:
    """Count the words of the query that occur in a text, as they were matched."""
    return len({word for _, word in _found(text, matches)})


def _window(found: Sequence[tuple[Offsets, str]], at: int) -> list[tuple[Offsets, str]]:
    """Return the found word `at`, and those after it that are near."""
    (start, _), _ = found[at]
    following = (found[n] for n in range(at, len(found)))
    return list(takewhile(lambda item: item[0][0] < start + _TOGETHER, following))


def _nearest_together(window: Iterable[tuple[Offsets, str]], most: int) -> list[Offsets]:
    """Return the first spans of a window that contain `most` distinct words of the query, none of them superfluous."""
    taken: list[tuple[Offsets, str]] = []
    for item in window:
        taken.append(item)
        if len({word for _, word in taken}) == most:
            while len({word for _, word in taken[1:]}) == most:
                del taken[0]
            return [span for span, _ in taken]
    return []


def _found(text: str, matches: Iterable[Match]) -> Iterator[tuple[Offsets, str]]:
    """Yield the spans of matches in a text, each with its word of the query."""
    beginning = defaultdict[str, list[tuple[list[str], Match]]](list)
    for match in matches:
        run = match.matched.split()
        beginning[run[0]].append((run, match))
    sought = {word for runs in beginning.values() for run, _ in runs for word in run}
    located = {(number, word): places for number, word, places in located_words(text, sought)}
    for (number, word), places in located.items():
        for run, match in beginning.get(word, ()):
            if all((number + n, each) in located for n, each in enumerate(run)):
                start, _ = _typed_part(word, places, match)
                _, end = _typed_part(run[-1], located[number + len(run) - 1, run[-1]], match)
                yield (start, letter_end(text, end)), match.query


def _typed_part(word: str, places: Sequence[int], match: Match) -> tuple[int, int]:
    """Return the offsets of the first and the last letter to mark in a word."""
    typed, start, size = len(match.query), 0, len(word)
    match match.how:
        case "prefix":
            size = typed
        case "infix":
            start, size = word.index(match.query), typed
        # The word is longer than typos can explain: it was misspelt and is still being typed.
        case "typo" if len(word) - typed > allowed_typos(match.query):
            size = typed
    return places[start], places[start + size - 1]


def _merged(spans: Iterable[Offsets]) -> list[Offsets]:
    merged: list[Offsets] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
