"""The screen on which articles are added: files are chosen, and what is wrong with some is said below them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from explorer.desk.adding import Outcome, add_files
from explorer.desk.folders import shown
from explorer.display import clean
from explorer.snapshot import Snapshot
from explorer.ui.background import NoLongerWanted, pausing
from explorer.ui.keys import KeysHere, bind
from explorer.ui.messages import message
from explorer.ui.requests import OpenTrail, Reload, ShowScreen
from explorer.ui.screens.file_screen import FileScreen
from explorer.ui.screens.leaf_screen import LeafScreen, leaving
from explorer.ui.widgets.file_list import FileList
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.text_field import PathField
from explorer.ui.wording import styles


@message
class Progressed(Message):
    """So many files are done."""

    count: int


@message
class Ended(Message):
    """What became of each file; or why the archive could not be read."""

    outcomes: Sequence[Outcome]
    failure: str = ""


class AddScreen(FileScreen):
    """Adds the files that are chosen, and then goes to their drafts. What is wrong with a file is said in place."""

    CSS_PATH = "add_screen.tcss"
    AUTO_FOCUS = "#files"
    BINDINGS: ClassVar[list[BindingType]] = [
        *leaving("add", "A"),
        bind("a", "add", "Add", "Add the files that are marked, or the one in use", id="add-files"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._new = ""

    def compose(self) -> ComposeResult:
        yield PathField(shown(Path.cwd()), "a file or a folder", id="path", compact=True, select_on_focus=False)
        yield FileList()
        yield Fitted(id="told", classes="-empty")
        yield KeyHints().data_bind(LeafScreen.snapshot)

    @property
    def keys_here(self) -> KeysHere:
        if self.focused is self.path:
            leave = "stop" if self._is_adding else "to the list"
            keys = {"submit": "take it", "complete": "complete", "leave": leave, "help": "help"}
            return KeysHere("the path", keys)
        count, file = len(self.files.marked), self.files.at_cursor
        adds = {0: "add it", 1: "add the marked one"}.get(count, f"add the {count} marked")
        keys = {
            "go-in": "into the folder" if file and file.is_folder else adds,
            **({"add-files": adds} if count and file and file.is_folder else {}),
            "mark": "mark",
            "outer": "outer folder",
            "search": "type a path",
            "leave": "stop" if self._is_adding else "back",
            "help": "help",
        }
        return KeysHere("the files", keys, [] if file else ["go-in", "mark"])

    # Adding

    def action_add(self) -> None:
        self.take_chosen()

    def take(self, files: Sequence[Path]) -> None:
        if not self._is_adding:
            self._tell("")
            work = partial(self._added, self.snapshot, [str(file) for file in files])
            self.run_worker(work, "add", "add", "add articles", thread=True)
            self.files.border_subtitle = "adding …"

    def _added(self, snapshot: Snapshot, files: Sequence[str]) -> None:
        """Add files. To be called in a thread."""
        pause, done = pausing(get_current_worker(), self), 0

        def before_each(count: int) -> None:
            nonlocal done
            pause()
            done = count
            self.post_message(Progressed(count))

        outcomes: list[Outcome] = []
        try:
            outcomes = add_files(snapshot, files, before_each, pause)
        except OSError as error:
            self.post_message(Ended([], f"{snapshot.root} can’t be read: {error.strerror}"))
        except NoLongerWanted:
            self.post_message(Ended([], f"Stopped after {done} of {len(files)}."))
        else:
            self.post_message(Ended(outcomes))

    @property
    def _is_adding(self) -> bool:
        return any(worker.group == "add" and worker.is_running for worker in self.workers)

    @on(Progressed)
    def _say_how_far(self, event: Progressed) -> None:
        event.stop()
        if event.count:
            self.files.border_subtitle = f"{event.count} added; esc stops"

    @on(Ended)
    def _say_what_became(self, event: Ended) -> None:
        event.stop()
        wrong = [f"{Path(outcome.file).name}: {outcome.why}" for outcome in event.outcomes if outcome.why]
        added = [outcome.done for outcome in event.outcomes if outcome.done]
        self.files.unmark([Path(outcome.file) for outcome in event.outcomes if outcome.done])
        self._tell("\n".join([event.failure, *wrong] if event.failure else wrong))
        # What was added is told when the archive has been read again, as any change of it.
        if added or event.failure:
            self.post_message(Reload())
        if added and not wrong:
            drafts = [each.quote.ref for done in added for each in done.draft.quotes]
            self._new = [*drafts, added[0].draft.article.ref][0]
            self._go_on()

    def show_archive(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """Go to the drafts of what was added, or to an article without any, once the archive has been read again."""
        if self._new and self.snapshot.archive.find(self._new):
            ref, self._new = self._new, ""
            if ref.startswith("quote/"):
                self.post_message(ShowScreen("drafts", (ref,)))
            else:
                self.post_message(OpenTrail((ref,)))

    def _tell(self, text: str) -> None:
        line = self.query_one("#told", Fitted)
        line.content = Content.styled(clean(text), styles.ERROR)
        line.set_class(not text, "-empty")

    def action_leave(self) -> None:
        if self._is_adding:
            self.workers.cancel_group(self, "add")
            # Whoever stops it goes on to leave: q is no letter of a path then.
            self.set_focus(self.files)
        elif self.focused is self.path:
            self.set_focus(self.files)
        else:
            super().action_leave()
