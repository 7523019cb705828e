"""A field in which a path is typed and completed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from explorer.ui.widgets.text_field import TextField


class PathField(TextField):
    """Asks its screen to complete what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, tooltip="Complete the path", id="complete"),
        Binding("down", "submit_to_list", "To the list", show=False, tooltip="To the list of files", id="to-list"),
    ]

    class Complete(Message):
        """Complete the path."""

    class ToList(Message):
        """Go to the list."""

    def action_complete(self) -> None:
        self.post_message(self.Complete())

    def action_submit_to_list(self) -> None:
        self.post_message(self.ToList())
