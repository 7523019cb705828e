"""The problems: grouped by severity, filtered, counted on every screen, gone when they are mended."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive
from ui import sharing
from ui.driving import NARROW, Session, opened

from explorer.describing import how_read
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot
from explorer.ui.screens import problems_screen
from explorer.ui.screens.problems_screen import ProblemList
from explorer.ui.widgets.key_hints import KeyHints

# An unknown field is an error, a date outside of the event's a warning, a quoted span that no quote has a note.
FAULTY = PIER_YAML.replace("broader: harbour", "brooder: harbour").replace(
    "text: not my favourite subject", "text: not your favourite subject"
)


def listed(session: Session) -> str:
    return session.text_in(session.app.screen.query_one(ProblemList))


def shown(session: Session) -> str:
    return str(session.app.screen.query_one(ProblemList).border_subtitle)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To look at but not to write to."""
    return sharing.apps.on(write_archive(tmp_path_factory.mktemp("faulty"), {"pier.txt": PIER}, FAULTY))


@pytest.fixture
def own_faulty(tmp_path: Path) -> Path:
    """To write to."""
    return write_archive(tmp_path, {"pier.txt": PIER}, FAULTY)


async def test_problems_stand_under_their_severity(faulty: Path) -> None:
    async with opened(faulty) as session:
        await session.press("!")
        headings = [line.strip(" ┃▌") for line in listed(session).splitlines() if ": wrong or unreadable" in line]
        assert ["2 errors: wrong or unreadable"] == headings
        assert "✗ error data/" in listed(session)


async def test_the_cursor_starts_at_the_first_problem(faulty: Path) -> None:
    async with opened(faulty) as session:
        await session.press("!")
        assert session.app.screen.query_one(ProblemList).problem is not None


async def test_very_many_are_listed_and_narrowed_beside_the_keys(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until they are there, nothing says that there are none."""
    monkeypatch.setattr(problems_screen, "AT_ONCE", 0)
    may_be_listed = threading.Event()

    def listed_late(snapshot: Snapshot) -> Sequence[Problem]:
        assert may_be_listed.wait(60)
        return how_read.all_problems(snapshot)

    monkeypatch.setattr(problems_screen, "all_problems", listed_late)
    async with opened(faulty) as session:
        session.held_back.add("find")
        await session.press("!")
        assert "Looking for the problems …" in listed(session)
        session.held_back.clear()
        may_be_listed.set()
        await session.settle()
        number = shown(session)
        assert session.app.screen.query_one(ProblemList).problem is not None
        await session.press("/", *"brooder")
        assert shown(session) == f"1 of {number}"
        await session.press("escape")
        assert shown(session) == number


@pytest.mark.parametrize("words", ["brooder", "unknown-key", "ERROR brooder", "data/ brooder"])
async def test_a_filter_keeps_the_problems_with_its_words(faulty: Path, words: str) -> None:
    async with opened(faulty) as session:
        await session.press("!", "/", *words)
        assert shown(session).startswith("1 of ")
        assert "brooder" in listed(session)
        await session.press("enter", "escape")
        assert " of " not in shown(session)
        assert "ProblemsScreen" == session.screen
        await session.press("escape")
        assert "MainScreen" == session.screen


async def test_problems_are_read_once_however_many_letters_are_typed(
    faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be very many of them."""
    read, told = list[Snapshot](), list[Problem]()

    def all_problems(snapshot: Snapshot) -> Sequence[Problem]:
        read.append(snapshot)
        return how_read.all_problems(snapshot)

    def text_of(problem: Problem) -> str:
        told.append(problem)
        return f"{problem}"

    monkeypatch.setattr(problems_screen, "all_problems", all_problems)
    monkeypatch.setattr(problems_screen, "_text_of", text_of)
    async with opened(faulty) as session:
        await session.press("!", "/")
        before = len(read)
        await session.press(*"brooder")
        assert shown(session).startswith("1 of ")
        assert len(read) == before
        assert len(told) == len(session.app.snapshot.problems)


async def test_a_filter_that_nothing_has_says_so(faulty: Path) -> None:
    async with opened(faulty, NARROW) as session:
        await session.press("!", "/", *"zzz")
        assert "No problem has these words." in listed(session)
        await session.press("enter", "e", "y", "enter")
        assert "ProblemsScreen" == session.screen


async def test_every_screen_says_how_many_problems_there_are(faulty: Path) -> None:
    async with opened(faulty) as session:
        for key in ("s", "t", "4 enter", "!"):
            await session.press(*key.split())
            assert "2 errors, see !" in session.text_in(session.app.screen.query_one(KeyHints))
            await session.press("escape")


async def test_the_count_follows_a_reload(own_faulty: Path) -> None:
    async with opened(own_faulty) as session:
        await session.press("s")
        file = next((own_faulty / "data").rglob("*.yaml"))
        file.write_text(file.read_text().replace("brooder", "broader"))
        session.app.main.reload()
        await session.until(lambda: "1 error, see !" in session.text_in(session.app.screen.query_one(KeyHints)))


async def test_enter_goes_to_the_record_and_back(tmp_path: Path) -> None:
    """A note of an article leads into the article."""
    faulty = PIER_YAML.replace("broader: harbour", "brooder: harbour").partition("- id: ruiz-budget")[0]
    async with opened(write_archive(tmp_path, {"pier.txt": PIER}, faulty)) as session:
        await session.press("!", *"/brooder", "enter", "enter")
        assert "MainScreen" == session.screen
        assert "topic/pier" == session.app.main.state.trail[-1]
        await session.press("escape")
        assert "ProblemsScreen" == session.screen
        await session.press("escape", "/", *"span-open", "enter", "enter")
        assert "ReaderScreen" == session.screen


async def test_u_asks_before_it_takes_back_what_is_older_than_an_edit_elsewhere(own_faulty: Path) -> None:
    file, other = own_faulty / "data" / "archive.yaml", own_faulty / "data" / "more.yaml"
    before = file.read_bytes()
    async with opened(own_faulty) as session:
        await session.press("!", *"/brooder", "enter", "m")
        await session.until(lambda: "No problem has these words." in listed(session))
        other.write_text("topics:\n- {id: mine, label: Mine}\n")
        await session.press("u")
        await session.until(lambda: any("data/more.yaml has been changed" in said for said in session.said))
        assert before != file.read_bytes()
        await session.press("u")
        await session.until(lambda: "Undone: wrote “broader” in place of “brooder”." in session.said)
        assert before == file.read_bytes()
        assert other.exists()


async def test_m_writes_what_was_meant_and_u_and_ctrl_r_take_it_back_and_do_it_again(own_faulty: Path) -> None:
    """Keys in a row are done in that order, and the archive is read again after each."""
    file = own_faulty / "data" / "archive.yaml"
    before, after = file.read_bytes(), file.read_bytes().replace(b"brooder", b"broader")
    async with opened(own_faulty) as session:
        await session.press("!", *"/brooder", "enter", "m")
        await session.until(lambda: "No problem has these words." in listed(session))
        assert "Wrote “broader” in place of “brooder”, data/archive.yaml line 9." in session.said
        assert after == file.read_bytes()
        await session.press("u")
        await session.until(lambda: "unknown field “brooder”" in listed(session))
        assert "Undone: wrote “broader” in place of “brooder”." in session.said
        assert before == file.read_bytes()
        await session.press("escape", "escape", "ctrl+r", "u", "ctrl+r", "ctrl+r")
        await session.until(lambda: "There is nothing to do again." in session.said)
        assert "Done again: wrote “broader” in place of “brooder”." in session.said
        assert after == file.read_bytes()
