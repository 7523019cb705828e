"""A large archive opens at once, and is read behind the first frame."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from ui.driving import Session, opened

from explorer.model.pausing import Progress
from explorer.model.records import Kind
from explorer.snapshot import read_snapshot
from explorer.store import keep
from explorer.ui.app import ExplorerApp
from explorer.ui.background import Background, ReadingGoesOn


@pytest.fixture
def large(town: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that counts as large, and is not kept."""
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    monkeypatch.setattr("explorer.ui.app.as_kept", lambda _: None)
    return town


def test_a_large_archive_is_not_read_before_the_app_is_there(large: Path) -> None:
    assert ExplorerApp(large).snapshot.pending


def test_a_large_archive_that_did_not_change_is_there_at_once(own_town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    monkeypatch.setattr("explorer.ui.app.read_kept", lambda _: None)
    keep(read_snapshot(own_town))
    snapshot = ExplorerApp(own_town).snapshot
    assert (False, False) == (snapshot.pending, snapshot.is_past)


async def test_a_large_archive_that_changed_is_shown_as_it_was_until_it_is_read(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the screen says so; what changed since the last time is told like any edit."""
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    keep(read_snapshot(own_town))
    (own_town / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    start = Background.read
    with monkeypatch.context() as held:
        held.setattr(Background, "read", lambda *_, **__: None)
        async with opened(own_town) as session:
            assert "reading the archive" in session.status
            assert "as last read" in session.text
            assert "zebra" not in session.ids(Kind.TOPIC)
            await session.press("/", *"okafor")
            await session.until(lambda: bool(session.hits))
            await session.press("escape", "escape")
            held.setattr(Background, "read", start)
            start(session.app.main.background, session.app.snapshot)
            await session.until(lambda: "zebra" in session.ids(Kind.TOPIC))
            assert "as last read" not in session.text
            assert not session.app.snapshot.is_past
            await session.until(lambda: any("zebra" in said.lower() for said in session.said))


def test_a_small_archive_and_one_that_starts_at_a_record_are_read_at_once(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a trail starts must be known, to say that there is no such record."""
    assert not ExplorerApp(large, ["topic/harbour"]).snapshot.pending
    monkeypatch.setattr("explorer.snapshot._LARGE", 1_000_000)
    assert not ExplorerApp(large).snapshot.pending


async def read(session: Session) -> None:
    await session.until(lambda: not session.app.snapshot.pending)
    await session.settle()


async def test_what_is_read_comes_into_the_panes(large: Path) -> None:
    async with opened(large) as session:
        await read(session)
        assert "harbour" in session.ids(Kind.TOPIC)
        assert "no problems" in session.status
        await session.press("enter")
        assert len(session.trail) == 1


async def test_until_it_is_read_the_screen_says_so_and_keys_do_no_harm(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Background, "read", lambda *_, **__: None)
    async with opened(large) as session:
        assert "Reading the archive" in session.text
        assert "reading the archive" in session.status
        await session.press("enter", "4", "j", "enter", "o", "e", "y", "s", "escape", "t", "escape", "!", "escape", "?")
        assert session.screen == "HelpScreen"


async def test_a_long_reading_says_how_far_it_is_until_it_is_done(town: Path) -> None:
    async with opened(town) as session:
        session.app.main.post_message(ReadingGoesOn(Progress("files", 1240, 5000), number=1))
        await session.settle()
        assert session.status.endswith("reading: 1,240 of 5,000 files")
        await session.press("r")
        await session.until(lambda: "Read again: no record has changed." in session.said)
        assert "no problems" in session.status


async def test_a_query_at_the_start_is_answered_when_the_archive_is_read(large: Path) -> None:
    async with opened(large, query="okafor") as session:
        await session.until(lambda: bool(session.hits))
        assert session.hits[0] == "person/ben-okafor"


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Garbage is not collected, as when the command line opens the app."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("uncollected")
async def test_garbage_is_collected_again_once_the_archive_is_read(own_town: Path) -> None:
    async with opened(own_town):
        assert gc.isenabled()


@pytest.mark.usefixtures("uncollected")
async def test_garbage_is_not_collected_before_a_large_archive_is_read(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Background.read
    monkeypatch.setattr(Background, "read", lambda *_, **__: None)
    async with opened(large) as session:
        assert not gc.isenabled()
        start(session.app.main.background, session.app.snapshot)
        await read(session)
        assert gc.isenabled()
