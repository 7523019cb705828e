"""The box at the top in which a search is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from explorer.display import clean


class SearchBox(Input):
    """One line of query. Up, Down and the page keys move through the results while typing goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next result", show=False),
        Binding("up", "step(-1)", "Previous result", show=False),
        Binding("pagedown", "step(10)", "Ten results down", show=False),
        Binding("pageup", "step(-10)", "Ten results up", show=False),
    ]

    class Stepped(Message):
        """The reader moves through the results."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self) -> None:
        super().__init__(placeholder="/ search people, quotes, topics, events", id="search", compact=True)

    def validate_value(self, value: str) -> str:
        """What is pasted, or given on the command line, may hold anything."""
        return clean(value).replace("\n", " ")

    def action_step(self, rows: int) -> None:
        self.post_message(self.Stepped(rows))
