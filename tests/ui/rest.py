"""When a running app is at rest: nothing that was begun is still to come, however slow the machine is.

Textual tells this to nobody: what is looked at is its own state, and no clock. Nor does one tell when to paint: the
screen is painted when there is nothing else to do, and between keys.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.app import App
from textual.dom import DOMNode
from textual.events import Resize
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

from explorer.ui.app import ExplorerApp
from explorer.ui.key_order import KeyOrder
from explorer.ui.textual_inside import is_waiting

# Workers that run as long as the app does.
NEVER_DONE = frozenset({"watch", "verify"})

# A timer that fires once, within so many seconds, is a step of what was begun (a resize, say); one that takes longer is
# for the reader (a notification that goes).
_SOON = 0.1
# Seconds between looks while a thread has the work, which needs the processor more than the looks do.
_PAUSE = 0.002
# So many frames may be painted between two keys: what one of them shows may ask for the next.
_MOST_FRAMES = 8
# After so many turns of the event loop it is looked at in any case: something may go on for ever.
_MOST_TURNS = 1000
# What looks at the event loop in each turn.
_looks: set[Callable[[], None]] = set()


async def at_rest(app: App[None], may_run: Collection[str] = NEVER_DONE, most: float = 60) -> None:
    """Wait until an app is at rest, but for the workers of the groups that `may_run`.

    Raises AssertionError, with what is still busy, after `most` seconds.
    """
    ends = time.monotonic() + most
    with undrawn():
        while _goes_on(app):
            await _nothing_is_ready(app)
            # A screen that opens is laid out when all that it is made of is there, as by a fast machine.
            quiet = _is_quiet(app)
            if (quiet or _keys_wait(app)) and _paints_something(app):
                paint(app)
                quiet = _is_quiet(app)
            if quiet and not any(True for _ in _begun(app, may_run)):
                return
            if time.monotonic() > ends:
                raise AssertionError(f"still busy after {most} s: {'; '.join(what_is_busy(app, may_run))}")
            await asyncio.sleep(_PAUSE if quiet else 0)


async def _nothing_is_ready(app: App[None]) -> None:
    """Wait until the event loop has nothing that it could run at once: to look by a callback costs least."""
    loop = asyncio.get_running_loop()
    ready = loop._ready  # type: ignore[attr-defined]  # noqa: SLF001
    found = loop.create_future()
    turns = 0

    def look() -> None:
        nonlocal turns
        turns += 1
        if found.done():  # who waited was cancelled
            return
        if not ready or turns == _MOST_TURNS or not _goes_on(app):
            found.set_result(None)
        else:
            loop.call_soon(look)

    _looks.add(look)
    try:
        look()
        await found
    finally:
        _looks.discard(look)


def _is_anything_else_ready() -> bool:
    """Whether the event loop has anything to run at once but to look whether it has."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # noqa: SLF001
    # Another thread may add to it meanwhile.
    return any(handle._callback not in _looks for handle in ready.copy())  # noqa: SLF001


def _painted_between_keys(settle: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Before the next key is handed on, the screen is painted, as between the keys of a fast typist."""

    async def settled(self: KeyOrder, target: DOMNode) -> None:
        await settle(self, target)
        for _ in range(_MOST_FRAMES):
            if not self.waiting or not _is_to_be_painted(self._app.screen):
                break
            paint(self._app)
            await settle(self, target)

    return settled


def resize(app: App[None], size: Size) -> None:
    """Give the terminal another size, as Textual's Pilot does; but it asks each widget then whether it is idle."""
    assert app._driver is not None  # noqa: SLF001
    app._driver._size = size  # noqa: SLF001
    app.post_message(Resize(size, size))


def by_no_clock(patch: pytest.MonkeyPatch) -> None:
    """Paint at no ticks, of which a busy machine has others, and let the next key wait as long as it takes."""
    patch.setattr("textual.screen.UPDATE_PERIOD", 3600.0)
    patch.setattr("explorer.ui.key_order._PATIENCE", 3600.0)
    patch.setattr("explorer.ui.key_order.is_anything_ready", _is_anything_else_ready)
    patch.setattr(KeyOrder, "_settle", _painted_between_keys(KeyOrder._settle))  # noqa: SLF001


@contextmanager
def undrawn() -> Iterator[None]:
    """Nothing is drawn that nobody looks at: drawing changes nothing else, and would be a fifth of a test's time.

    Textual's screenshots are drawn, as strips and for SVG.
    """
    update = Compositor.render_update

    def screenshot(compositor: Compositor, *, simplify: bool = False, **how: Any) -> RenderableType | None:
        return update(compositor, simplify=True, **how) if simplify else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", screenshot)
        yield


def what_is_busy(app: App[None], may_run: Collection[str] = NEVER_DONE) -> Iterator[str]:
    """What is still to come, in words."""
    return (f"{who!r} {how}" for who, how in _busy(app, may_run))


def _busy(app: App[None], may_run: Collection[str]) -> Iterator[tuple[object, str]]:
    """What is still to come: who, and what of it. To put each into words would take longer than to look."""
    yield from ((pump, "has messages") for pump in _pumps(app) if not _waits(pump))
    yield from _begun(app, may_run)


def _begun(app: App[None], may_run: Collection[str]) -> Iterator[tuple[object, str]]:
    """What is still to come where nobody has a message."""
    for pump in _pumps(app):
        timers = pump._timers  # noqa: SLF001 - as above
        if timers.data and any(map(_is_due, timers)):  # type: ignore[attr-defined]  # to begin to go through it takes far longer
            yield pump, "has a timer"
    if _is_to_be_painted(app.screen):
        yield app.screen, "is to be painted"
    for screen in app._background_screens:  # noqa: SLF001
        # What is wanted of a screen below another may stay so for ever: only where its timer goes on will it come.
        if _is_unpainted(screen) and screen._update_timer._active.is_set():  # noqa: SLF001
            yield screen, "is to be painted"
    yield from ((worker, "runs") for worker in app.workers if not _may_run(worker, may_run))
    if app._animator._animations or app._animator._scheduled:  # noqa: SLF001
        yield app, "moves something"
    if _keys_wait(app):
        yield app, "has keys that wait"


def _keys_wait(app: App[None]) -> bool:
    return isinstance(app, ExplorerApp) and bool(app._keys._waiting or app._keys._task)  # noqa: SLF001


def _goes_on(app: App[None]) -> bool:
    return app.is_running and not app._exit and app._exception is None and bool(app._screen_stack)  # noqa: SLF001


def _pumps(app: App[None]) -> list[MessagePump]:
    """The app, its screens, and all widgets, those that are being taken away among them."""
    # To go through a WeakSet itself takes far longer.
    nodes = (known() for known in app._registry.data)  # type: ignore[attr-defined]  # noqa: SLF001
    return [app, *(node for node in nodes if node is not None)]


def _is_quiet(app: App[None]) -> bool:
    """Whether nobody has a message, and no callback waits in the event loop, of which its owner shows nothing."""
    waiting = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # noqa: SLF001
    return not waiting and all(map(_waits, _pumps(app)))


def _waits(pump: MessagePump) -> bool:
    """Whether all that was sent is handled, and what was sent next would be handled at once."""
    if pump._task is None or pump._task.done():  # noqa: SLF001
        return True
    return is_waiting(pump)


def _is_due(timer: object) -> bool:
    once = timer._repeat == 0 and timer._interval <= _SOON  # type: ignore[attr-defined]  # noqa: SLF001
    task = timer._task  # type: ignore[attr-defined]  # noqa: SLF001
    return once and task is not None and not task.done() and timer._active.is_set()  # type: ignore[attr-defined]  # noqa: SLF001


def _is_to_be_painted(screen: Screen[object]) -> bool:
    return bool(screen._callbacks) or _is_unpainted(screen)  # noqa: SLF001


def _is_unpainted(screen: Screen[object]) -> bool:
    wanted = screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required  # noqa: SLF001
    return any(wanted) or bool(screen._dirty_widgets)  # noqa: SLF001


def _paints_something(app: App[None]) -> bool:
    """Whether there is anything to `paint`."""
    return _is_to_be_painted(app.screen) or any(
        screen._update_timer._active.is_set()  # noqa: SLF001
        for screen in app._background_screens  # noqa: SLF001
    )


def paint(app: App[None]) -> None:
    """Paint now what would be painted at the next tick, if there were ticks."""
    if not app._batch_count:  # noqa: SLF001
        app.screen._on_timer_update()  # noqa: SLF001
        for screen in app._background_screens:  # noqa: SLF001
            if screen._update_timer._active.is_set():  # noqa: SLF001
                screen._on_timer_update()  # noqa: SLF001


def _may_run(worker: Worker[object], groups: Collection[str]) -> bool:
    return worker.group in groups or worker.is_finished
