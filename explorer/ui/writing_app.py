"""An app that acts outside itself: the editor, the clipboard, and changes written one step after another."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import SuspendNotSupported
from textual.worker import WorkType

from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.files.stamps import stamp_of
from explorer.model.problems import Place
from explorer.snapshot import Snapshot, is_installed
from explorer.ui.configured_app import ConfiguredApp
from explorer.ui.requests import Change, Changed, Copy, CopyWayBack, Edit, Mend, NotChanged

if TYPE_CHECKING:
    from explorer.desk.changing import NotWrittenError, Written
    from explorer.desk.reviewing import NotPossibleError
    from explorer.desk.undoing import Later


def _failure_of(
    command: list[str], run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run, **options: Any
) -> str:
    """Run an editor until it ends. Returns a sentence on what went wrong; empty if all went well."""
    try:
        status = run(command, **options).returncode
    except OSError as error:
        return f"{command[0]} can’t be run: {error.strerror}."
    return f"{command[0]} ended with {status}." if status else ""


@dataclass
class _Job:
    """A change to write into the archive as it is then, and what to say when it is written; that may be empty."""

    write: Callable[[Snapshot], Written]
    told: Callable[[Written], str]
    asked: Change | None = None


class WritingApp(ConfiguredApp):
    """Fulfils the requests to edit, to copy and to change records, and undoes what was written.

    Keys may be faster than the disk: each change waits until the archive has been read again after the one before, and
    is computed from its state then. None is lost, and none is made twice.
    """

    def __init__(self, settings: Settings = AS_THEY_COME) -> None:
        super().__init__(settings)
        self._jobs: deque[_Job] = deque()
        self._shown_anew = asyncio.Event()
        # The later changes that the user was warned of before undoing a step.
        self._told_of: Later | None = None

    # For the subclass that shows an archive

    @property
    def snapshot(self) -> Snapshot:
        """The archive as it is shown."""
        raise NotImplementedError

    def show_archive_in(self, folder: Path) -> None:
        """Switch to the archive in another folder, which has the same records."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read the archive again and show it."""
        raise NotImplementedError

    # The editor

    @on(Edit)
    def _edit(self, event: Edit) -> None:
        if is_installed(self.snapshot.root):
            self.offer_copy(lambda folder: self._edit_in(folder, event.place))
        else:
            self._edit_in(self.snapshot.root, event.place)

    def _edit_in(self, root: Path, place: Place) -> None:
        """Open the user's editor at a place in the archive in `root`."""
        from explorer.desk import editors

        try:
            file = root / place.file
            command = editors.editor_command(file, place.line, place.column, os.environ, self.settings.editor)
        except editors.NoEditorError as error:
            self.notify(str(error), severity="error")
            return
        if editors.uses_terminal(command):
            self._edit_here(command)
        else:
            # The explorer waits for the editor only to learn of an error. The editor may outlive it.
            Thread(target=self._edit_elsewhere, args=[command], daemon=True).start()
            self.notify(f"Opened {place.file} at line {place.line}.", timeout=3)

    def offer_copy(self, then: Callable[[Path], None]) -> None:
        """Let the user copy the archive to a folder of their own before they change it, and go on in the copy."""
        from explorer.desk.own_copy import suggested_folder
        from explorer.ui.screens.prompt import CopyPrompt

        self.push_screen(CopyPrompt(suggested_folder(Path.home())), partial(self._copy_archive, then))

    async def _copy_archive(self, then: Callable[[Path], None], given: str | None) -> None:
        """Copy the archive, show the copy from here on, and continue in the copy."""
        from explorer.desk.own_copy import NotCopiedError, copy_example

        if not given:
            return
        try:
            folder, told = await asyncio.to_thread(copy_example, self.snapshot.root, given)
        except NotCopiedError as error:
            self.notify(str(error), severity="error")
            return
        self.show_archive_in(folder)
        then(folder)
        # Only now: while an editor has the terminal, nobody would read it.
        self.notify(told, timeout=12)

    def _edit_here(self, command: list[str]) -> None:
        """Give the terminal to an editor until it ends."""
        try:
            # If anything were raised while the app is suspended, the app would not come back.
            with self.suspend():
                failure = _failure_of(command, self.ending.run)
        except SuspendNotSupported:
            self.notify("An editor can’t run in this terminal.", severity="error")
            return
        if failure:
            self.notify(failure, severity="error")
        self.refresh(layout=True)
        self.read_again()

    def _edit_elsewhere(self, command: list[str]) -> None:
        """Run an editor that has a window of its own. Call this in a thread."""
        silent = subprocess.DEVNULL
        failure = _failure_of(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
        if failure:
            self.call_later(self.notify, failure, severity="error")

    # The clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Offer text to the user's clipboard. Textual calls this, too, for every kind of copying."""
        from explorer.desk import clipboard

        self.offer_to_clipboard(clipboard.safe_to_paste(text))

    def offer_to_clipboard(self, text: str) -> None:
        """Offer text that is safe to paste to the terminal's clipboard (OSC 52)."""
        super().copy_to_clipboard(text)

    @on(Copy)
    async def _copy(self, event: Copy) -> None:
        await self.copy(event)

    @on(CopyWayBack)
    async def _copy_command(self, event: CopyWayBack) -> None:
        from explorer.citing import reopen_command

        command = reopen_command(self.snapshot.root, event.trail, event.query)
        await self.copy(Copy(command, f"the command that opens {event.shown}"))

    async def copy(self, event: Copy) -> None:
        """Put text on the user's clipboard, and say which program took it."""
        from explorer.desk import clipboard

        way = await asyncio.to_thread(clipboard.copy, event.text, os.environ)
        if way is not None:
            self.notify(f"Copied {event.what} with {way}.", timeout=3)
            return
        file = await asyncio.to_thread(clipboard.keep, event.text)
        told = f"No program took {event.what}."
        if len(event.text) <= clipboard.MOST_OFFERED:
            self.copy_to_clipboard(event.text)
            kept = f"it is in {file} too" if file else "no file could be written either"
            told += f" It was offered to the terminal (OSC 52), which does not say whether it took it; {kept}."
        elif file:
            told += f" It is in {file}."
        else:
            told += " It is too long for the terminal, and no file could be written: nothing is copied."
        self.notify(told, severity="warning", timeout=12)

    # Writing

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

        self._step("Undone", undo)

    def action_redo(self) -> None:
        from explorer.desk.undoing import redo

        self._step("Done again", redo)

    def _step(self, done: str, step: Callable[[Path, Later | None], Written]) -> None:
        self._put(
            _Job(
                lambda snapshot: step(snapshot.root, self._told_of),
                lambda written: f"{done}: {written.what[:1].lower()}{written.what[1:]}.",
            )
        )

    def _refuses(self) -> bool:
        """Whether the archive is not the user's own; if so, offer to copy it."""
        if not is_installed(self.snapshot.root):
            return False
        self.offer_copy(lambda _: self.notify("Now the same key writes into the copy.", timeout=5))
        return True

    def _put(self, job: _Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            work: WorkType[None] = self._write_all
            self.run_worker(work, "changes", "changes", "write changes")

    def _answer(self, answer: type[Changed | NotChanged], change: Change) -> None:
        """Announce to all screens the outcome of a change: another one may lie over the screen that requested it."""
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
            # An older reading may still be under way: what is shown must include what was written.
            while written and not await asyncio.to_thread(_are_shown, written.files, self.snapshot):
                await self._shown_anew.wait()
                self._shown_anew.clear()
            self._jobs.popleft()
            if written and job.asked:
                self._answer(Changed, job.asked)

    def _tell_refused(self, refused: NotWrittenError | NotPossibleError, asked: Change | None) -> None:
        """Say why something was not written. If a file had changed, show both versions."""
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
    """Write a change in a thread. Returns what was written, or why it was not."""
    from explorer.desk import changing, reviewing

    try:
        return job.write(snapshot), None
    except (changing.NotWrittenError, reviewing.NotPossibleError) as error:
        return None, error


def _are_shown(files: Sequence[str], snapshot: Snapshot) -> bool:
    """Whether a snapshot has some files as they are now, or can't have them."""
    return bool(snapshot.failure) or all(_is_shown(name, snapshot) for name in files)


def _is_shown(name: str, snapshot: Snapshot) -> bool:
    known = snapshot.files.get(name)
    try:
        stamp = stamp_of(snapshot.root / name)
    except FileNotFoundError:  # undone along with its whole content
        return known is None
    except OSError:
        return True
    return known is not None and known.stamp == stamp
