"""The command palette: Textual's, with a crash of it avoided."""

from __future__ import annotations

from textual._widget_navigation import Direction
from textual.app import ComposeResult
from textual.command import CommandList
from textual.command import CommandPalette as TextualCommandPalette


class _Commands(CommandList):
    """A list of commands that can be paged through even before it is laid out, or where there is no room for it.

    Textual's own list would look for the line of the highlighted option, and fail since it has no lines yet.
    """

    def _move_page(self, direction: Direction) -> None:
        if self._lines and (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
        elif direction > 0:
            self.action_last()
        else:
            self.action_first()


class CommandPalette(TextualCommandPalette):
    """The commands by name."""

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield _Commands() if type(widget) is CommandList else widget
