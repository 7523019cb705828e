"""Why a search found a record, in words."""

from __future__ import annotations

from itertools import groupby

from explorer.display import one_line
from explorer.model.dates import describe
from explorer.search import Hit, Match

_HOW = {"infix": "inside a word", "stem": "other form", "prefix": "prefix", "joined": "joined", "phrase": "phrase"}


def why_found(hit: Hit) -> str:
    """Each word of the query with the word that matched it: `fentanil → fentanyl (typo, 1 letter) in label`."""
    best: dict[str, Match] = {}
    for match in hit.matches:
        best.setdefault(match.query, match)
    groups = groupby(best.values(), key=lambda match: match.field)
    return " · ".join(
        f"{', '.join(map(_explained, matches))} in {field.replace('_', ' ')}" for field, matches in groups
    )


def approximations(hit: Hit) -> str:
    """The words that were found only with a typo: `fentanil → fentanyl`."""
    sure = {match.query for match in hit.matches if match.how != "typo"}
    inexact = [_replaced(match) for match in hit.matches if match.query not in sure]
    return ", ".join(dict.fromkeys(inexact))


def _explained(match: Match) -> str:
    if match.how == "typo":
        return f"{_replaced(match)} (typo, {match.distance} {'letter' if match.distance == 1 else 'letters'})"
    if match.how == "date":
        return f"{one_line(match.query)} → {describe(match.matched)}"
    words = one_line(match.query) if match.query == match.matched else _replaced(match)
    return f"{words} ({_HOW[match.how]})" if match.how in _HOW else words


def _replaced(match: Match) -> str:
    return f"{one_line(match.query)} → {one_line(match.matched)}"
