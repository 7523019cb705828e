"""How like the words of a quote are to those at a place of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from explorer.checking.repeats.found import Likeness
from explorer.checking.repeats.tokens import size_of, telling
from explorer.reading.text.passages import Passage

# Less than this share of the words, and no run of so many of them, is no likeness.
_SHARE, _RUN = 0.6, 5
# One sentence has at least so many words in common with itself that tell it from others.
LEAST_TELLING = 2
# A short run of words beyond a gap longer than this is there by chance.
_SHORT, _GAP = 2, 3
# A step of an alignment: where a run of equal words starts on this side, on the other, and how long it is.
_Block = tuple[int, int, int]


def likeness(words: Sequence[str], text: Sequence[str], least: int = LEAST_TELLING) -> Likeness | None:
    """Compare a quote's words with a stretch of a text; None when they are not alike.

    They have at least so many telling words in common.
    """
    size = size_of(words)
    if (Counter(words) & Counter(text)).total() < _SHARE * size and _runs(words).isdisjoint(_runs(text)):
        return None
    begin = place_of(words, text)
    blocks = _together(_blocks(words, text)) if begin is None else [(0, begin, len(words))]
    if not blocks:
        return None
    common = [word for a, _, length in blocks for word in words[a : a + length]]
    same = size_of(common)
    run = max(size_of(words[a : a + length]) for a, _, length in blocks)
    told = len(set(telling(common).words))
    if (run < _RUN and same < _SHARE * size) or told < least:
        return None
    (a, b, _), (last_a, last_b, length) = blocks[0], blocks[-1]
    return Likeness(Passage(a, last_a + length), Passage(b, last_b + length), same, run, told, size)


def place_of(words: Sequence[str], text: Sequence[str]) -> int | None:
    """Where in a stretch of a text all words stand in one go, for the first time; None if they don't."""
    size = len(words)
    return next((n for n in range(len(text) - size + 1) if text[n] == words[0] and text[n : n + size] == words), None)


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _blocks(words: Sequence[str], text: Sequence[str]) -> list[_Block]:
    """The runs of words that both have, in order."""
    from difflib import SequenceMatcher

    found = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]


def _together(blocks: list[_Block]) -> list[_Block]:
    """The runs without those at either end that are short and far away from the others."""
    while len(blocks) > 1 and _is_apart(blocks[0], blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_apart(blocks[-1], blocks[-2], blocks[-1]):
        blocks = blocks[:-1]
    return blocks


def _is_apart(run: _Block, before: _Block, after: _Block) -> bool:
    gap = max(after[0] - before[0] - before[2], after[1] - before[1] - before[2])
    return run[2] <= _SHORT and gap > _GAP
