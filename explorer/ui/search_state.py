"""The state of the search: what was typed, what was found, and which hit is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.scope import Scope

if TYPE_CHECKING:
    from explorer.search.filters import Among
    from explorer.search.hits import Hit, Results
    from explorer.search.index import SearchIndex
    from explorer.search.ways_out import WayOut

# Typed before the name of a saved query.
NAME_SIGN = "@"
_THEN = f" {signs.STEP.mark} "


class SearchState(msgspec.Struct, frozen=True):
    """A search at one moment. Each method returns the next state. `found` always belongs to what is typed.

    `typed` is the text in the search box. `at` is the row of the hit in use. When nothing was found, `ways` are other
    queries. `kept` are the filters of the last search, kept for the next one. `opened` is the hit that the search was
    left for. `wanted` is the ref of the hit to use when there is an index. `scope` is what the trail narrows the panes
    to, if there is a trail; with `within`, only that is searched. It `looks_through_articles` while these still have to
    be searched for what is typed.
    """

    index: SearchIndex | None = None
    typed: str = ""
    found: Results | None = None
    ways: tuple[WayOut, ...] = ()
    at: int = 0
    kept: str = ""
    opened: Hit | None = None
    wanted: str | None = None
    scope: Scope | None = None
    within: bool = False
    among: Among | None = None
    looks_through_articles: bool = False

    @property
    def query(self) -> str:
        """The query to search for; empty while a saved query is being named."""
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

    def hit_of(self, ref: str) -> Hit | None:
        """The hit in use, or that the search was left for, if it is this record."""
        hit = self.hit if self.is_open else self.opened
        return hit if hit and hit.ref == ref else None

    @property
    def way(self) -> WayOut | None:
        """The suggested query in use, when nothing was found."""
        return self.ways[self.at] if self.at < len(self.ways) else None

    @property
    def where(self) -> str:
        """What is searched, in words."""
        return _THEN.join(map(one_line, self.scope.steps)) if self.scope and self.within else "everything"

    @property
    def waiting(self) -> bool:
        """Whether what is typed can't be searched for yet."""
        return self.index is None or self.looks_through_articles

    @property
    def missing(self) -> int:
        """The number of records that the index does not have yet."""
        return self.index.missing if self.index else 0

    def searched(self, typed: str, ref: str | None = None) -> SearchState:
        """Return the state after typing: with new results, and the hit `ref` in use if it is found."""
        asked = replace(self, typed=typed, at=0, found=None, ways=(), wanted=ref, looks_through_articles=False)
        index, query = asked.index, asked.query
        if index is None or not query:
            return asked
        if index.looks_through_articles(query):
            return replace(asked, looks_through_articles=True)
        among = asked.among
        if asked.within and asked.scope and among is None:
            among = index.among(asked.scope.refs)
            asked = replace(asked, among=among)
        found = index.search(typed, among=among)
        ways = [] if found or asked.missing else index.ways_out(query, among=among)
        return replace(asked, found=found, ways=tuple(ways), at=(found.find(ref) if ref else None) or 0)

    def indexed(self, index: SearchIndex) -> SearchState:
        """Return the state with another index. The same hit stays in use, if it is found again.

        When the first hit is in use, the first stays in use, whichever hit that is now.
        """
        before = self.hit.ref if self.at and self.hit else self.wanted
        now = replace(self, index=index, among=None)
        asked = now.searched(self.typed, before) if self.is_open else now
        # After an edit, the earlier results stay while the articles are searched.
        return replace(asked, found=self.found, at=self.at) if asked.looks_through_articles else asked

    def pointed(self, row: int) -> SearchState:
        """Return the state with another hit in use."""
        return self if row == self.at else replace(self, at=row, wanted=None)

    def over(self, scope: Scope | None) -> SearchState:
        """Return the state over panes that are narrowed to a scope; None for everything. The same hit stays in use."""
        now = replace(self, scope=scope, within=self.within and scope is not None, among=None)
        changed = self.within and self.is_open
        return now.searched(self.typed, self.hit.ref if self.hit else self.wanted) if changed else now

    def switched(self, *, within: bool) -> SearchState:
        """Return the state that searches only the trail, or everything again. The same hit stays in use if found."""
        if within is self.within or (within and self.scope is None):
            return self
        now = replace(self, within=within, among=None)
        return now.searched(self.typed, self.hit.ref if self.hit else None)

    def closed(self, *, keep_filters: bool) -> SearchState:
        """Return the state without a query. With `keep_filters`, its filters are kept for the next one."""
        kept = ""
        if keep_filters and self.index:
            from explorer.search.language import filters_in

            kept = filters_in(self.query)
        empty = replace(self, typed="", found=None, ways=(), at=0, wanted=None, looks_through_articles=False)
        return replace(empty, kept=kept, within=False, among=None)

    def left_for(self, hit: Hit | None) -> SearchState:
        """Return the state after the search was left for a hit; None when it was not left for any."""
        return replace(self, opened=hit)
