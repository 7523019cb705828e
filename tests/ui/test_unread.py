"""The screens never say that all is well when it is not known: what could not be read is said until it can be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.model.pausing import Progress
from explorer.model.records import Kind

SIZES = at_sizes(WIDE, NARROW)
NOT_READ = re.compile(r"✗ not read since \d\d:\d\d, see !")


async def failed(session: Session) -> None:
    """Read again, which fails."""
    session.app.main.reload()
    await session.until(lambda: session.app.snapshot.failure is not None)


@SIZES
async def test_while_the_folder_is_gone_every_screen_says_so_and_since_when(
    own_town: Path, size: tuple[int, int]
) -> None:
    """Status line, panes, problems and the other screens; what is shown is said to be of then."""
    async with opened(own_town, size) as session:
        (own_town / "data").rename(own_town / "data_")
        await failed(session)

        assert NOT_READ.search(session.status)
        assert "no problems" not in session.status
        assert "✓" not in session.status
        assert re.search(r"4, as of \d\d:\d\d", session.text_in(session.pane(Kind.TOPIC)))
        for key in ("s", "t"):
            await session.press(key)
            assert NOT_READ.search(session.text), key
            await session.press("escape")
        await session.press("!")
        assert "No problems" not in session.text
        assert re.search(r"not read since \d\d:\d\d, what is shown is as it was then", session.text)
        if size == WIDE:  # a notification is in the way
            assert "has no data/ folder" in session.words_in(session.app.screen.query_one("#problem"))

        (own_town / "data_").rename(own_town / "data")
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot.failure is None)
        assert "No problems" in session.text
        await session.press("escape")
        assert "✓ 15" in session.status
        assert "as of" not in session.text


async def test_the_time_is_that_of_the_first_reading_that_failed(own_town: Path) -> None:
    """And that is told once, not with every reading, but for one that the reader asked for."""
    async with opened(own_town) as session:
        (own_town / "data").rename(own_town / "data_")
        await failed(session)
        first, told = session.app.snapshot, session.notes
        session.app.main.reload()
        await session.settle()
        assert session.notes == told
        await session.press("r")
        await session.until(lambda: session.notes != told)

        assert first.failure is not None
        assert session.app.snapshot.failure is not None
        assert session.app.snapshot.failure.since == first.failure.since
        assert len(session.said) == 1


@SIZES
async def test_a_file_that_is_broken_at_the_start_is_said_where_its_records_would_be(
    own_town: Path, size: tuple[int, int]
) -> None:
    """Not that there are none; and the count of passages says that it leaves some out."""
    (own_town / "data/people.yaml").write_text("people: [: {", encoding="utf-8")
    async with opened(own_town, size) as session:
        await session.press("2")
        said = session.words_in(session.pane(Kind.PERSON))

        assert re.search(r"people.yaml can’t be read \(since \d\d:\d\d\); see ! for why.", said)
        assert "There are no people yet" not in session.text
        assert "1 error, see !" in session.status
        if size == WIDE:
            assert "people.yaml can’t be read" in session.status
            assert "passages found in the rest" in session.status
        assert "✓" not in session.status


async def test_several_files_are_counted_where_there_is_no_room_for_their_names(own_town: Path) -> None:
    for name in ("people.yaml", "topics.yaml", "articles/budget.yaml"):
        (own_town / "data" / name).write_text("people: [: {", encoding="utf-8")
    async with opened(own_town, (160, 40)) as session:
        assert "3 files can’t be read" in session.status


@pytest.mark.parametrize(("key", "what"), [("s", "topics"), ("t", "events")])
async def test_sources_and_timeline_do_not_say_that_there_are_none(tmp_path: Path, key: str, what: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "all.yaml").write_text("topics: [: {", encoding="utf-8")
    async with opened(tmp_path) as session:
        await session.press(key)

        assert f"There are no {what} yet" not in session.text
        assert re.search(r"all.yaml can’t be read \(since \d\d:\d\d\); see ! for why.", session.text)


@pytest.mark.usefixtures("watched")
async def test_a_folder_that_comes_back_is_read_by_itself(own_town: Path) -> None:
    async with opened(own_town) as session:
        (own_town / "data").rename(own_town / "data_")
        await session.until(lambda: bool(NOT_READ.search(session.status)))
        (own_town / "data_").rename(own_town / "data")
        await session.until(lambda: "no problems" in session.status)


async def test_a_large_archive_that_is_gone_before_it_is_read_says_so(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is read when it is there."""
    from explorer.ui.screens.live_screen import LiveScreen

    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    begin = LiveScreen.begin

    def gone(screen: LiveScreen) -> None:
        (own_town / "data").rename(own_town / "data_")
        begin(screen)

    monkeypatch.setattr(LiveScreen, "begin", gone)
    async with opened(own_town) as session:
        await session.until(lambda: bool(NOT_READ.search(session.status)))
        assert "Reading the archive" not in session.text
        assert "can’t be read (since" in session.words_in(session.pane(Kind.TOPIC))
        (own_town / "data_").rename(own_town / "data")
        session.app.main.reload()
        await session.until(lambda: "no problems" in session.status)
        assert "harbour" in session.ids(Kind.TOPIC)


async def test_a_file_that_breaks_in_between_is_said_with_since_when_and_what_is_shown(own_town: Path) -> None:
    """The same time as long as it is broken; in the list of problems, too."""
    topics = own_town / "data/topics.yaml"
    whole = topics.read_text(encoding="utf-8")
    async with opened(own_town) as session:
        topics.write_text("topics: [: {", encoding="utf-8")
        session.app.main.reload()
        await session.until(lambda: bool(session.app.snapshot.unread))
        first = session.app.snapshot.unread
        topics.write_text("topics: [: {{", encoding="utf-8")
        before = session.app.snapshot
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot is not before)
        assert session.app.snapshot.unread == first
        await session.press("!")
        said = session.words_in(session.app.screen.query_one("#problem"))
        session.app.clear_notifications()
        assert re.search(r"not read since \d\d:\d\d, its records are shown as last read", said)
        topics.write_text(whole, encoding="utf-8")
        session.app.main.reload()
        await session.until(lambda: not session.app.snapshot.unread)
        assert "No problems" in session.text


async def test_a_record_that_is_shown_as_last_read_is_told_in_the_status(own_town: Path) -> None:
    """The file can be read, but not all of it: counts have the record as it was."""
    async with opened(own_town) as session:
        topics = own_town / "data" / "topics.yaml"
        whole = topics.read_text(encoding="utf-8")
        topics.write_text(whole.replace("{id: harbour,", "{id: harbour, nonsense: 1, label: [],", 1), encoding="utf-8")
        session.app.main.reload()
        await session.settle()

        assert "harbour" in session.ids(Kind.TOPIC)
        assert "some records shown as last read" in session.status


async def test_a_record_that_is_shown_as_last_read_is_marked_in_every_list(own_town: Path) -> None:
    """In the panes, the results, the timeline and the matrix of sources; in Detail and in the reader in words."""
    async with opened(own_town) as session:
        for name, old, new in (
            ("people.yaml", "name: Ana Ruiz", "nme: Ana Ruiz"),
            ("articles/pier.yaml", "  name: Briefing", "  nme: Briefing"),
            ("articles/pier.yaml", "  speech: partial\n", ""),
        ):
            path = own_town / "data" / name
            path.write_text(path.read_text().replace(old, new))
        session.app.main.reload()
        await session.until(lambda: bool(session.app.snapshot.stale))
        session.app.clear_notifications()
        await session.press("2")
        assert ("↺ Ana Ruiz" in session.text, "↺ Briefing" in session.text) == (True, True)
        assert "as last read: the record can’t be read now" in session.words_in(session.detail)
        await session.press("s")
        assert "↺ Ana" in session.text
        await session.press("t")
        assert "↺ Briefing at City Hall" in session.text
        await session.search("heart of the harbour")
        assert "↺ “the heart of the harbour”" in session.text
        await session.press("enter", "4", "enter")
        assert "↺ as last read" in session.text


@SIZES
async def test_before_it_is_known_how_much_there_is_to_read_no_number_is_said(
    own_town: Path, size: tuple[int, int]
) -> None:
    async with opened(own_town, size) as session:
        session.app.main.reading = Progress("files", 0, 0)
        await session.settle()
        assert "reading the archive …" in session.status
        session.app.main.reading = Progress("files", 20, 300)
        await session.settle()
        assert "20 of 300 files" in session.status
