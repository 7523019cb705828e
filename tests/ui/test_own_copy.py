"""The example that is installed with the explorer is copied before it is edited, and the screen names the archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import WIDE, Session, opened

from explorer.cli.folders import archive_folder
from explorer.snapshot import is_example, is_installed, shipped_archive
from explorer.ui.app import ExplorerApp
from explorer.ui.widgets.bars import ArchiveName

SIZES = at_sizes(WIDE, (40, 12))


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been given the terminal."""
    commands: list[list[str]] = []
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(ExplorerApp, "_edit_here", lambda _, command: commands.append(command))
    return commands


@pytest.fixture
def installed(own_town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that counts as installed, and a home to copy it to."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.setattr("explorer.ui.writing_app.is_installed", lambda root: root == own_town)
    return own_town


def name(session: Session) -> str:
    return session.text_in(session.app.main.query_one(ArchiveName)).strip()


@SIZES
async def test_e_copies_it_first_and_goes_on_with_the_copy(
    installed: Path, tmp_path: Path, edited: list[list[str]], size: tuple[int, int]
) -> None:
    """At the same record, in the same view; the installed files stay as they are."""
    before = (installed / "data/topics.yaml").read_bytes()
    mine = tmp_path / "home" / "article-archive"
    async with opened(installed, size) as session:
        await session.press("enter", "1")
        place = session.place
        await session.press("e")
        assert session.screen == "CopyPrompt"
        assert "lost at the next upgrade" in " ".join(session.text.replace("│", "").split())
        assert edited == []
        await session.press("enter")
        await session.until(lambda: session.app.snapshot.root == mine)

        assert [command[-1] for command in edited] == [str(mine / "data/topics.yaml")]
        assert session.place == place
        session.app.clear_notifications()  # on a small screen they are in the way
        await session.settle()
        assert name(session) == "article-archive"
        await session.press("e")
        assert len(edited) == 2
        (mine / "data/topics.yaml").write_text(
            (mine / "data/topics.yaml").read_text().replace("label: Harbour", "label: The old harbour")
        )
        session.app.main.reload()
        await session.until(lambda: "The old harbour" in session.text)
    assert (installed / "data/topics.yaml").read_bytes() == before


async def test_what_the_editor_wrote_into_the_copy_is_shown(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when it ends before the copy was read for the first time."""

    def edit(app: ExplorerApp, command: list[str]) -> None:
        topics = Path(command[-1])
        topics.write_text(topics.read_text().replace("label: Harbour", "label: The old harbour"))
        app.main.reload()

    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(ExplorerApp, "_edit_here", edit)
    async with opened(installed) as session:
        await session.press("e", "enter")
        await session.until(lambda: any("Copied" in said for said in session.said))
        await session.settle()

        assert "The old harbour" in session.text
        assert name(session) == "article-archive"
        assert session.app.snapshot.root != installed
        await session.press("c")
        await session.until(lambda: "Harbour → The old harbour" in session.text)
    monkeypatch.chdir(installed.parent)
    assert session.app.snapshot.root == archive_folder(None)


async def test_where_the_copy_is_is_told_when_the_editor_is_left(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setenv("EDITOR", "true")
    async with opened(installed) as session:
        monkeypatch.setattr(ExplorerApp, "_edit_here", lambda *_: said.extend(session.said))
        await session.press("e", "enter")
        await session.until(lambda: any("and what explorer opens from here on" in each for each in session.said))
        assert [] == said


@pytest.mark.usefixtures("watched")
async def test_the_copy_is_watched(installed: Path, edited: list[list[str]]) -> None:
    async with opened(installed) as session:
        await session.press("e", "enter")
        await session.until(lambda: len(edited) == 1 and session.app.snapshot.root != installed)
        topics = session.app.snapshot.root / "data/topics.yaml"
        topics.write_text(topics.read_text().replace("label: Harbour", "label: The old harbour"))
        await session.until(lambda: "The old harbour" in session.text)


async def test_leaving_the_question_copies_and_edits_nothing(
    installed: Path, tmp_path: Path, edited: list[list[str]]
) -> None:
    async with opened(installed) as session:
        await session.press("e", "escape")

        assert session.screen == "MainScreen"
        assert edited == []
        assert list((tmp_path / "home").iterdir()) == []


async def test_a_folder_with_something_in_it_is_said_and_nothing_is_edited(
    installed: Path, tmp_path: Path, edited: list[list[str]]
) -> None:
    (tmp_path / "home" / "x").mkdir()
    (tmp_path / "home" / "x" / "file").write_text("mine")
    async with opened(installed) as session:
        await session.press("e", "ctrl+u", *f"{tmp_path}/home/x", "enter")
        await session.until(lambda: any("is there already" in said for said in session.said))

        assert session.app.snapshot.root == installed
        assert edited == []


async def test_from_the_problems_the_copy_is_offered_as_well(
    installed: Path, tmp_path: Path, edited: list[list[str]]
) -> None:
    topics = installed / "data/topics.yaml"
    topics.write_text(topics.read_text().replace("broader: harbour", "broader: harbor"))
    async with opened(installed) as session:
        await session.press("!", "e", "enter")
        await session.until(lambda: len(edited) == 1)

        assert str(tmp_path / "home") in edited[0][-1]


@SIZES
async def test_the_archives_name_stands_on_the_screen(own_town: Path, size: tuple[int, int]) -> None:
    async with opened(own_town, size) as session:
        assert name(session) == "town"


@SIZES
async def test_that_it_is_the_shipped_example_stands_on_the_screen(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        assert name(session) == "shipped example"


def test_only_what_lies_in_the_package_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of a checkout is the developer's to edit."""
    monkeypatch.setattr("explorer.files.shipped._PACKAGE", tmp_path / "explorer")
    (tmp_path / "explorer" / "shipped").mkdir(parents=True)
    (tmp_path / "data").mkdir()

    assert is_installed(shipped_archive())
    assert is_example(shipped_archive())
    assert not is_installed(tmp_path)
    assert not is_example(tmp_path)


async def test_a_form_stays_with_all_that_was_typed_and_then_writes_into_the_copy(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.ui.writing_app.is_installed", lambda root: root == installed)
    before = (installed / "data/topics.yaml").read_bytes()
    mine = tmp_path / "home" / "article-archive"
    async with opened(installed) as session:
        await session.press("1", "E", "tab", *" Old", "ctrl+s")
        assert session.screen == "CopyPrompt"
        await session.press("enter")
        await session.until(lambda: session.app.snapshot.root == mine)
        assert session.screen == "FormScreen"
        assert "Harbour Old" in session.text
        await session.press("ctrl+s")
        await session.until(lambda: session.screen == "MainScreen")
        assert "label: Harbour Old" in (mine / "data/topics.yaml").read_text()
    assert (installed / "data/topics.yaml").read_bytes() == before
