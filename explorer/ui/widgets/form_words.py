"""A field of a form for several lines of text."""

from __future__ import annotations

from dataclasses import dataclass

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from explorer.display import clean


@dataclass
class Left(Message):
    """A field is left for the one above (-1) or below (1)."""

    step: int


class FormWords(TextArea):
    """Several lines of text. Beyond its first and its last line the keys go to the fields above and below."""

    def edit(self, edit: Edit) -> EditResult:
        """Take an edit, made safe: what is pasted may contain control characters."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def action_cursor_up(self, select: bool = False) -> None:
        if self.cursor_at_first_line and not select:
            self.post_message(Left(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self.cursor_at_last_line and not select:
            self.post_message(Left(1))
        else:
            super().action_cursor_down(select)
