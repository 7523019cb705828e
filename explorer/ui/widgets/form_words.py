"""A field of a form for several lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from explorer.display import clean
from explorer.ui.messages import message

if TYPE_CHECKING:
    from explorer.ui.textual_inside import Edit, EditResult


@message
class Left(Message):
    """A field is left for the one above (-1) or below (1)."""

    step: int


class FormWords(TextArea):
    """Several lines of text. Beyond its first and its last line the keys go to the fields above and below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+home", "go_to(0)", "Begin", show=False, tooltip="Go to the beginning of the text", id="text-begin"
        ),
        Binding("ctrl+end", "go_to(-1)", "End", show=False, tooltip="Go to the end of the text", id="text-end"),
    ]

    def edit(self, edit: Edit) -> EditResult:
        """Take an edit, made safe: what is pasted may contain control characters."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def action_go_to(self, line: int) -> None:
        self.move_cursor((0, 0) if line == 0 else self.document.end)

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
