"""Work that goes on while the screens are used may be given up before it begins, and leaves no coroutine behind."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from ui.driving import WIDE, opened

from explorer.model.archive import Archive
from explorer.model.pausing import Progress
from explorer.snapshot import Snapshot
from explorer.ui import background
from explorer.ui.app import ExplorerApp
from explorer.ui.background import Background


def watch(app: ExplorerApp) -> None:
    Background(app.screen).watch(app.snapshot)


@pytest.mark.parametrize("start", [watch, ExplorerApp.action_undo])
async def test_no_coroutine_is_left_over(own_town: Path, start: Callable[[ExplorerApp], None]) -> None:
    async with opened(own_town, WIDE) as session:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            start(session.app)
            session.app.workers.cancel_all()
            await session.settle()
            gc.collect()
        assert [str(warning.message) for warning in told] == []


def test_while_ever_more_files_change_they_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [3, 5, 9, 9, 9]
    monkeypatch.setattr(background, "_SETTLING", 0)
    monkeypatch.setattr(background, "changed_since", lambda _: range(counts.pop(0)))
    paused = list[Progress]()
    background._let_settle(Snapshot(root=Path(), archive=Archive()), paused.append)  # noqa: SLF001
    assert counts == [9]
    assert len(paused) == 3
