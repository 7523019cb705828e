"""The app: the archive that it shows, the order of keys, the other screens and the palette."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from textual import events, on
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer

from explorer.desk import crash_report, sessions
from explorer.desk.last_picture import Painted, Picture
from explorer.desk.sessions import Session
from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.display import clean
from explorer.snapshot import Snapshot, is_installed, is_large, pending, read_unchecked
from explorer.store import as_kept, read_kept
from explorer.ui import toasts
from explorer.ui.ending import GONE
from explorer.ui.garbage import collect_when_idle
from explorer.ui.key_order import KeyOrder
from explorer.ui.keys import bind, bindings
from explorer.ui.late import run_in_thread
from explorer.ui.requests import AddArticles, Jump, MainRequest, OpenTrail, ScreenName, SearchFor, ShowScreen
from explorer.ui.screens.archive_screen import LeafScreen
from explorer.ui.screens.main_screen import MainScreen
from explorer.ui.terminal_cursor import cursor_of
from explorer.ui.textual_inside import all_painted
from explorer.ui.writing_app import WritingApp

# Seconds after the start when it imports what the start did without.
_STARTED = 2.0


class ExplorerApp(WritingApp):
    """The terminal explorer on one archive.

    `trail` has the refs to start at, and `query` is the search to start with. Without either, it goes on where
    `session` ended. `painted` says that this is on the screen already.
    """

    TITLE = "Article Explorer"
    # Textual does not load the style sheet of a default screen by itself.
    CSS_PATH: ClassVar[list[str]] = ["app.tcss", "screens/main_screen.tcss"]  # type: ignore[assignment]
    BINDINGS = bindings(
        bind("slash", "search", "Search", "Search people, quotes, topics and events"),
        bind("question_mark,f1", "help", "Help", "Every key and what it does"),
        bind("exclamation_mark", "show('problems')", "Problems", "What is wrong in the archive", id="problems"),
        bind("s", "show('sources')", "Sources", "Who says so: on whose word each topic rests", id="sources"),
        bind("t", "show('timeline')", "Timeline", "The events by date", id="timeline"),
        bind("0", "show('overview')", "Overview", "The archive at a glance, in numbers", id="overview"),
        bind("c", "show('changes')", "Changes", "What the last edits meant, record by record", id="changes"),
        bind("D", "show('drafts')", "Drafts", "The drafts that nobody has accepted yet, one by one", id="drafts"),
        bind("K", "proposals", "Proposed topics", "Topics proposed from the words of the archive, to accept or reject"),
        bind("A", "add", "Add", "Add articles: .txt, .md and .html files, each with drafts"),
        bind("f", "jump", "Follow", "Show a letter on each link, row and pane; typing it goes there", id="follow"),
        bind("u", "undo", "Undo", "Undo the last change to the YAML, even from an earlier session"),
        bind("ctrl+r", "redo", "Redo", "Do again what was undone"),
        bind("ctrl+p", "command_palette", "Commands", "Find a command by name", id="commands"),
        bind("ctrl+z", "suspend_process", "Suspend", "Go to the shell; fg brings the explorer back", id="suspend"),
        bind("ctrl+q", "quit", "Quit", "Quit from anywhere", id="quit-at-once", priority=True),
    )

    def __init__(
        self,
        root: Path,
        trail: Sequence[str] = (),
        query: str = "",
        session: Session | None = None,
        settings: Settings = AS_THEY_COME,
        painted: Painted | None = None,
    ) -> None:
        super().__init__(settings)
        self.found = painted.found if painted else None
        self._keys = KeyOrder(self, super().on_event)
        # A large archive that has changed is read after the first frame, which shows it as it was; but not when there
        # is a trail, which needs the records as they are.
        snapshot: Snapshot | None = as_kept(root, painted.store if painted else "")
        if snapshot is None or snapshot.is_past:
            is_read_behind = (snapshot is not None and snapshot.has_many_files) or is_large(root)
            if not is_read_behind or (snapshot and trail):
                snapshot = read_kept(root)
            elif trail:
                snapshot = read_unchecked(root)
            else:
                snapshot = snapshot or pending(root)
        self._rest: Timer | None = None
        # What is on the screen at the end, if the next start will show just that.
        self.picture: Picture | None = None
        self.main = MainScreen(snapshot, trail, query, session, is_painted=painted is not None)
        self.main.set_reactive(MainScreen.settings, self.settings)

    @property
    def snapshot(self) -> Snapshot:
        """The archive as it is shown."""
        return self.main.snapshot

    @property
    def events_waiting(self) -> int:
        """How many events wait to be handled."""
        return self.message_queue_size + self._keys.waiting

    def show_archive_in(self, folder: Path) -> None:
        self.main.move_to(folder)

    def read_again(self) -> None:
        self.main.reload()

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    def on_mount(self) -> None:
        self.watch(self.main, "snapshot", self.snapshot_shown, init=False)
        self.call_after_refresh(self.main.begin)
        self._rest = collect_when_idle(self)
        self.set_timer(_STARTED, self._import_ahead)

    def _import_ahead(self) -> None:
        run_in_thread(self.main, "import", "import the other screens", _import_screens)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, and keep the place for the next start; but not after a crash, since the place may be the cause."""
        self.ending.free_memory()
        if return_code == crash_report.CRASHED:
            sessions.forget(self.snapshot.root)
        elif self.main.is_mounted and not self._exit:
            sessions.save(self.snapshot.root, self.main.session)
            if return_code == 0 and self.screen is self.main and self.main.is_as_it_begins and not self._notifications:
                self.picture = all_painted(self)
        if return_code != GONE:  # else there is no terminal to write to
            stopped = (screen.unfinished for screen in self.screen_stack if isinstance(screen, LeafScreen))
            message = message or next(filter(None, stopped), None)
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        if self._rest and isinstance(event, events.InputEvent | events.Paste):
            self._rest.reset()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._keys.put(event)
        elif not (isinstance(event, events.MouseEvent) and self._points_at_nothing(event)):
            await super().on_event(event)

    def _points_at_nothing(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is on something gone but still painted, such as a toast: Textual would crash."""
        try:
            widget, _ = self.screen.get_widget_at(int(event.x), int(event.y))
        except NoWidget:
            return False
        return self.mouse_captured is None and not widget.is_attached

    @property
    def cursor_position(self) -> Offset:
        """The place where the terminal's cursor is put with each update of the screen."""
        return cursor_of(self.screen)

    @cursor_position.setter
    def cursor_position(self, _: Offset) -> None:
        """Ignore it: Textual's own fields set it when they are used, and nothing else would move it away again."""

    # Screens

    @on(MainRequest)
    def _hand_on(self, event: MainRequest) -> None:
        """Forward a request from another screen to the main screen, which fulfils it."""
        self.main.post_message(event)

    def action_search(self) -> None:
        self.main.post_message(SearchFor())

    def action_help(self) -> None:
        from explorer.ui.screens.help_screen import HelpScreen
        from explorer.ui.screens.key_help import help_for

        self.push_screen(HelpScreen(help_for(self.screen)))

    def action_show(self, name: ScreenName) -> None:
        self.main.post_message(ShowScreen(name))

    def action_jump(self) -> None:
        self.main.post_message(Jump())

    def action_proposals(self) -> None:
        self.action_show("proposals")

    def action_add(self) -> None:
        if is_installed(self.snapshot.root):
            self.offer_copy(lambda _: self.action_add())
        else:
            self.main.post_message(AddArticles())

    def action_command_palette(self) -> None:
        from explorer.ui.palette import CommandPalette, commands, palette_provider, records_found, theme_commands

        if isinstance(self.screen, CommandPalette):
            return
        history, main = self.main.history, self.main

        def search(query: str) -> None:
            main.post_message(SearchFor(query))

        def go_to(ref: str) -> None:
            main.post_message(OpenTrail((ref,)))

        idle = [id for id, views in (("back", history.behind), ("forward", history.ahead)) if not views]
        offered = commands(self.screen, idle, main.queries.saved, search, main.delete_query)
        find = records_found(main.index, self.snapshot.archive, go_to)
        provider = palette_provider(offered, list(theme_commands(self)), find)
        told = "Do, or go to: a command, a name, words of a quote …"
        self.push_screen(CommandPalette([provider], placeholder=told, id="--command-palette"))

    def search_themes(self) -> None:
        from explorer.ui.palette import CommandPalette, palette_provider, theme_commands

        provider = palette_provider(list(theme_commands(self)))
        self.push_screen(CommandPalette([provider], placeholder="The name of a theme …"))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message to the user. It may contain any text: it is made safe, and is never markup.

        A repeated message replaces the one before: a key that is held down would cover the screen with them.
        """
        message = clean(message)
        for before in [each for each in self._notifications if (each.message, each.severity) == (message, severity)]:
            self._unnotify(before, refresh=False)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def post_display_hook(self) -> None:
        for below in self.screen_stack[:-1]:
            toasts.hide(below)
        if self.screen_stack:
            toasts.place(self.screen)


def _import_screens() -> None:
    """Import what a start does without, so that nobody waits for it later: the help knows all screens."""
    from explorer.ui.screens.help_screen import HelpScreen  # noqa: F401
