"""The place of the terminal's cursor: on what has the focus, so that braille displays and screen readers follow it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input


@runtime_checkable
class HasCursor(Protocol):
    """A widget or screen with a row or a character in use. Textual's own text fields are such widgets."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell on screen of what is in use."""
        ...


def cursor_of(screen: Screen[object]) -> Offset:
    """The cell of the focused widget on a screen: its row or character in use, or else where it begins."""
    if isinstance(screen, HasCursor):
        return screen.cursor_screen_offset
    focused = screen.focused
    if focused is None:
        return Offset(0, 0)
    return focused.cursor_screen_offset if isinstance(focused, HasCursor) else focused.content_region.offset


def typed_at(field: Input) -> Offset:
    """The cell of the next letter to be typed. Textual's own answer is a cell too far at the end of the text."""
    inside = field.content_region
    x = cell_len(field.value[: field.cursor_position]) - round(field.scroll_offset.x)
    return inside.offset + Offset(max(0, min(x, inside.width - 1)), 0)
