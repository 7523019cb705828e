"""Topics and events that lie very deep below each other: the screens open, and each row has room for what it says."""

from __future__ import annotations

from pathlib import Path

from archives import write_archive
from ui.driving import opened

# More than Python's functions may be nested.
DEEP = 1_100


async def test_the_timeline_and_the_sources_show_what_lies_deepest(tmp_path: Path) -> None:
    topics = "".join(f"- {{id: t{n}, label: Topic {n}, broader: t{n + 1}}}\n" for n in range(DEEP))
    events = "".join(f"- {{id: e{n}, name: Event {n}, part_of: e{n + 1}}}\n" for n in range(DEEP))
    root = write_archive(tmp_path, {}, f"topics:\n{topics}events:\n{events}")
    async with opened(root) as session:
        for key, rows, said in (("t", "#events-by-date", "Event 0 "), ("s", "#sources-grid", "Topic 0 ")):
            await session.press(key, "G")
            assert said in session.text_in(session.app.screen.query_one(rows))
            await session.press("escape")
