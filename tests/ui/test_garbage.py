"""Garbage is looked for while nobody types and nothing is worked on: else it would hold up the keys."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from ui.driving import opened

from explorer.ui import garbage
from explorer.ui.late import Late


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def usual() -> Iterator[None]:
    """Python looks for garbage as often after a test as before it."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("usual")
async def test_it_is_looked_for_at_rest_alone(own_town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()
    async with opened(own_town) as session:
        monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 99))
        gc.disable()
        try:
            old = Cycle()
            gc.collect(1)
            gone = weakref.ref(old)
            del old
            session.held_back.add("work")
            late = Late(session.app.screen, "work", "work")
            late.want("work", lambda _: released.wait(60), lambda _: None)
            gc.enable()
            garbage._look(session.app)  # noqa: SLF001
            assert gone() is not None
            released.set()
            session.held_back.clear()
            await session.settle()
            garbage._look(session.app)  # noqa: SLF001
            assert gone() is None
        finally:
            gc.enable()


@pytest.mark.usefixtures("usual")
async def test_whoever_types_is_not_at_rest(own_town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(own_town) as session:
        reset = list[bool]()
        assert session.app._rest is not None  # noqa: SLF001
        monkeypatch.setattr(session.app._rest, "reset", lambda: reset.append(True))  # noqa: SLF001
        await session.press("j", "k")
        assert len(reset) >= 2
        assert gc.get_threshold()[2] > 100
