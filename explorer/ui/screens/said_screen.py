"""The screen of what somebody said on a topic, over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from explorer.describing import statements as describing
from explorer.describing.how_read import why_none
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Kind, Person, Topic, title
from explorer.statements import Statements, statements
from explorer.ui.keys import KeysHere
from explorer.ui.requests import Listing, OpenTrail, ReadArticle
from explorer.ui.screens.archive_screen import ELSEWHERE, ON_A_RECORD
from explorer.ui.screens.leaf_screen import LEAVING, LeafScreen
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.statement_list import StatementList
from explorer.ui.wording import styles
from explorer.ui.wording.listings import listing


class SaidScreen(LeafScreen):
    """What a person said on a topic: dated, the oldest first, with gaps, and with what changed in words said again.

    `start` has the refs of the topic and the person, and the one of the quote that the cursor is to begin at.
    """

    CSS_PATH = "said_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *LEAVING,
        Binding(
            "p",
            "panes",
            "In the panes",
            id="said-panes",
            tooltip="Go to these quotes in the panes, with what the person relayed of others",
        ),
    ]

    start: ScreenView | None

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        self.pair = start.at[:2]

    def compose(self) -> ComposeResult:
        yield StatementList()
        yield Fitted(id="about")
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def shown(self) -> StatementList:
        return self.query_one(StatementList)

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
            "leave": "back",
            "help": "help",
            **{id: does for id, does in ELSEWHERE.items() if id != "export"},
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
        """How much was said and when, and that somebody relayed words of others."""
        history = self.shown.history
        if history is None:
            return
        if history.all:
            yield Content(describing.summary(self.snapshot, history))
        if history.relayed:
            yield Content.styled(f"{describing.relayed(history)}.", styles.MUTED)

    @on(Lines.CursorMoved)
    def _on_another_row(self, event: Lines.CursorMoved) -> None:
        event.stop()
        self.refresh_bindings()  # some keys have an effect on a quote only

    @on(Lines.Chosen)
    def _read(self, event: Lines.Chosen) -> None:
        event.stop()
        quote = self.shown.quote
        if quote is not None:
            self.post_message(ReadArticle(quote.article, quote.ref))

    def action_panes(self) -> None:
        self.post_message(OpenTrail(self.pair))
