"""Search as you type over all kinds of record: typos, unfinished words, any order; best first.

It searches records that were read and verified; what it finds is shown by `ui` and `cli`. Each name is imported when
it is first used: whoever only reads a query does without what finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.search.explaining import matches_in
    from explorer.search.filters import Among
    from explorer.search.highlighting import highlights, places, words_in
    from explorer.search.hits import Hit, Match, Results
    from explorer.search.index import SearchIndex
    from explorer.search.ways_out import Suggestion, WayOut

__all__ = [
    "Among",
    "Hit",
    "Match",
    "Results",
    "SearchIndex",
    "Suggestion",
    "WayOut",
    "highlights",
    "matches_in",
    "places",
    "words_in",
]

_HOMES = {
    "Among": "filters",
    "Hit": "hits",
    "Match": "hits",
    "Results": "hits",
    "SearchIndex": "index",
    "Suggestion": "suggesting",
    "WayOut": "ways_out",
    "highlights": "highlighting",
    "matches_in": "explaining",
    "places": "highlighting",
    "words_in": "highlighting",
}

if not TYPE_CHECKING:  # to a type checker, it would mean that every name is there

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"explorer.search.{_HOMES[name]}"), name)
