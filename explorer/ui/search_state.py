"""The state of the search: what was typed, what was found, and which hit is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from explorer.search import Hit, Results, SearchIndex, WayOut

# What is typed before the name of a saved query.
NAME_SIGN = "@"


class SearchState(msgspec.Struct, frozen=True):
    """A search at one moment. Each method gives the next state. `found` always belongs to what is typed.

    `typed` is the text in the search box. `at` is the row of the hit in use. When nothing was found, `ways` are other
    queries. `kept` are the filters of the last search, kept for the next one. `opened` is the hit that the search was
    left for. `wanted` is the ref of the hit to use when there is an index.
    """

    index: SearchIndex | None = None
    typed: str = ""
    found: Results | None = None
    ways: tuple[WayOut, ...] = ()
    at: int = 0
    kept: str = ""
    opened: Hit | None = None
    wanted: str | None = None

    @property
    def query(self) -> str:
        """What is searched for; empty while a saved query is being named."""
        text = self.typed.strip()
        return "" if text.startswith(NAME_SIGN) else text

    @property
    def is_open(self) -> bool:
        """Whether results take the place of the panes."""
        return bool(self.query)

    @property
    def hit(self) -> Hit | None:
        """The hit in use."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

    @property
    def way(self) -> WayOut | None:
        """The other query in use, when nothing was found."""
        return self.ways[self.at] if self.at < len(self.ways) else None

    @property
    def waiting(self) -> bool:
        """Whether there is no index yet."""
        return self.index is None

    @property
    def missing(self) -> int:
        """The number of records that the index does not have yet."""
        return self.index.missing if self.index else 0

    def searched(self, typed: str, ref: str | None = None) -> SearchState:
        """The state after typing: with the results of what is typed now, and the hit `ref` in use if it is found."""
        asked = replace(self, typed=typed, at=0, found=None, ways=(), wanted=ref)
        if asked.index is None or not asked.query:
            return asked
        found = asked.index.search(typed)
        ways = () if found or asked.missing else tuple(asked.index.ways_out(asked.query))
        return replace(asked, found=found, ways=ways, at=(found.find(ref) if ref else None) or 0)

    def indexed(self, index: SearchIndex) -> SearchState:
        """The state with another index. The same hit stays in use, if it is found again.

        When the first hit is in use, the first stays in use, whichever hit that is now.
        """
        before = self.hit.ref if self.at and self.hit else self.wanted
        now = replace(self, index=index)
        return now.searched(self.typed, before) if self.is_open else now

    def pointed(self, row: int) -> SearchState:
        """The state with another hit in use."""
        return self if row == self.at else replace(self, at=row, wanted=None)

    def closed(self, *, keep_filters: bool) -> SearchState:
        """The state without a query. With `keep_filters`, its filters are kept for the next one."""
        kept = ""
        if keep_filters and self.index:
            from explorer.search.language import filters_in

            kept = filters_in(self.query)
        return replace(self, typed="", found=None, ways=(), at=0, kept=kept, wanted=None)

    def left_for(self, hit: Hit | None) -> SearchState:
        """The state after the search was left for a hit; None when it was not left for any."""
        return replace(self, opened=hit)
