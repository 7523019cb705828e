"""What is saved on disk is on the screen, and the reader stays where they were."""

from __future__ import annotations

import re
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from archives import PIER as PIER_TEXT
from archives import PIER_YAML, write_archive
from textual.app import ComposeResult
from ui.driving import NARROW, Session, opened

from explorer.changes.edits import edit_between
from explorer.checking.verification import Status
from explorer.model.archive import Archive
from explorer.model.records import Kind
from explorer.snapshot import ArchiveError, Snapshot, check, read_again, read_snapshot
from explorer.store import keep
from explorer.ui.app import ExplorerApp
from explorer.ui.background import EditUnderstood, IndexMade
from explorer.ui.screens.overview_screen import BarPane
from explorer.ui.screens.problems_screen import ProblemList
from explorer.ui.screens.sources_screen import SourcesScreen
from explorer.ui.widgets.article_view import ArticleView

TOPICS = "data/topics.yaml"
PIER = "data/articles/pier.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


async def reload(session: Session) -> None:
    """Read the archive again, wait until it is shown, and put away the message on it."""
    before = session.app.snapshot
    session.app.main.reload()
    await session.until(lambda: session.app.snapshot is not before)
    session.app.clear_notifications()
    await session.settle()


# By itself


@pytest.mark.usefixtures("watched")
async def test_a_saved_edit_appears_by_itself(own_town: Path) -> None:
    async with opened(own_town) as session:
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await session.until(lambda: bool(session.said))

        assert "▌The old harbour" in session.text
        assert session.said == ["label Harbour → The old harbour"]


async def test_an_index_that_comes_late_does_not_replace_that_of_what_is_shown(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.until(lambda: session.app.main.index is not None)
        late = session.app.main.index
        assert late is not None
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await reload(session)
        await session.until(lambda: session.app.main.index is not late)
        session.app.main.post_message(IndexMade(late))
        await session.settle()
        await session.search("kind:topic old")

        assert "topic/harbour" == session.hits[0]
        assert session.app.main.index is not late


@pytest.mark.usefixtures("watched")
async def test_a_new_file_and_a_changed_article_appear_by_themselves(own_town: Path) -> None:
    async with opened(own_town) as session:
        (own_town / "data/more.yaml").write_text("topics:\n- {id: gulls, label: Gulls}\n")
        await session.until(lambda: "Gulls" in session.text)
        edit(own_town / "seeds/pier.txt", "Nobody asked", "No one asked")
        await session.until(lambda: "2 errors" in session.status)

        assert "✗ 14 of 15 passages found" in session.status


@pytest.mark.usefixtures("watched")
async def test_an_edit_between_reading_and_watching_is_not_lost(own_town: Path) -> None:
    app = ExplorerApp(own_town)
    edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
    async with app.run_test(size=NARROW) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: "▌The old harbour" in session.text)


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("is_kept", [False, True])
async def test_an_edit_of_a_text_between_reading_and_watching_is_not_lost(own_town: Path, is_kept: bool) -> None:
    if is_kept:
        keep(read_snapshot(own_town))
    app = ExplorerApp(own_town)
    edit(own_town / "seeds/pier.txt", "Nobody asked", "No one asked")
    async with app.run_test(size=NARROW) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: any("No one asked" in text.text for text in app.snapshot.texts.values()))


# By r


def is_searchable(session: Session) -> bool:
    """Whether what is shown can be searched, and not what was before."""
    index = session.app.main.index
    return index is not None and index.archive is session.app.snapshot.archive


def keep_as_large(root: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Keep an archive that is taken for a large one: what many of its files changed is read beside the app."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    keep(read_snapshot(root))
    for module, name, number in (
        ("snapshot", "_FEW", 0),
        ("ui.background", "_MUCH", 100),
        ("store.other_process", "_MANY", 0),
    ):
        monkeypatch.setattr(f"explorer.{module}.{name}", number)


async def test_many_changed_files_of_a_large_archive_are_read_by_a_process_beside_the_app(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The place stays, what changed is said, and it can be searched."""

    def never(*_: object, **__: object) -> Snapshot:
        raise AssertionError("it was read by the app")

    keep_as_large(own_town, monkeypatch, tmp_path)
    monkeypatch.setattr("explorer.ui.background.read_again", never)
    async with opened(own_town) as session:
        await session.press("down")
        place = session.place
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await reload(session)
        assert "The old harbour" in session.text
        assert session.place == place
        await session.until(lambda: bool(session.app.main.edits))
        assert [change.ref for change in session.app.main.edits[0].changes] == ["topic/harbour"]
        await session.until(lambda: is_searchable(session))
        await session.search("old harbour")
        assert session.hits[0] == "topic/harbour"


class HeldChecks:
    """Checks of an edit that do not begin until they are `released`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.released = threading.Event()

        def held(*arguments: Any, **named: Any) -> Snapshot:
            assert self.released.wait(60)
            return check(*arguments, **named)

        monkeypatch.setattr("explorer.snapshot.check", held)


@pytest.mark.usefixtures("watched")
async def test_an_edit_of_a_large_archive_is_shown_before_it_is_checked(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The status line says so; the place stays, and what it meant is said once, when it is checked."""
    async with opened(own_town) as session:
        monkeypatch.setattr("explorer.ui.background._MANY", 0)
        checks = HeldChecks(monkeypatch)
        session.held_back.add("read")
        place, status = session.place, session.status
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await session.until(lambda: "▌The old harbour" in session.text)
        assert "checking the archive …" in session.status
        assert session.place == place
        assert not session.said
        edit(own_town / TOPICS, "label: The old harbour", "label: The new harbour")
        checks.released.set()
        session.held_back.clear()
        await session.until(lambda: "▌The new harbour" in session.text and session.status == status)
        await session.settle()
        assert session.said == ["label Harbour → The old harbour", "label The [old → new] harbour"]


async def test_of_an_edit_that_is_not_checked_yet_all_is_shown_that_was_found_of_other_records(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(own_town) as session:
        monkeypatch.setattr("explorer.ui.background._MANY", 0)
        checks = HeldChecks(monkeypatch)
        session.held_back.add("read")
        before = session.app.snapshot
        edit(own_town / PIER, "text: The council had been", "note: seen\n  text: The board had been")
        session.app.main.reload()
        await session.until(lambda: session.app.snapshot is not before)
        shown = session.app.snapshot
        changed = {ref for ref in before.verifications if shown.verifications[ref] != before.verifications[ref]}
        assert changed == {"quote/okafor-told-in-march"}
        assert shown.verifications["quote/okafor-told-in-march"].status is Status.UNCHECKED
        await session.press("0")
        assert session.screen == "OverviewScreen"
        assert "checking" not in session.text_in(session.app.screen.query_one(BarPane))
        checks.released.set()
        session.held_back.clear()
        await session.until(lambda: session.app.snapshot is not shown)
        await session.settle()
        assert not session.app.snapshot.is_unchecked


async def test_many_files_that_changed_are_shown_while_a_process_beside_the_app_checks_them(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from explorer.store import reading_process

    released, read = threading.Event(), reading_process.reread_in_process

    def held(*arguments: Any) -> Snapshot | None:
        assert released.wait(60)
        return read(*arguments)

    keep_as_large(own_town, monkeypatch, tmp_path)
    monkeypatch.setattr(reading_process, "reread_in_process", held)
    async with opened(own_town) as session:
        session.held_back.add("read")
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        session.app.main.reload()
        await session.until(lambda: "The old harbour" in session.text)
        assert session.app.snapshot.is_unchecked
        released.set()
        session.held_back.clear()
        await session.until(lambda: not session.app.snapshot.is_unchecked)
        await session.settle()
        assert "The old harbour" in session.text
        assert [change.ref for change in session.app.main.edits[0].changes] == ["topic/harbour"]


async def test_what_each_view_shows_is_counted_before_the_archive_is_shown_and_not_by_the_app(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = list[threading.Thread]()
    count = Archive.count_ahead

    def noted(archive: Archive) -> None:
        threads.append(threading.current_thread())
        count(archive)

    monkeypatch.setattr(Archive, "count_ahead", noted)
    async with opened(own_town) as session:
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await reload(session)
        counted = {"drafts", "draft_quotes", "codes", "explicit_reviews", "utterances"}
        assert counted <= vars(session.app.snapshot.archive).keys()
    assert threads
    assert threading.main_thread() not in threads


async def test_what_an_edit_meant_is_said_while_another_screen_is_being_opened(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is in use on it yet."""
    async with opened(own_town) as session:
        main, compose = session.app.main, SourcesScreen.compose

        def compose_late(screen: SourcesScreen) -> ComposeResult:
            found = edit_between(before, read_again(before), datetime.now(UTC))
            main._say_what_it_meant(EditUnderstood(found, "a new label", asked=False))  # noqa: SLF001 - by no message
            yield from compose(screen)

        before = session.app.snapshot
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        monkeypatch.setattr(SourcesScreen, "compose", compose_late)
        await session.press("s")
        assert session.screen == "SourcesScreen"
        assert session.said == ["a new label"]


async def test_r_reads_again_and_says_so(own_town: Path) -> None:
    async with opened(own_town) as session:
        edit(own_town / TOPICS, "label: Harbour", "label: The old harbour")
        await session.press("r")
        await session.until(lambda: bool(session.said))

        assert "▌The old harbour" in session.text
        assert session.said == ["label Harbour → The old harbour"]
        assert "The old harbour" in session.text_in(session.detail)


async def test_trail_pane_cursors_and_scope_stay_when_records_come_before_them(own_town: Path) -> None:
    """They are kept by ref and not by row."""
    async with opened(own_town) as session:
        await session.press("enter", "2", "j", "5", "j", "4", "G")
        before = session.place
        edit(own_town / TOPICS, "topics:\n", "topics:\n- {id: aaa, label: Aaa}\n")
        edit(own_town / "data/people.yaml", "people:\n", "people:\n- {id: abe, name: Abe}\n")
        edit(
            own_town / "data/articles/budget.yaml",
            "quotes:\n",
            "quotes:\n- {id: first, article: budget, speech: partial, text: Budget, speaker: abe, topics: [harbour]}\n",
        )
        await reload(session)

        assert "first" in session.ids(Kind.QUOTE)
        assert session.place == before
        assert session.at(Kind.QUOTE) == "park-nobody-asked"
        assert session.at(Kind.PERSON) == "ben-okafor"


async def test_counts_follow_a_reload(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("enter")
        edit(own_town / PIER, "topics: [pier]", "topics: [city-budget]")
        await reload(session)

        assert session.trail == ["topic/harbour"]
        assert "ruiz-rebuild" not in session.ids(Kind.QUOTE)
        assert session.count(Kind.PERSON, "ana-ruiz") == 3


async def test_detail_stays_where_it_was_scrolled_to(own_town: Path) -> None:
    async with opened(own_town, NARROW, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "G")
        assert session.focus == "detail"
        before = session.detail.cursor, session.detail.scroll_offset
        assert session.detail.scroll_offset.y > 0
        edit(own_town / TOPICS, "label: City budget", "label: The budget")
        await reload(session)

        assert (session.detail.cursor, session.detail.scroll_offset) == before
        assert session.focus == "detail"


async def test_the_record_under_the_cursor_may_be_deleted_and_the_last_one_and_all(own_town: Path) -> None:
    """The cursor stays near, and Detail shows what is there."""
    async with opened(own_town) as session:
        await session.press("j")
        assert session.shown == "topic/city-budget"
        edit(own_town / TOPICS, "- {id: city-budget, label: City budget}\n", "")
        await reload(session)

        assert "city-budget" not in session.ids(Kind.TOPIC)
        assert session.pane(Kind.TOPIC).cursor == 1
        assert session.shown == f"topic/{session.ids(Kind.TOPIC)[1]}"

        await session.press("G")
        edit(own_town / TOPICS, "- {id: lighthouse, label: Lighthouse}\n", "")
        await reload(session)

        assert session.at(Kind.TOPIC) == session.ids(Kind.TOPIC)[-1]
        assert session.shown == f"topic/{session.at(Kind.TOPIC)}"

        await session.press("g", "enter", "G")
        shutil.rmtree(own_town / "data")
        (own_town / "data").mkdir()
        await reload(session)

        assert session.trail == []
        assert session.shown is None
        assert "Nothing is selected." in session.text_in(session.detail)
        await session.press("enter", "e", "y", "Y", "o", "G", "escape", "[", "tab", "z", "!", "escape")
        assert session.app.is_running


async def test_a_step_of_the_trail_that_is_deleted_leaves_it(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("enter", "2", "j", "enter")
        edit(own_town / TOPICS, "- {id: harbour, label: Harbour}\n", "")
        await reload(session)
        assert session.trail == ["person/ben-okafor"]
        assert session.status.startswith("Everything ▸ Ben Okafor ")
        await session.press("escape", "[", "[", "]")

        assert session.app.is_running


async def test_a_data_folder_that_is_gone_is_said_and_the_records_stay(own_town: Path) -> None:
    async with opened(own_town) as session:
        before = session.place
        (own_town / "data").rename(own_town / "elsewhere")
        await session.press("r")
        await session.until(lambda: any("has no data/ folder" in said for said in session.said))

        assert session.place == before


async def test_what_changes_while_the_archive_is_read_is_read_after_that_and_at_once(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when git writes many files: each reading would otherwise do the work of those before it again."""
    read, hold, begun = read_again, threading.Event(), list[object]()
    async with opened(own_town) as session:

        def slow_at_first(*arguments: Any, **named: Any) -> Snapshot:
            snapshot = read(*arguments, **named)
            begun.append(named)
            assert len(begun) > 1 or hold.wait(60)
            return snapshot

        monkeypatch.setattr("explorer.ui.background.read_again", slow_at_first)
        edit(own_town / TOPICS, "label: Harbour", "label: First")
        session.held_back.add("read")
        session.app.main.reload()
        await session.until(lambda: len(begun) == 1)
        for before, after in (("First", "Second"), ("Second", "Third"), ("Third", "Fourth")):
            edit(own_town / TOPICS, f"label: {before}", f"label: {after}")
            session.app.main.reload()
        hold.set()
        session.held_back.clear()
        await session.until(lambda: "▌Fourth" in session.text)
        await session.settle()

        assert len(begun) == 2
        assert "▌Fourth" in session.text


async def test_what_changed_while_a_reading_failed_is_read_after_that(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, hold, begun = read_again, threading.Event(), list[object]()
    async with opened(own_town) as session:

        def failing_at_first(*arguments: Any, **named: Any) -> Snapshot:
            begun.append(named)
            if len(begun) > 1:
                return read(*arguments, **named)
            assert hold.wait(60)
            raise ArchiveError("it is gone")

        monkeypatch.setattr("explorer.ui.background.read_again", failing_at_first)
        edit(own_town / TOPICS, "label: Harbour", "label: First")
        session.held_back.add("read")
        session.app.main.reload(changed=[TOPICS])
        await session.until(lambda: len(begun) == 1)
        session.app.main.reload(changed=["data/articles/pier.yaml"])
        hold.set()
        session.held_back.clear()
        await session.until(lambda: "▌First" in session.text)

        assert len(begun) == 2


# Broken files


BROKEN = "label: Harbour}\n  oops: [\n"


async def test_a_broken_file_keeps_its_last_good_records_and_says_so(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("enter")
        before = session.place
        edit(own_town / TOPICS, "label: Harbour}\n", BROKEN)
        await reload(session)

        assert session.place == before
        assert session.status.startswith("Everything ▸ Harbour ")
        assert "✗ 1 error, see !" in session.status
        assert re.search(r"topics.yaml can’t be read \(since \d\d:\d\d\), shown as last read", session.status)
        await session.resize(*NARROW)
        assert "1 error, see !" in session.status


async def test_problems_are_listed_by_place(own_town: Path) -> None:
    edit(own_town / PIER, "speaker: cleo-park", "speaker: cleo-pork")
    edit(own_town / "data/articles/budget.yaml", "Not a cent more,", "Not one cent more,")
    edit(own_town / TOPICS, "broader: harbour", "brooder: harbour")
    async with opened(own_town) as session:
        await session.press("!")

        listed = session.text_in(session.app.screen.query_one(ProblemList))
        places = re.findall(r"error (data/\S+\.yaml):\d+:\d+", listed)
        assert places == ["data/articles/budget.yaml", "data/articles/pier.yaml", "data/topics.yaml"]
        assert "┏━ Problems ━" in session.text
        assert " 3 ━┛" in session.text
        assert "cleo-park" in session.text


async def test_mending_clears_the_problem(own_town: Path) -> None:
    async with opened(own_town) as session:
        edit(own_town / TOPICS, "label: Harbour}\n", BROKEN)
        await reload(session)
        await session.press("!")
        assert "topics.yaml:" in session.text
        edit(own_town / TOPICS, BROKEN, "label: Harbour}\n")
        await reload(session)

        assert "topics.yaml" not in session.text
        assert "No problems" in session.text
        await session.press("escape")
        assert "no problems" in session.status
        assert "as it last was" not in session.status


async def test_without_problems_the_list_says_so(town: Path) -> None:
    async with opened(town) as session:
        await session.press("!")

        assert "┏━ Problems ━" in session.text
        assert "No problems: every passage is where the archive says" in session.text


async def test_the_problems_are_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        for leave in ("escape", "[", "backspace", "alt+left", "!"):
            await session.press("!", leave)

            assert (session.screen, session.place) == ("MainScreen", before), leave


async def test_one_broken_record_at_the_start_does_not_hide_the_others(own_town: Path) -> None:
    edit(own_town / TOPICS, "label: Harbour}\n", BROKEN)
    async with opened(own_town) as session:
        assert "harbour" not in session.ids(Kind.TOPIC)
        assert len(session.ids(Kind.TOPIC)) == 3
        assert "1 record of topics.yaml can’t be read" in session.status
        assert "error" in session.status
        assert len(session.ids(Kind.PERSON)) == 5
        edit(own_town / TOPICS, BROKEN, "label: Harbour}\n")
        await reload(session)

        assert session.ids(Kind.TOPIC)[0] == "harbour"
        assert "no problems" in session.status


async def test_a_file_with_a_long_name_is_counted_where_its_name_has_no_room(own_town: Path) -> None:
    """The status line goes on to say what is unread, and how many passages are found."""
    (own_town / TOPICS).rename(own_town / "data" / f"{'topics-' * 9}of-the-town.yaml")
    edit(next((own_town / "data").glob("topics-*")), "label: Harbour}\n", BROKEN)
    async with opened(own_town) as session:
        assert "error, see ! · 1 record unread · 15/15" in session.status


async def test_an_archive_that_is_all_broken_starts_and_says_so(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path, yaml="topics: [\n")) as session:
        assert "1 error, see !" in session.status
        await session.press("enter", "e", "y", "Y", "o", "!")
        assert "data/archive.yaml:" in session.text


async def test_an_empty_archive_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with opened(tmp_path) as session:
        for key, kind in (("1", Kind.TOPIC), ("2", Kind.PERSON), ("3", Kind.EVENT), ("4", Kind.QUOTE)):
            await session.press(key)

            said = session.words_in(session.pane(kind))
            assert f"There are no {kind.plural} yet. Add a list “{kind.plural}:” to a YAML file below data/." in said
        await session.press("5", "enter", "o", "e", "y", "/", "a", "enter", "escape", "!")
        assert "no records" in session.text
        assert session.app.is_running


# Articles


async def test_a_missing_article_text_is_said_and_the_quotes_are_unchecked(own_town: Path) -> None:
    (own_town / "seeds/pier.txt").unlink()
    async with opened(own_town, ref="quote/ruiz-heart") as session:
        await session.press("4")

        assert "– unchecked" in session.text_in(session.pane(Kind.QUOTE))
        assert "there is no article text to check against" in session.words_in(session.detail)
        await session.press("enter")
        assert session.screen == "MainScreen"
        assert session.said == ["The text of pier can't be read; see ! for why."]


async def test_the_reader_follows_a_reload(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", "G", "enter")
        article = session.app.screen.query_one(ArticleView)
        edit(own_town / PIER, "text: Nobody asked the fishers,", "text: said Cleo Park")
        await reload(session)

        assert session.screen == "ReaderScreen"
        assert session.styled(article, lambda style: bool(style.bold)) == "said Cleo Park"


async def test_the_reader_keeps_its_place_over_a_reload(own_town: Path) -> None:
    async with opened(own_town, NARROW) as session:
        await session.press("4", "G", "enter", "g", "pagedown")
        article = session.app.screen.query_one(ArticleView)
        before = session.text_in(article)
        edit(own_town / TOPICS, "label: City budget", "label: The budget")
        await reload(session)

        assert before == session.text_in(article)


async def test_the_reader_goes_on_when_its_quote_is_deleted(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", "G", "enter")
        text = (own_town / PIER).read_text()
        (own_town / PIER).write_text(text[: text.index("- id: park-nobody-asked")])
        await reload(session)
        assert session.screen == "ReaderScreen"
        await session.press("e", "y", "Y", "tab")
        assert "quote 1 of 4" in session.text
        await session.press("enter")

        assert session.shown == "quote/ruiz-rebuild"


async def test_the_reader_is_left_when_its_article_is_gone(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("4", "G", "enter")
        (own_town / "seeds/pier.txt").unlink()
        await reload(session)

        assert session.screen == "MainScreen"
        assert session.app.is_running


@pytest.mark.parametrize("over", ["?", "!"])
async def test_the_reader_is_left_below_another_screen_when_its_article_is_gone(own_town: Path, over: str) -> None:
    async with opened(own_town) as session:
        await session.press("4", "G", "enter", over)
        above = session.screen
        (own_town / "seeds/pier.txt").unlink()
        session.app.main.reload()
        await session.until(lambda: "pier" not in session.app.snapshot.texts)
        assert session.screen == above
        await session.press("escape")

        assert session.screen == "MainScreen"
        assert session.app.is_running


# Searches


async def test_a_search_stays_open_over_a_reload_and_finds_what_is_new(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.search("gulls")
        assert session.hits == []
        edit(own_town / TOPICS, "topics:\n", "topics:\n- {id: gulls, label: Gulls}\n")
        session.app.main.reload()
        await session.until(lambda: session.hits == ["topic/gulls"])

        assert session.app.main.search_box.value == "gulls"
        assert session.focus == "search"
        assert session.shown == "topic/gulls"
        await session.press("escape")
        assert session.trail == []


async def test_a_hit_that_is_gone_is_no_trouble(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.search("lighthouse")
        assert session.hits == ["topic/lighthouse"]
        edit(own_town / TOPICS, "- {id: lighthouse, label: Lighthouse}\n", "")
        session.app.main.reload()
        await session.until(lambda: session.hits == [])
        await session.press("enter", "escape")

        assert session.app.is_running


async def test_the_hit_under_the_cursor_stays_there_over_a_reload(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.search("ruiz")
        await session.press("down", "down")
        chosen, index = session.shown, session.app.main.index
        edit(own_town / TOPICS, "label: City budget", "label: The budget")
        session.app.main.reload()
        await session.until(lambda: session.app.main.index is not index)

        assert session.shown == chosen


# Words that are not in the article


async def test_altered_evidence_says_so_in_detail(tmp_path: Path) -> None:
    """What differs is shown, and its link leads to the nearest passage."""
    yaml = PIER_YAML.replace("text: at a press conference on Tuesday", "text: at a secret press conference on Tuesday")
    async with opened(write_archive(tmp_path, {"pier.txt": PIER_TEXT}, yaml)) as session:
        await session.press("3")

        shown = session.words_in(session.detail)
        assert "✗ missing: not word for word in pier" in shown
        assert "“secret” is added" in shown
        assert "[-secret-]" in shown


async def test_an_altered_headline_says_so_in_detail(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("headline: Pier to be rebuilt", "headline: Pier not to be rebuilt")
    async with opened(write_archive(tmp_path, {"pier.txt": PIER_TEXT}, yaml)) as session:
        await session.press("5")

        assert "“not” is added" in session.words_in(session.detail)
