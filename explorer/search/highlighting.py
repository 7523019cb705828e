"""Where a hit's matches stand in a text that is shown."""

from __future__ import annotations

from explorer.search.folding import letter_end, located_words
from explorer.search.hits import Hit, Match
from explorer.search.vocabulary import allowed_typos


def highlights(text: str, hit: Hit) -> list[tuple[int, int]]:
    """The spans of a text that a hit's matches name, in order and apart from each other.

    Offsets count code points, and the end is exclusive. A word still being typed, and one inside a longer word, mark
    only the part that was typed; all others mark the whole word.
    """
    sought: dict[str, list[Match]] = {}
    for match in hit.matches:
        for word in match.matched.split():
            sought.setdefault(word, []).append(match)
    spans = []
    for word, offsets in located_words(text):
        for match in sought.get(word, ()):
            start, end = _typed_part(word, match)
            spans.append((offsets[start], letter_end(text, offsets[end - 1])))
    return _merged(spans)


def _typed_part(word: str, match: Match) -> tuple[int, int]:
    typed = len(match.query)
    match match.how:
        case "prefix":
            return 0, typed
        case "infix":
            start = word.index(match.query)
            return start, start + typed
        # Longer by more letters than typos can explain: the typo is in a word still being typed.
        case "typo" if len(word) - typed > allowed_typos(match.query):
            return 0, typed
        case _:
            return 0, len(word)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
