"""An app that writes what was changed on screen into the archive, one step after the other, undoing among them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on

from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.files.stamps import stamp_of
from explorer.snapshot import Snapshot, is_installed
from explorer.ui.outside_app import OutsideApp
from explorer.ui.requests import Change, Changed, Mend, NotChanged

if TYPE_CHECKING:
    from explorer.desk.changing import NotWrittenError, Written
    from explorer.desk.reviewing import NotPossibleError
    from explorer.desk.undoing import Later


@dataclass
class _Job:
    """Something to write into the archive as it is then, and what to tell when it is written; that may be empty."""

    write: Callable[[Snapshot], Written]
    told: Callable[[Written], str]
    asked: Change | None = None


class WritingApp(OutsideApp):
    """Fulfils the requests to change records, and undoes what was written.

    Keys may be faster than the disk: each change waits until the archive has been read again after the one before, and
    is worked out from what it is then. None is lost, and none is made twice.
    """

    def __init__(self, settings: Settings = AS_THEY_COME) -> None:
        super().__init__(settings)
        self._jobs: deque[_Job] = deque()
        self._shown_anew = asyncio.Event()
        # What was changed after the step to undo, as the user was told.
        self._told_of: Later | None = None

    def snapshot_shown(self) -> None:
        """The archive was read, and is shown as it is now."""
        self._shown_anew.set()

    @on(Change)
    def _change(self, event: Change) -> None:
        if is_installed(self.snapshot.root):
            self._answer(NotChanged, event)
        if self._refuses():
            return
        from explorer.desk.changing import change

        def write(snapshot: Snapshot) -> Written:
            return change(snapshot, event.make(snapshot), event.what)

        self._put(_Job(write, lambda written: f"{event.told}{written.remark}".strip(), event))

    @on(Mend)
    def _mend(self, event: Mend) -> None:
        if self._refuses():
            return
        from explorer.desk.mending import mend, told

        problem = event.problem
        self._put(_Job(lambda snapshot: mend(snapshot, problem), lambda written: told(written, problem)))

    def action_undo(self) -> None:
        from explorer.desk.undoing import undo

        self._put(
            _Job(
                lambda snapshot: undo(snapshot.root, self._told_of),
                lambda written: f"Undone: {_lowered(written.what)}.",
            )
        )

    def action_redo(self) -> None:
        from explorer.desk.undoing import redo

        self._put(
            _Job(
                lambda snapshot: redo(snapshot.root, self._told_of),
                lambda written: f"Done again: {_lowered(written.what)}.",
            )
        )

    def _refuses(self) -> bool:
        """Whether the archive is not the user's own; if so, a copy of it is offered."""
        if not is_installed(self.snapshot.root):
            return False
        self.offer_copy(lambda _: self.notify("Now the same key writes into the copy.", timeout=5))
        return True

    def _put(self, job: _Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.run_worker(self._write_all(), "changes", "changes", "write changes")

    def _answer(self, answer: type[Changed | NotChanged], change: Change) -> None:
        """Tell all screens what became of a change: another one may lie over that which asked for it."""
        for screen in self.screen_stack:
            screen.post_message(answer(change))

    async def _write_all(self) -> None:
        while self._jobs:
            job = self._jobs[0]
            written, refused = await asyncio.to_thread(_written, self.snapshot, job)
            if refused:
                self._tell_refused(refused, job.asked)
            elif written and job.told(written):
                self.notify(job.told(written))
            self._shown_anew.clear()
            self.read_again()
            # An older reading may still be under way: what is shown must have what was written.
            while written and not await asyncio.to_thread(_are_shown, written.files, self.snapshot):
                await self._shown_anew.wait()
                self._shown_anew.clear()
            self._jobs.popleft()
            if written and job.asked:
                self._answer(Changed, job.asked)

    def _tell_refused(self, refused: NotWrittenError | NotPossibleError, asked: Change | None) -> None:
        """Tell why something was not written. Where a file had changed, both versions are shown."""
        from explorer.desk.reviewing import NotPossibleError
        from explorer.desk.steps import NothingToDoError, NotWrittenError
        from explorer.desk.undoing import ChangedLaterError

        if isinstance(refused, ChangedLaterError):
            self._told_of = refused.later
        if asked:
            self._answer(NotChanged, asked)
        shown = asked is not None and asked.shows_both
        if isinstance(refused, NotWrittenError) and refused.conflicts and not shown:
            from explorer.ui.screens.conflict_screen import ConflictScreen

            self.push_screen(ConflictScreen(refused))
            return
        is_answer = isinstance(refused, NothingToDoError | NotPossibleError | ChangedLaterError)
        self.notify(str(refused), severity="warning" if is_answer else "error")


def _written(snapshot: Snapshot, job: _Job) -> tuple[Written | None, NotWrittenError | NotPossibleError | None]:
    """Write something, in a thread. Returns what was written, or why it was not."""
    from explorer.desk import changing, reviewing

    try:
        return job.write(snapshot), None
    except (changing.NotWrittenError, reviewing.NotPossibleError) as error:
        return None, error


def _lowered(what: str) -> str:
    """The name of a step behind a colon."""
    return f"{what[:1].lower()}{what[1:]}"


def _are_shown(files: Sequence[str], snapshot: Snapshot) -> bool:
    """Whether a snapshot has some files as they are now, or can't have them."""
    return bool(snapshot.failure) or all(_is_shown(name, snapshot) for name in files)


def _is_shown(name: str, snapshot: Snapshot) -> bool:
    known = snapshot.files.get(name)
    try:
        stamp = stamp_of(snapshot.root / name)
    except FileNotFoundError:  # undone with all that was in it
        return known is None
    except OSError:
        return True
    return known is not None and known.stamp == stamp
