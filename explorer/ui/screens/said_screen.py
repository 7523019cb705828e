"""The screen of what a person said on a topic, over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace
from textual import getters, on
from textual.app import ComposeResult
from textual.cache import LRUCache
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing import statements as describing
from explorer.describing.articles_named import article_in
from explorer.describing.counting import counted
from explorer.describing.fields import RecordLink
from explorer.describing.how_read import as_of, why_none
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Kind, Person, Quote, Topic, title
from explorer.snapshot import Snapshot
from explorer.statements import Gap, Row, Statement, Statements, Undated, statements
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.requests import Listing, OpenRecord, OpenTrail, ReadArticle
from explorer.ui.screens.archive_screen import LEAVING, ON_A_RECORD, WAYS_ON, LeafScreen
from explorer.ui.targets import Target
from explorer.ui.widgets.cards import Cards
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Headed, Lines, Listed
from explorer.ui.wording import styles
from explorer.ui.wording.detail_text import styled
from explorer.ui.wording.fitting import in_lines
from explorer.ui.wording.listings import listing
from explorer.ui.wording.rows import as_read, quote_text

_SET_IN = 2
# The maximum number of lines for the words of a quote, and where there is little room.
_LINES, _FEW_LINES = 6, 3
# The number of lines of a gap.
_GAP = 2
# How many statements are kept laid out.
_MOST_CARDS = 200

# The lines of a statement, each with the quote that it leads to.
Card = Sequence[tuple[Content, str | None]]


class StatementList(Listed[Row], Headed, Cards):
    """The statements, the oldest first. The cursor skips the gaps, and the heading of the undated ones."""

    history: reactive[Statements | None] = reactive(None, init=False)

    def __init__(self) -> None:
        super().__init__("statements")
        self.snapshot: Snapshot | None = None
        self._cards = LRUCache[tuple[int, int, int], Card](_MOST_CARDS)

    def show(self, snapshot: Snapshot, history: Statements | None) -> None:
        """Show a history, with the cursor on the quote that it was on."""
        held = self.quote
        self._cards.clear()
        self.snapshot = snapshot
        self.history = history
        self.rows = history.rows if history else ()
        self.border_title = Content(describing.heading(history)) if history else "Said"
        self.border_subtitle = Content(f"{counted(len(history.all), 'quote')}{as_of(snapshot)}") if history else ""
        self.rows_changed(self.nearest(self.row_of(held.ref if held else None), 1))

    def key(self, row: Row) -> str | None:
        return row.quote.ref if isinstance(row, Statement) else None

    @property
    def statement(self) -> Statement | None:
        """The statement under the cursor; None when there is none."""
        return self.at_cursor if isinstance(self.at_cursor, Statement) else None

    @property
    def quote(self) -> Quote | None:
        return self.statement.quote if self.statement else None

    def is_head(self, row: int) -> bool:
        return not isinstance(self.rows[row], Statement)

    def row(self, index: int, width: int) -> Sequence[Content]:
        row = self.rows[index]
        match row:
            case Gap():
                return [Content.styled(f"{signs.GAP.mark} {describing.parting(row)}", styles.MUTED), Content("")]
            case Undated():
                return [Content.styled(describing.parting(row), styles.STRONG)]
        return [line for line, _ in self._card(index, row, max(1, width))]

    def _card(self, index: int, statement: Statement, width: int) -> Card:
        """The lines of a statement. If there is no room for all, “…” says so: no key would lead to the end."""
        heads = _GAP if index and self.is_head(index - 1) else 0
        height = max(2, self.scrollable_content_region.height - heads)
        if (index, width, height) not in self._cards:
            card = list(self._laid_out(statement, width, _LINES if height > 2 * _LINES else _FEW_LINES))
            if len(card) > height:
                card[height - 1 :] = [(Content("…").pad_left(_SET_IN), None)]
            self._cards[index, width, height] = card
        return self._cards[index, width, height]

    def _laid_out(self, statement: Statement, width: int, most: int) -> Iterator[tuple[Content, str | None]]:
        snapshot, history, quote = self.snapshot, self.history, statement.quote
        assert snapshot is not None
        assert history is not None
        dated = styled(describing.dated_below(snapshot, statement))
        yield from ((line, None) for line in (dated.wrap(width) if dated else ()))
        room = max(1, width - _SET_IN)
        lines = in_lines(as_read(quote_text(quote), stale=quote.ref in snapshot.stale), room, most)
        lines += styled(describing.how_said(snapshot, quote)).wrap(room)
        lines.append(Content.styled(article_in(snapshot.archive, quote, room), styles.MUTED))
        yield from ((line.pad_left(_SET_IN), None) for line in lines)
        for value in describing.said_again(snapshot, history, statement):
            ref = value.link.ref if isinstance(value.link, RecordLink) else None
            yield from ((line.pad_left(_SET_IN), ref) for line in styled(value.parts).wrap(room))
        yield Content(""), None

    # The links to quotes with the same words

    def row_targets(self) -> Iterator[Target]:
        """The statements in view, and below each the quotes with the same words."""
        yield from super().row_targets()
        inside, top = self.scrollable_content_region, round(self.scroll_offset.y)
        told = None
        for y in range(inside.height):
            ref = self._link_at(top + y)
            if ref and ref != told:
                # The letter comes before the words.
                place = Region(inside.x + _SET_IN, inside.y + y, max(1, inside.width - _SET_IN), 1)
                yield Target(place, partial(self._follow, ref))
            told = ref

    def clicked(self, event: Click) -> None:
        ref = self._link_at(event.y - self.gutter.top + round(self.scroll_offset.y))
        if ref:
            self._follow(ref)
        else:
            super().clicked(event)

    def _link_at(self, line: int) -> str | None:
        """The quote that a line leads to."""
        index = self.row_at(line)
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        if not isinstance(row, Statement):
            return None
        card, at = self._card(index, row, max(1, self.scrollable_content_region.width - 2)), line - self.top_of(index)
        return card[at][1] if at < len(card) else None

    def _follow(self, ref: str) -> None:
        """Go to a quote: to its place here, if it has one."""
        if self.history and any(quote.ref == ref for quote in self.history.quotes):
            self.take_focus()
            self.go_to(ref)
        else:
            self.post_message(OpenRecord(ref))


class SaidScreen(LeafScreen):
    """What a person said on a topic: dated, the oldest first, with gaps, and with what changed in repeated words.

    `start` has the refs of the topic and the person, and of the quote for the cursor.
    """

    CSS_PATH = "said_screen.tcss"
    BINDINGS = bindings(
        *LEAVING,
        bind(
            "p",
            "panes",
            "In the panes",
            "Go to these quotes in the panes, with what the person relayed of others",
            id="said-panes",
        ),
    )

    shown = getters.query_one(StatementList)

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        self.pair = start.at[:2]

    def body(self) -> ComposeResult:
        yield StatementList()
        yield Fitted(id="about")

    @property
    def here(self) -> ScreenView:
        return ScreenView("said", (*self.pair, *([self.shown.quote.ref] if self.shown.quote else [])))

    @property
    def record(self) -> AnyRecord | None:
        return self.shown.quote

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "read it",
            "up down": "walk",
            "said-panes": "in the panes",
            "export": "copy or save all",
            "copy-citation": "copy citation",
            "edit": "edit",
            **WAYS_ON,
        }
        return KeysHere("what was said", keys, [] if self.record else ON_A_RECORD)

    def reopening(self) -> tuple[tuple[str, ...], str]:
        return self.pair, ""

    @property
    def listings(self) -> list[Listing]:
        history = self.shown.history
        if history is None:
            return []
        from explorer.exporting.statements import history_formats

        held = listing(Kind.QUOTE, history.quotes, [title(history.person), title(history.topic)])
        return [replace(held, formats=history_formats(history.person.id, history.topic.id))]

    def show_archive(self) -> None:
        history = self._history()
        if history is None:
            self.shown.why_none = why_none(self.snapshot, Kind.QUOTE) if self.snapshot.pending else self._gone()
        else:
            self.shown.why_none = f"{describing.none_said(history)}."
        self.shown.show(self.snapshot, history)
        self.query_one("#about", Fitted).content = Content("\n").join(self._about())
        if self.start and not self.snapshot.pending:
            for ref in self.start.at[2:]:
                self.shown.go_to(ref)
            self.start = None

    def _history(self) -> Statements | None:
        match [self.snapshot.archive.find(ref) for ref in self.pair]:
            case [Topic() as topic, Person() as person]:
                return statements(self.snapshot, person, topic)
        return None

    def _gone(self) -> str:
        gone = [ref for ref in self.pair if self.snapshot.archive.find(ref) is None]
        return f"There is no {' and no '.join(gone)} in this archive."

    def _about(self) -> Iterator[Content]:
        """How much was said and when, and whether anybody relayed words of others."""
        history = self.shown.history
        if history is None:
            return
        if history.all:
            yield Content(describing.summary(self.snapshot, history))
        if history.relayed:
            yield Content.styled(f"{describing.relayed(history)}.", styles.MUTED)

    @on(Lines.Chosen)
    def _read(self) -> None:
        quote = self.shown.quote
        if quote is not None:
            self.post_message(ReadArticle(quote.article, quote.ref))

    def action_panes(self) -> None:
        self.post_message(OpenTrail(self.pair))
