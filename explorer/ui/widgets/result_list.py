"""The list of the hits of a search, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.match_reasons import approximations
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Person, Quote, Topic, title
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import OpenRecord
from explorer.ui.search_state import SearchState
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles
from explorer.ui.wording.rows import quote_source, quote_text

if TYPE_CHECKING:
    from explorer.search import Hit, Results

_KIND_WIDTH = 8
# The marks that tell a paraphrase from the speaker’s own words.
_SPEECH = [sign.mark for sign in signs.SPEECH.values()]


class ResultList(Lines):
    """Hits of all kinds, best first. What matched is marked, and so is a hit that is only approximate."""

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)
    search: reactive[SearchState] = reactive(SearchState(), init=False)

    def __init__(self) -> None:
        super().__init__(id="results", classes="pane")
        self._archive = Archive()

    def watch_state(self, state: PanesState) -> None:
        self._archive = state.snapshot.archive
        self.refresh()

    def watch_search(self, before: SearchState, search: SearchState) -> None:
        if search.found is not before.found or search.at != self.cursor:
            self.rows_changed(search.at)
        self._count()

    @property
    def found(self) -> Results | None:
        """The results; None while nothing is searched for."""
        return self.search.found

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self._count()

    def _count(self) -> None:
        """Say in the border on which of how many hits the cursor is, and how many records were searched if not all."""
        parts = ["Results"]
        if self.found:
            size, total = len(self.found), self.found.total
            among = f"the best {size:,} of {total:,}" if total > size else f"{size:,}"
            parts.append(f"{self.cursor + 1:,} of {among}")
        if self.search.missing:
            records = len(self._archive.entries)
            parts.append(f"so far {max(0, records - self.search.missing):,} of {records:,} records")
        self.border_title = " · ".join(parts)

    @property
    def record(self) -> AnyRecord | None:
        """The record of the hit under the cursor."""
        return self._archive.find(self.hit.ref) if self.hit else None

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self.found[self.cursor] if self.found else None

    @property
    def row_count(self) -> int:
        return len(self.found) if self.found else 0

    @property
    def row_height(self) -> int:
        return 2

    @property
    def empty_text(self) -> str:
        if self.search.waiting:
            return "Getting the search ready …"
        if self.search.query.endswith(":"):
            return "A value goes after the colon. Below the box is what it may be; Tab takes the first."
        return "Nothing found. Fewer or other words may help; Esc returns to where you were."

    def row(self, index: int, width: int) -> Sequence[Content]:
        from explorer.search import highlights

        hit = self.found[index] if self.found else None
        record = self._archive.find(hit.ref) if hit else None
        if hit is None or record is None:
            return []
        room = max(1, width - _KIND_WIDTH)
        shown = quote_text(record) if isinstance(record, Quote) else Content(one_line(title(record)))
        spans = highlights(shown.plain, hit)
        for start, end in spans:
            shown = shown.stylize(styles.MATCH, start, end)
        in_view = _around(shown, spans[0][0] if spans else 0, room)
        first = Content.assemble((str(hit.kind).ljust(_KIND_WIDTH), styles.MUTED), in_view)
        second = Content.assemble(" " * _KIND_WIDTH, (_approximate(hit), styles.WARNING), self._source(record))
        return [first, second]

    def _source(self, record: AnyRecord) -> Content:
        match record:
            case Quote():
                return quote_source(record, self._archive)
            case Person() if record.role:
                return Content.styled(one_line(record.role), styles.MUTED)
            case Topic() if record.description:
                return Content.styled(one_line(record.description), styles.MUTED)
            case Event() if record.date:
                return Content.styled(record.date, styles.MUTED)
        return Content.styled(f"{self._archive.quote_count(record)} quotes", styles.MUTED)

    @on(Lines.Chosen)
    def _open(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record is not None:
            self.post_message(OpenRecord(self.record.ref))


def _around(shown: Content, offset: int, width: int) -> Content:
    """A text cut to one line, so that what stands at an offset is in it."""
    if shown.cell_length > width and offset > width * 2 // 3:
        start = shown.plain.rfind(" ", 0, max(0, offset - width // 3)) + 1
        # The sign that tells a paraphrase from the speaker's own words is kept.
        sign = shown.plain[0] if shown.plain[0] in _SPEECH else ""
        shown = Content.assemble((f"{sign}… ", styles.MUTED), shown[start:])
    return shown.truncate(width, ellipsis=True)


def _approximate(hit: Hit) -> str:
    return f"{signs.APPROXIMATE.mark} {approximations(hit)} · " if hit.approximate else ""
