"""Slow work that must not block the keys: it runs in threads, which end when their result is no longer wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from textual.widget import Widget
from textual.worker import Worker, get_current_worker

ResultT = TypeVar("ResultT")
# Called by work between its steps, so that other threads can run. It ends the work when it raises.
Pause = Callable[[], None]

# Seconds that a thread sleeps between its steps, so that others can run; and the least time that it works.
_PAUSE, _STEP = 0.0002, 0.001


class NoLongerWanted(BaseException):
    """Ends the work of a thread: its result would no longer be shown. It is not an error, so it is not reported."""


class Late:
    """What a widget wants to show but would block the keys: it is computed in a thread, and shown when ready.

    Only the latest request is shown. Work on an earlier one ends at its next pause, and so does all work when the
    widget is removed.
    """

    def __init__(self, owner: Widget, name: str, description: str) -> None:
        self._owner = owner
        self._name = name
        self._description = description
        self._wanted: object = None

    @property
    def is_awaited(self) -> bool:
        """Whether something is wanted and not ready yet."""
        return self._wanted is not None

    def want(
        self,
        key: object,
        work: Callable[[Pause], ResultT],
        show: Callable[[ResultT], None],
        *,
        at_once: bool = False,
    ) -> None:
        """Show the result of some work, unless work with the same key is under way.

        The work is given a pause to call between its steps. What takes no time is better shown `at_once`.
        """
        if at_once:
            self.drop()
            show(work(lambda: None))
        elif self._wanted != key:
            self._wanted = key
            work_late = partial(self._work, key, work, show)
            run_in_thread(self._owner, self._name, self._description, work_late, exclusive=True)

    def drop(self) -> None:
        """Cancel what is wanted."""
        if self.is_awaited:
            self._wanted = None
            self._owner.workers.cancel_group(self._owner, self._name)

    def _work(self, key: object, work: Callable[[Pause], ResultT], show: Callable[[ResultT], None]) -> None:
        pause = pausing(get_current_worker(), self._owner)
        with suppress(NoLongerWanted):
            pause()
            self._owner.call_later(self._show, key, work(pause), show)

    def _show(self, key: object, found: ResultT, show: Callable[[ResultT], None]) -> None:
        if self._wanted == key:
            self._wanted = None
            show(found)


async def in_thread(work: Callable[[Pause], ResultT]) -> ResultT:
    """Run some work in a thread. It ends at its next pause if it is no longer awaited."""
    is_awaited = True
    try:
        return await asyncio.to_thread(work, _pausing(lambda: is_awaited))
    finally:
        is_awaited = False


def run_in_thread(
    owner: Widget, name: str, description: str, work: Callable[[], None], *, exclusive: bool = False
) -> None:
    """Run some work in a thread, and release it afterwards, with the archive that it was on.

    Its worker and task form a cycle, which would keep it until garbage is collected: after `without_gc`, never.
    """
    once = [work]

    def run() -> None:
        once.pop()()

    # Without a description, Textual would make one from the arguments, and print the whole archive.
    owner.run_worker(run, name, name, description, exclusive=exclusive, thread=True)


def pausing(worker: Worker[None], owner: Widget) -> Pause:
    """Make the function that a worker calls between its steps: it lets other threads run, or ends unwanted work."""
    return _pausing(lambda: not worker.is_cancelled and owner.app.is_running)


def _pausing(is_wanted: Callable[[], bool]) -> Pause:
    began = time.monotonic()

    def pause() -> None:
        nonlocal began
        if not is_wanted():
            raise NoLongerWanted
        if time.monotonic() - began > _STEP:
            time.sleep(_PAUSE)
            began = time.monotonic()

    return pause
