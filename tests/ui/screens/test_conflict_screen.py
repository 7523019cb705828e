"""What is not written, since somebody else has changed the file, stands beside what is in the file now."""

from __future__ import annotations

from pathlib import Path

from archives import PIER, PIER_YAML, write_archive
from ui.driving import NARROW, opened


async def test_both_versions_are_shown_and_nothing_is_lost(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML.replace("broader: harbour", "brooder: harbour"))
    file = root / "data" / "archive.yaml"
    async with opened(root, size=NARROW) as session:
        await session.press("!", *"/brooder", "enter", "m")
        await session.until(lambda: b"broader" in file.read_bytes())
        mine = file.read_bytes().replace(b"label: Harbour", b"label: Port [b]")
        file.write_bytes(mine)
        await session.press("u")
        await session.until(lambda: "ConflictScreen" == session.screen)
        shown = " ".join(session.text.replace("┃", " ").split())
        assert "Not undone: Wrote “broader” in place of “brooder”. data/archive.yaml has changed since, which" in shown
        assert "- as it is now + as it would be with your change" in shown
        assert "- - {id: harbour, label: Port [b]}" in shown
        assert "+ - {id: harbour, label: Harbour}" in shown
        assert "+ - {id: pier, label: The pier, brooder: harbour}" in shown
        await session.press("escape")
        assert "ProblemsScreen" == session.screen
    assert mine == file.read_bytes()
