"""The timeline screen: events and dated quotes by date, and the quotes of the one in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.how_read import why_none
from explorer.display import clean, one_line
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Event, Kind, Quote, title
from explorer.ui.keys import KeysHere
from explorer.ui.navigation import PanesState
from explorer.ui.requests import GoIn, ListedQuotes, OpenTrail, ReadArticle
from explorer.ui.screens.archive_screen import ELSEWHERE, ON_A_RECORD
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.event_list import EventList, when
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import QuotePane
from explorer.ui.wording import styles
from explorer.ui.wording.listings import quotes_listed

_LEGEND = signs.legend(signs.DATES["stated"], signs.DATES["inferred"], signs.GAP)
# From these widths and heights on, the quotes are beside the events, and there is room for all of the reasoning.
_BESIDE_FROM = 150
_TALL_FROM = 20


class QuotesThere(QuotePane):
    """The quotes of the event in use, or the one dated quote in use."""

    def watch_state(self, state: PanesState) -> None:
        super().watch_state(state)
        self.border_title = "Quotes"
        self.border_subtitle = counted(self.row_count, "quote")

    @property
    def listed(self) -> Sequence[AnyRecord]:
        """None without an event: an empty trail would stand for all quotes."""
        return super().listed if self.state.trail else ()

    @property
    def empty_text(self) -> str:
        return "No quote is from this event." if self.state.trail else ""


class TimelineScreen(LeafScreen):
    """The events of the archive and the quotes without an event by date, with how each date is known.

    Below or beside them are the quotes of the one in use. The cursor starts at the event or quote in `start`.
    """

    CSS_PATH = "timeline_screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (_BESIDE_FROM, "-beside")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_TALL_FROM, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("timeline", "t"),
        Binding(
            "tab,shift+tab",
            "other_pane",
            "Quotes",
            id="timeline-quotes",
            show=False,
            tooltip="Go to the quotes of the event, and back",
        ),
    ]

    start: ScreenView | None

    def compose(self) -> ComposeResult:
        with Container(id="timeline"):
            yield EventList()
            with Vertical(id="there"):
                yield Fitted(id="moment")
                yield QuotesThere()
        yield Fitted(Content.styled(_LEGEND, styles.MUTED), id="legend")
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def events(self) -> EventList:
        return self.query_one(EventList)

    @property
    def quotes(self) -> QuotesThere:
        return self.query_one(QuotesThere)

    @property
    def here(self) -> ScreenView:
        return ScreenView("timeline", (self.events.record.ref,) if self.events.record else ())

    @property
    def record(self) -> AnyRecord | None:
        return self.quotes.record if self.quotes.has_focus else self.events.record

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "read it" if self.quotes.has_focus else "open the event",
            "timeline-quotes": "to the events" if self.quotes.has_focus else "its quotes",
            "up down": "walk",
            "edit": "edit",
            "copy-citation": "copy citation",
            "leave": "back",
            "help": "help",
            **ELSEWHERE,
        }
        return KeysHere("the timeline", keys, ["timeline", *(() if self.record else ON_A_RECORD)])

    @property
    def quotes_listed(self) -> ListedQuotes | None:
        event, there = self.events.record, self.quotes.records if self.quotes.has_focus else ()
        return quotes_listed(there, [title(event)]) if event and there else None

    def go_to_next_quote(self) -> None:
        shown = self.quotes if self.quotes.has_focus else self.events
        shown.action_move(1)

    def show_archive(self) -> None:
        record = self.events.record
        self.events.why_none = why_none(self.snapshot, Kind.EVENT)
        self.events.archive, self.events.stale = self.snapshot.archive, self.snapshot.stale
        self.events.rows = self.snapshot.timeline
        self.events.go_to(record.ref if record else next(iter(self.start.at), None) if self.start else None)
        if not self.snapshot.pending:
            self.start = None

    def action_other_pane(self) -> None:
        if self.quotes.has_focus:
            self.events.focus()
        elif self.quotes.row_count:
            self.quotes.focus()

    @on(Lines.CursorMoved)
    def _show_moment(self, event: Lines.CursorMoved) -> None:
        event.stop()
        if event.lines is not self.events:
            return
        record = self.events.record
        self.query_one("#moment", Fitted).content = Content("\n").join(_about(record))
        self.quotes.state = PanesState.of(self.snapshot, (record.ref,) if record else ())

    @on(Lines.Chosen)
    def _open(self, event: Lines.Chosen) -> None:
        event.stop()
        record = self.events.record
        if isinstance(record, Quote):
            self.post_message(ReadArticle(record.article, record.ref))
        elif record is not None:
            self.post_message(OpenTrail((record.ref,)))

    @on(GoIn)
    def _read(self, event: GoIn) -> None:
        event.stop()
        record = self.quotes.record
        if isinstance(record, Quote):
            self.post_message(ReadArticle(record.article, record.ref))


def _about(record: Event | Quote | None) -> Iterator[Content]:
    if record is None:
        return
    name = f"“{title(record)}”" if isinstance(record, Quote) else record.name
    yield Content.styled(one_line(name), styles.STRONG)
    basis = f" ({record.date_basis})" if record.date_basis else ""
    place = f" · {one_line(record.place)}" if isinstance(record, Event) and record.place else ""
    yield Content(f"{when(record)}{basis}{place}" if record.date else f"Not dated in the source{place}")
    if record.date_because:
        yield Content.styled(clean(record.date_because), styles.MUTED)
