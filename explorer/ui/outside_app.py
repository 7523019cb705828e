"""An app that reaches the world outside: the user's editor and their clipboard."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message

from explorer.model.problems import Place
from explorer.snapshot import Snapshot, is_installed
from explorer.ui.configured_app import ConfiguredApp
from explorer.ui.messages import message
from explorer.ui.requests import Copy, CopyWayBack, Edit


@message
class EditorFailed(Message):
    """An editor with a window of its own could not be started, or ended with an error."""

    failure: str


class OutsideApp(ConfiguredApp):
    """Fulfils the requests to edit and to copy, from whichever screen they come."""

    # For the subclass that shows an archive

    @property
    def snapshot(self) -> Snapshot:
        """The archive as it is shown."""
        raise NotImplementedError

    def show_archive_in(self, folder: Path) -> None:
        """From here on show the archive in another folder, which has the same records."""
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
            # The explorer waits for the editor only to hear of an error. The editor may outlive it.
            Thread(target=self._edit_elsewhere, args=[command], daemon=True).start()
            self.notify(f"Opened {place.file} at line {place.line}.", timeout=3)

    def offer_copy(self, then: Callable[[Path], None]) -> None:
        """Let the user copy the archive to a folder of their own before they change it, and go on in the copy."""
        from explorer.desk.own_copy import suggested_folder
        from explorer.ui.screens.copy_prompt import CopyPrompt

        self.push_screen(CopyPrompt(suggested_folder(Path.home())), partial(self._copy_archive, then))

    async def _copy_archive(self, then: Callable[[Path], None], given: str | None) -> None:
        """Copy the archive, show the copy from here on, and go on in the copy."""
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
            self.notify("This terminal can’t be given to an editor.", severity="error")
            return
        if failure:
            self.notify(failure, severity="error")
        self.refresh(layout=True)
        self.read_again()

    def _edit_elsewhere(self, command: list[str]) -> None:
        """Run an editor that has a window of its own. To be called in a thread."""
        silent = subprocess.DEVNULL
        failure = _failure_of(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
        if failure:
            self.post_message(EditorFailed(failure))

    @on(EditorFailed)
    def _say_failed(self, event: EditorFailed) -> None:
        self.notify(event.failure, severity="error")

    # The clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Offer text to the clipboard of whoever looks. Textual calls this, too, however something is copied."""
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
        """Put text on the user's clipboard, and say with what."""
        from explorer.desk import clipboard

        way = await asyncio.to_thread(clipboard.copy, event.text, os.environ)
        if way is not None:
            self.notify(f"Copied {event.what} with {way}.", timeout=3)
            return
        self.copy_to_clipboard(event.text)
        file = await asyncio.to_thread(clipboard.keep, event.text)
        kept = f"it is in {file} too" if file else "no file could be written either"
        offered = f"No program took {event.what}. It was offered to the terminal (OSC 52), which does not say whether"
        self.notify(f"{offered} it took it; {kept}.", severity="warning", timeout=12)


def _failure_of(
    command: list[str], run: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run, **options: Any
) -> str:
    """Run an editor until it ends. Returns a sentence on what went wrong; empty when nothing did."""
    try:
        status = run(command, **options).returncode
    except OSError as error:
        return f"{command[0]} can’t be run: {error.strerror}."
    return f"{command[0]} ended with {status}." if status else ""
