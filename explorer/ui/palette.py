"""The command palette: Textual's, which finds its place in small terminals, and with crashes of it avoided."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList
from textual.command import CommandPalette as TextualCommandPalette
from textual.events import Click, Resize
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import Input

from explorer.describing import signs
from explorer.ui.terminal_cursor import typed_at
from explorer.ui.textual_inside import Direction
from explorer.ui.wording.styles import SELECTED

# From this height on there is room around the field and the list.
_HIGH_FROM = 20


class _Commands(CommandList):
    """A list of commands that can be paged through even before it is laid out, or where there is no room for it.

    Textual's own list would look for the line of the highlighted option, and fail since it has no lines yet. It
    would also run a command once more for a second click.
    """

    _chosen = False
    # Whether it was gone through since something was typed.
    walked = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell on screen at which the highlighted option begins."""
        line = self._index_to_line.get(self.highlighted or 0, 0) - round(self.scroll_offset.y)
        inside = self.scrollable_content_region
        return inside.offset + Offset(0, max(0, min(line, inside.height - 1)))

    def action_cursor_down(self) -> None:
        self.walked = True
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        self.walked = True
        super().action_cursor_up()

    async def _on_click(self, event: Click) -> None:
        """Leave out a click on what is no longer in the list: Textual would look for it."""
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()

    def action_select(self) -> None:
        if not self._chosen:
            self._chosen = self.highlighted is not None
            super().action_select()

    def render_line(self, y: int) -> Strip:
        """Mark the line in use, and reverse it where there are only the terminal's colours: Textual leaves that out."""
        strip = super().render_line(y)
        line = y + self.scroll_offset.y
        if line >= len(self._lines) or self._lines[line][0] != self.highlighted:
            return strip
        strip = strip.apply_style(SELECTED) if self.app.native_ansi_color else strip
        return Strip.join([Strip([Segment(signs.CURSOR.mark, next(iter(strip)).style)]), strip.crop(1)])

    def _move_page(self, direction: Direction) -> None:
        self.walked = True
        if self._lines and (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
        elif direction > 0:
            self.action_last()
        else:
            self.action_first()


class CommandPalette(TextualCommandPalette):
    """Commands and records by name."""

    CSS_PATH = "palette.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_HIGH_FROM, "-high")]  # noqa: RUF012 - declared so by Textual

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave once. For a second click Textual would leave the screen below as well, and crash when there is none."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's cursor is in the field while one types, and on the command in use once the list is walked."""
        commands = self.query_one(_Commands)
        return commands.cursor_screen_offset if commands.walked else typed_at(self.query_one(Input))

    @on(Input.Changed)
    def _type(self) -> None:
        self.query_one(_Commands).walked = False

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield _Commands() if type(widget) is CommandList else widget

    def on_resize(self, event: Resize) -> None:
        """Write the lines again, for the new width."""
        if self._list_visible:
            self._gather_commands(self.query_one(Input).value.strip())
