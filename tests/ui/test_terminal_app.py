"""What the app says of the terminal's own things: Ctrl+C, themes; and mistakes."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from textual.css.query import NoMatches
from textual.widget import MountError
from ui.driving import opened

from explorer.ui.app import ExplorerApp
from explorer.ui.ending import Ending


async def test_ctrl_c_says_in_plain_words_how_to_quit(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+c")

        assert ["To quit, press Ctrl+Q; in the panes, q."] == session.said


async def test_a_mistake_reaches_the_test_that_makes_it(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: ExplorerApp) -> None:
        raise ValueError("mistake")

    monkeypatch.setattr(ExplorerApp, "action_help", fail)
    with pytest.raises(ValueError, match="mistake"):
        async with opened(town) as session:
            await session.press("?")
    assert 70 == session.app.return_code


async def test_so_does_one_in_a_task_that_nobody_waits_for(town: Path) -> None:
    async def fail() -> None:
        raise ValueError("mistake")

    with pytest.raises(ValueError, match="mistake"):
        async with opened(town):
            asyncio.get_running_loop().call_soon(asyncio.ensure_future, fail())


def test_where_there_is_no_sighup_the_other_signals_are_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP")
    before = signal.getsignal(signal.SIGTERM)
    with Ending(lambda _: None).heeded():
        assert before != signal.getsignal(signal.SIGTERM)
    assert before == signal.getsignal(signal.SIGTERM)


async def test_the_app_opens_where_there_is_no_sighup(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP")
    async with opened(town) as session:
        assert session.app.is_running


@pytest.mark.parametrize("error", [MountError("before it is mounted"), MemoryError(), NoMatches("gone")])
async def test_what_the_end_cuts_short_is_no_mistake(town: Path, error: Exception) -> None:
    """A form, for example, that was just opened when a signal came."""
    async with opened(town) as session:
        session.app.exit()
        session.app._handle_exception(error)  # noqa: SLF001 - as Textual does
    assert 0 == session.app.return_code
