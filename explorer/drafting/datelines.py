"""The dateline that an article may begin with: “KANSAS CITY, Mo. (AP) --”."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.checking.saying.tokens import Token

_DASHES = ("—", "–", "--", "-", "_")
# How many words and marks a dateline may have.
_MOST = 18


def behind_dateline(tokens: Sequence[Token]) -> int:
    """The index of the first word behind the dateline that words begin with; 0 when they begin with none."""
    if not tokens or not tokens[0].is_word or not (tokens[0].text.isupper() and len(tokens[0].text) > 1):
        return 0
    for n, token in enumerate(tokens[:_MOST]):
        if token.word in _DASHES:
            return n + 1 + (n + 1 < len(tokens) and tokens[n + 1].word in _DASHES)
        if token.is_word and not token.is_capital and not token.text[0].isdigit():
            return 0
    return 0
