"""The changes screen: what the last edits meant, record by record."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content

from explorer.describing.counting import counted
from explorer.describing.edits import HOW_TO_EDIT, NO_EDITS, EditHead, EditRow, edit_rows
from explorer.describing.how_read import time_of
from explorer.describing.match_reasons import place_of
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord
from explorer.ui.keys import KeysHere, bind, bindings, withheld
from explorer.ui.requests import Edit, OpenRecord, ReadArticle
from explorer.ui.screens.archive_screen import ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.widgets.cards import Cards
from explorer.ui.widgets.lines import Headed, Lines, Listed
from explorer.ui.wording import styles
from explorer.ui.wording.detail_text import styled

_SET_IN = 4


class EditList(Listed[EditHead | EditRow], Headed, Cards):
    """The records of the last edits, the latest first. The cursor skips the headings of the edits."""

    def show(self, rows: Sequence[EditHead | EditRow]) -> None:
        """Show rows, with the cursor on the one that it was on."""
        before = self.edited and self.edited.key
        self.rows = rows
        edits = sum(isinstance(row, EditHead) for row in rows)
        self.border_subtitle = counted(edits, "edit") if edits else ""
        self.rows_changed(self.nearest(self.row_of(before), 1))

    def key(self, row: EditHead | EditRow) -> tuple[str, ...] | None:
        return row.key if isinstance(row, EditRow) else None

    @property
    def edited(self) -> EditRow | None:
        """The row under the cursor; None when there is none."""
        return self.at_cursor if isinstance(self.at_cursor, EditRow) else None

    def is_head(self, row: int) -> bool:
        return isinstance(self.rows[row], EditHead)

    @property
    def empty_text(self) -> str:
        return NO_EDITS if "edit" in withheld(self.app) else f"{NO_EDITS}{HOW_TO_EDIT}"

    def row(self, index: int, width: int) -> Sequence[Content]:
        row = self.rows[index]
        if isinstance(row, EditHead):
            head = Content.assemble((time_of(row.at), styles.STRONG), (f"  {row.said}", styles.MUTED))
            return [*([Content("")] if index else []), head]
        lines = [styled(row.head).truncate(max(1, width), ellipsis=True)]
        for line in row.lines():
            lines += [part.pad_left(_SET_IN) for part in styled(line).wrap(max(1, width - _SET_IN))]
        return lines


class ChangesScreen(LeafScreen):
    """All edits since the explorer was started, the latest first, by record. `start` has the key of a row."""

    CSS_PATH = "changes_screen.tcss"
    BINDINGS = bindings(
        *leaving("changes", "c"),
        bind("o", "read", "Article", "Open the article where the record stands"),
    )

    rows = getters.query_one(EditList)

    def body(self) -> ComposeResult:
        yield EditList("edits", "What the last edits meant")

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
            **WAYS_ON,
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
            self.notify("Nothing here has a place in an article.", severity="warning")
        else:
            self.say_nothing_selected()

    @on(Lines.Chosen)
    def _go_in(self) -> None:
        if self.record:
            self.post_message(OpenRecord(self.record.ref))
        else:
            self.action_edit()
