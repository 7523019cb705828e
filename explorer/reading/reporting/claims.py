"""Nouns for claims, which may be another person's: “Okafor dismissed Ruiz’s *claim* that …”."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.languages.wording import Wording
from explorer.reading.text.tokens import Token


def has_claim(words: Sequence[Token], wording: Wording) -> bool:
    """Whether words contain a claim noun, so that the speaker of what follows is open. Not “in a statement”."""
    return any(token.word in wording.claims and not _is_place(words, n, wording) for n, token in enumerate(words))


def _is_place(words: Sequence[Token], at: int, wording: Wording) -> bool:
    before = words[max(0, at - 3) : at]
    is_anothers = bool(before) and before[-1].is_possessive
    return not is_anothers and any(token.word in wording.prepositions for token in before)


def has_others_claim(words: Sequence[Token], wording: Wording) -> bool:
    """Whether words contain a claim noun with its source: “Ruiz’s claim”, “her claim”, “a claim by Ruiz”."""
    for n, token in enumerate(words):
        if token.word not in wording.claims:
            continue
        before, after = words[n - 1] if n else None, [each.word for each in words[n + 1 : n + 2]]
        if before and (before.is_possessive or before.word in wording.his):
            return True
        if after and (after[0] in wording.by or after[0] in wording.sent_by):
            return any(each.is_capital for each in words[n + 2 : n + 6])
    return False
