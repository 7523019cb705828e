"""The timeline screen: events and dated quotes by date, and the quotes of the one in use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from explorer.describing import signs
from explorer.describing.articles_named import article_in, has_several
from explorer.describing.counting import counted
from explorer.describing.how_read import why_none
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Event, Kind, Quote, title
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.navigation import PanesState
from explorer.ui.requests import GoIn, Listing, OpenTrail, ReadArticle
from explorer.ui.screens.archive_screen import ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Headed, Lines, Listed
from explorer.ui.widgets.record_pane import QuotePane
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import with_end
from explorer.ui.wording.listings import listing
from explorer.ui.wording.rows import as_read, quote_text, review, set_in

# The column of dates gets at most this part of the width.
_DATES = 0.4
# From these widths on there is room for the dates and counts in words, and for a word on how the date is known.
_WORDS_FROM = 56
_BASIS_FROM = 90
# The article of a quote gets at most this part of the width.
_ARTICLES = 4


class EventList(Listed[Row], Headed):
    """The events and the quotes without an event, each on one line. The cursor skips the lines in between."""

    def __init__(self) -> None:
        super().__init__("events-by-date", "Timeline")
        self.archive: Archive | None = None
        self.stale: Collection[str] = ()
        self._widths = (0, 0)

    def show(self, rows: Sequence[Row]) -> None:
        """Show the rows, with the cursor at the same row as before."""
        self.rows = rows
        records = [row.record for row in rows if isinstance(row, Moment | Said)]
        days = {record.date or "" for record in records}
        self._widths = (max(map(cell_len, days), default=0), max((cell_len(_when(day)) for day in days), default=0))
        events = sum(isinstance(record, Event) for record in records)
        quotes = len(records) - events
        self.border_subtitle = counted(events, "event") + (f", {counted(quotes, 'dated quote')}" if quotes else "")
        self.rows_changed(self.nearest(self.cursor, 1))

    def key(self, row: Row) -> str | None:
        return row.record.ref if isinstance(row, Moment | Said) else None

    @property
    def record(self) -> Event | Quote | None:
        """The event or the quote under the cursor."""
        return self.at_cursor.record if isinstance(self.at_cursor, Moment | Said) else None

    def is_head(self, row: int) -> bool:
        return not isinstance(self.rows[row], Moment | Said)

    # What is shown

    def row(self, index: int, width: int) -> Sequence[Content]:
        row = self.rows[index]
        date_width = min(self._widths[width >= _WORDS_FROM], int(width * _DATES))
        match row:
            case Gap():
                return [Content.styled(f"{' ' * date_width}  {signs.GAP.mark} {row}", styles.MUTED)]
            case Announced():
                return [Content.styled(f"Announced: {counted(row.count, 'event')}", styles.STRONG)]
            case Undated():
                return [Content.styled(f"Undated: {counted(row.count, 'event')}", styles.STRONG)]
        return [self._moment(row, self._date(index, row, width), date_width, width)]

    def _date(self, index: int, row: Moment | Said, width: int) -> str:
        """The date of a row; empty when the row before has the same."""
        before = self.rows[index - 1] if index else None
        date = row.record.date or ""
        same = isinstance(before, Moment | Said) and before.record.date == date
        return "" if same else _when(date) if width >= _WORDS_FROM else date

    def _article(self, quote: Quote, width: int) -> str:
        """From which article a quote is, if there are several, and room; else as much room as a number takes."""
        if self.archive is None or not has_several(self.archive) or width < _WORDS_FROM:
            return _counted_in(0, width)
        return f" {article_in(self.archive, quote, width // _ARTICLES)}"

    def _moment(self, row: Moment | Said, date: str, date_width: int, width: int) -> Content:
        record, stale = row.record, row.record.ref in self.stale
        if isinstance(row, Moment):
            name = Content.assemble(set_in(row.depth), as_read(Content(one_line(row.event.name)), stale=stale))
            count = _counted_in(row.quotes, width)
        else:
            name, count = as_read(quote_text(row.quote), stale=stale), self._article(row.quote, width)
        basis = (record.date_basis or "").ljust(9) if width >= _BASIS_FROM else ""
        sign = signs.DATES[record.date_basis].mark if record.date else " "
        left = Content(date).truncate(date_width, ellipsis=True, pad=True)
        right = Content.styled(f" {basis}{count}", styles.MUTED)
        room = max(1, width - date_width - 4 - right.cell_length)
        reviewed = review(record, self.archive) if self.archive else Content("")
        return Content.assemble(left, "  ", (sign, styles.LINK), " ", with_end(name, reviewed, room), right)


def when(record: Event | Quote) -> str:
    """The date in words. When it is longer than a day, the event was within it: `in Nov 2022`."""
    return _when(record.date or "")


def _counted_in(quotes: int, width: int) -> str:
    """The number of quotes, in words where there is room for them."""
    if width >= _WORDS_FROM:
        return (counted(quotes, "quote") if quotes else "").rjust(10)
    return (str(quotes) if quotes else "").rjust(3)


def _when(date: str) -> str:
    if not date:
        return ""
    said, span = dates.describe(date), dates.span(date)
    within = span.earliest != span.latest and "/" not in date and not said.startswith("about")
    return f"in {said}" if within else said


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
        """None without an event: an empty trail would mean all quotes."""
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
    BINDINGS = bindings(
        *leaving("timeline", "t"),
        bind("tab,shift+tab", "other_pane", "Quotes", "Go to the quotes of the event, and back", id="timeline-quotes"),
    )

    events = getters.query_one(EventList)
    quotes = getters.query_one(QuotesThere)

    def body(self) -> ComposeResult:
        with Container(id="timeline"):
            yield EventList()
            with Vertical(id="there"):
                yield Fitted(id="moment")
                yield QuotesThere()
        yield Fitted(Content.styled(_LEGEND, styles.MUTED), id="legend")

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
            **WAYS_ON,
        }
        return KeysHere("the timeline", keys, ["timeline", *(() if self.record else ON_A_RECORD)])

    @property
    def quotes_listed(self) -> Listing | None:
        event, there = self.events.record, self.quotes.records if self.quotes.has_focus else ()
        return listing(Kind.QUOTE, there, [title(event)]) if event and there else None

    def go_to_next_quote(self) -> None:
        shown = self.quotes if self.quotes.has_focus else self.events
        shown.action_move(1)

    def show_archive(self) -> None:
        record = self.events.record
        self.events.why_none = why_none(self.snapshot, Kind.EVENT)
        self.events.archive, self.events.stale = self.snapshot.archive, self.snapshot.stale
        self.events.show(self.snapshot.timeline)
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
        if event.lines is not self.events:
            return
        record = self.events.record
        self.query_one("#moment", Fitted).content = Content("\n").join(_about(record))
        self.quotes.state = PanesState.of(self.snapshot, (record.ref,) if record else ())

    @on(Lines.Chosen)
    def _open(self) -> None:
        record = self.events.record
        if isinstance(record, Quote):
            self.post_message(ReadArticle(record.article, record.ref))
        elif record is not None:
            self.post_message(OpenTrail((record.ref,)))

    @on(GoIn)
    def _read(self) -> None:
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
