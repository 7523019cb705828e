"""Where a hit's matches stand in a text that is shown."""

from __future__ import annotations

from explorer.search.folding import letter_end, located_words
from explorer.search.hits import Hit, Match
from explorer.search.vocabulary import allowed_typos


def highlights(text: str, hit: Hit) -> list[tuple[int, int]]:
    """The spans of a text that a hit's matches name, in order and apart from each other.

    Offsets count code points, and the end is exclusive. A word still being typed, and one inside a longer word, mark
    only the part that was typed; all others mark the whole word, and several words that were found together all of
    what they take up.
    """
    located = list(located_words(text))
    words = [word for word, _ in located]
    spans = []
    for match in hit.matches:
        sought = match.matched.split()
        for at in range(len(words) - len(sought) + 1):
            if words[at : at + len(sought)] == sought:
                (start, _), (_, end) = (
                    _typed_part(located[at], match),
                    _typed_part(located[at + len(sought) - 1], match),
                )
                spans.append((start, letter_end(text, end)))
    return _merged(spans)


def _typed_part(located: tuple[str, list[int]], match: Match) -> tuple[int, int]:
    """The places of the first and the last letter to mark in a word."""
    word, places = located
    typed, start, size = len(match.query), 0, len(word)
    match match.how:
        case "prefix":
            size = typed
        case "infix":
            start, size = word.index(match.query), typed
        # Longer by more letters than typos can explain: the typo is in a word still being typed.
        case "typo" if len(word) - typed > allowed_typos(match.query):
            size = typed
    return places[start], places[start + size - 1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
