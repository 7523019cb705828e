"""The search box with the lines below it: what may be typed next, and how the query was understood."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from explorer.desk.kept_queries import Queries
from explorer.display import one_line
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import Search
from explorer.ui.search_state import NAME_SIGN, SearchState
from explorer.ui.widgets.bars import ArchiveName
from explorer.ui.widgets.chips import Chips, chips
from explorer.ui.widgets.offers import Offer, OfferLine, offers
from explorer.ui.widgets.recalling import Recall
from explorer.ui.widgets.search_box import SearchBox
from explorer.ui.wording import styles


class SearchBar(Vertical):
    """The query as it is typed, and how it was understood."""

    class OffersChanged(Message):
        """The offers have changed."""

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)
    search: reactive[SearchState] = reactive(SearchState(), init=False)
    queries: reactive[Queries] = reactive(Queries(), init=False)

    def __init__(self) -> None:
        super().__init__(id="search-bar")
        self.box = SearchBox()
        self._recall = Recall()
        self._walked = False
        self._offered_for = ("", 0)

    def compose(self) -> ComposeResult:
        with Horizontal(id="search-line"):
            yield self.box
            yield Static(id="searched", markup=False)
            yield ArchiveName().data_bind(SearchBar.state)
        yield OfferLine()
        yield Chips(id="remarks")

    def on_mount(self) -> None:
        self.query_one(OfferLine).display = False
        self._say()
        self._invite()

    @property
    def offering(self) -> bool:
        """Whether there is an offer that Tab would take."""
        return bool(self.query_one(OfferLine).offered)

    def open(self) -> None:
        """Focus the box. If it is empty, the kept filters are put into it."""
        # Text that is in the box already is selected, to be typed over. Kept filters are not, to be continued.
        self.box.select_on_focus = bool(self.box.value)
        if self.search.kept and not self.box.value:
            self._write(f"{self.search.kept} ")
        self.screen.set_focus(self.box, scroll_visible=False)

    def write(self, query: str) -> None:
        """Put a query into the box without a search: it is the one that was searched for already."""
        with self.box.prevent(Input.Changed):
            self.box.value = query

    def watch_search(self, before: SearchState, search: SearchState) -> None:
        """Show how the query was understood, unless only the hit in use has changed."""
        watched = (search.typed, search.index, search.kept, search.where, search.scope)
        if watched != (before.typed, before.index, before.kept, before.where, before.scope):
            self._walked = False
            self._invite()
            self._say()
            self._offer()

    def recall(self, rows: int, *, at_first: bool) -> bool:
        """Put an earlier or later query into the box, if Up or Down means that now. Returns whether it did."""
        text, query = self.box.value, None
        if not self._walked and self.box.cursor_at_end:
            if rows == 1:
                query = self._recall.newer(text)
            elif rows == -1 and at_first:
                query = self._recall.older(text, self.queries.earlier)
        if query is None:
            self._walked = self._walked or bool(self.search.query and (rows > 0 or not at_first))
            return False
        self._write(query)
        return True

    def _write(self, text: str) -> None:
        self.box.value = text
        self.box.cursor_position = len(self.box.value)

    def _invite(self) -> None:
        """Say what is searched: in the empty box; beside one with a query, where there is a trail."""
        searched = self.query_one("#searched", Static)
        searched.update(Content.styled(f"in {self.search.where}", styles.MUTED))
        searched.set_class(self.search.is_open and self.search.scope is not None, "-shown")
        kept, search = self.search.kept, self.search
        what = f", on with {one_line(kept)}" if kept else ""
        if search.within:
            switch = " (ctrl+t: everything)"
        else:
            switch = " (ctrl+t: only the trail)" if search.scope else ": people, quotes, topics, events"
        text = Content(f"/ search {search.where}{what}{switch}")
        self.box.placeholder = text.truncate(max(1, self.box.size.width or 1_000), ellipsis=True).plain

    @on(Input.Changed)
    def _query_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Search(event.value))

    # How the query was understood

    def _say(self) -> None:
        """Show what each filter stands for, and the remarks."""
        self.query_one(Chips).shown = chips(self.search)

    @on(Chips.Removed)
    def _take_out(self, event: Chips.Removed) -> None:
        """Search without a filter that was clicked."""
        event.stop()
        text = self.box.value
        self._write(" ".join(part for part in (text[: event.start].strip(), text[event.end :].strip()) if part))

    def on_resize(self) -> None:
        self._say()
        self._invite()

    # What may be typed next

    def _offer(self) -> None:
        box, line = self.box, self.query_one(OfferLine)
        self._offered_for = (box.value, box.cursor_position)
        line.offered = (
            offers(*self._offered_for, self.search.index, self.queries) if box.has_focus and box.value else ()
        )
        box.offering = bool(line.offered)
        self.post_message(self.OffersChanged())

    @on(SearchBox.CursorMoved)
    def _offer_there(self, event: SearchBox.CursorMoved) -> None:
        event.stop()
        if self._offered_for != (self.box.value, self.box.cursor_position):
            self._offer()

    def on_descendant_focus(self) -> None:
        self._offer()

    def on_descendant_blur(self) -> None:
        self._offer()

    @on(SearchBox.OtherWanted)
    def _other_offer(self, event: SearchBox.OtherWanted) -> None:
        event.stop()
        self.query_one(OfferLine).choose_next()

    @on(SearchBox.Accepted)
    def _accept_first(self, event: SearchBox.Accepted) -> None:
        event.stop()
        self._accept(self.query_one(OfferLine).offered[0])

    @on(OfferLine.Picked)
    def _accept_picked(self, event: OfferLine.Picked) -> None:
        event.stop()
        self._accept(event.offer)

    def _accept(self, offer: Offer) -> None:
        text = self.box.value
        self.box.value = f"{text[: offer.start]}{offer.text}{text[offer.end :]}"
        self.box.cursor_position = offer.start + len(offer.text)

    @on(Input.Submitted)
    def _open_saved(self, event: Input.Submitted) -> None:
        if not event.value.startswith(NAME_SIGN):
            return
        event.stop()
        offered = self.query_one(OfferLine).offered
        if offered:
            self._accept(offered[0])
        else:
            self.notify("No saved query has that name.", severity="warning")
