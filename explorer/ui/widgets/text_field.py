"""A field for one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import Input

from explorer.display import clean
from explorer.ui.terminal_cursor import typed_at


class TextField(Input):
    """An input that makes its text safe: what is pasted, or put in from elsewhere, may contain control characters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Done", show=False, tooltip="Take what is typed", id="submit"),
    ]

    @property
    def cursor_screen_offset(self) -> Offset:
        return typed_at(self)

    def validate_value(self, value: str) -> str:
        return clean(value).replace("\n", " ")
