"""The list of what the last edits meant: each record with what changed in it, below the edit that it is of."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from explorer.describing.edit_rows import HOW_TO_EDIT, NO_EDITS, EditHead, EditRow
from explorer.describing.how_read import time_of
from explorer.ui.keys import withheld
from explorer.ui.widgets.cards import Cards
from explorer.ui.widgets.headed import Headed
from explorer.ui.wording import styles
from explorer.ui.wording.detail_text import styled

_SET_IN = 4


class EditList(Headed, Cards):
    """The records of the last edits, the latest first. The cursor passes over the heads of the edits."""

    rows: reactive[Sequence[EditHead | EditRow]] = reactive((), init=False)

    def __init__(self) -> None:
        super().__init__(id="edits", classes="pane")
        self.border_title = "What the last edits meant"

    def show(self, rows: Sequence[EditHead | EditRow]) -> None:
        """Show rows, with the cursor on the one that it was on."""
        before = self.edited.key if self.edited else None
        self.rows = rows
        edits = sum(isinstance(row, EditHead) for row in rows)
        self.border_subtitle = f"{edits} {'edit' if edits == 1 else 'edits'}" if edits else ""
        self.rows_changed(self.nearest(self._row_of(before), 1))

    def go_to(self, key: tuple[str, ...]) -> None:
        """Put the cursor on the row with a key, if it is still there."""
        self.cursor = self._row_of(key)

    def _row_of(self, key: tuple[str, ...] | None) -> int:
        rows = enumerate(self.rows)
        return next((n for n, row in rows if isinstance(row, EditRow) and row.key == key), self.cursor)

    @property
    def edited(self) -> EditRow | None:
        """The row under the cursor; None when there is none."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row if isinstance(row, EditRow) else None

    def is_head(self, row: int) -> bool:
        return isinstance(self.rows[row], EditHead)

    @property
    def row_count(self) -> int:
        return len(self.rows)

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
