"""The base of the screens that show what is counted over all quotes of the archive."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from explorer.model.records import Kind
from explorer.snapshot import Snapshot
from explorer.ui.background import NoLongerWanted, pausing
from explorer.ui.messages import message
from explorer.ui.screens.leaf_screen import LeafScreen

# Up to this many quotes are counted before the screen is shown; that takes at most a tenth of a second. More are
# counted behind it.
_AT_ONCE = 5_000


class CountingScreen(LeafScreen):
    """A screen for what is counted over all quotes, which is called `counted` in `store.apart`."""

    counted: ClassVar[str]

    @message
    class Counted(Message):
        """The quotes of a snapshot are counted."""

        snapshot: Snapshot
        found: Any

    @abstractmethod
    def count(self, snapshot: Snapshot) -> Any:
        """Count the quotes of a snapshot. This is called in a thread, too."""

    @abstractmethod
    def show_counted(self, counted: Any) -> None:
        """Show what was counted."""

    def show_archive(self) -> None:
        snapshot = self.countable
        if len(snapshot.archive.of_kind(Kind.QUOTE)) <= _AT_ONCE:
            self.show_counted(self.count(snapshot))
        else:
            # Without a description, Textual would make one from the arguments, and write out the whole archive.
            count = partial(self._count, snapshot)
            self.run_worker(count, "count", "count", "count the quotes", exclusive=True, thread=True)

    def _count(self, snapshot: Snapshot) -> None:
        # Imported here: few archives are so large.
        from explorer.store.apart import answer, is_apart

        found, pause = None, pausing(get_current_worker(), self)
        with suppress(NoLongerWanted):
            if is_apart(snapshot):
                found = answer(self.counted, snapshot.root, snapshot.kept, pause)
            self.post_message(self.Counted(snapshot, self.count(snapshot) if found is None else found))

    @on(Counted)
    def _show_late(self, event: Counted) -> None:
        """Show what was counted behind the screen, unless the archive has changed since."""
        event.stop()
        if event.snapshot is self.snapshot:
            self.show_counted(event.found)
