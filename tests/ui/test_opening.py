"""A large archive opens at once, and is read behind the first frame."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from archives import PIER, UNTAGGED_YAML, write_archive
from everything import found
from ui import driving, rest
from ui.driving import Session, opened

from explorer.model.pausing import Pause, Progress
from explorer.model.records import Kind
from explorer.search.index import SearchIndex
from explorer.snapshot import ArchiveError, Snapshot, check, read_again, read_snapshot
from explorer.store import as_kept, keep, looked_at
from explorer.store.kept_index import keep_index, kept_index
from explorer.ui.app import ExplorerApp
from explorer.ui.background import Background, ReadingGoesOn, SnapshotOutdated


@pytest.fixture
def large(town: Path, nothing_kept: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that counts as large, and is not kept; no app is shared on it."""
    del nothing_kept, monkeypatch
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
        held.setattr(Background, "read", lambda *_, **__: 0)
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


async def test_what_is_read_before_the_index_of_what_is_kept_is_there_follows_that_index(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    snapshot = read_snapshot(own_town)
    keep_index(own_town, keep(snapshot), SearchIndex.of(snapshot))
    (own_town / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    is_read = Event()

    def look_late(snapshot: Snapshot) -> SearchIndex | None:
        assert is_read.wait(60)
        return kept_index(snapshot)

    monkeypatch.setattr("explorer.store.kept_index.kept_index", look_late)
    monkeypatch.setattr(driving, "NEVER_DONE", rest.NEVER_DONE | {"index"})
    async with opened(own_town) as session:
        await session.until(lambda: "zebra" in session.ids(Kind.TOPIC))
        is_read.set()
        await session.until(lambda: session.app.main.index is not None)
        assert session.app.main.index
        assert session.app.main.index.changes == 1


@pytest.mark.parametrize("has_changed", [False, True])
async def test_an_archive_of_many_files_is_shown_before_they_are_looked_at(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, watched: None, has_changed: bool
) -> None:
    """Only the status line says so, until it is known that one has changed; from then on they are watched."""
    del watched
    monkeypatch.setattr("explorer.snapshot._MANY", 0)
    keep(read_snapshot(own_town))
    if has_changed:
        (own_town / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    looking, reading = Event(), Event()

    def look_late(snapshot: Snapshot) -> Snapshot | None:
        looking.wait(60)
        return looked_at(snapshot)

    def read_late(snapshot: Snapshot, pause: Pause, changed: Collection[str] | None) -> Snapshot:
        reading.wait(60)
        return read_again(snapshot, pause, changed=changed)

    monkeypatch.setattr("explorer.ui.background.looked_at", look_late)
    monkeypatch.setattr("explorer.ui.background.read_again", read_late)
    monkeypatch.setattr(driving, "NEVER_DONE", rest.NEVER_DONE | {"read"})
    async with opened(own_town) as session:
        assert session.app.snapshot.is_unseen
        assert "reading the archive" in session.status
        assert "as last read" not in session.text
        looking.set()
        if has_changed:
            await session.until(lambda: "as last read" in session.text)
        reading.set()
        await session.until(lambda: not session.app.snapshot.is_past)
        assert "reading the archive" not in session.status
        assert has_changed == ("zebra" in session.ids(Kind.TOPIC))
        await session.press("/", *"okafor")
        await session.until(lambda: bool(session.hits))
        await session.press("escape", "escape")
        (own_town / "data" / "later.yaml").write_text("topics: [{id: later, label: Later}]", encoding="utf-8")
        await session.until(lambda: "later" in session.ids(Kind.TOPIC))


@pytest.mark.parametrize("is_kept", [False, True])
async def test_a_large_archive_that_had_to_be_read_is_kept_for_the_next_start(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    """One that is read for the first time, and one of which all files turn out to have what they had."""
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    if is_kept:
        keep(read_snapshot(own_town))
    for file in (own_town / "data").rglob("*.yaml"):
        os.utime(file, (10**9, 10**9))
    async with opened(own_town) as session:
        await read(session)
    kept = as_kept(own_town)
    assert kept is not None
    assert not kept.is_past


async def test_garbage_is_collected_though_another_reading_finds_that_files_have_changed(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where one asks for it while they are first looked at."""
    monkeypatch.setattr("explorer.snapshot._MANY", 0)
    keep(read_snapshot(own_town))
    async with opened(own_town) as session:
        assert gc.isenabled()
        session.app.main.post_message(SnapshotOutdated(session.app.snapshot.archive))
        await session.settle()
        assert gc.isenabled()


def test_an_archive_of_many_files_that_is_gone_is_no_archive_whatever_is_kept_of_it(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.snapshot._MANY", 0)
    keep(read_snapshot(own_town))
    (own_town / "data").rename(own_town / "elsewhere")
    with pytest.raises(ArchiveError, match="no data/ folder"):
        ExplorerApp(own_town)


def test_a_small_archive_and_one_that_starts_at_a_record_are_read_at_once(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a trail starts must be known, to say that there is no such record."""
    assert not ExplorerApp(large, ["topic/harbour"]).snapshot.pending
    monkeypatch.setattr("explorer.snapshot._LARGE", 1_000_000)
    assert not ExplorerApp(large).snapshot.pending


def in_use(session: Session) -> Kind:
    """The kind of record of the pane in use."""
    return session.app.main.panes.active


async def read(session: Session) -> None:
    await session.until(lambda: not (session.app.snapshot.pending or session.app.snapshot.is_unchecked))
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
    monkeypatch.setattr(Background, "read", lambda *_, **__: 0)
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
        await session.until(lambda: "Reloaded: no record has changed." in session.said)
        assert "no problems" in session.status


async def test_a_query_at_the_start_is_answered_when_the_archive_is_read(large: Path) -> None:
    async with opened(large, query="okafor") as session:
        await session.until(lambda: bool(session.hits))
        assert session.hits[0] == "person/ben-okafor"


@asynccontextmanager
async def opened_unchecked(root: Path) -> AsyncIterator[Session]:
    """A large archive of which the records are there, while it is being checked."""
    async with opened(root) as session:
        await session.until(lambda: session.app.snapshot.is_unchecked)
        yield session


async def test_the_records_are_there_before_they_are_checked_and_the_screen_says_so(
    large: Path, checking: Event
) -> None:
    async with opened_unchecked(large) as session:
        assert "harbour" in session.ids(Kind.TOPIC)
        await session.until(lambda: session.status.endswith("checking: 3 of 9 records checked"))
        await session.search("okafor")
        assert session.hits[0] == "person/ben-okafor"
        await session.press("escape", "escape")
        checking.set()
        await read(session)
        assert "no problems" in session.status


async def test_what_is_looked_at_is_verified_first(large: Path, checking: Event) -> None:
    async with opened_unchecked(large) as session:
        quotes = session.pane(Kind.QUOTE)
        await session.until(lambda: "✓" in session.text_in(quotes) and "unchecked" not in session.text_in(quotes))
        assert session.app.snapshot.is_unchecked
        assert not checking.is_set()


async def test_nothing_is_told_of_all_before_all_is_checked(large: Path, checking: Event) -> None:
    async with opened_unchecked(large) as session:
        await session.press("!")
        assert "No problems so far: the archive is still being checked." in session.text
        assert "0 so far" in session.text
        for key in ("0", "s", "K"):
            await session.press("escape", key)
            assert "Checking the archive …" in session.text
            assert "checking the archive …" in session.lines[-1]
        await session.press("escape", "x")
        assert session.said[-1] == "This list can be copied or saved once all of it has been checked."
        await session.press("s")
        checking.set()
        await read(session)
        assert "Checking the archive" not in session.text


@pytest.mark.usefixtures("large")
async def test_what_is_edited_while_it_is_checked_is_shown_and_checked_too(own_town: Path, checking: Event) -> None:
    file = own_town / "data" / "topics.yaml"
    async with opened_unchecked(own_town) as session:
        file.write_text(file.read_text("utf-8").replace("label: Harbour", "label: The docks"), encoding="utf-8")
        await session.press("r")
        await session.until(lambda: "The docks" in session.text)
        assert session.app.snapshot.is_unchecked
        checking.set()
        await read(session)
        assert "The docks" in session.text
        assert found(session.app.snapshot) == found(read_snapshot(own_town))


async def test_what_is_read_again_unchecked_does_not_take_back_what_was_checked_meanwhile(
    large: Path, checking: Event
) -> None:
    async with opened_unchecked(large) as session:
        unchecked = session.app.snapshot
        checking.set()
        await read(session)
        main = session.app.main
        main.background.read(unchecked)
        await session.until(lambda: all(each.is_finished for each in main.workers if each.group == "read"))
        assert not session.app.snapshot.is_unchecked
        assert found(session.app.snapshot) == found(read_snapshot(large))


@pytest.mark.usefixtures("checking")
@pytest.mark.parametrize("is_read_again", [False, True])
async def test_after_a_check_that_came_to_nothing_the_next_reading_checks_all(
    large: Path, monkeypatch: pytest.MonkeyPatch, is_read_again: bool
) -> None:
    """As when the folder is moved away for a while: the screen says so, and not that it is still being checked."""
    gone = Event()

    def check_in_vain(_: Snapshot, pause: Pause) -> Snapshot:
        while not gone.wait(0.01):
            pause(Progress("records checked", 3, 9))
        raise ArchiveError("there is no such folder")

    with monkeypatch.context() as held:
        held.setattr("explorer.ui.background.check", check_in_vain)
        async with opened_unchecked(large) as session:
            if is_read_again:
                shown = session.app.snapshot
                await session.press("r")
                await session.until(lambda: session.app.snapshot is not shown and session.app.snapshot.is_unchecked)
            gone.set()
            await session.until(lambda: session.app.snapshot.failure is not None)
            assert "not read since" in session.status
            assert "0 of 0" not in session.status
            await session.press("0")
            assert "The archive can’t be read" in session.text
            held.setattr("explorer.ui.background.check", check)
            await session.press("escape", "r")
            await read(session)
            assert "no problems" in session.status


async def test_a_large_archive_that_starts_at_a_record_waits_for_the_records_alone(
    large: Path, checking: Event
) -> None:
    snapshot = ExplorerApp(large, ["topic/harbour"]).snapshot
    assert (snapshot.pending, snapshot.is_unchecked) == (False, True)
    async with opened(large, ref="topic/harbour") as session:
        assert len(session.trail) == 1
        checking.set()
        await read(session)
        assert len(session.trail) == 1


async def test_a_very_large_archive_is_read_by_a_process_beside_the_app(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    monkeypatch.setattr("explorer.ui.background._MUCH", 100)
    monkeypatch.setattr("explorer.ui.background.check", never)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    async with opened(own_town) as session:
        await read(session)
        assert "no problems" in session.status
        assert session.app.snapshot.kept
        await session.search("okafor")
        assert session.hits[0] == "person/ben-okafor"


def never(*_: object) -> Snapshot:
    raise AssertionError("it was checked by the app")


@pytest.fixture
def without_gc() -> Iterator[None]:
    """Garbage is not collected, as when the command line opens the app."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("without_gc")
async def test_garbage_is_collected_again_once_the_archive_is_read(own_town: Path) -> None:
    async with opened(own_town):
        assert gc.isenabled()


@pytest.mark.usefixtures("without_gc")
async def test_garbage_is_not_collected_before_a_large_archive_is_read(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Background.read
    monkeypatch.setattr(Background, "read", lambda *_, **__: 0)
    async with opened(large) as session:
        assert not gc.isenabled()
        start(session.app.main.background, session.app.snapshot)
        await read(session)
        assert gc.isenabled()


async def test_without_topics_a_small_archive_begins_at_its_quotes_at_once(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path, {"pier.txt": PIER}, UNTAGGED_YAML)) as session:
        assert in_use(session) is Kind.QUOTE
        assert "press conference" in session.words_in(session.detail)


@pytest.mark.parametrize("keys", [(), ("2",), ("/",)])
async def test_without_topics_the_explorer_begins_where_there_is_something_to_see(
    keys: tuple[str, ...], tmp_path: Path, nothing_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is read; unless whoever waits has gone elsewhere meanwhile."""
    del nothing_kept
    root = write_archive(tmp_path, {"pier.txt": PIER}, UNTAGGED_YAML)
    monkeypatch.setattr("explorer.snapshot._LARGE", 10)
    start = Background.read
    with monkeypatch.context() as held:
        held.setattr(Background, "read", lambda *_, **__: 0)
        async with opened(root) as session:
            assert in_use(session) is Kind.TOPIC
            await session.press(*keys)
            before = session.app.focused
            held.setattr(Background, "read", start)
            start(session.app.main.background, session.app.snapshot)
            await read(session)
            if keys:
                assert session.app.focused is before
            else:
                assert in_use(session) is Kind.QUOTE


async def test_that_a_large_archive_can_not_be_kept_is_said_once(
    own_town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    monkeypatch.setattr("explorer.ui.background._TURNS", 0)
    cache = tmp_path / "cache"
    cache.write_text("a file in its place")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    async with opened(own_town) as session:
        await session.until(lambda: any("can’t be written (Not a directory)" in said for said in session.said))
        more = list[str]()
        monkeypatch.setattr(session.app, "notify", lambda said, **_: more.append(said))
        (own_town / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
        session.app.main.reload()
        await session.until(lambda: bool(more))
        await session.settle()
        assert not any("can’t be written" in said for said in more)


async def test_the_other_screens_are_imported_soon_after_the_start(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for the help first would wait for them."""
    monkeypatch.setattr("explorer.ui.app._STARTED", 0.0)
    monkeypatch.delitem(sys.modules, "explorer.ui.screens.help_screen", raising=False)
    async with opened(own_town) as session:
        await session.until(lambda: "explorer.ui.screens.help_screen" in sys.modules)
