"""What leaves the explorer: a file to the reader's own editor, a citation or a command to the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from ui.driving import opened

from explorer.citing import Citable, reopen_command
from explorer.citing.plain import plain
from explorer.desk import clipboard
from explorer.ui.app import ExplorerApp

TOPICS = "data/topics.yaml"
PIER = "data/articles/pier.yaml"

# Installs an editor under a name and returns the file to which it writes its arguments, one a line.
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Editors that may have the terminal, which a test has none of to give."""
    monkeypatch.setattr(ExplorerApp, "suspend", lambda _: nullcontext())

    def install(name: str, then: str = "", variable: str = "EDITOR") -> Path:
        program, arguments = tmp_path / name, tmp_path / f"{name}.arguments"
        program.write_text(f'#!/bin/sh\nfor word; do echo "$word"; done > "{arguments}"\n{then}\n')
        program.chmod(0o755)
        monkeypatch.setenv(variable, str(program))
        return arguments

    return install


def line_of(path: Path, start: str) -> int:
    """The number of the one line that starts so."""
    numbers = [n for n, line in enumerate(path.read_text().splitlines(), 1) if line.startswith(start)]
    assert len(numbers) == 1, start
    return numbers[0]


# Editing


async def test_e_opens_the_file_at_the_records_line(own_town: Path, install: Install) -> None:
    """In every pane, in Detail and in the reader."""
    arguments = install("vi")
    async with opened(own_town) as session:
        for keys, file, start in (
            ([], TOPICS, "- {id: harbour,"),
            (["j"], TOPICS, "- {id: city-budget,"),
            (["2", "G"], "data/people.yaml", "- {id: dan-vega,"),
            (["3", "home"], PIER, "- id: briefing"),
            (["4", "G"], PIER, "- id: park-nobody-asked"),
            (["5", "home"], "data/articles/budget.yaml", "- {id: budget,"),
            (["4", "click"], PIER, "- id: park-nobody-asked"),
            (["4", "enter"], PIER, "- id: park-nobody-asked"),
            (["tab"], PIER, "- id: ruiz-rebuild"),
        ):
            await session.press(*keys[:1] if "click" in keys else keys)
            if "click" in keys:
                await session.click(session.detail, 5, 30)
                assert session.focus == "detail"
            await session.press("e")

            line = line_of(own_town / file, start)
            assert arguments.read_text().splitlines() == [f"+{line}", str(own_town / file)], keys
            arguments.unlink()


async def test_visual_comes_before_editor(own_town: Path, install: Install) -> None:
    editor, visual = install("vi"), install("nano", variable="VISUAL")
    async with opened(own_town) as session:
        await session.press("e")

        assert not editor.exists()
        assert visual.read_text().splitlines() == ["+2,3", str(own_town / TOPICS)]


async def test_what_the_editor_saved_is_shown_at_once(own_town: Path, install: Install) -> None:
    install("vi", then=f"sed -i 's/label: Harbour/label: Saved in the editor/' '{own_town / TOPICS}'")
    async with opened(own_town) as session:
        await session.press("e")
        await session.until(lambda: "▌Saved in the editor" in session.text)

        assert session.screen == "MainScreen"
        assert session.focus == "topics"


async def test_an_editor_that_fails_is_no_trouble(own_town: Path, install: Install) -> None:
    install("vi", then="exit 3")
    async with opened(own_town) as session:
        before = session.place
        await session.press("e")

        assert session.place == before
        assert session.app.is_running


async def test_an_editor_with_a_window_of_its_own_does_not_take_the_terminal(
    own_town: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    def suspend(_: ExplorerApp) -> None:
        raise AssertionError("the terminal was given away")

    arguments = install("code")
    monkeypatch.setattr(ExplorerApp, "suspend", suspend)
    async with opened(own_town) as session:
        await session.press("e")
        await session.until(lambda: arguments.exists() and arguments.read_text().count("\n") == 2)

        assert arguments.read_text().splitlines() == ["--goto", f"{own_town / TOPICS}:2:3"]
        assert session.said == [f"Opened {TOPICS} at line 2."]


async def test_no_editor_is_said_with_what_to_set(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("e")

        assert len(session.said) == 1
        assert "set $VISUAL or $EDITOR" in session.said[0]
        assert session.app.is_running


async def test_an_editor_that_is_not_there_is_said(own_town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-[b]editor[/b]")
    async with opened(own_town) as session:
        await session.press("e")

        assert len(session.said) == 1
        assert "no-such-[b]editor[/b]" in session.said[0]
        assert "no-such-[b]editor[/b]" in "".join(session.text.split())


async def test_a_terminal_that_can_not_be_given_away_is_said(
    own_town: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the web, and under this test's own driver."""
    arguments = install("vi")
    monkeypatch.undo()
    monkeypatch.setenv("EDITOR", str(arguments.with_suffix("")))
    monkeypatch.delenv("VISUAL", raising=False)
    async with opened(own_town) as session:
        await session.press("e")

        assert session.said == ["An editor can’t run in this terminal."]
        assert not arguments.exists()


async def test_a_problem_opens_at_its_own_line_and_column(own_town: Path, install: Install) -> None:
    """Which is that of the value that is wrong, not that of the record."""
    arguments = install("nano")
    text = (own_town / PIER).read_text().replace("speaker: cleo-park", "speaker: cleo-pork")
    (own_town / PIER).write_text(text)
    async with opened(own_town) as session:
        await session.press("!", "e")

        line = line_of(own_town / PIER, "  speaker: cleo-pork")
        assert arguments.read_text().splitlines() == [f"+{line},12", str(own_town / PIER)]
        assert session.screen == "ProblemsScreen"


async def test_a_mended_problem_is_gone_when_the_editor_ends(own_town: Path, install: Install) -> None:
    install("vi", then=f"sed -i 's/cleo-pork/cleo-park/' '{own_town / PIER}'")
    text = (own_town / PIER).read_text().replace("speaker: cleo-park", "speaker: cleo-pork")
    (own_town / PIER).write_text(text)
    async with opened(own_town) as session:
        await session.press("!", "e")
        await session.until(lambda: "No problems" in session.text)

        assert session.screen == "ProblemsScreen"


async def test_with_nothing_selected_there_is_nothing_to_edit_or_copy(
    tmp_path: Path, install: Install, copied: list[str]
) -> None:
    arguments = install("vi")
    (tmp_path / "empty/data").mkdir(parents=True)
    async with opened(tmp_path / "empty") as session:
        await session.press("e", "y", "o")

        assert not arguments.exists()
        assert copied == []
        assert "Nothing is selected." in session.said


# Copying


async def test_y_copies_the_citation_of_the_record_in_use(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        for keys, ref in (
            ("", "topic/harbour"),
            ("2 j", "person/ben-okafor"),
            ("3", "event/briefing"),
            ("4 G", "quote/park-nobody-asked"),
            ("5", "article/budget"),
            ("4 enter", "quote/park-nobody-asked"),
            ("tab", "quote/ruiz-rebuild"),
        ):
            await session.press(*keys.split(), "y")
            await session.until(lambda: bool(session.said))

            snapshot = session.app.snapshot
            record = snapshot.archive.find(ref)
            assert record is not None
            assert copied == [plain(Citable(snapshot, record))]
            assert session.said == [f"Copied the citation of {ref} with a test."]
            copied.clear()
            session.app.clear_notifications()
            await session.settle()


async def test_words_that_are_not_in_the_article_are_cited_as_such(own_town: Path, copied: list[str]) -> None:
    text = (own_town / PIER).read_text().replace("text: Nobody asked", "text: Everybody asked")
    (own_town / PIER).write_text(text)
    async with opened(own_town) as session:
        await session.press("4", "G", "y")
        await session.until(lambda: bool(session.said))

        assert "not verified" in copied[0]


@pytest.mark.parametrize(
    ("keys", "trail"),
    [
        ([], ["topic/harbour"]),
        (["2", "enter"], ["person/ana-ruiz"]),
        (["2", "enter", "4", "j"], ["person/ana-ruiz"]),
        (["enter", "2", "enter"], ["topic/harbour", "person/ana-ruiz"]),
        (["4", "G", "enter", "tab"], ["quote/ruiz-rebuild"]),
    ],
)
async def test_capital_y_copies_the_command_that_reopens_the_view(
    town: Path, copied: list[str], keys: list[str], trail: list[str]
) -> None:
    async with opened(town) as session:
        await session.press(*keys, "Y")
        await session.until(lambda: bool(session.said))

        assert copied == [reopen_command(town, trail)]
        assert session.said == [f"Copied the command that opens {' '.join(trail)} with a test."]


async def test_capital_y_in_the_results_copies_the_search(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.search("ruiz")
        await session.click(session.results, 10, 3)
        await session.press("Y")
        await session.until(lambda: bool(session.said))

        assert copied == [reopen_command(town, (), "ruiz")]


async def test_letters_typed_into_the_search_copy_and_open_nothing(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.search("yY eoz!?q15")

        assert session.app.main.search_box.value == "yY eoz!?q15"
        assert copied == []
        assert session.screen == "MainScreen"
        assert session.app.is_running


async def test_without_a_program_the_terminal_is_asked_and_that_is_said(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda *_: None)
    async with opened(town) as session:
        await session.press("4", "G", "y")
        await session.until(lambda: bool(session.said))

        assert session.app.clipboard.startswith("“Nobody asked the fishers,” — Cleo Park")
        assert "(OSC 52), which does not say whether it took it" in session.said[0]


async def test_what_no_program_took_is_in_a_file_that_is_named(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether a terminal takes OSC 52."""
    monkeypatch.setattr(clipboard, "copy", lambda *_: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with opened(town) as session:
        await session.press("4", "G", "y")
        await session.until(lambda: bool(session.said))

        file = tmp_path / "article-explorer" / "copied.txt"
        assert session.said[0].endswith(f"it is in {file} too.")
        assert file.read_text() == session.app.clipboard


async def test_that_no_file_could_be_written_is_said(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(clipboard, "copy", lambda *_: None)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with opened(town) as session:
        await session.press("4", "G", "y")
        await session.until(lambda: bool(session.said))

        assert session.said[0].endswith("no file could be written either.")
