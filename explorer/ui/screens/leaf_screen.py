"""The base of the screens that open over the panes, each on one thing, and go back to what was there before."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.binding import Binding

from explorer.ui.screens.archive_screen import ArchiveScreen


def leaving(*keys: str) -> Binding:
    """The binding of the keys that leave a screen: those that leave every screen, and the given ones."""
    return Binding(
        ",".join(["escape", "left_square_bracket", "backspace", "alt+left", *keys]), "leave", "Leave", key_display="esc"
    )


class LeafScreen(ArchiveScreen):
    """A screen that shows the archive as it is now, and does not change the state of any other screen.

    The screen that opens it binds its `snapshot`. A subclass shows that in `show_archive`.
    """

    def show_archive(self) -> None:
        """Show the snapshot: called when the screen opens, and for each new snapshot. The place in use must stay."""
        raise NotImplementedError

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self.show_archive()

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave once. For a second click Textual would leave the screen below as well, and crash when there is none."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    def action_leave(self) -> None:
        self.dismiss(None)
