"""Recognise the dateline of an article: “KANSAS CITY, Mo. (AP) --”, “Le Havre, 12 mars 2024 (AFW) —”, “Wien –”."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.text.tokens import Token

_DASHES = ("—", "–", "--", "-", "_")
# The maximum number of words and marks in a dateline.
_MOST = 18
# The maximum number of words and marks in a place alone before its dash.
_PLACE = 3
# The maximum number of letters in an agency's name in brackets that is in small letters: (dpa), but not (left).
_SHORT = 3


def behind_dateline(tokens: Sequence[Token]) -> int:
    """The index of the first word after a dateline; 0 if there is none."""
    if not tokens or not tokens[0].is_word or not tokens[0].is_capital:
        return 0
    dash = next((n for n, token in enumerate(tokens[:_MOST]) if token.word in _DASHES), 0)
    if not dash:
        return 0
    is_told = _has_agency(tokens[:dash]) or _is_in_capitals(tokens[:dash])
    if not (is_told or _is_alone(tokens, dash)):
        return 0
    return dash + 1 + (dash + 1 < len(tokens) and tokens[dash + 1].word in _DASHES)


def _is_in_capitals(before: Sequence[Token]) -> bool:
    """Whether the place is in capitals, and every other word begins with one or is a number."""
    begins = bool(before) and before[0].text.isupper() and len(before[0].text) > 1
    return begins and all(token.is_capital or token.text[0].isdigit() for token in before if token.is_word)


def _is_alone(tokens: Sequence[Token], dash: int) -> bool:
    """Whether only a place precedes a dash that begins no aside: “Wien – Der Damm hält”, “Wien/Linz – …”."""
    before, behind = tokens[:dash], tokens[dash + 1 :]
    is_place = len(before) <= _PLACE and all(token.is_capital or token.text == "/" for token in before)
    if not is_place or not behind or any(token.word in _DASHES for token in behind):
        return False
    return behind[0].is_capital and before[-1].end < tokens[dash].start < tokens[dash].end < behind[0].start


def _has_agency(before: Sequence[Token]) -> bool:
    """Whether these words end with an agency in brackets: “Bremen (afw) –”."""
    marks, name = [token.word for token in before[-3::2]], before[-2].text if len(before) > 1 else ""
    return marks == ["(", ")"] and not name.isdigit() and (name.isupper() or len(name) <= _SHORT)
