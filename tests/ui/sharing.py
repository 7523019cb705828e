"""Apps that tests share: to start one takes longer than most tests do with it.

After each test an app goes back to its first state. Where anything of it then is not as it was at its start, the app is
closed, and the next test starts another one: whatever a test does, the next one can't tell. A test that does something
to what an app meets at its start has an app of its own: it asks for `monkeypatch`, or has written to the state folder.
Where EXPLORER_SHARED is 0, every test has one.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from enum import Enum
from pathlib import Path

import msgspec
import pytest
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.geometry import Size
from textual.layout import Layout
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets._toast import ToastHolder, ToastRack
from ui.rest import at_rest, resize

from explorer.model.history import History
from explorer.snapshot import Snapshot
from explorer.ui.app import ExplorerApp
from explorer.ui.navigation import PanesState
from explorer.ui.widgets.search_bar import Recall

# So many apps are kept, those that were used last; and so many seconds may one take to come to rest.
_MOST = 16
_PATIENCE = 10.0

# When something was last done, how often, what is to be drawn, and what was worked out once for all further times.
_OF_NO_ACCOUNT = {
    "_last_idle",
    "_last_scroll_time",
    "_layout_updates",
    "_dirty_regions",
    "_made_row",
    "_visual_style",
    "_visual_style_cache",
    "_visual_style_cache_key",
    "_extrema",
    "_vertical_scrollbar",
    "_horizontal_scrollbar",
    "_scrollbar_corner",
    "_rich_style_cache",
    "_repaint_regions",
    "_components_of",
    "_reactive_stack_updates",
    "_reactive__cursor_visible",
    "_anchor_released",
    "_repaint_required",
    "_render_cache",
    "_layout_cache",
    "_scrollbar_changes",
}
# Most of what is kept is of these, and is compared as it is.
_AS_THEY_ARE = {type(None), bool, int, float, str}
# Where the mouse was, and what it did last.
_OF_THE_MOUSE = (
    "mouse_position",
    "mouse_position_high_resolution",
    "_mouse_down_widget",
    "_click_chain_last_offset",
    "_click_chain_last_time",
    "_chained_clicks",
)
# Where a widget was, and what it had room for, when it was last to be seen.
_OF_THE_SEEN = {
    "_size",
    "_container_size",
    "_fitted",
    "_lines",
    "_text_lines",
    "_room",
    "_reactive_virtual_size",
    "_reactive_show_vertical_scrollbar",
    "_reactive_show_horizontal_scrollbar",
}


class SharedApp:
    """An app that goes on when a test has ended, in a task of its own."""

    def __init__(self, root: Path, size: tuple[int, int]) -> None:
        self.app = ExplorerApp(root)
        self.pilot: Pilot[None]
        self._size = size
        self._ends = asyncio.Event()
        self._task: asyncio.Task[None]

    async def start(self) -> None:
        """Start the app, and remember how it is then."""
        started = asyncio.Event()

        async def run() -> None:
            async with self.app.run_test(size=self._size, notifications=True) as self.pilot:
                started.set()
                await self._ends.wait()

        self._task = asyncio.create_task(run())
        waits = asyncio.create_task(started.wait())
        await asyncio.wait([self._task, waits], return_when=asyncio.FIRST_COMPLETED)
        if not waits.done():
            waits.cancel()
            await self._task
        with self.app._context():  # noqa: SLF001 - as run_test does
            await at_rest(self.app)
            main = self.app.main
            self._given = {name: getattr(main, name) for name in ("search", "queries", "edits")}
            self._view, self._used = main.view, list(main.panes._used)  # noqa: SLF001
            self._mouse = {name: getattr(self.app, name) for name in _OF_THE_MOUSE}
            self._first = state_of(self.app)

    async def close(self) -> None:
        """End the app. Raises what it ended by itself with."""
        self._ends.set()
        await self._task

    async def go_back(self) -> bool:
        """Go back to how the app was when it was started. Returns whether it is."""
        app, main = self.app, self.app.main
        if not app.is_running or app._exit or app._exception:  # noqa: SLF001
            return False
        try:
            app.clear_notifications()
            while app.screen is not main:
                app.pop_screen()
            if app.size != self._size:
                resize(app, Size(*self._size))
            await main.query(ToastHolder).remove()
            await self._rest()
            for name, value in self._mouse.items():
                setattr(app, name, value)
            app._clipboard = ""  # noqa: SLF001
            main.clear_selection()
            main.history = History()
            main._places, main._started = {}, {}  # noqa: SLF001
            main.search_bar.write("")
            main.search_bar._recall = Recall()  # noqa: SLF001
            main.panes.filter.value = main.panes.filter.placeholder = ""
            vars(main).pop("_opens", None)
            for name, value in self._given.items():
                setattr(main, name, value)
            main.panes.zoomed = False
            main.show_view(self._view)
            await self._rest()
            for box in main.query(Input):
                box.remove_class("-valid")
                box.scroll_to(0, 0, animate=False)
                box._initial_value = box.select_on_focus = True  # noqa: SLF001
            await self._rest()
        except AssertionError:
            return False
        main.panes._used = list(self._used)  # noqa: SLF001
        return self._first == state_of(app)

    async def _rest(self) -> None:
        await at_rest(self.app, most=_PATIENCE)


class SharedApps:
    """The apps that the tests of one process share, by archive and size, and whether there is no colour.

    `archives` are those that no test changes. The test that runs `may_lend` what others use, unless it does something
    to what an app meets at its start. `closed` counts the apps that were not as at their start after a test.
    """

    def __init__(self) -> None:
        self.archives: set[Path] = set()
        self.closed = 0
        self._apps: dict[object, SharedApp] = {}
        self.may_lend = False

    def on(self, archive: Path) -> Path:
        """Lend apps on an archive that no test changes. Returns its folder."""
        self.archives.add(archive)
        return archive

    @contextmanager
    def lent_to(self, test: pytest.FixtureRequest) -> Iterator[None]:
        """Lend apps to a test, unless it does something to what an app meets at its start."""
        self.may_lend = not _patches(test)
        yield
        self.may_lend = False

    def can_be_lent(self, archive: Path) -> bool:
        """Whether the test that runs may use an app on an archive that others use, too."""
        is_shared = self.may_lend and os.environ.get("EXPLORER_SHARED") != "0"
        return is_shared and archive in self.archives and not Path(os.environ["XDG_STATE_HOME"]).exists()

    @asynccontextmanager
    async def lent(self, archive: Path, size: tuple[int, int]) -> AsyncIterator[SharedApp]:
        """An app as it is at its start. It is closed when what uses it fails."""
        key = archive, size, os.environ.get("NO_COLOR")
        shared = self._apps.pop(key, None)
        if shared is None:
            shared = SharedApp(archive, size)
            await shared.start()
        try:
            # The loop has one handler of what fails in it, that of the app that was started last.
            asyncio.get_running_loop().set_exception_handler(shared.app._task_failed)  # noqa: SLF001
            with shared.app._context():  # noqa: SLF001 - as run_test does
                yield shared
                is_back = await shared.go_back()
        except BaseException:
            await shared.close()
            raise
        if is_back and key not in self._apps:
            self._apps[key] = shared
        else:
            self.closed += 1
            await shared.close()
        while len(self._apps) > _MOST:
            await self._apps.pop(next(iter(self._apps))).close()

    async def close(self) -> None:
        """End all apps that wait for a test."""
        while self._apps:
            await self._apps.popitem()[1].close()


apps = SharedApps()


def _patches(test: pytest.FixtureRequest) -> bool:
    """Whether a test, or a fixture of its own module, asks for `monkeypatch`."""
    known = test.node._fixtureinfo  # noqa: SLF001
    own = [
        each
        for several in known.name2fixturedefs.values()
        for each in several
        if "::" in each.baseid or ".py" in each.baseid
    ]
    return "monkeypatch" in known.argnames or any("monkeypatch" in each.argnames for each in own)


def state_of(app: ExplorerApp) -> dict[str, object]:
    """All that an app, its screens and its widgets keep, but for what only tells how much was done with them."""
    nodes: list[DOMNode] = [app, *app.screen_stack, *app.screen_stack[0].query("*")]
    nodes = [node for node in nodes if not isinstance(node, ToastRack) or node.children]
    return {f"{number} {node.css_identifier}": dict(_kept(node)) for number, node in enumerate(nodes)}


def _kept(node: DOMNode) -> Iterator[tuple[str, object]]:
    unseen = isinstance(node, Widget) and not node.region.area
    for name, value in vars(node).items():
        if name == "__watchers":
            watching = [(key, id(who)) for key, watchers in value.items() for who, _ in watchers if who.is_running]
            if watching:
                yield name, Counter(watching)
        elif name in _OF_NO_ACCOUNT or (unseen and name in _OF_THE_SEEN):
            continue
        elif type(value) in _AS_THEY_ARE:
            yield name, value
        elif not (isinstance(node, Input) and name == "_reactive_virtual_size"):
            yield name, _plain(vars(value) if isinstance(value, Recall) else value)


def _plain(value: object) -> object:
    """A value to compare; of what is changed in place, what it holds, and of other objects, which it is."""
    match value:
        case None | bool() | int() | float() | str() | Enum() | Path():
            return value
        case tuple() | list():
            return [_plain(each) for each in value]
        case set() | frozenset():
            return frozenset(map(repr, value))
        case Mapping():
            return {repr(key): _plain(each) for key, each in value.items()}
        case History():
            return [value.behind, value.ahead]
        case Snapshot():
            return id(value)
        case PanesState():
            return [id(value.snapshot), value.trail]  # its cursors are where the panes were to begin
        case msgspec.Struct():
            return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
        case RenderStyles():
            rules = [value.base._rules, value.inline._rules]  # noqa: SLF001
            return [{name: _rule(each) for name, each in dict(of).items()} for of in rules]
        case _:
            return type(value)


def _rule(value: object) -> object:
    """What a rule is set to, to compare: a layout is another object each time."""
    return [type(value), vars(value)] if isinstance(value, Layout) else value
