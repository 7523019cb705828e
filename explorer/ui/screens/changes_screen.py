"""The changes screen: what the last edits meant, record by record."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from explorer.describing.edit_rows import edit_rows
from explorer.describing.standing import place_of
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord
from explorer.ui.keys import KeysHere
from explorer.ui.requests import Edit, OpenRecord, ReadArticle
from explorer.ui.screens.archive_screen import ELSEWHERE, ON_A_RECORD
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.edit_list import EditList
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines


class ChangesScreen(LeafScreen):
    """All edits since the explorer was started, the latest first, by record. `start` has the key of a row."""

    CSS_PATH = "changes_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("changes", "c"),
        Binding("o", "read", "Article", tooltip="Open the article where the record stands", id="read"),
    ]

    start: ScreenView | None

    def compose(self) -> ComposeResult:
        yield EditList()
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def rows(self) -> EditList:
        return self.query_one(EditList)

    def show_archive(self) -> None:
        self.rows.show(list(edit_rows(self.edits, self.snapshot.archive)))
        if self.start and self.edits:
            self.rows.go_to(self.start.at)
            self.start = None

    def watch_edits(self) -> None:
        if self.is_mounted:
            self.show_archive()

    @property
    def here(self) -> ScreenView:
        return ScreenView("changes", self.rows.edited.key if self.rows.edited else ())

    @property
    def record(self) -> AnyRecord | None:
        row = self.rows.edited
        return self.snapshot.archive.find(row.ref) if row and row.ref else None

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "to the record",
            "up down": "walk",
            "edit": "edit",
            "copy-citation": "copy citation",
            "read": "article",
            "leave": "back",
            "help": "help",
            **ELSEWHERE,
        }
        idle = () if self.record else (*ON_A_RECORD, "read")
        return KeysHere("the changes", keys, ["changes", *idle])

    def say_nothing_selected(self) -> None:
        row = self.rows.edited
        if row and row.ref:
            self.notify(f"{row.ref} is no longer in the archive.", severity="warning")
        else:
            super().say_nothing_selected()

    def action_edit(self) -> None:
        row = self.rows.edited
        if row and row.place:
            self.post_message(Edit(row.place))
        else:
            super().action_edit()

    def action_read(self) -> None:
        place = place_of(self.snapshot, self.record)
        if place:
            self.post_message(ReadArticle.at(place))
        elif self.record:
            self.notify("Nothing here stands in an article.", severity="warning")
        else:
            self.say_nothing_selected()

    @on(Lines.CursorMoved)
    def _on_another_row(self, event: Lines.CursorMoved) -> None:
        event.stop()
        self.refresh_bindings()  # some keys have an effect on some rows only

    @on(Lines.Chosen)
    def _go_in(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.record:
            self.post_message(OpenRecord(self.record.ref))
        else:
            self.action_edit()
