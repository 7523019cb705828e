"""The line in which words are typed that narrow a pane."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from explorer.ui.messages import message
from explorer.ui.widgets.text_field import TextField


class PaneFilter(TextField):
    """Narrows the pane in use while typing. The arrows move in the pane meanwhile. It is shown only while in use."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next row", show=False, tooltip="Next row of the pane", id="next-row"),
        Binding("up", "step(-1)", "Previous row", show=False, tooltip="Previous row of the pane", id="previous-row"),
    ]

    @message
    class Stepped(Message):
        """The user moves in the pane."""

        rows: int

    def __init__(self) -> None:
        super().__init__(id="pane-filter", compact=True)

    def action_step(self, rows: int) -> None:
        self.post_message(self.Stepped(rows))
