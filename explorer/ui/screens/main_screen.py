"""Where the reader walks the archive. This screen owns the trail and the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from explorer.describing.standing import place_of
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.model.scope import Scope
from explorer.ui.navigation import History, View
from explorer.ui.requests import GoIn, OpenRecord, ReadArticle
from explorer.ui.screens.searching_screen import HINTS, SearchingScreen
from explorer.ui.widgets.bars import KeyHints, StatusLine, TabRow
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.panes import Panes
from explorer.ui.widgets.record_pane import TITLES
from explorer.ui.widgets.search_bar import SearchBar

# The panes that a new view tries in turn for something to read.
_READING_ORDER = (Kind.QUOTE, Kind.EVENT, Kind.PERSON, Kind.TOPIC, Kind.ARTICLE)
_NARROW = 100


class MainScreen(SearchingScreen):
    """The panes, and the trail that narrows them.

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

    def __init__(self, trail: Sequence[str] = (), query: str = "") -> None:
        super().__init__()
        self.trail: tuple[str, ...] = ()
        self.history = History()
        self._first_trail = tuple(trail)
        self._first_query = query

    def compose(self) -> ComposeResult:
        # Known before the first frame, so that nothing is laid out twice.
        self.add_class("-narrow" if self.app.size.width < _NARROW else "-wide")
        yield SearchBar()
        yield TabRow()
        yield Panes()
        yield StatusLine()
        yield KeyHints(HINTS)

    @property
    def record(self) -> AnyRecord | None:
        return self.panes.record

    # Views

    def on_mount(self) -> None:
        self.show_view(View())
        if self._first_trail:
            self.open_trail(self._first_trail)
        if self._first_query:
            self.search(self._first_query)

    @property
    def view(self) -> View:
        """Where the reader is."""
        return View(self.trail, self.panes.active, self.panes.cursors)

    def show_view(self, view: View) -> None:
        """Show a view: its scope, the cursor of each pane, and the pane in use."""
        self._narrow_to(view)
        self.panes.activate(view.pane)

    def _narrow_to(self, view: View) -> None:
        snapshot = self.archive_now
        self.trail = tuple(ref for ref in view.trail if snapshot.archive.find(ref))
        if self.panes.opened and self.panes.opened.ref not in self.trail[:1]:
            self.panes.opened = None
        scope = Scope(snapshot.archive, self.trail)
        self.panes.show(snapshot, scope, view.cursors)
        self.query_one(StatusLine).show(snapshot, scope)
        self._label_tabs()

    def watch_snapshot(self) -> None:
        """Show a reloaded archive where the reader is: same trail, pane and cursors, by ref."""
        if self.is_mounted:
            self._narrow_to(self.view)

    @on(Panes.ActiveChanged)
    def _label_tabs(self) -> None:
        tabs = self.query_one(TabRow)
        tabs.active = None if self.panes.searching else self.panes.active
        tabs.tabs = tuple((pane.kind, pane.row_count) for pane in self.panes.record_panes)

    # Walking

    @on(GoIn)
    def _go_in(self, event: GoIn) -> None:
        event.stop()
        record = self.archive_now.archive.find(event.ref)
        if isinstance(record, Quote):
            self.read(ReadArticle(record.article, record.ref))
        elif record is not None:
            self._start(self.trail if record.ref in self.trail else (*self.trail, record.ref))

    @on(OpenRecord)
    def _open_record(self, event: OpenRecord) -> None:
        event.stop()
        self.open_record(event.ref)

    def open_record(self, ref: str) -> None:
        """Start a new trail at a record. An unknown ref is said, and changes nothing."""
        self.open_trail((ref,))

    def open_trail(self, trail: tuple[str, ...]) -> None:
        """Start a new trail. An unknown ref is said, and changes nothing."""
        unknown = [ref for ref in trail if self.archive_now.archive.find(ref) is None]
        if unknown:
            self.notify(f"There is no {unknown[0]} in this archive.", severity="error")
            return
        self.use_query()
        hit = self.panes.results.hit if self.panes.searching else None
        self.close_search(keep_filters=True)
        self.panes.opened = hit if hit and trail == (hit.ref,) else None
        self._start(trail)

    def _start(self, trail: tuple[str, ...]) -> None:
        self.history.leave(self.view)
        self.panes.zoomed = False
        scope = Scope(self.archive_now.archive, trail)
        pane = next((kind for kind in _READING_ORDER if scope.records(kind)), Kind.QUOTE)
        # In a new scope each pane starts at its top, or at the record that was gone into.
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
        if self.panes.searching or self.focused is self.search_box:
            self.close_search()
        elif self.panes.zoomed:
            self.action_zoom()
        elif isinstance(self.focused, Detail):
            self.panes.activate(self.panes.active)
        elif self.trail:
            self._drop_last_step()

    def _drop_last_step(self) -> None:
        """Show what the trail without its last step leaves, with the cursor on that step."""
        here = self.view
        *rest, dropped = here.trail
        trail = tuple(rest)
        earlier = self.history.last_with_trail(trail) or here
        record = self.archive_now.archive.find(dropped)
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

    # Reading

    @on(ReadArticle)
    def _read_article(self, event: ReadArticle) -> None:
        event.stop()
        self.read(event)

    def read(self, request: ReadArticle) -> None:
        """Open the reader on an article."""
        from explorer.ui.screens.reader_screen import ReaderScreen

        if request.article not in self.archive_now.texts:
            self.notify(f"The text of {request.article} can't be read; see ! for why.", severity="error")
            return
        self.use_query()
        hit = self.panes.results.hit if self.panes.searching else self.panes.opened
        matches = hit.matches if hit else ()
        self.app.push_screen(ReaderScreen(self.archive_now, request, matches), self._reader_left)

    def _reader_left(self, ref: str | None) -> None:
        if ref is not None:
            self.open_record(ref)

    def action_read(self) -> None:
        place = place_of(self.archive_now, self.record)
        if place is None:
            self.notify("Nothing here stands in an article.", severity="warning")
        else:
            self.read(ReadArticle.at(place))

    def reopening(self) -> tuple[tuple[str, ...], str]:
        if self.panes.searching:
            return (), self.search_bar.query_text
        return (self.trail, "") if self.trail else super().reopening()
