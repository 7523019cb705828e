"""The explorer in a test's hands: keys go in, and what a reader would see comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from rich.style import Style
from textual._context import visible_screen_stack
from textual.events import Key
from textual.geometry import Region, Size
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from ui import sharing
from ui.rest import NEVER_DONE, at_rest, paint, resize, undrawn

from explorer.desk import sessions
from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.model.records import Kind
from explorer.ui.app import ExplorerApp
from explorer.ui.widgets.bars import StatusLine
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.record_pane import RecordPane

WIDE = (120, 40)
NARROW = (80, 24)

_PANES = ("topics", "people", "events", "quotes", "articles")

# Seconds until what comes from outside of the app, a file or a program, will not come any more, and between two looks.
_PATIENCE = 60
_LOOK = 0.01


class Session:
    """A running explorer and the reader who uses it.

    `held_back` has the groups of workers that a test keeps from coming to their end, so that nothing waits for them.
    """

    def __init__(self, app: ExplorerApp, pilot: Pilot[None]) -> None:
        self.held_back: set[str] = set()
        self.drawn = False  # since something was done, all of it
        self.app = app
        self.pilot = pilot

    # What the reader does

    async def press(self, *keys: str) -> None:
        """Press keys as fast as a terminal can send them, then let all of them take effect."""
        for key in keys:
            self.app.post_message(_key(key))
        await self.settle()

    async def settle(self) -> None:
        """Let all that was begun come to its end, but for what is `held_back`."""
        self.drawn = False
        await at_rest(self.app, NEVER_DONE | self.held_back)

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def search(self, query: str) -> None:
        """Open the search and type a query, once the index is there."""
        await self.until(lambda: self.app.main.index is not None)
        await self.press("/", *query)

    async def start_over(self) -> None:
        """Go back to the first view by keys, for the next of several looks that would have started as many apps."""
        self.app.clear_notifications()
        for _ in range(20):
            if self.screen == "MainScreen" and self.focus in _PANES and not self.trail and not self.narrowed:
                break
            await self.press("escape")
        await self.press("1", "home")
        assert (self.screen, self.focus, self.trail) == ("MainScreen", "topics", [])

    async def click(self, widget: Widget, x: int, y: int, times: int = 1) -> None:
        """Click a cell of a widget, counted from its upper left corner, its border included."""
        await self.pilot.click(widget, offset=(x, y), times=times)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        resize(self.app, Size(width, height))
        await self.settle()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so that comes from outside. Raises AssertionError when it does not come."""
        ends = monotonic() + _PATIENCE
        while not condition():
            if monotonic() > ends:
                raise AssertionError(f"it did not come about; on the screen:\n{self.text}")
            await asyncio.sleep(_LOOK)
            paint(self.app)
        await self.settle()

    # What the reader sees

    @property
    def strips(self) -> list[Strip]:
        """The screen's lines, with their styles. They are drawn now: `settle` and all that calls it draw nothing."""
        self.drawn = True
        return self._drawn(self.app.screen.size.region)

    def _drawn(self, region: Region) -> list[Strip]:
        """The lines of a part of the screen; widgets that are elsewhere are not drawn."""
        visible_screen_stack.set(self.app._background_screens)  # noqa: SLF001 - as Textual's own screenshot does
        compositor = self.app.screen._compositor  # noqa: SLF001
        columns = range(region.x, region.right)
        lines = compositor._render_chops(region, region.line_range.__contains__)  # noqa: SLF001
        return [
            Strip.join([strip for x, strip in lines[y].items() if x in columns]).crop(0, region.width)
            for y in region.line_range
        ]

    def _strips_in(self, widget: Widget) -> list[Strip]:
        return self._drawn(widget.region.intersection(self.app.screen.size.region))

    @property
    def lines(self) -> list[str]:
        """The screen's lines as text."""
        return [strip.text for strip in self.strips]

    @property
    def text(self) -> str:
        """All of the screen."""
        return "\n".join(self.lines)

    def text_in(self, widget: Widget) -> str:
        """What is on the screen where a widget is."""
        return "\n".join(strip.text for strip in self._strips_in(widget))

    def words_in(self, widget: Widget) -> str:
        """The words of a widget's inside as one line, however they are wrapped."""
        inside = [line[1:-1] for line in self.text_in(widget).splitlines()]
        return " ".join(" ".join(inside).split())

    def styled(self, widget: Widget, wanted: Callable[[Style], bool]) -> str:
        """The words of a widget that have a style, as one line; what stands between them is a space."""
        runs = [
            segment.text if segment.style and wanted(segment.style) else " "
            for strip in self._strips_in(widget)
            for segment in strip
        ]
        return " ".join("".join(runs).split())

    @property
    def status(self) -> str:
        """The line with the trail and how the archive stands, though a notification may cover it."""
        return self.app.main.query_one(StatusLine).render().plain.strip()

    @property
    def said(self) -> list[str]:
        """The notifications on the screen."""
        return [note.message for note in self.app._notifications]  # noqa: SLF001 - there is no other list of them

    @property
    def notes(self) -> list[str]:
        """What tells the notifications on the screen from others that say the same."""
        return [note.identity for note in self.app._notifications]  # noqa: SLF001 - as above

    # Where the reader is

    @property
    def focus(self) -> str:
        """The id of the widget that has the keys."""
        return (self.app.focused.id if self.app.focused else None) or ""

    @property
    def screen(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def trail(self) -> list[str]:
        """The refs gone into, from the first."""
        return list(self.app.main.trail)

    def pane(self, kind: Kind) -> RecordPane:
        return self.app.main.panes.pane(kind)

    @property
    def detail(self) -> Lines:
        return self.app.main.panes.detail

    @property
    def results(self) -> Lines:
        return self.app.main.panes.results

    def ids(self, kind: Kind) -> list[str]:
        """The ids of the records in a pane, from the top."""
        return [record.id for record in self.pane(kind).records]

    def count(self, kind: Kind, id: str) -> int:
        """The number of quotes that a pane gives for a record."""
        pane = self.pane(kind)
        assert pane.scope is not None
        return next(pane.scope.count(record) for record in pane.records if record.id == id)

    def at(self, kind: Kind) -> str | None:
        """The id of the record under a pane's cursor."""
        record = self.pane(kind).record
        return record.id if record else None

    @property
    def shown(self) -> str | None:
        """The ref of the record in Detail."""
        shown = self.app.main.panes.detail.shown
        return shown[1].ref if shown else None

    @property
    def narrowed(self) -> bool:
        """Whether a pane has all of the screen, or lists less than all."""
        panes = self.app.main.panes
        return panes.zoomed or any(self.pane(kind).words.strip() for kind in Kind)

    @property
    def hits(self) -> list[str]:
        """The refs that the search found, best first."""
        return [hit.ref for hit in self.app.main.panes.results.found or ()]

    @property
    def place(self) -> tuple[object, ...]:
        """All that a reader would miss if it changed behind their back: trail, focus, cursors, scrolling, Detail."""
        scrolled = tuple(self.pane(kind).scroll_offset.y for kind in Kind)
        return (self.trail, self.focus, self.app.main.panes.cursors, scrolled, self.shown)


@asynccontextmanager
async def opened(
    root: Path,
    size: tuple[int, int] = WIDE,
    ref: str | None = None,
    query: str = "",
    *,
    resumed: bool = False,
    settings: Settings = AS_THEY_COME,
    kind: type[ExplorerApp] = ExplorerApp,
) -> AsyncIterator[Session]:
    """The explorer on an archive, at its first view; or where it was left, if it is `resumed`.

    Tests may share it: what one does before the start of an app, it must ask `monkeypatch` for.
    """
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    as_at_first = kind is ExplorerApp and settings is AS_THEY_COME and not (ref or query or resumed)
    try:
        with undrawn():
            if as_at_first and sharing.apps.can_be_lent(root):
                async with sharing.apps.lent(root, size) as shared:
                    yield Session(shared.app, shared.pilot)
                return
            app = kind(root, [ref] if ref else (), query, sessions.load(root) if resumed else None, settings)
            async with app.run_test(size=size, notifications=True) as pilot:
                session = Session(app, pilot)
                await session.settle()
                yield session
                if session.app.is_running and not session.drawn and session.screen != "MainScreen":
                    assert session.strips  # whatever a test ends with can be drawn; that the panes can, many tests see
    finally:
        loop.set_exception_handler(before)


def _key(name: str) -> Key:
    if len(name) == 1:
        return Key(name if name.isalnum() else _character_to_key(name), name)
    return Key(name, " " if name == "space" else None)
