"""The command palette, in terminals that hardly hold it, and before it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.command import CommandList
from ui.driving import Session, opened

from explorer.ui.palette import CommandPalette
from explorer.ui.screens.reader_screen import ReaderScreen

SIZES = [(120, 40), (40, 10), (20, 5), (10, 3), (1, 1)]
KEYS = ["pageup", "pagedown", "home", "end", "ctrl+home", "ctrl+end", "up", "down", "enter", "escape", "x", "resize"]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("key", KEYS)
async def test_any_key_right_after_ctrl_p_is_no_trouble(town: Path, size: tuple[int, int], key: str) -> None:
    """Typed at once, when nothing of the list is laid out; and again when all is."""
    async with opened(town, size=size) as session:
        for _ in range(2):
            if key == "resize":
                await session.press("ctrl+p")
                await session.pilot.resize_terminal(*size[::-1])
            else:
                await session.press("ctrl+p", key)
            assert session.app.is_running
            for again in ("pagedown", "pageup", "x", "pageup", "pagedown", "escape"):
                await session.press(again)
            assert session.app.is_running


async def test_page_down_goes_to_the_last_command_that_fits(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        before = session.text
        await session.press("pagedown", "pagedown", "pagedown")

        assert before != session.text


async def click(session: Session, x: int, y: int, times: int = 1) -> None:
    """Click, and leave no time between the clicks or for what they do."""
    for kind in (events.MouseDown, events.MouseUp) * times:
        await session.app.on_event(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))


async def test_a_second_click_beside_the_palette_closes_nothing_more(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        await click(session, 1, 1, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert session.app.screen is session.app.main


async def test_a_second_click_beside_the_palette_does_not_close_the_article(town: Path) -> None:
    async with opened(town) as session:
        await session.press("o", "ctrl+p")
        await session.until(lambda: isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        await click(session, 1, 1, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert isinstance(session.app.screen, ReaderScreen)


async def test_a_command_that_is_clicked_twice_runs_once(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        await session.press("h", "e", "l", "p")
        await session.until(lambda: "Every key and" in session.text and "Cite as" not in session.text)
        row = next(n for n, line in enumerate(session.text.splitlines()) if line.strip().startswith("Help"))
        await click(session, 4, row, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert 2 == len(session.app.screen_stack)


async def test_a_click_on_a_command_that_is_no_longer_offered_does_nothing(town: Path) -> None:
    """What is typed may leave it out between the click and its effect."""
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        commands = session.app.screen.query_one(CommandList)
        x, y = commands.region.offset
        late = events.Click(commands, 4, 1, 0, 0, 1, False, False, False, screen_x=x + 4, screen_y=y + 1)
        late.style = Style.from_meta({"option": commands.option_count - 1})
        commands.clear_options()
        commands.post_message(late)
        await session.pilot.pause()
        assert isinstance(session.app.screen, CommandPalette)
