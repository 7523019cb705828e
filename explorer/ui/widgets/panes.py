"""The panes side by side, or one at a time where the terminal is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from explorer.model.orders import Order
from explorer.model.records import AnyRecord, Kind
from explorer.ui.messages import Message
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import PointAt
from explorer.ui.search_state import SearchState
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import TITLES, QuotePane, RecordPane
from explorer.ui.widgets.result_list import ResultList
from explorer.ui.widgets.text_field import PaneFilter


class Panes(Horizontal):
    """All panes: topics, people, events, articles; quotes, or the results of a search in their place; Detail.

    `active` is the kind of the record pane in use. Detail shows the record under the cursor of that pane, or the hit in
    use while a search is open. While `zoomed`, the pane with the focus has all the room.
    """

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False, repaint=False)
    search: reactive[SearchState] = reactive(SearchState(), init=False, repaint=False)
    active: reactive[Kind] = reactive(Kind.TOPIC, init=False, repaint=False)
    zoomed: reactive[bool] = reactive(False, init=False, repaint=False)

    class ActiveChanged(Message):
        """Another record pane is in use, or the use of the results began or ended."""

    results = getters.query_one(ResultList)
    filter = getters.query_one(PaneFilter)
    detail = getters.query_one(Detail)

    def __init__(self) -> None:
        super().__init__(id="panes")
        # The panes that had the focus, the latest first.
        self._used: list[Lines] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="left", classes="-active"):
            for kind in (Kind.TOPIC, Kind.PERSON, Kind.EVENT, Kind.ARTICLE):
                yield RecordPane(kind).data_bind(Panes.state)
        yield QuotePane().data_bind(Panes.state)
        yield ResultList().data_bind(Panes.state, Panes.search)
        yield Detail()
        yield PaneFilter()

    def pane(self, kind: Kind) -> RecordPane:
        """The pane of a kind of record."""
        return self.query_one(f"#{kind.plural}", RecordPane)

    @property
    def record_panes(self) -> list[RecordPane]:
        """The record panes, in the order of their numbers."""
        return [self.pane(kind) for kind in TITLES]

    @property
    def record(self) -> AnyRecord | None:
        """The record in use."""
        if not self.search.is_open:
            return self.pane(self.active).record
        hit = self.search.hit
        return self.state.snapshot.archive.find(hit.ref) if hit else None

    @property
    def cursors(self) -> dict[Kind, str]:
        """The ref under the cursor of each pane that has records."""
        return {pane.kind: pane.record.ref for pane in self.record_panes if pane.record is not None}

    @property
    def words(self) -> dict[Kind, str]:
        """The filter words of each narrowed pane."""
        return {pane.kind: pane.words for pane in self.record_panes if pane.words.strip()}

    @property
    def orders(self) -> dict[Kind, Order]:
        """The order of each pane that differs from the scope's."""
        return {pane.kind: pane.order for pane in self.record_panes if pane.order is not Order.AS_LISTED}

    def set_out(self, words: Mapping[Kind, str], orders: Mapping[Kind, Order]) -> None:
        """Set the filter words and orders of all panes, to be shown with their next state."""
        for pane in self.record_panes:
            pane.set_reactive(RecordPane.words, words.get(pane.kind, ""))
            pane.set_reactive(RecordPane.order, orders.get(pane.kind, Order.AS_LISTED))

    def narrow(self) -> None:
        """Let the user type words that narrow the pane in use."""
        pane = self.pane(self.active)
        self.filter.placeholder = f"words that narrow {TITLES[self.active]}; Esc shows all"
        self.filter.value = pane.words
        self.filter.add_class("-shown")
        self.screen.set_focus(self.filter)

    def show_all(self) -> bool:
        """Show all of the pane in use, and go there. Returns whether it was narrowed, or about to be."""
        pane = self.pane(self.active)
        was_narrowed = bool(pane.words.strip()) or self.filter.has_focus
        if was_narrowed:
            pane.words = ""
            self.activate(self.active)
        return was_narrowed

    @property
    def detail_line(self) -> int | None:
        """The line in use of Detail while it has the focus."""
        return self.detail.cursor if self.screen.focused is self.detail else None

    def enter_detail(self, line: int | None) -> None:
        """Go to a line of Detail; None stays in the pane."""
        if line is not None:
            self.screen.set_focus(self.detail, scroll_visible=False)
            self.detail.cursor = line

    def activate(self, kind: Kind) -> None:
        """Use the pane of a kind of record, and focus it."""
        self.active = kind
        self._lay_out()
        self.screen.set_focus(self.pane(kind), scroll_visible=False)
        self.preview()

    def cycle(self, step: int) -> None:
        """Go to the next pane that is shown, or with -1 to the one before. Detail is the last one."""
        ring = self._ring
        focused = self.screen.focused
        at = next((number for number, pane in enumerate(ring) if pane is focused), -1 if step > 0 else 0)
        self._focus(ring[(at + step) % len(ring)])

    def go_aside(self, step: int) -> None:
        """Go to the pane on the right, or with -1 on the left: there to the one used last, else the nearest.

        Where one pane at a time is shown, go to the next one, or to the one before.
        """
        here = self.screen.focused
        if here is None or here not in self._ring:
            return
        aside = [pane for pane in self._ring if _distance(here, pane, step) >= 0]
        if aside:
            near = min(_distance(here, pane, step) for pane in aside)
            column = [pane for pane in aside if _distance(here, pane, step) == near]
            self._focus(next((pane for pane in self._used if pane in column), column[0]))
        elif self.zoomed or all(_distance(here, pane, way) < 0 for pane in self._ring for way in (1, -1)):
            self._step_through(self._ring if self.zoomed or self.search.is_open else self.record_panes, step)

    def _step_through(self, panes: Sequence[Lines], step: int) -> None:
        """Go to the next of some panes that are shown one at a time; the last one has none after it."""
        here = self.screen.focused if self.screen.focused in panes else self.pane(self.active)
        at = [pane is here for pane in panes].index(True) + step
        if 0 <= at < len(panes):
            self._focus(panes[at])

    @property
    def _ring(self) -> list[Lines]:
        """The panes that can have the focus, in order."""
        return [*([self.results] if self.search.is_open else self.record_panes), self.detail]

    def _focus(self, pane: Lines) -> None:
        if isinstance(pane, RecordPane):
            self.activate(pane.kind)
        else:
            self.screen.set_focus(pane, scroll_visible=False)

    def preview(self) -> None:
        """Show the record in use in Detail."""
        record = self.record
        found = self.search.hit_of(record.ref) if record else None
        self.detail.shown = (self.state.snapshot, record, found) if record else None
        quotes = self.query_one(QuotePane)
        quotes.preview = record if self.active is not Kind.QUOTE and not self.search.is_open else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if self.filter.has_focus:
            self.pane(self.active).words = event.value

    @on(Input.Submitted)
    def _to_the_pane(self, event: Input.Submitted) -> None:
        event.stop()
        self.activate(self.active)

    @on(PaneFilter.Stepped)
    def _step(self, event: PaneFilter.Stepped) -> None:
        event.stop()
        self.pane(self.active).cursor += event.rows

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        if event.widget is self.filter:
            self.filter.remove_class("-shown")

    def watch_active(self) -> None:
        self._lay_out()
        self.post_message(self.ActiveChanged())

    def watch_zoomed(self) -> None:
        self._lay_out()

    def watch_search(self, before: SearchState, search: SearchState) -> None:
        if search.is_open is not before.is_open:
            self._lay_out()
            self.post_message(self.ActiveChanged())
        self.preview()

    def _lay_out(self) -> None:
        on_detail = self.zoomed and self.detail.has_focus
        for pane in self.record_panes:
            pane.set_class(pane.kind is self.active and not on_detail, "-active")
        self.query_one("#left").set_class(self.active is not Kind.QUOTE and not on_detail, "-active")
        self.detail.set_class(on_detail, "-active")
        self.set_class(self.detail.has_focus, "-on-detail")
        self.set_class(self.zoomed, "-zoomed")
        self.set_class(self.search.is_open, "-searching")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        # The focus may have moved on before this event came.
        if event.widget is not self.screen.focused:
            return
        if isinstance(event.widget, Lines):
            self._used = [event.widget, *(pane for pane in self._used if pane is not event.widget)]
        if isinstance(event.widget, RecordPane) and event.widget.kind is not self.active:
            self.active = event.widget.kind
            self.preview()
        else:
            self._lay_out()

    @on(Lines.CursorMoved)
    def _cursor_moved(self, event: Lines.CursorMoved) -> None:
        event.stop()
        if event.lines is self.results:
            self.post_message(PointAt(self.results.cursor))
        elif event.lines is self.pane(self.active) and not self.search.is_open:
            self.preview()


def _distance(here: Widget, pane: Widget, step: int) -> int:
    """How far to the right a pane is from another one, or with -1 to the left; negative if it is on the other side."""
    if not pane.region.area:
        return -1
    return pane.region.x - here.region.right if step > 0 else here.region.x - pane.region.right
