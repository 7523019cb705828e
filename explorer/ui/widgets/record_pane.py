"""The panes that list the records of one kind in scope."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from explorer.describing.how_read import as_of, why_none
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.model.scope import Scope
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import GoIn
from explorer.ui.widgets.cards import Cards
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording.rows import quote_rows, record_row

TITLES = {
    Kind.TOPIC: "Topics",
    Kind.PERSON: "People",
    Kind.EVENT: "Events",
    Kind.QUOTE: "Quotes",
    Kind.ARTICLE: "Articles",
}
# How many lines the words of a quote may take where not all quotes can be seen: a part of the pane's height.
_LEAST_LINES, _MOST_LINES, _PART = 2, 5, 6


class RecordPane(Lines):
    """The records of one kind in scope, each with its number of quotes in scope."""

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)

    def __init__(self, kind: Kind) -> None:
        super().__init__(id=kind.plural, classes="pane")
        self.kind = kind
        self.number = list(TITLES).index(kind) + 1
        self.records: list[AnyRecord] = []
        self.most = 0

    @property
    def record(self) -> AnyRecord | None:
        """The record under the cursor."""
        return self.records[self.cursor] if self.cursor < len(self.records) else None

    @property
    def scope(self) -> Scope:
        """The scope that the pane is narrowed to."""
        return self.state.scope

    def watch_state(self, state: PanesState) -> None:
        """Show what is in scope. The cursor goes where the state wants it, else it stays on the same record."""
        held, scope = self.record, state.scope
        self.records = scope.records(self.kind)
        # Quotes have no number beside them, and there may be very many of them.
        counted = () if self.kind is Kind.QUOTE else self.records
        self.most = max(map(scope.count, counted), default=0)
        self.border_title = Content(f"{self.number} {TITLES[self.kind]}")
        self.border_subtitle = Content(f"{len(self.records)}{as_of(state.snapshot)}")
        wanted = state.cursors.get(self.kind)
        row = self.index_of(wanted) if wanted else None
        self.rows_changed(row if row is not None or held is None else self.index_of(held.ref))

    def index_of(self, ref: str) -> int | None:
        """The row of a record; None when it is not in this pane."""
        return next((row for row, record in enumerate(self.records) if record.ref == ref), None)

    @property
    def row_count(self) -> int:
        return len(self.records)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [record_row(self.records[index], self.scope, self.most, width)]

    @property
    def empty_text(self) -> str:
        if self.state.scope.is_narrow:
            return "Nothing here in this scope. Esc returns to the view before."
        return why_none(self.state.snapshot, self.kind)

    @on(Lines.Chosen)
    def _go_in(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record is not None:
            self.post_message(GoIn(self.record.ref))


class QuotePane(RecordPane, Cards):
    """The quotes in scope, with their words, source, date and verification.

    Where all quotes can be seen at once, as much of their words is shown as there is room for.
    """

    _text_lines = _LEAST_LINES

    def __init__(self) -> None:
        super().__init__(Kind.QUOTE)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return self._card(index, width, self._text_lines)

    def forget_heights(self) -> None:
        room = self.scrollable_content_region.size
        usual = max(_LEAST_LINES, min(_MOST_LINES, room.height // _PART))
        # Who spoke is seen in the lowest pane, too.
        self._text_lines = max(1, min(usual, room.height - 1), self._fitting(room))
        super().forget_heights()

    def _fitting(self, room: Size) -> int:
        """How many lines the words of a quote can have, so that all quotes are seen; 0 if that can't be."""
        if not self.records or 2 * self.row_count > room.height:
            return 0
        for most in range(room.height, 1, -1):
            if sum(len(self._card(index, room.width - 2, most)) for index in range(self.row_count)) <= room.height:
                return most
        return 0

    def _card(self, index: int, width: int, text_lines: int) -> Sequence[Content]:
        quote = self.records[index]
        assert isinstance(quote, Quote)
        verification = self.state.snapshot.verifications.get(quote.ref)
        return quote_rows(quote, self.state.scope, verification, width, text_lines)
