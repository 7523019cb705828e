"""The timeline screen: the events by date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from explorer.describing import signs
from explorer.describing.how_read import why_none
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Event, Kind
from explorer.model.timeline import Gap, Moment, Row, Undated, timeline
from explorer.ui.requests import OpenTrail
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.bars import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles
from explorer.ui.wording.rows import set_in

_HINTS = (
    ("⏎", "open the event"),
    ("↑↓", "walk"),
    ("e", "edit"),
    ("y", "copy citation"),
    ("esc", "leave"),
    ("?", "help"),
)
_LEGEND = signs.legend(signs.DATES["stated"], signs.DATES["inferred"], signs.GAP)
# The column of dates gets at most this part of the width.
_DATES = 0.4
# From this width on there is room for a word beside the sign, on how the date is known.
_BASIS_FROM = 90


class EventList(Lines):
    """The events, one on each line. A rule runs along those that have a date."""

    rows: reactive[Sequence[Row]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="events-by-date", classes="pane")
        self.border_title = "Timeline"
        self.why_none = ""
        self._date_width = 0

    def watch_rows(self) -> None:
        """Show the new rows, with the cursor at the same row as before."""
        events = [row.event for row in self.rows if isinstance(row, Moment)]
        self._date_width = max((cell_len(_when(event)) for event in events), default=0)
        self.border_subtitle = _counted(len(events), "event")
        self.rows_changed()

    def go_to(self, ref: str | None) -> None:
        """Put the cursor on an event; without a ref, on the first one."""
        rows = enumerate(self.rows)
        found = (n for n, row in rows if isinstance(row, Moment) and ref in (None, row.event.ref))
        self.cursor = next(found, self.cursor)

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        row = self.rows[self.cursor] if self.rows else None
        return row.event if isinstance(row, Moment) else None

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def empty_text(self) -> str:
        return self.why_none

    def row(self, index: int, width: int) -> Sequence[Content]:
        row = self.rows[index]
        date_width = min(self._date_width, int(width * _DATES))
        match row:
            case Gap():
                return [Content.styled(f"{' ' * date_width}  {signs.GAP.mark} {row}", styles.MUTED)]
            case Undated():
                return [Content.styled(f"Undated: {_counted(row.count, 'event')}", styles.STRONG)]
        return [self._moment(row, self._date(index, row), date_width, width)]

    def _date(self, index: int, row: Moment) -> str:
        """The date of a row; empty when the event before has the same."""
        before = self.rows[index - 1] if index else None
        same = isinstance(before, Moment) and before.event.date == row.event.date
        return "" if same else _when(row.event)

    def _moment(self, row: Moment, date: str, date_width: int, width: int) -> Content:
        count = (_counted(row.quotes, "quote") if row.quotes else "").rjust(10)
        basis = (row.event.date_basis or "").ljust(9) if width >= _BASIS_FROM else ""
        sign = signs.DATES[row.event.date_basis].mark if row.event.date else " "
        name = Content(f"{set_in(row.depth)}{one_line(row.event.name)}")
        left = Content(date).truncate(date_width, ellipsis=True, pad=True)
        right = Content.styled(f" {basis}{count}", styles.MUTED)
        room = max(1, width - date_width - 4 - right.cell_length)
        return Content.assemble(
            left, "  ", (sign, styles.LINK), " ", name.truncate(room, ellipsis=True, pad=True), right
        )


class TimelineScreen(LeafScreen):
    """The events of the archive by date, with how each date is known. The cursor starts at the event `ref`."""

    CSS_PATH = "timeline_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("timeline", "t"),
    ]

    def __init__(self, ref: str | None = None) -> None:
        super().__init__()
        self._ref = ref

    def compose(self) -> ComposeResult:
        yield EventList()
        yield Static(id="moment", markup=False)
        yield Static(Content.styled(_LEGEND, styles.MUTED), id="legend", markup=False)
        yield KeyHints(_HINTS).data_bind(LeafScreen.snapshot)

    @property
    def view(self) -> ScreenView:
        return ScreenView("timeline", (self.record.ref,) if self.record else ())

    @property
    def record(self) -> AnyRecord | None:
        return self.query_one(EventList).event

    def show_archive(self) -> None:
        events = self.query_one(EventList)
        ref = self.record.ref if self.record else self._ref
        events.why_none = why_none(self.snapshot, Kind.EVENT)
        events.rows = timeline(self.snapshot.archive)
        events.go_to(ref)

    @on(Lines.CursorMoved)
    def _show_moment(self, event: Lines.CursorMoved) -> None:
        event.stop()
        self.query_one("#moment", Static).update(Content("\n").join(_about(event.lines.event)))  # type: ignore[attr-defined]

    @on(Lines.Chosen)
    def _open(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record is not None:
            self.post_message(OpenTrail((self.record.ref,)))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _when(event: Event) -> str:
    """The date in words. When it is longer than a day, the event was within it: `in Nov 2022`."""
    if not event.date:
        return ""
    said, span = dates.describe(event.date), dates.span(event.date)
    within = span.earliest != span.latest and "/" not in event.date and not said.startswith("about")
    return f"in {said}" if within else said


def _about(event: Event | None) -> Iterator[Content]:
    if event is None:
        return
    yield Content.styled(one_line(event.name), styles.STRONG)
    basis = f" ({event.date_basis})" if event.date_basis else ""
    place = f" · {one_line(event.place)}" if event.place else ""
    yield Content(f"{_when(event)}{basis}{place}" if event.date else f"Not dated in the source{place}")
    if event.date_because:
        yield Content.styled(clean(event.date_because), styles.MUTED)
