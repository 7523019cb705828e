"""The main screen: the panes, the trail and the history. It also opens the other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.reactive import reactive

from explorer.describing.standing import place_of
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.model.scope import Scope
from explorer.snapshot import Snapshot
from explorer.ui.navigation import NOTHING_YET, History, PanesState, View
from explorer.ui.requests import (
    Cite,
    GoIn,
    OpenRecord,
    OpenTrail,
    ReadArticle,
    SearchFor,
    ShowScreen,
)
from explorer.ui.screens.by_name import screen_named
from explorer.ui.screens.leaf_screen import LeafScreen
from explorer.ui.screens.live_screen import LiveScreen
from explorer.ui.screens.searching_screen import HINTS
from explorer.ui.widgets.bars import KeyHints, StatusLine, TabRow
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.panes import Panes
from explorer.ui.widgets.record_pane import TITLES
from explorer.ui.widgets.search_bar import SearchBar

# The pane in use in a new view is the first of these that has records.
_READING_ORDER = (Kind.QUOTE, Kind.EVENT, Kind.PERSON, Kind.TOPIC, Kind.ARTICLE)
_NARROW = 100


class MainScreen(LiveScreen):
    """The panes, and the trail that narrows them. It owns the trail and the history, and opens the other screens.

    `trail` has the refs to start at, and `query` is a search to start with.
    """

    AUTO_FOCUS = ""  # the first view says where the focus is
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-wide")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "read", "Article", tooltip="Open the article at the quote"),
        Binding("left_square_bracket,alt+left,backspace", "back", "Back", key_display="[", tooltip="The view before"),
        Binding("right_square_bracket,alt+right", "forward", "Forward", key_display="]", tooltip="The view after"),
        Binding("escape", "drop", "Drop", tooltip="Close what is on top, then drop the trail’s last step"),
        *(
            Binding(str(number), f"pane('{kind}')", name, show=False, tooltip=f"Go to {name}")
            for number, (kind, name) in enumerate(TITLES.items(), 1)
        ),
        Binding("tab", "cycle(1)", "Next pane", show=False, tooltip="Go to the next pane"),
        Binding("shift+tab", "cycle(-1)", "Previous pane", show=False, tooltip="Go to the pane before"),
        Binding("z", "zoom", "Zoom", tooltip="Give the pane the whole screen, or give it back"),
    ]

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)

    def __init__(self, snapshot: Snapshot, trail: Sequence[str] = (), query: str = "") -> None:
        super().__init__(snapshot)
        self.history = History()
        self._first_trail = tuple(trail)
        self._first_query = query

    def compose(self) -> ComposeResult:
        # The class is set before the first frame, so that nothing is laid out twice.
        self.add_class("-narrow" if self.app.size.width < _NARROW else "-wide")
        yield SearchBar().data_bind(MainScreen.state, MainScreen.search, MainScreen.queries)
        yield TabRow().data_bind(MainScreen.state)
        yield Panes().data_bind(MainScreen.state, MainScreen.search)
        yield StatusLine().data_bind(MainScreen.state)
        yield KeyHints(HINTS)

    @property
    def record(self) -> AnyRecord | None:
        return self.panes.record

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the records that were gone into."""
        return self.state.trail

    # Views

    def on_mount(self) -> None:
        self.show_view(View())
        self._mark_tab()
        if self._first_trail:
            self.open_trail(self._first_trail)
        if self._first_query:
            self.search_for(self._first_query)

    @property
    def view(self) -> View:
        """The view of the panes as they are now."""
        return View(self.trail, self.panes.active, self.panes.cursors)

    def show_view(self, view: View) -> None:
        """Show a view: its scope, the cursor of each pane, and the pane in use."""
        self._narrow_to(view.trail, view.cursors)
        self.panes.activate(view.pane)

    def _narrow_to(self, trail: Sequence[str], cursors: Mapping[Kind, str]) -> None:
        self.state = PanesState.of(self.snapshot, trail, cursors)
        if self.search.opened and self.search.opened.ref not in self.trail[:1]:
            self.search = self.search.left_for(None)

    def watch_snapshot(self) -> None:
        """Show a new snapshot with the same trail, pane and cursors, by ref."""
        if self.is_mounted:
            self._narrow_to(self.trail, {})

    @on(Panes.ActiveChanged)
    def _mark_tab(self) -> None:
        self.query_one(TabRow).active = None if self.search.is_open else self.panes.active

    # Walking

    @on(GoIn)
    def _go_in(self, event: GoIn) -> None:
        event.stop()
        record = self.snapshot.archive.find(event.ref)
        if isinstance(record, Quote):
            self.read(ReadArticle(record.article, record.ref))
        elif record is not None:
            self._start(self.trail if record.ref in self.trail else (*self.trail, record.ref))

    @on(OpenRecord)
    def _open_record(self, event: OpenRecord) -> None:
        event.stop()
        self.open_record(event.ref)

    def open_record(self, ref: str) -> None:
        """Start a new trail at a record. For an unknown ref there is a message, and nothing changes."""
        self.open_trail((ref,))

    def open_trail(self, trail: tuple[str, ...]) -> None:
        """Start a new trail. For an unknown ref there is a message, and nothing changes."""
        unknown = [ref for ref in trail if self.snapshot.archive.find(ref) is None]
        if unknown:
            self.notify(f"There is no {unknown[0]} in this archive.", severity="error")
            return
        self.use_query()
        hit = self.search.hit
        self.close_search(keep_filters=True)
        self.search = self.search.left_for(hit if hit and trail == (hit.ref,) else None)
        self._start(trail)

    def _start(self, trail: tuple[str, ...]) -> None:
        self.history.leave(self.view)
        self.panes.zoomed = False
        scope = Scope(self.snapshot.archive, trail)
        pane = next((kind for kind in _READING_ORDER if scope.records(kind)), Kind.QUOTE)
        # In a new scope each pane starts at its top, or at the record of its kind in the trail.
        tops = {kind: records[0].ref for kind in Kind if (records := scope.records(kind))}
        steps = {step.kind: step.ref for step in scope.trail}
        self.show_view(View(trail, pane, tops | steps))

    def action_back(self) -> None:
        self._walk(self.history.back, "This is the first view.")

    def action_forward(self) -> None:
        self._walk(self.history.forward, "This is the latest view.")

    def _walk(self, step: Callable[[View], View | None], otherwise: str) -> None:
        self.close_search(keep_filters=True)
        view = step(self.view)
        if view is None:
            self.notify(otherwise, timeout=2)
        else:
            self.show_view(view)

    def action_drop(self) -> None:
        if self.search.is_open or self.focused is self.search_box:
            self.close_search()
        elif self.panes.zoomed:
            self.action_zoom()
        elif isinstance(self.focused, Detail):
            self.panes.activate(self.panes.active)
        elif self.trail:
            self._drop_last_step()

    def _drop_last_step(self) -> None:
        """Drop the last step of the trail, and put the cursor on the record that was dropped."""
        here = self.view
        *rest, dropped = here.trail
        trail = tuple(rest)
        earlier = self.history.last_with_trail(trail) or here
        record = self.snapshot.archive.find(dropped)
        pane = record.kind if record else here.pane
        self.history.leave(here)
        self.show_view(View(trail, pane, {**earlier.cursors, pane: dropped}))

    def action_pane(self, kind: str) -> None:
        self.close_search(keep_filters=True)
        self.panes.activate(Kind(kind))

    @on(TabRow.Picked)
    def _tab_picked(self, event: TabRow.Picked) -> None:
        self.panes.activate(event.kind)

    def action_cycle(self, step: int) -> None:
        self.panes.cycle(step)

    def action_zoom(self) -> None:
        self.panes.zoomed = not self.panes.zoomed

    def on_key(self, event: Key) -> None:
        request = self.panes.detail.request_at(event.character or "")
        if request is not None and self.focused is not self.search_box:
            event.stop()
            self.post_message(request)

    # Other screens

    def leave_other_screens(self) -> None:
        """Close all screens over this one."""
        while self.app.screen is not self:
            self.app.pop_screen()

    @on(OpenTrail)
    def _open_trail(self, event: OpenTrail) -> None:
        event.stop()
        self.leave_other_screens()
        self.open_trail(event.trail)

    @on(SearchFor)
    def _search_for(self, event: SearchFor) -> None:
        event.stop()
        self.leave_other_screens()
        self.search_for(event.query)

    @on(ShowScreen)
    def _show_screen(self, event: ShowScreen) -> None:
        event.stop()
        self._open_screen(screen_named(event.name, self.view))

    def _open_screen(self, screen: LeafScreen, then: Callable[[str | None], None] | None = None) -> None:
        self.app.push_screen(screen.data_bind(MainScreen.snapshot), then)

    @on(Cite)
    def _cite(self, event: Cite) -> None:
        from explorer.ui.screens.citing_screen import CitingScreen

        event.stop()
        self._open_screen(CitingScreen(event.ref), partial(self.copy_citation, event.ref))

    @on(ReadArticle)
    def _read_article(self, event: ReadArticle) -> None:
        event.stop()
        self.read(event)

    def read(self, request: ReadArticle) -> None:
        """Open an article in the reader screen."""
        from explorer.ui.screens.reader_screen import ReaderScreen

        if request.article not in self.snapshot.texts:
            self.notify(f"The text of {request.article} can't be read; see ! for why.", severity="error")
            return
        self.use_query()
        hit = self.search.hit if self.search.is_open else self.search.opened
        self._open_screen(ReaderScreen(request, hit.matches if hit else ()), self._reader_left)

    def _reader_left(self, ref: str | None) -> None:
        if ref is not None:
            self.open_record(ref)

    def action_read(self) -> None:
        place = place_of(self.snapshot, self.record)
        if place is None:
            self.notify("Nothing here stands in an article.", severity="warning")
        else:
            self.post_message(ReadArticle.at(place))

    def reopening(self) -> tuple[tuple[str, ...], str]:
        if self.search.is_open:
            return (), self.search.query
        return (self.trail, "") if self.trail else super().reopening()
