"""Articles are added from the app: chosen from a folder or typed as a path, told in place when they can't be."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import pytest
from archives import write_archive
from ui.driving import Session, opened

from explorer.model.records import Article, Quote
from explorer.snapshot import Snapshot
from explorer.ui.screens.add_screen import AddScreen
from explorer.ui.screens.drafts_screen import DraftsScreen
from explorer.ui.widgets.file_list import FileList

SIZE = (80, 24)
TALK = "The ferry again\n\n“It runs {} times,” said Mira Solberg, who runs the line.\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "files"
    (folder / "inner").mkdir(parents=True)
    for name, text in (("a.txt", TALK.format("two")), ("b.md", TALK.format("three")), ("empty.txt", "")):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "inner" / "c.txt").write_text(TALK.format("four"), encoding="utf-8")
    (folder / "bad [red] \x1b.txt").write_bytes(b"caf\xe9")
    monkeypatch.chdir(folder)
    return folder


def added(session: Session) -> list[str]:
    return [article.id for article in session.app.snapshot.archive.all(Article)]


def listed(session: Session) -> list[str]:
    return [one.path.name for one in session.app.screen.query_one(FileList).rows]


async def test_files_are_chosen_added_and_their_drafts_are_shown(tmp_path: Path, files: Path) -> None:
    """The first ones that there are: nothing is quoted in the first file."""
    (files / "0.txt").write_text("Rain over Oram\n\nIt rained all day.\n", encoding="utf-8")
    async with opened(write_archive(tmp_path / "archive"), SIZE) as session:
        await session.press("A")
        assert ["inner", "0.txt", "a.txt", "b.md", "bad [red] \x1b.txt", "empty.txt"] == listed(session)
        await session.press("enter")
        assert (["c.txt"], str(files / "inner")) == (
            listed(session),
            str(session.app.screen.query_one(FileList).folder),
        )
        await session.press("h")
        await session.press("j", "m", "m", "a")

        await session.until(lambda: isinstance(session.app.screen, DraftsScreen))
        screen = session.app.screen
        assert isinstance(screen, DraftsScreen)
        assert isinstance(screen.record, Quote)
        assert {"pier", "rain-over-oram", "the-ferry-again"} == set(added(session))
        assert "the-ferry-again" == screen.record.article


@pytest.mark.usefixtures("files")
async def test_several_are_marked_and_what_is_wrong_with_some_is_told_in_place(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path / "archive"), SIZE) as session:
        await session.press("A")
        await session.press("j", "m", "m", "m", "m")
        assert "4 marked" in session.text
        await session.press("a")

        await session.until(lambda: len(added(session)) == 3)
        await session.settle()
        assert "empty.txt: it is empty" in session.text
        assert "bad [red]" in session.text
        assert "is not UTF-8" in session.text
        assert "add the 2 marked" in session.text
        await session.press("escape")
        assert not isinstance(session.app.screen, AddScreen)


@pytest.mark.usefixtures("files")
async def test_a_path_is_typed_and_completed(tmp_path: Path) -> None:
    async with opened(write_archive(tmp_path / "archive"), SIZE) as session:
        await session.press("A")
        await session.press("slash", "i", "n")
        await session.press("tab")
        assert (["c.txt"], True) == (listed(session), session.app.screen.query_one("#path").value.endswith("inner/"))  # type: ignore[attr-defined]
        await session.press(*"none.txt")
        await session.press("enter")
        assert "none.txt: there is no such file" in session.text
        await session.press(*["backspace"] * 8)
        await session.press("tab", "enter")
        await session.until(lambda: added(session) == ["pier", "the-ferry-again"])


@pytest.mark.usefixtures("files")
async def test_a_folder_that_was_passed_while_typing_does_not_take_the_place_of_the_one_that_is_typed(
    tmp_path: Path, files: Path
) -> None:
    """However late it is read."""
    async with opened(write_archive(tmp_path / "archive"), SIZE) as session:
        await session.press("A")
        screen = session.app.screen
        assert isinstance(screen, AddScreen)
        screen.call_later(screen.show_found, files / "inner", [])
        await session.settle()
        assert "a.txt" in listed(session)


@pytest.mark.usefixtures("files")
async def test_esc_stops_the_adding_and_q_then_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from the path, where q is a letter else."""
    begun = Event()

    def endless(_: Snapshot, __: Sequence[str], before_each: Callable[[int], None], pause: Callable[[], None]) -> None:
        before_each(0)
        begun.set()
        while True:
            pause()
            time.sleep(0.001)

    monkeypatch.setattr("explorer.ui.screens.add_screen.add_files", endless)
    async with opened(write_archive(tmp_path / "archive"), SIZE) as session:
        session.held_back.add("add")
        await session.press("A", "slash", *"a.txt", "enter")
        await session.until(begun.is_set)
        await session.press("escape")
        await session.until(lambda: "Stopped after 0 of 1." in session.text)
        await session.press("q")
        assert not isinstance(session.app.screen, AddScreen)
