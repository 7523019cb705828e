"""The command palette, in terminals that hardly hold it, and before it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.driving import opened

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
