"""What takes long is worked out beside the keys, shown if it is still wanted by then, and leaves nothing behind."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

from ui.driving import WIDE, opened

from explorer.ui.late import Late, Pause, run_in_thread


class Held:
    """Work that waits until it is released, and knows what it was begun for and what it came to the end of."""

    def __init__(self) -> None:
        self.begun = list[str]()
        self.ended = list[str]()
        self.released = threading.Event()

    def on(self, what: str) -> Callable[[Pause], str]:
        def work(pause: Pause) -> str:
            self.begun.append(what)
            assert self.released.wait(60)
            pause()
            self.ended.append(what)
            return what

        return work


async def test_only_what_was_wanted_last_is_shown_and_other_work_ends(own_town: Path) -> None:
    async with opened(own_town, WIDE) as session:
        held, shown = Held(), list[str]()
        late = Late(session.app.screen, "work", "work")
        session.held_back.add("work")
        for what in ("one", "other", "other"):
            late.want(what, held.on(what), shown.append)
            await session.until(lambda: what in held.begun)  # noqa: B023
            assert late.is_awaited
        held.released.set()
        session.held_back.clear()
        await session.settle()
        assert shown == held.ended == ["other"]
        assert held.begun == ["one", "other"]
        assert not late.is_awaited

        late.want("other", held.on("other"), shown.append)
        await session.settle()
        assert shown == ["other", "other"]


async def test_what_is_dropped_or_shown_at_once_leaves_nothing_to_be_shown_later(own_town: Path) -> None:
    async with opened(own_town, WIDE) as session:
        held, shown = Held(), list[str]()
        late = Late(session.app.screen, "work", "work")
        session.held_back.add("work")
        late.want("dropped", held.on("dropped"), shown.append)
        late.drop()
        late.want("late", held.on("late"), shown.append)
        await session.until(lambda: "late" in held.begun)
        late.want("little", lambda _: "little", shown.append, at_once=True)
        assert shown == ["little"]
        assert not late.is_awaited
        held.released.set()
        session.held_back.clear()
        await session.settle()
        assert shown == ["little"]
        assert held.ended == []


async def test_what_was_worked_on_goes_when_the_work_is_done_even_where_its_worker_stays(own_town: Path) -> None:
    """A worker is in a cycle with its task, and among what a large archive needs no garbage is looked for."""

    class Needed:
        def work(self) -> None:
            done.append(True)

    done, needed = list[bool](), Needed()
    gone = weakref.ref(needed)
    async with opened(own_town, WIDE) as session:
        gc.disable()
        try:
            run_in_thread(session.app.screen, "work", "work", needed.work)
            worker = next(worker for worker in session.app.workers if worker.name == "work")
            del needed
            await worker.wait()
            assert done
            assert gone() is None
        finally:
            gc.enable()
