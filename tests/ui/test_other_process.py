"""What another process does for a large archive comes to the screen, whatever becomes of the archive meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.driving import opened

from explorer.snapshot import read_snapshot
from explorer.store import keep, other_process


@pytest.fixture
def large(own_town: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An archive on which another process works."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(other_process, "_MANY", 0)
    return own_town


async def test_topics_are_proposed_though_the_archive_was_edited_again_before_it_was_kept(large: Path) -> None:
    async with opened(large) as session:
        for label in ("Zebras", "Giraffes"):
            before = session.app.snapshot
            (large / "data" / "more.yaml").write_text(f"topics: [{{id: zebra, label: {label}}}]", encoding="utf-8")
            session.app.main.reload()
            await session.until(lambda before=before: session.app.snapshot is not before)  # type: ignore[misc]
            if session.screen != "ProposalsScreen":
                session.held_back.add("propose")
                await session.press("K")
        await session.until(lambda: session.app.main.proposals is not None)


async def test_topics_are_proposed_of_an_edited_archive_that_can_not_be_read_any_more(large: Path) -> None:
    async with opened(large) as session:
        before = session.app.snapshot
        (large / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot is not before)
        (large / "data").rename(large / "moved")
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot.failure is not None)
        session.held_back.add("propose")
        await session.press("K")
        await session.until(lambda: session.app.main.proposals is not None)


async def test_an_index_that_can_not_be_kept_is_asked_for_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(what: str, *_: object) -> None:
        asked.append(what)

    monkeypatch.setattr(other_process, "answer", answer)
    monkeypatch.setattr("explorer.search.index._STEPS", (1, 2))
    keep(read_snapshot(large))
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    async with opened(large) as session:
        await session.until(lambda: session.app.main.index is not None and not session.app.main.index.missing)
    assert asked == ["index"]
