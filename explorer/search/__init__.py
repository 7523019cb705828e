"""Search as you type over all kinds of record: typos, unfinished words, any order; best first.

It searches records that were read and verified; what it finds is shown by `ui` and `cli`.
"""

from explorer.search.filters import Among
from explorer.search.highlighting import highlights, places, words_in
from explorer.search.hits import Hit, Match, Results
from explorer.search.index import SearchIndex
from explorer.search.suggesting import Suggestion
from explorer.search.text_matches import matches_in
from explorer.search.ways_out import WayOut

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
