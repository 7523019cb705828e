"""The panes that list the records of one kind in scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace
from textual import on
from textual.cache import LRUCache
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive

from explorer.describing.how_read import as_of, why_none
from explorer.describing.quote_counts import of_drafts, of_utterances
from explorer.display import one_line
from explorer.model.listed import have_same_rows, picked, row_of
from explorer.model.orders import Order
from explorer.model.records import AnyRecord, Kind, Quote, title
from explorer.model.scope import Scope
from explorer.ui.keys import withheld
from explorer.ui.late import Late
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import GoIn
from explorer.ui.widgets.cards import Cards
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording.rows import Arranged, quote_rows, record_row

TITLES = {
    Kind.TOPIC: "Topics",
    Kind.PERSON: "People",
    Kind.EVENT: "Events",
    Kind.QUOTE: "Quotes",
    Kind.ARTICLE: "Articles",
}
HOW_TO_TAG = "T on a quote"
# The key that proposes topics.
PROPOSES = "K"
# How many lines the words of a quote may take where not all quotes can be seen: a part of the pane's height.
_LEAST_LINES, _MOST_LINES, _PART = 2, 5, 6
# How many quotes are kept laid out.
_MOST_CARDS = 500
# Up to this many records are sorted and searched at once.
_AT_ONCE = 2_000
# The number of arrangements that a pane keeps, by order and words, for when the user returns.
_MOST_KEPT = 8


class Arrangement(msgspec.Struct, frozen=True):
    """The rows of the listed records that are shown, in their order, and a remark on their number."""

    listed: Sequence[AnyRecord]
    rows: Sequence[int]
    remark: str = ""

    def of(self, listed: Sequence[AnyRecord]) -> Sequence[AnyRecord]:
        """The records in the same rows of another list."""
        return listed if self.rows == range(len(listed)) else picked(listed, self.rows)


class RecordPane(Lines):
    """The records of one kind in scope, each with its number of quotes in scope.

    They are in an `order`, and narrowed to those with some `words`.
    """

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False)
    words: reactive[str] = reactive("", init=False)
    order: reactive[Order] = reactive(Order.AS_LISTED, init=False)

    def __init__(self, kind: Kind) -> None:
        super().__init__(id=kind.plural, classes="pane")
        self.kind = kind
        self.number = list(TITLES).index(kind) + 1
        self.records: Sequence[AnyRecord] = ()
        self.most = 0
        self._arranged = Arranged((), Order.AS_LISTED, NOTHING_YET)
        self._late = Late(self, "arrange", "arrange the records")
        # What is shown, and what was computed from the same snapshot in a thread.
        self._shown = Arrangement((), ())
        self._kept = LRUCache[tuple[Order, str], Arrangement](_MOST_KEPT)
        self._kept_of = NOTHING_YET.snapshot

    @property
    def record(self) -> AnyRecord | None:
        """The record under the cursor."""
        return self.records[self.cursor] if self.cursor < len(self.records) else None

    @property
    def scope(self) -> Scope:
        """The scope that the pane is narrowed to."""
        return self.state.scope

    def watch_state(self, state: PanesState) -> None:
        """Show what is in scope. The cursor goes where the state says, else it stays on the same record."""
        if self._kept_of is not state.snapshot:
            self._kept.clear()
            self._kept_of = state.snapshot
        held, scope = self.record, state.scope
        # Quotes have no number next to them, and there may be very many of them.
        self.most = 0 if self.kind is Kind.QUOTE else scope.most(self.kind)
        self._arranged = Arranged((), Order.AS_LISTED, state)
        self.list_anew(state.cursors.get(self.kind), held.ref if held else None)

    def watch_words(self) -> None:
        self.list_anew(self.record.ref if self.record else None)

    def watch_order(self) -> None:
        self.list_anew(self.record.ref if self.record else None)

    def list_anew(self, *wanted: str | None) -> None:
        """List the records again, with the cursor on the first wanted one that is there, else where it was."""
        listed, words = self.listed, self.words.strip()
        if self._arranged.listed is not listed or self._arranged.order is not self.order:
            self._arranged = Arranged(listed, self.order, self.state)
        arrange = partial(self._arrange, self._arranged, words)
        found = self._kept.get((self.order, words))
        if len(listed) <= _AT_ONCE or (self.order is Order.AS_LISTED and not words):
            found = arrange(lambda: None)
        elif found and not have_same_rows(found.listed, listed):
            found = None
        if found:
            self._late.drop()
            self._shown = found
        else:
            if not have_same_rows(self._shown.listed, listed):
                self._shown = Arrangement(listed, range(len(listed)))
            self._late.want((self._arranged, words), arrange, self._show_late)
        self._show(self._shown.of(listed), wanted)

    def _show(self, records: Sequence[AnyRecord], wanted: Sequence[str | None]) -> None:
        self.records, all_listed = records, len(self._arranged.listed)
        narrowed = f" \\ {one_line(self.words)}" if self.words.strip() else ""
        ordered = "" if self.order is Order.AS_LISTED else f" {self.order}"
        self.border_title = Content(f"{self.number} {self.named}{ordered}{narrowed}")
        count = f"{len(records)} of {all_listed}" if narrowed else f"{all_listed}"
        waits = "looking …" if narrowed else "ordering …"
        told = waits if self._late.is_awaited else f"{count}{self._shown.remark}"
        self.border_subtitle = Content(f"{told}{as_of(self.state.snapshot)}")
        self.rows_changed(self.row_of(*wanted))

    def _arrange(self, arranged: Arranged, words: str, pause: Callable[[], None]) -> Arrangement:
        found = Arrangement(arranged.listed, arranged.rows(words, pause))
        return replace(found, remark=self.remark_on(found.of(arranged.listed)))

    def _show_late(self, found: Arrangement) -> None:
        self._shown = self._kept[self.order, self.words.strip()] = found
        self._show(found.of(found.listed), [self.record.ref if self.record else None])

    def row_of(self, *wanted: str | None) -> int | None:
        """The row of the first of these refs that is listed; None when none of them is."""
        rows = (self.index_of(ref) for ref in wanted if ref)
        return next((row for row in rows if row is not None), None)

    @property
    def listed(self) -> Sequence[AnyRecord]:
        """The records to list, before they are ordered and narrowed."""
        return self.scope.records(self.kind)

    @property
    def named(self) -> str:
        """The name of the pane's content, for its title."""
        return TITLES[self.kind]

    def remark_on(self, records: Sequence[AnyRecord]) -> str:
        """The remark on the number of records that are shown."""
        return ""

    def index_of(self, ref: str) -> int | None:
        """The row of a record; None when it is not in this pane."""
        return row_of(self.records, ref)

    @property
    def row_count(self) -> int:
        return len(self.records)

    def row(self, index: int, width: int) -> Sequence[Content]:
        record = self.records[index]
        return [record_row(record, self.scope, self.most, width, stale=record.ref in self.state.snapshot.stale)]

    @property
    def empty_text(self) -> str:
        if self.words.strip() and self.listed:
            return f"None of these {self.kind.plural} has “{one_line(self.words)}”. Esc shows all of them."
        if self.state.scope.is_narrow:
            return "Nothing here in this scope. Esc returns to the view before."
        return why_none(self.state.snapshot, self.kind, "" if "tag" in withheld(self.app) else HOW_TO_TAG, PROPOSES)

    @on(Lines.Chosen)
    def _go_in(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record is not None:
            self.post_message(GoIn(self.record.ref))


class QuotePane(RecordPane, Cards):
    """The quotes in scope, with their words, source, date and verification.

    If all quotes fit, as much of their words is shown as there is room for. With a record to `preview`, it shows only
    the quotes in scope that belong to that; its cursor then waits where it was.
    """

    preview: reactive[AnyRecord | None] = reactive(None, init=False)

    _text_lines = _LEAST_LINES
    # The pane's height when the number of lines for the words of a quote was last computed.
    _room = 0
    # The ref under the cursor of all quotes, while only some are shown.
    _waiting: str | None = None
    # The ref of the quote that was clicked in a preview: another one may be there at a second click.
    _pointed: str | None = None

    def __init__(self) -> None:
        super().__init__(Kind.QUOTE)
        # A card is laid out to be measured, and then drawn; moving about needs the same ones again.
        self._cards = LRUCache[tuple[str, int, int, bool], Sequence[Content]](_MOST_CARDS)
        self._laid_out = NOTHING_YET.snapshot  # the snapshot of their quotes

    def watch_state(self, state: PanesState) -> None:
        if state.snapshot is not self._laid_out:
            self._cards.clear()
            self._laid_out = state.snapshot
        self._waiting = state.cursors.get(Kind.QUOTE, self._waiting)
        super().watch_state(state)

    def watch_preview(self, before: AnyRecord | None, preview: AnyRecord | None) -> None:
        if before is None:
            held = super().record
            self._waiting = held.ref if held else None
        self.list_anew(self._waiting)

    @property
    def record(self) -> AnyRecord | None:
        if self.preview is None:
            return super().record
        return self.scope.archive.find(self._waiting or "") or next(iter(super().listed), None)

    @property
    def listed(self) -> Sequence[AnyRecord]:
        return super().listed if self.preview is None else self.scope.quotes_of(self.preview)

    @property
    def named(self) -> str:
        return super().named if self.preview is None else f"{super().named} of {one_line(title(self.preview))}"

    def remark_on(self, records: Sequence[AnyRecord]) -> str:
        number, scope = len(records), self.scope
        if number == len(scope.quotes):
            return of_utterances(number, scope.utterances) + of_drafts(number, scope.drafts)
        if self.preview is not None and not (scope.is_narrow or self.words.strip()):
            tally = scope.archive.tally(self.preview)
            drafts = tally.drafts if scope.archive.shows_drafts else 0
            return of_utterances(number, scope.archive.utterance_count(self.preview)) + of_drafts(number, drafts)
        quotes = [quote for quote in records if isinstance(quote, Quote)]
        utterances, drafts = scope.archive.utterances.count(quotes), scope.archive.drafts_among(quotes)
        return of_utterances(number, utterances) + of_drafts(number, drafts)

    def row_of(self, *wanted: str | None) -> int | None:
        return super().row_of(*wanted) if self.preview is None else 0

    @property
    def shows_cursor(self) -> bool:
        return self.preview is None

    @property
    def empty_text(self) -> str:
        return super().empty_text if self.preview is None else "No quote in this scope belongs to it."

    def focus_on_click(self) -> bool:
        # With the focus all quotes return. It is given after the click has selected one of those shown now.
        return self.preview is None and super().focus_on_click()

    def clicked(self, event: Click) -> None:
        if self.preview is not None:
            row = self._row_under(event.y)
            self._pointed = self.records[row].ref if row is not None else None
            self._waiting = self._pointed or self._waiting
            self.focus(scroll_visible=False)
        elif event.chain == 2 and self._pointed is not None:
            self.action_choose()
        else:
            self._pointed = None
            super().clicked(event)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return self._card(index, width, self._text_lines)

    def forget_heights(self) -> None:
        room = self.scrollable_content_region.size
        self._room = room.height
        usual = max(_LEAST_LINES, min(_MOST_LINES, room.height // _PART))
        # The speaker is visible even in the lowest pane.
        self._text_lines = max(1, min(usual, room.height - 1), self._fitting(room))
        super().forget_heights()

    @property
    def is_fitted(self) -> bool:
        # Quotes that came while the pane was hidden have no room yet.
        return super().is_fitted and self._room == self.scrollable_content_region.height

    def _fitting(self, room: Size) -> int:
        """The number of lines for the words of each quote with which all quotes fit; 0 if that is impossible."""
        if not self.records or 2 * self.row_count > room.height:
            return 0
        whole = self._heights_with(room, room.height)
        if sum(whole) <= room.height:
            return room.height
        least = self._heights_with(room, 1)
        # The number of further lines of words of each.
        more = [height - low for height, low in zip(whole, least, strict=True)]
        room_for_more = room.height - sum(least)
        fitting = (most for most in range(room.height, 1, -1) if sum(min(n, most - 1) for n in more) <= room_for_more)
        return next(fitting, 0)

    def _heights_with(self, room: Size, most: int) -> list[int]:
        """The height of each quote if its words take `most` lines at most."""
        return [len(self._card(index, room.width - 2, most)) for index in range(self.row_count)]

    def _card(self, index: int, width: int, text_lines: int) -> Sequence[Content]:
        quote = self.records[index]
        assert isinstance(quote, Quote)
        scope, snapshot = self.state.scope, self.state.snapshot
        made = (quote.ref, width, text_lines, scope.is_of_several_articles)
        if made not in self._cards:
            verification, stale = snapshot.verifications.get(quote.ref), quote.ref in snapshot.stale
            self._cards[made] = quote_rows(quote, scope, verification, width, text_lines, stale=stale)
        return self._cards[made]
