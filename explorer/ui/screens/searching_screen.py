"""The search: the box, the results in place of the panes, and the kept queries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on
from textual.reactive import reactive
from textual.widgets import Input

from explorer.desk.kept_queries import Queries
from explorer.ui.keys import KeysHere, bind, bindings, withheld
from explorer.ui.late import Late
from explorer.ui.requests import ChangeQueries, OpenRecord, PointAt, Search, UseSuggestion
from explorer.ui.screens.archive_screen import ON_A_QUOTE, ON_A_RECORD, ArchiveScreen
from explorer.ui.search_state import NAME_SIGN, SearchState
from explorer.ui.widgets.panes import Panes
from explorer.ui.widgets.search_bar import SearchBar
from explorer.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from explorer.search.index import SearchIndex

_IN_BOX = {
    "submit": "open",
    "take-offer": "take the offer",
    "next-offer": "the next offer",
    "previous-result next-result": "choose",
    "name-query": "name the query",
    "search-scope": "",
    "open-all": "open all",
    "next-pane": "to the results",
    "clear-query": "clear",
    "leave": "back",
    "help": "help",
    "commands": "commands",
}
_IN_EMPTY_BOX = {
    "previous-result": "earlier queries",
    "@": "saved queries",
    "search-scope": "",
    "leave": "back",
    "help": "help",
}
_IN_RESULTS = {
    "go-in": "open",
    "search": "to the query",
    "next-match": "next match",
    "name-query": "name the query",
    "open-all": "open all",
    "search-scope": "",
    "tag": "tag",
    "next-pane": "to Detail",
    "copy-citation": "copy citation",
    "edit": "edit",
    "leave": "back",
    "help": "help",
}

# These have no effect, or that of another key, while results are in place of the panes.
_OF_PANES = ("narrow", "order")


class SearchingScreen(ArchiveScreen):
    """A screen with a search bar, panes and key hints. Results take the place of the panes while a search is open.

    It owns the state of the search, and the kept queries.
    """

    BINDINGS = bindings(
        bind("n", "match(1)", "Next match", "The next line of Detail with words of the search", id="next-match"),
        bind(
            "N",
            "match(-1)",
            "Previous match",
            "The previous line of Detail with words of the search",
            id="previous-match",
        ),
        bind("m,ctrl+s", "name_query", "Name query", "Save the query under a name; @ lists saved ones"),
        bind(
            "ctrl+t",
            "switch_scope",
            "Everything or trail",
            "Search only what belongs to the trail, or everything again",
            id="search-scope",
        ),
        bind(
            "ctrl+o", "open_all", "Open all", "Go into all results together: the panes show only what belongs to them"
        ),
    )

    search: reactive[SearchState] = reactive(SearchState(), init=False, bindings=True, repaint=False)
    queries: reactive[Queries] = reactive(Queries(), init=False, repaint=False)
    # Whether Enter was pressed too early, before anything was found: the first result is opened when there is one, if
    # the reader still waits for it.
    _opens = False

    def __init__(self) -> None:
        super().__init__()
        self._looks = Late(self, "search", "look through the articles")

    panes = getters.query_one(Panes)
    search_bar = getters.query_one(SearchBar)

    @property
    def search_box(self) -> SearchBox:
        return self.search_bar.box

    @property
    def index(self) -> SearchIndex | None:
        """The search index, once there is one."""
        return self.search.index

    def search_for(self, query: str | None = None) -> None:
        """Go to the search box, and search for a query or, without one, for what is in the box."""
        if query is not None:
            self.look_for(query)
            self.search_bar.write(query)
        self.search_bar.open()

    def look_for(self, typed: str) -> None:
        """Search for what is typed."""
        self._opens = False
        self.search = self.search.searched(typed)

    def watch_search(self, search: SearchState) -> None:
        index, query = search.index, search.query
        if search.looks_through_articles and index:
            look = partial(index.look_through_articles, query)
            self._looks.want((index, query), look, lambda _: self.use_index(index))
        else:
            self._looks.drop()

    def search_again(self, query: str, ref: str | None, *, within: bool) -> None:
        """Show the results of an earlier search as they were left, with a hit in use."""
        if within is not self.search.within:
            self.search = self.search.closed(keep_filters=False).switched(within=within)
        if self.search.typed != query or (self.search.hit and self.search.hit.ref) != ref:
            self.search = self.search.searched(query, ref)
        self.search_bar.write(query)
        self.screen.set_focus(self.panes.results, scroll_visible=False)

    @on(Search)
    def _search(self, event: Search) -> None:
        self.look_for(event.typed)

    @on(PointAt)
    def _point_at(self, event: PointAt) -> None:
        self.search = self.search.pointed(event.row)

    @property
    def keys_here(self) -> KeysHere:
        switch = {"search-scope": "search everything" if self.search.within else "search the trail"}
        idle = [*_OF_PANES, *(("search-scope",) if self.search.scope is None else ())]
        if self.focused is not self.search_box:
            idle += [] if self.search.hit else [*ON_A_RECORD, *ON_A_QUOTE]
            return KeysHere("the results", _IN_RESULTS | switch, idle)
        keys = _IN_BOX if self.search.is_open or self.search_bar.offering else _IN_EMPTY_BOX
        unkept = ("@",) if "name_query" in withheld(self.app) else ()
        return KeysHere("the search box", keys | switch, [*idle, *unkept])

    @on(SearchBar.OffersChanged)
    def _keys_changed(self) -> None:
        self.refresh_bindings()

    def use_index(self, index: SearchIndex) -> None:
        """Search with a new index from here on, and search again for the open query."""
        self.search = self.search.indexed(index)
        if self._opens:
            self.call_after_refresh(self._open_awaited)

    @on(SearchBox.Stepped)
    def _step_results(self, event: SearchBox.Stepped) -> None:
        at_first = not self.search.is_open or self.search.at == 0
        if not self.search_bar.recall(event.rows, at_first=at_first) and self.search.is_open:
            self.panes.results.cursor += event.rows
            self.search_box.walked = self.panes.results

    def _open_awaited(self) -> None:
        """Open the first result, unless the reader has left the search or opened something else meanwhile."""
        opens, self._opens = self._opens, False
        if opens and self.app.screen is self and self.focused is self.search_box and self.search.is_open:
            self._open_result()

    @on(Input.Submitted)
    def _open_result(self) -> None:
        found = self.panes.record if self.search.is_open else None
        some_are_missing = self.search.waiting or self.search.missing > 0
        self._opens = self.search.is_open and found is None and some_are_missing
        if found is not None:
            self.post_message(OpenRecord(found.ref))
        elif self.search.way is not None:
            self.take_way()
        elif not self.search.is_open:
            self.leave_search()

    @on(UseSuggestion)
    def take_way(self) -> None:
        """Search for the suggested query in use, or for the same one in everything."""
        way = self.search.way
        if way is not None and way.query == self.search.query:
            self.search = self.search.switched(within=False)
        elif way is not None:
            self.search_for(way.query)

    def action_switch_scope(self) -> None:
        if self.search.scope is None:
            self.notify("There is no trail to search in, so everything is searched.", timeout=2)
        else:
            self.search = self.search.switched(within=not self.search.within)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "switch_scope":
            return self.search.is_open or self.focused is self.search_box
        if action == "open_all":
            return self.search.is_open
        return super().check_action(action, parameters)

    def leave_search(self) -> None:
        """Return to where the search began."""
        self.end_search()

    def end_search(self, *, keep_filters: bool = False) -> None:
        """Empty the box and show the panes as they were."""
        if self.search.is_open or self.focused is self.search_box:
            self.search = self.search.closed(keep_filters=keep_filters)
            self.search_bar.write("")
            self.panes.activate(self.panes.active)

    def use_query(self) -> None:
        """Keep the open query among the earlier ones, because it led to something."""
        query = self.search.query
        if query:
            self.post_message(ChangeQueries(lambda queries: queries.used(query)))

    def action_name_query(self) -> None:
        from explorer.ui.screens.prompt import NamePrompt

        query = self.search.query
        if query:
            self.app.push_screen(NamePrompt(query, self.queries), partial(self._save_under, query))
        else:
            self.notify("No search is open, so there is nothing to name. / begins a search.", severity="warning")

    def _save_under(self, query: str, name: str | None) -> None:
        if name:
            told = f"Saved. {NAME_SIGN}{name} in the search box finds it; Ctrl+P deletes it."
            self.post_message(ChangeQueries(lambda queries: queries.named(query, name), told))
        elif name is not None:
            self.delete_query(query)

    def delete_query(self, query: str) -> None:
        """Delete a saved query by taking away its name."""
        name = self.queries.name_of(query)
        if name is not None:
            self.post_message(ChangeQueries(lambda queries: queries.named(query, ""), f"“{name}” is deleted."))

    def action_match(self, step: int) -> None:
        if not self.panes.detail.go_to_match(step):
            self.notify("No search words are marked here.", timeout=2)
