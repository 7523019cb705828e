"""The list of the timeline: events and dated quotes, each on one line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.articles_named import article_in, has_several
from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import Event, Quote
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.ui.widgets.headed import Headed
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import with_end
from explorer.ui.wording.rows import as_read, quote_text, review, set_in

# The column of dates gets at most this part of the width.
_DATES = 0.4
# From these widths on there is room for the dates and counts in words, and for a word on how the date is known.
_WORDS_FROM = 56
_BASIS_FROM = 90
# The article of a quote gets at most this part of the width.
_ARTICLES = 4


class EventList(Headed):
    """The events and the quotes without an event, each on one line. The cursor passes over the lines in between."""

    rows: reactive[Sequence[Row]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="events-by-date", classes="pane")
        self.border_title = "Timeline"
        self.why_none = ""
        self.archive: Archive | None = None
        self.stale: Collection[str] = ()
        self._widths = (0, 0)

    def watch_rows(self) -> None:
        """Show the new rows, with the cursor at the same row as before."""
        records = [row.record for row in self.rows if isinstance(row, Moment | Said)]
        days = {record.date or "" for record in records}
        self._widths = (max(map(cell_len, days), default=0), max((cell_len(_when(day)) for day in days), default=0))
        events = sum(isinstance(record, Event) for record in records)
        quotes = len(records) - events
        self.border_subtitle = counted(events, "event") + (f", {counted(quotes, 'dated quote')}" if quotes else "")
        self.rows_changed(self.nearest(self.cursor, 1))

    def go_to(self, ref: str | None) -> None:
        """Put the cursor on an event or a quote; without a ref, on the first one."""
        rows = enumerate(self.rows)
        found = (n for n, row in rows if isinstance(row, Moment | Said) and ref in (None, row.record.ref))
        self.cursor = next(found, self.cursor)

    @property
    def record(self) -> Event | Quote | None:
        """The event or the quote under the cursor."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row.record if isinstance(row, Moment | Said) else None

    def is_head(self, row: int) -> bool:
        return not isinstance(self.rows[row], Moment | Said)

    # What is shown

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def empty_text(self) -> str:
        return self.why_none

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
        """From which article a quote is, if there are several, and room; else as much room as a number has."""
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
