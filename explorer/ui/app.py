"""The app: it owns reading and reloading the archive, the editor, the clipboard, and which screen is on top."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.app import SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from explorer.desk import kept_queries
from explorer.desk.kept_queries import Queries
from explorer.display import clean
from explorer.files import record_cache
from explorer.snapshot import ArchiveError, Snapshot, is_large, pending, read_again, read_snapshot
from explorer.ui.key_order import KeyOrder
from explorer.ui.requests import ChangeQueries, Copy, Edit, OpenTrail, Reload
from explorer.ui.saved_queries import SavedQueries
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.main_screen import MainScreen
from explorer.ui.terminal_app import TerminalApp

if TYPE_CHECKING:
    from explorer.search import SearchIndex

# How long the thread that makes the index lets others run between its steps, in seconds.
_PAUSE = 0.0002
# What Textual would offer that the explorer has under another name, or that is no command here.
_NOT_OURS = {"Quit", "Keys", "Maximize", "Minimize", "Screenshot"}
_PALETTE_LEAVES_OUT = {"command_palette", "app.command_palette", "help_quit", "app.help_quit"}


class _NeedlessError(Exception):
    """What is being read or prepared will not be shown any more."""


class ExplorerApp(TerminalApp):
    """The terminal explorer on one archive.

    `trail` has the refs to start at, and `query` is the search to start with.
    """

    TITLE = "Article Explorer"
    COMMANDS = TerminalApp.COMMANDS | {SavedQueries}
    # Textual does not load the style sheet of a default screen by itself.
    CSS_PATH: ClassVar[list[str]] = ["app.tcss", "screens/main_screen.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Search people, quotes, topics and events"),
        Binding("q", "quit", "Quit"),
        Binding("question_mark", "help", "Help", key_display="?", tooltip="Every key and what it does"),
        Binding("exclamation_mark", "problems", "Problems", key_display="!", tooltip="What is wrong in the archive"),
        Binding("s", "sources", "Sources", tooltip="Who says so: on whose word each topic rests"),
        Binding("t", "timeline", "Timeline", tooltip="The events by date"),
        Binding("ctrl+p", "command_palette", "Commands", tooltip="Find a command by name"),
    ]

    def __init__(self, root: Path, trail: Sequence[str] = (), query: str = "") -> None:
        super().__init__()
        self.root = root
        self._keys = KeyOrder(self, super().on_event)
        # A large archive is read behind the first frame; but where a trail starts must be known before.
        waits = bool(trail) or not is_large(root)
        self.snapshot = read_snapshot(root, record_cache.load(root)) if waits else pending(root)
        self._index: SearchIndex | None = None
        self._readings = self._shown = 0
        self.main = MainScreen(trail, query)
        self.main.set_reactive(ArchiveScreen.snapshot, self.snapshot)

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    def on_mount(self) -> None:
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        """Begin what the first frame could do without."""
        self._remember()
        if self.snapshot.pending:
            self.reload()
        else:
            self._after_first_reading()

    def _after_first_reading(self) -> None:
        # There may be very many records, and hardly any garbage: looking for it among them would stop the screen.
        gc.freeze()
        gc.enable()
        self._prepare(self.snapshot)
        self._watch()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._keys.put(event)
        else:
            await super().on_event(event)

    def _back(self, show: Callable[..., object], *given: object) -> None:
        """From another thread, call something on the screen's, unless the explorer is being left meanwhile."""
        if self.is_running:
            self.call_from_thread(lambda: show(*given) if self.is_running else None)

    # The archive

    def reload(self, *, asked: bool = False) -> None:
        """Read the archive again, off the screen's thread, and show it; say so when the reader asked for it."""
        self._readings += 1
        self._read(self._readings, asked)

    # Each with a description: without one, Textual would write out the arguments, the whole archive among them.

    @work(thread=True, group="read", description="read the archive")
    def _read(self, number: int, asked: bool) -> None:
        def pause() -> None:
            if not self.is_running:
                raise _NeedlessError
            time.sleep(_PAUSE)

        try:
            if self.snapshot.pending:
                snapshot = read_snapshot(self.root, record_cache.load(self.root), pause)
            else:
                snapshot = read_again(self.snapshot, pause)
        except ArchiveError as error:
            self._back(partial(self.notify, str(error), severity="error"))
            return
        except _NeedlessError:
            return
        self._back(self._show, snapshot, number)
        if asked:
            self._back(partial(self.notify, "Read again.", timeout=2))

    def _show(self, snapshot: Snapshot, number: int) -> None:
        """Show a new reading, unless a later one has been shown already."""
        if number < self._shown:
            return
        self._shown = number
        first, self.snapshot = self.snapshot.pending, snapshot
        for screen in self.screen_stack:
            if isinstance(screen, ArchiveScreen):
                screen.snapshot = snapshot
        if first:
            self._after_first_reading()
        else:
            self._prepare(snapshot)

    @work(thread=True, exclusive=True, group="index", description="index the archive")
    def _prepare(self, snapshot: Snapshot) -> None:
        """Make what was read searchable, and keep it for the next start, off the screen's thread."""
        from explorer.search import SearchIndex

        def pause() -> None:
            if snapshot is not self.snapshot or not self.is_running:
                raise _NeedlessError
            time.sleep(_PAUSE)

        statuses = {ref: found.status for ref, found in snapshot.verifications.items()}
        with suppress(_NeedlessError):
            for index in SearchIndex.following(self._index, snapshot.archive, statuses, pause):
                pause()
                self._back(self.use_index, index)
            record_cache.save(self.root, snapshot.files)

    def use_index(self, index: SearchIndex) -> None:
        """Search with an index from here on, unless another state of the archive is shown by now."""
        if index.archive is self.snapshot.archive:
            self._index = index
            self.main.index_ready(index)

    @work(exclusive=True, group="watch")
    async def _watch(self) -> None:
        from explorer.files import watching

        # A file saved between the reading and the watching is noticed by its stamp.
        read = {name: file.stamp for name, file in self.snapshot.files.items()}
        async for _ in watching.changes(self.root, read):
            self.reload()

    @on(Reload)
    def _reload_asked(self) -> None:
        self.reload(asked=True)

    # Queries

    @work(thread=True, group="queries", description="keep the queries")
    def _remember(self, change: Callable[[Queries], Queries] | None = None, told: str = "") -> None:
        """Read the queries that were kept, or change them as well; say what was done, or why it was not."""
        try:
            queries = kept_queries.update(change) if change else kept_queries.load()
        except OSError as error:
            if told:
                self._back(partial(self.notify, f"It can’t be saved: {error}", severity="error"))
            return
        self._back(self.main.show_queries, queries)
        if told:
            self._back(partial(self.notify, told, timeout=4))

    @on(ChangeQueries)
    def _change_queries(self, event: ChangeQueries) -> None:
        self._remember(event.change, event.told)

    # Screens

    def search_for(self, query: str) -> None:
        """Leave every other screen, and search for a query."""
        self.action_search()
        self.main.search(query)

    def action_search(self) -> None:
        self._leave_for_main()
        self.main.start_search()

    @on(OpenTrail)
    def _open_trail(self, event: OpenTrail) -> None:
        self._leave_for_main()
        self.main.open_trail(event.trail)

    def _leave_for_main(self) -> None:
        while self.screen is not self.main:
            self.pop_screen()

    def action_help(self) -> None:
        from explorer.ui.screens.help_screen import HelpScreen

        self.push_screen(HelpScreen())

    def action_problems(self) -> None:
        from explorer.ui.screens.problems_screen import ProblemsScreen

        self.push_screen(ProblemsScreen(self.snapshot))

    def action_sources(self) -> None:
        from explorer.ui.screens.sources_screen import SourcesScreen

        self.push_screen(SourcesScreen(self.snapshot, self.main.view.trail))

    def action_timeline(self) -> None:
        from explorer.ui.screens.timeline_screen import TimelineScreen

        self.push_screen(TimelineScreen(self.snapshot, self.main.view.current))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the palette: Textual's own, and one for each thing that a key does here."""
        yield from (command for command in super().get_system_commands(screen) if command.title not in _NOT_OURS)
        offered: set[str] = set()
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            told = binding.show or binding.tooltip
            if enabled and told and binding.action not in offered | _PALETTE_LEAVES_OUT:
                offered.add(binding.action)
                run = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, tooltip or binding.description, run)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell the reader something. The message may hold text from anywhere: it is made safe, and is never markup."""
        super().notify(clean(message), title=title, severity=severity, timeout=timeout, markup=False)

    # The world outside

    @on(Edit)
    def _edit(self, event: Edit) -> None:
        from explorer.desk import editors

        place = event.place
        try:
            command = editors.editor_command(self.root / place.file, place.line, place.column, os.environ)
        except editors.NoEditorError as error:
            self.notify(str(error), severity="error")
            return
        if editors.uses_terminal(command):
            self._edit_here(command)
        else:
            # The editor may outlive the explorer, which waits for it only to know that it ended.
            Thread(target=self._edit_elsewhere, args=[command], daemon=True).start()
            self.notify(f"Opened {place.file} at line {place.line}.", timeout=3)

    def _edit_here(self, command: list[str]) -> None:
        """Give the terminal to an editor until it ends."""
        try:
            # Nothing may be raised while the app is suspended: it would not come back.
            with self.suspend():
                failure = _failure_of(command, self.ending.run)
        except SuspendNotSupported:
            self.notify("This terminal can’t be given to an editor.", severity="error")
            return
        if failure:
            self.notify(failure, severity="error")
        self.refresh(layout=True)
        self.reload()

    def _edit_elsewhere(self, command: list[str]) -> None:
        """Run an editor that has a window of its own, in a thread."""
        silent = subprocess.DEVNULL
        failure = _failure_of(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
        if failure:
            self._back(partial(self.notify, failure, severity="error"))

    @on(Copy)
    async def _copy(self, event: Copy) -> None:
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
    """Run an editor until it ends. Returns what went wrong, or nothing."""
    try:
        status = run(command, **options).returncode
    except OSError as error:
        return f"{command[0]} can’t be run: {error.strerror}."
    return f"{command[0]} ended with {status}." if status else ""
