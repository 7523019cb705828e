"""Draws the readme's picture, the real screen on the archive that comes with it: `python docs/picture.py`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from explorer.snapshot import shipped_archive
from explorer.ui.app import ExplorerApp

PICTURE = Path(__file__).parent / "screen.svg"
KEYS = ("j", "j", "j", "j", "j", "enter", "j")


async def draw() -> str:
    """The screen after some keys, as SVG, in whatever fixed-width font its viewer has."""
    app = ExplorerApp(shipped_archive())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        picture = app.export_screenshot()
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


def main() -> None:
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")


if __name__ == "__main__":
    main()
