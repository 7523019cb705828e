"""The base of the screens that open over the panes, each on one thing, and go back to what was there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding

from explorer.model.history import ScreenView, View
from explorer.model.records import Kind
from explorer.ui.keys import bind
from explorer.ui.screens.archive_screen import ArchiveScreen

ResultT = TypeVar("ResultT")

# Up to this many quotes are looked through before a screen is shown, which takes at most a tenth of a second.
AT_ONCE = 5_000
# The bindings that leave every screen.
LEAVING = (
    bind("escape", "leave", "Leave"),
    bind("q", "leave", "Leave", id="quit", show=False),
)


def leaving(id: str, key: str) -> tuple[Binding, ...]:
    """The bindings that leave a screen: those of every screen, and the one that opened it, by its id and its key."""
    return (*LEAVING, bind(key, "leave", "Leave", id=id, show=False))


class LeafScreen(ArchiveScreen):
    """A screen that shows the archive as it is now, and does not change the state of any other screen.

    The screen that opens it binds its `snapshot`. A subclass shows that in `show_archive`. It begins at `start`, which
    is its view until the cursor has been put there: then the subclass makes `start` None.
    """

    def __init__(self, start: ScreenView | None = None) -> None:
        super().__init__()
        self.start = start

    def show_archive(self) -> None:
        """Show the snapshot: called when the screen opens, and for each new snapshot. The place in use must stay."""
        raise NotImplementedError

    def watch_snapshot(self) -> None:
        if self.is_mounted:
            self.show_archive()

    @property
    def view(self) -> View | None:
        """The view that brings this screen back as it is now; None when it is no view of the history."""
        return self.here if self.start is None else self.start

    @property
    def here(self) -> View | None:
        """The view of what is in use, once the screen has begun."""
        return None

    def count(self, counted: Callable[[], ResultT], show: Callable[[ResultT], None]) -> None:
        """Show what is counted: at once, or of many quotes by a thread, unless the archive has changed by then."""
        snapshot = self.snapshot
        if len(self.countable.archive.of_kind(Kind.QUOTE)) <= AT_ONCE:
            show(counted())
            return

        def show_late(result: ResultT) -> None:
            if snapshot is self.snapshot:
                show(result)

        # Without a description, Textual would make one, and write out all that the function refers to.
        self.run_worker(
            lambda: self.call_later(show_late, counted()),
            "count",
            "count",
            "count the quotes",
            exclusive=True,
            thread=True,
        )

    def is_at_work(self, group: str) -> bool:
        """Whether a worker of a group runs."""
        return any(worker.group == group and worker.is_running for worker in self.workers)

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave once. For a second click Textual would leave the screen below as well, and crash when there is none."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    def action_leave(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        if self.view is None:
            self.dismiss(None)
        else:
            super().action_back()

    def action_forward(self) -> None:
        if self.view is not None:
            super().action_forward()
