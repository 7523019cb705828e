"""What takes long beside the keys: work in threads, which end when nobody wants what they make any more."""

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
# What work calls between its steps, so that other threads can run. It ends the work when it raises.
Pause = Callable[[], None]

# Seconds. How long a thread sleeps between its steps, so that others can run; and how long it works at least.
_PAUSE, _STEP = 0.0002, 0.001


class NoLongerWanted(BaseException):
    """Ends the work of a thread: what it makes would not be shown any more. It is no mistake, which is reported."""


class Late:
    """What a widget wants to show and would hold up the keys: it is worked out in a thread, and shown when it is there.

    Only what was wanted last is shown. The work on anything before it ends at its next pause, and so it does when the
    widget is removed.
    """

    def __init__(self, owner: Widget, name: str, description: str) -> None:
        self._owner = owner
        self._name = name
        self._description = description
        self._wanted: object = None

    @property
    def is_awaited(self) -> bool:
        """Whether something is wanted and not there yet."""
        return self._wanted is not None

    def want(
        self,
        key: object,
        work: Callable[[Pause], ResultT],
        show: Callable[[ResultT], None],
        *,
        at_once: bool = False,
    ) -> None:
        """Have what some work makes shown, unless the same, by its key, is being worked on.

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
        """Want nothing any more."""
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
    """What some work makes in a thread. It ends at its next pause where that is not awaited any more."""
    is_awaited = True
    try:
        return await asyncio.to_thread(work, _pausing(lambda: is_awaited))
    finally:
        is_awaited = False


def run_in_thread(
    owner: Widget, name: str, description: str, work: Callable[[], None], *, exclusive: bool = False
) -> None:
    """Do some work in a thread, and let go of it when it is done, with the archive that it was on.

    Its worker is in a cycle with its task, so that it stays until garbage is looked for: after `uncollected`, never.
    """
    once = [work]

    def run() -> None:
        once.pop()()

    # Without a description, Textual would make one from the arguments, and write out the whole archive.
    owner.run_worker(run, name, name, description, exclusive=exclusive, thread=True)


def pausing(worker: Worker[None], owner: Widget) -> Pause:
    """A function for a worker to call between its steps: it lets other threads run, or ends unwanted work."""
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
