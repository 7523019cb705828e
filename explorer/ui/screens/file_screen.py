"""The base of a screen on which files are chosen: a path to type, and the files of a folder to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from explorer.desk.folders import Found, Typed, beginning_with, completed, found_in, shown
from explorer.display import clean
from explorer.ui.keys import bind
from explorer.ui.messages import message
from explorer.ui.screens.leaf_screen import LeafScreen
from explorer.ui.widgets.file_list import FileList
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.text_field import PathField

_NOTHING = "There is no folder here, and no .txt, .md or .html."


@message
class Looked(Message):
    """What is in a folder, or why that can't be read. `at` is what is to be in use."""

    folder: Path
    found: list[Found]
    why: str = ""
    at: Path | None = None


class FileScreen(LeafScreen):
    """Lets the user go through folders. A subclass composes the `PathField` and the `FileList`, and takes files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("slash,tilde", "type", "Type a path", "Type a path; Tab completes it", id="search"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._looked = Looked(Path(), [])

    def take(self, files: Sequence[Path]) -> None:
        """Do with files what they were chosen for."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._look(Path.cwd())

    @property
    def path(self) -> Input:
        return self.query_one(PathField)

    @property
    def files(self) -> FileList:
        return self.query_one(FileList)

    def _look(self, folder: Path, at: Path | None = None) -> None:
        self.run_worker(
            partial(self._look_into, folder, at), "look", "look", "look into a folder", exclusive=True, thread=True
        )

    def _look_into(self, folder: Path, at: Path | None) -> None:
        """Read a folder. To be called in a thread."""
        try:
            self.post_message(Looked(folder, found_in(folder), at=at))
        except (OSError, ValueError) as error:
            why = f"{folder} can’t be read: {getattr(error, 'strerror', None) or error}"
            self.post_message(Looked(folder, [], why, at))

    @on(Looked)
    def _show_found(self, event: Looked) -> None:
        event.stop()
        # A large folder that was passed while typing may be read last.
        if event.folder == Typed.of(self.path.value).folder:
            self._looked = event
            self._show_begun(event.at)

    def _show_begun(self, at: Path | None = None) -> None:
        """Show what begins with what is typed."""
        typed, looked = Typed.of(self.path.value), self._looked
        found = beginning_with(looked.found, typed.begin) if typed.folder == looked.folder else []
        self.files.show(looked.folder, found, clean(looked.why or _NOTHING), at)

    @on(Input.Changed)
    def _follow(self, event: Input.Changed) -> None:
        event.stop()
        folder = Typed.of(event.value).folder
        if folder == self._looked.folder:
            self._show_begun()
        else:
            self._look(folder)

    @on(FileList.Go)
    def _go(self, event: FileList.Go) -> None:
        event.stop()
        with self.prevent(Input.Changed):
            self.path.value = shown(event.folder)
        self._look(event.folder, event.to)

    @on(Lines.CursorMoved)
    def _say_keys(self, event: Lines.CursorMoved) -> None:
        event.stop()
        self.refresh_bindings()

    def action_type(self) -> None:
        self.set_focus(self.path)
        self.path.cursor_position = len(self.path.value)

    @on(PathField.Complete)
    def _complete(self, event: PathField.Complete) -> None:
        event.stop()
        self.path.value = completed(self.path.value, self._looked.found)
        self.path.cursor_position = len(self.path.value)

    @on(PathField.ToList)
    def _to_the_list(self, event: PathField.ToList) -> None:
        event.stop()
        self.set_focus(self.files)

    @on(Input.Submitted)
    def _take_typed(self, event: Input.Submitted) -> None:
        """Take the file that is typed, go into the folder, or to the list where that has to be chosen from."""
        event.stop()
        typed = Typed.of(event.value.strip())
        named = [one for one in self._looked.found if one.path.name == typed.begin]
        begun = named or (list(self.files.rows) if typed.begin else [])
        if typed.begin and not begun:
            # What is no article is told as such.
            self.take([typed.folder / typed.begin])
        elif len(begun) == 1 and begun[0].is_folder:
            self.post_message(FileList.Go(begun[0].path))
        elif len(begun) == 1:
            self.take([begun[0].path])
        else:
            self.set_focus(self.files)

    @on(Lines.Chosen)
    def _chosen(self, event: Lines.Chosen) -> None:
        event.stop()
        if self.files.at_cursor and self.files.at_cursor.is_folder:
            self.files.action_inner()
        else:
            self.take_chosen()

    def take_chosen(self) -> None:
        """Take the files that are marked, or the one in use."""
        if files := self.files.chosen:
            self.take(files)
