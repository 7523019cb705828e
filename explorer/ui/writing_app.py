"""An app that writes what was changed on screen into the archive, one step after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from textual import on

from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.files.stamps import stamp_of
from explorer.snapshot import Snapshot, is_installed
from explorer.ui.outside_app import OutsideApp
from explorer.ui.requests import Change, Changed, NotChanged


class WritingApp(OutsideApp):
    """Fulfils the requests to change records.

    Keys may be faster than the disk: each change waits until the archive has been read again after the one before, and
    is worked out from what it is then. None is lost, and none is made twice.
    """

    def __init__(self, settings: Settings = AS_THEY_COME) -> None:
        super().__init__(settings)
        self._changes: deque[Change] = deque()
        self._shown_anew = asyncio.Event()

    def snapshot_shown(self) -> None:
        """The archive was read, and is shown as it is now."""
        self._shown_anew.set()

    @on(Change)
    def _take(self, event: Change) -> None:
        if is_installed(self.snapshot.root):
            self._answer(NotChanged, event)
            self.offer_copy(lambda _: self.notify("Now the same key writes into the copy.", timeout=5))
            return
        self._changes.append(event)
        if len(self._changes) == 1:
            self.run_worker(self._write_all(), "changes", "changes", "write changes")

    def _answer(self, answer: type[Changed | NotChanged], change: Change) -> None:
        """Tell all screens what became of a change: another one may lie over that which asked for it."""
        for screen in self.screen_stack:
            screen.post_message(answer(change))

    async def _write_all(self) -> None:
        while self._changes:
            change = self._changes[0]
            files, failure = await asyncio.to_thread(_written, self.snapshot, change)
            if failure:
                self.notify(failure, severity="error")
                self._answer(NotChanged, change)
            self._shown_anew.clear()
            self.read_again()
            # An older reading may still be under way: what is shown must have what was written.
            while not await asyncio.to_thread(_are_shown, files, self.snapshot):
                await self._shown_anew.wait()
                self._shown_anew.clear()
            self._changes.popleft()
            if not failure:
                self._answer(Changed, change)


def _written(snapshot: Snapshot, change: Change) -> tuple[Sequence[str], str]:
    """Write a change. Returns the files, and why it was not written; that is empty when it was."""
    from explorer.desk import changing, reviewing

    try:
        return changing.change(snapshot, change.make(snapshot), change.what).files, ""
    except (changing.NotWrittenError, reviewing.NotPossibleError) as error:
        return (), str(error)


def _are_shown(files: Sequence[str], snapshot: Snapshot) -> bool:
    """Whether a snapshot has some files as they are now, or can't have them."""
    for name in files:
        with suppress(OSError):
            known = snapshot.files.get(name)
            if (known is None or known.stamp != stamp_of(snapshot.root / name)) and not snapshot.failure:
                return False
    return True
