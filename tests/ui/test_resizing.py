"""In another width the same text has another number of lines; the cursor stays on what it was on."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

import pytest
from textual import _time
from textual.geometry import Size
from textual.screen import Screen
from ui.driving import NARROW, WIDE, opened


async def test_in_a_wider_detail_the_cursor_stays_on_its_last_lines(shipped_root: Path) -> None:
    async with opened(shipped_root, (100, 30)) as session:
        await session.press("4", "tab", "tab", "G")
        assert session.focus == "detail"
        long = session.detail.row_count
        for wider in ((140, 30), (200, 60)):
            await session.resize(*wider)

            assert session.detail.row_count < long
            assert session.detail.cursor < session.detail.row_count
            assert session.detail.region.contains_point(session.app.cursor_position)


async def test_a_zoomed_detail_is_still_at_the_same_link(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.press("1", "shift+tab", *["down"] * 6)
        assert session.focus == "detail"
        detail = session.detail

        def here() -> str:
            width = detail.scrollable_content_region.width
            return detail.row(detail.cursor, width)[0].plain.partition("› ")[2].split()[0]

        at_first = here()
        assert at_first
        await session.press("z")
        assert here() == at_first
        await session.press("z")
        assert here() == at_first


async def test_the_help_at_its_end_can_be_made_wider(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("?", "G")
        await session.resize(*WIDE)

        assert session.screen == "HelpScreen"
        assert "▌" in session.text
        assert session.app.cursor_position.y > 0


async def test_a_screen_is_laid_out_once_in_each_size(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual tells a screen of its size once more when it was laid out in it."""
    sizes = list[Size]()
    lay_out = Screen._refresh_layout  # noqa: SLF001 - how often it is done

    def laid_out(screen: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        sizes.extend([size] if size else [])
        lay_out(screen, size, scroll)

    async with opened(town) as session:
        monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
        await session.resize(*NARROW)
        await session.resize(*WIDE)

    assert [Size(*NARROW), Size(*WIDE)] == sizes


async def test_a_size_is_heeded_however_busy_the_machine_is(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its timer would be late before it has begun to wait, and so are those that come after it."""
    async with opened(town) as session:
        with monkeypatch.context() as patch:
            clock = chain(range(0, 100, 10), repeat(100))
            patch.setattr(_time, "get_time", lambda: float(next(clock)))
            await session.resize(*NARROW)
            assert session.app.main.panes.size.width == NARROW[0]
        await session.resize(*WIDE)
        assert session.app.main.panes.size.width == WIDE[0]
