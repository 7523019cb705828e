"""Every key of the design's table of keys does what the table says, on each screen and where there is little room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from ui.driving import NARROW, Session, opened

from explorer.model.records import Kind

Holds = Callable[[Session], bool]


def focus(name: str) -> Holds:
    return lambda session: session.focus == name


def screen(name: str) -> Holds:
    return lambda session: session.screen == name


def trail(*refs: str) -> Holds:
    return lambda session: session.trail == list(refs)


def topic(row: int) -> Holds:
    return lambda session: session.pane(Kind.TOPIC).cursor == row


def said(words: str) -> Holds:
    return lambda session: any(words in message for message in session.said)


# What the reader copies, cites and edits is in `screens/test_quote_in_use`.
# What is pressed before, the key, and what is so after it, and was not before. A key that ends the explorer, or that
# nothing takes back, is the last with the same keys before it.
TABLE: list[tuple[list[str], str, Holds]] = [
    ([], "down", topic(1)),
    ([], "j", topic(1)),
    (["j", "j"], "up", topic(1)),
    (["j", "j"], "k", topic(1)),
    (["j", "j"], "home", topic(0)),
    (["j", "j"], "g", topic(0)),
    ([], "end", topic(3)),
    ([], "G", topic(3)),
    ([], "pagedown", topic(3)),
    (["G"], "pageup", topic(0)),
    ([], "enter", trail("topic/harbour")),
    (["enter"], "[", trail()),
    (["enter"], "alt+left", trail()),
    (["enter"], "backspace", trail()),
    (["enter", "["], "]", trail("topic/harbour")),
    (["enter", "["], "alt+right", trail("topic/harbour")),
    (["enter"], "escape", trail()),
    (["2"], "1", focus("topics")),
    ([], "2", focus("people")),
    ([], "3", focus("events")),
    ([], "4", focus("quotes")),
    ([], "5", focus("articles")),
    ([], "tab", focus("people")),
    ([], "shift+tab", focus("detail")),
    ([], "/", focus("search")),
    ([], "e", said("$EDITOR")),
    ([], "r", said("Reloaded: no record has changed.")),
    ([], "!", screen("ProblemsScreen")),
    ([], "s", screen("SourcesScreen")),
    ([], "t", screen("TimelineScreen")),
    ([], "0", screen("OverviewScreen")),
    ([], "c", screen("ChangesScreen")),
    ([], "ctrl+y", screen("CitingScreen")),
    ([], "x", screen("ExportScreen")),
    ([], "y", said("Copied the citation")),
    ([], "Y", said("Copied the command")),
    ([], "o", screen("ReaderScreen")),
    ([], "?", screen("HelpScreen")),
    ([], "ctrl+p", screen("CommandPalette")),
    ([], "z", lambda session: session.detail.region.height == 0),
    ([], "q", lambda session: not session.app.is_running),
    (["enter", "enter"], "escape", screen("MainScreen")),
    (["enter", "enter"], "[", screen("MainScreen")),
    (["enter", "enter"], "/", focus("find")),
    (["enter", "enter"], "r", said("Reloaded: no record has changed.")),
    (["enter", "enter"], "!", screen("ProblemsScreen")),
    (["enter", "enter"], "?", screen("HelpScreen")),
    (["enter", "enter"], "ctrl+p", screen("CommandPalette")),
    (["enter", "enter"], "q", screen("MainScreen")),
    (["enter", "enter"], "s", screen("SourcesScreen")),
    (["enter", "enter"], "t", screen("TimelineScreen")),
    (["enter", "enter"], "ctrl+q", lambda session: not session.app.is_running),
    (["s"], "/", focus("search")),
    (["s"], "r", said("Reloaded: no record has changed.")),
    (["s"], "?", screen("HelpScreen")),
    (["t"], "/", focus("search")),
    (["t"], "e", said("$EDITOR")),
    (["!"], "escape", screen("MainScreen")),
    (["!"], "/", focus("filter")),
    (["!"], "r", said("Reloaded: no record has changed.")),
    (["!"], "?", screen("HelpScreen")),
    (["!"], "ctrl+p", screen("CommandPalette")),
    (["!"], "q", screen("MainScreen")),
    (["!"], "ctrl+q", lambda session: not session.app.is_running),
    (["?"], "q", screen("MainScreen")),
    (["?"], "ctrl+q", lambda session: not session.app.is_running),
    (["/"], "?", lambda session: session.app.main.search_box.value == "?"),
    (["/"], "ctrl+p", screen("CommandPalette")),
]


@pytest.mark.parametrize("before", dict.fromkeys(" ".join(row[0]) for row in TABLE))
async def test_a_key_does_what_the_table_says(town: Path, before: str) -> None:
    rows = [(key, holds) for keys, key, holds in TABLE if " ".join(keys) == before]
    async with opened(town, NARROW) as session:
        first_view = session.place
        for key, holds in rows:
            await session.press(*before.split())
            assert not holds(session), key
            await session.press(key)
            await session.until(partial(holds, session))
            if (key, holds) != rows[-1]:
                session.app.clear_notifications()
                while session.screen != "MainScreen" or session.trail or session.focus == "search":
                    await session.press("escape")
                await session.press("1", "home")
                assert session.place == first_view, key


async def test_ctrl_c_does_not_crash(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+c", "j")

        assert session.pane(Kind.TOPIC).cursor == 1
