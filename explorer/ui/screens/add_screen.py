"""The screen for adding articles: the user chooses files, and errors appear below them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from explorer.desk.adding import Outcome, add_files
from explorer.desk.folders import Found, Typed, beginning_with, completed, found_in, shown
from explorer.display import clean
from explorer.snapshot import Snapshot
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import NoLongerWanted, pausing
from explorer.ui.requests import OpenTrail, Reload, ShowScreen
from explorer.ui.screens.archive_screen import LeafScreen, leaving
from explorer.ui.widgets.file_list import FileList
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.text_field import PathField
from explorer.ui.wording import styles

_NOTHING = "There is no folder here, and no .txt, .md or .html."


class AddScreen(LeafScreen):
    """Lets the user browse folders, adds the chosen files, and then goes to their drafts.

    What is wrong with a file is said in place.
    """

    CSS_PATH = "add_screen.tcss"
    AUTO_FOCUS = "#files"
    BINDINGS = bindings(
        *leaving("add", "A"),
        bind("a", "add", "Add", "Add the files that are marked, or the one in use", id="add-files"),
        bind("slash,tilde", "type", "Type a path", "Type a path; Tab completes it", id="search"),
    )

    path = getters.query_one(PathField)
    files = getters.query_one(FileList)

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._found: list[Found] = []
        self._why_none = ""
        self._new = ""

    def body(self) -> ComposeResult:
        yield PathField(shown(Path.cwd()), "a file or a folder", id="path", compact=True, select_on_focus=False)
        yield FileList()
        yield Fitted(id="told", classes="-empty")

    @property
    def keys_here(self) -> KeysHere:
        if self.focused is self.path:
            leave = "stop" if self.is_at_work("add") else "to the list"
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
            "leave": "stop" if self.is_at_work("add") else "back",
            "help": "help",
        }
        return KeysHere("the files", keys, [] if file else ["go-in", "mark"])

    # Choosing

    def on_mount(self) -> None:
        self._look(Path.cwd())

    @work(group="look", description="look into a folder", exclusive=True, thread=True)
    def _look(self, folder: Path, at: Path | None = None) -> None:
        """Read a folder, in a thread."""
        try:
            found, why = found_in(folder), ""
        except (OSError, ValueError) as error:
            found, why = [], f"{folder} can’t be read: {getattr(error, 'strerror', None) or error}"
        self.call_later(self.show_found, folder, found, why, at)

    def show_found(self, folder: Path, found: list[Found], why: str = "", at: Path | None = None) -> None:
        """Show what is in a folder, or why it can't be read; `at` is the row for the cursor."""
        # A large folder that the user typed past may be read last.
        if folder == Typed.of(self.path.value).folder:
            self._folder, self._found, self._why_none = folder, found, why
            self._show_begun(at)

    def _show_begun(self, at: Path | None = None) -> None:
        """Show the names that begin with what is typed."""
        typed = Typed.of(self.path.value)
        found = beginning_with(self._found, typed.begin) if typed.folder == self._folder else []
        self.files.show(self._folder, found, clean(self._why_none or _NOTHING), at)

    @on(Input.Changed)
    def _follow(self, event: Input.Changed) -> None:
        folder = Typed.of(event.value).folder
        if folder == self._folder:
            self._show_begun()
        else:
            self._look(folder)

    @on(FileList.Go)
    def _go(self, event: FileList.Go) -> None:
        with self.prevent(Input.Changed):
            self.path.value = shown(event.folder)
        self._look(event.folder, event.to)

    def action_type(self) -> None:
        self.set_focus(self.path)
        self.path.cursor_position = len(self.path.value)

    def action_complete(self) -> None:
        self.path.value = completed(self.path.value, self._found)
        self.path.cursor_position = len(self.path.value)

    def action_to_list(self) -> None:
        self.set_focus(self.files)

    @on(Input.Submitted)
    def _take_typed(self, event: Input.Submitted) -> None:
        """Take the typed file, or go into the typed folder, or to the list if there is a choice."""
        typed = Typed.of(event.value.strip())
        named = [one for one in self._found if one.path.name == typed.begin]
        begun = named or (list(self.files.rows) if typed.begin else [])
        if typed.begin and not begun:
            # A file that is not an article is reported as such.
            self._add([typed.folder / typed.begin])
        elif len(begun) == 1 and begun[0].is_folder:
            self.post_message(FileList.Go(begun[0].path))
        elif len(begun) == 1:
            self._add([begun[0].path])
        else:
            self.set_focus(self.files)

    @on(Lines.Chosen)
    def _chosen(self) -> None:
        if self.files.at_cursor and self.files.at_cursor.is_folder:
            self.files.action_inner()
        else:
            self.action_add()

    # Adding

    def action_add(self) -> None:
        if files := self.files.chosen:
            self._add(files)

    def _add(self, files: Sequence[Path]) -> None:
        if not self.is_at_work("add"):
            self._tell("")
            self._added(self.snapshot, [str(file) for file in files])
            self.files.border_subtitle = "adding …"

    @work(group="add", description="add articles", thread=True)
    def _added(self, snapshot: Snapshot, files: Sequence[str]) -> None:
        """Add files, in a thread."""
        pause, done = pausing(get_current_worker(), self), 0

        def before_each(count: int) -> None:
            nonlocal done
            pause()
            done = count
            self.call_later(self._say_how_far, count)

        outcomes: Sequence[Outcome] = ()
        failure = ""
        try:
            outcomes = add_files(snapshot, files, before_each, pause)
        except OSError as error:
            failure = f"{snapshot.root} can’t be read: {error.strerror}"
        except NoLongerWanted:
            failure = f"Stopped after {done} of {len(files)}."
        self.call_later(self._say_what_became, outcomes, failure)

    def _say_how_far(self, count: int) -> None:
        if count:
            self.files.border_subtitle = f"{count} added; esc stops"

    def _say_what_became(self, outcomes: Sequence[Outcome], failure: str) -> None:
        wrong = [f"{Path(outcome.file).name}: {outcome.why}" for outcome in outcomes if outcome.why]
        added = [outcome.done for outcome in outcomes if outcome.done]
        self.files.unmark([Path(outcome.file) for outcome in outcomes if outcome.done])
        self._tell("\n".join([failure, *wrong] if failure else wrong))
        # As with any change, what was added is reported when the archive has been read again.
        if added or failure:
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
        if self.is_at_work("add"):
            self.workers.cancel_group(self, "add")
            # Someone who stops it goes on to leave: q must not be typed into the path then.
            self.set_focus(self.files)
        elif self.focused is self.path:
            self.set_focus(self.files)
        else:
            super().action_leave()
