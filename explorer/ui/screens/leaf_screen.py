"""A screen on one thing, opened over the panes and left for what was there before."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.binding import Binding

from explorer.ui.screens.archive_screen import ArchiveScreen


def leaving(*keys: str) -> Binding:
    """The keys that leave a screen: those that leave all of them, and its own."""
    return Binding(
        ",".join(["escape", "left_square_bracket", "backspace", "alt+left", *keys]), "leave", "Leave", key_display="esc"
    )


class LeafScreen(ArchiveScreen):
    """A screen that shows the archive as it now is, and has nothing above it that it changes.

    Whoever opens it binds its `snapshot`. A subclass says in `show_archive` what to show of it.
    """

    def show_archive(self) -> None:
        """Show the snapshot: when the screen opens, and after each reading with the reader's place kept."""
        raise NotImplementedError

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self.show_archive()

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave once. For a second click Textual would leave the screen below as well, and crash when there is none."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    def action_leave(self) -> None:
        self.dismiss(None)
