"""A field for one line of text."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import Input

from explorer.display import clean
from explorer.ui.keys import bind, bindings
from explorer.ui.messages import Message
from explorer.ui.terminal_cursor import typed_at


class TextField(Input):
    """An input that makes its text safe: text that is pasted or inserted otherwise may contain control characters."""

    BINDINGS = bindings(
        bind("enter", "submit", "Done", "Take what is typed"),
    )

    @property
    def cursor_screen_offset(self) -> Offset:
        return typed_at(self)

    def validate_value(self, value: str) -> str:
        return clean(value).replace("\n", " ")


class PathField(TextField):
    """A path, which its screen completes."""

    BINDINGS = bindings(
        bind("tab", "screen.complete", "Complete", "Complete the path"),
        bind("down", "screen.to_list", "To the list", "To the list of files"),
    )


class PaneFilter(TextField):
    """Narrows the pane in use while typing. The arrows move in the pane meanwhile. It is shown only while in use."""

    BINDINGS = bindings(
        bind("down", "step(1)", "Next row", "Next row of the pane", id="next-row"),
        bind("up", "step(-1)", "Previous row", "Previous row of the pane", id="previous-row"),
    )

    class Stepped(Message):
        """The user moves in the pane."""

        rows: int

    def __init__(self) -> None:
        super().__init__(id="pane-filter", compact=True)

    def action_step(self, rows: int) -> None:
        self.post_message(self.Stepped(rows))
