"""The settings hold on the screen: the theme, the first view, the style of citations, the width of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.driving import Session, opened

from explorer.desk import own_settings as own
from explorer.desk import sessions
from explorer.desk.settings import Origin, Settings
from explorer.model.problems import Place
from explorer.ui.app import ExplorerApp
from explorer.ui.screens.reader_screen import ReaderScreen


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def theme(name: str) -> Settings:
    """Settings whose file names a theme."""
    return Settings(
        theme=name, origins={"theme": Origin("file", "config.yaml:1")}, places={"theme": Place("config.yaml", 1, 8)}
    )


@pytest.mark.parametrize("name", ["nord", "no-such-theme, nord"])
async def test_the_theme_of_the_settings_holds(town: Path, name: str) -> None:
    """Textual takes the first that it knows of several."""
    async with opened(town, settings=theme(name)) as session:
        assert session.app.current_theme.name == "nord"
        assert session.said == []


async def test_an_unknown_theme_is_said_with_the_nearest(town: Path) -> None:
    async with opened(town) as session:
        default = session.app.theme
    async with opened(town, settings=theme("nrod")) as session:
        (said,) = session.said
        assert said.startswith("config.yaml:1:8: there is no theme “nrod”; did you mean “nord”?")
        assert session.app.theme == default


async def test_an_unknown_theme_of_the_environment_is_said_with_its_name(town: Path) -> None:
    named = Settings(theme="nrod", origins={"theme": Origin("environment", "TEXTUAL_THEME")})
    async with opened(town, settings=named) as session:
        (said,) = session.said
        assert said.startswith("TEXTUAL_THEME: there is no theme “nrod”; did you mean “nord”?")


async def test_a_theme_that_is_chosen_in_the_palette_is_there_at_the_next_start(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p", *"theme", "enter", *"dracula", "enter")
        await session.until(lambda: session.app.theme == "dracula")
        assert own.load({}).theme == "dracula"
        assert session.said == []


async def test_a_theme_that_cannot_be_kept_is_said_and_holds(town: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file is in the way")
    async with opened(town) as session:
        session.app.theme = "dracula"
        await session.settle()
        assert any("This theme holds until you leave: it can’t be kept" in said for said in session.said)


async def test_without_a_choice_no_theme_is_kept(town: Path) -> None:
    async with opened(town, settings=theme("nord")):
        pass
    assert own.load({}).theme is None


@pytest.mark.parametrize(
    ("start", "screen", "focus"),
    [
        ("last", "MainScreen", "topics"),
        ("quotes", "MainScreen", "quotes"),
        ("timeline", "TimelineScreen", ""),
        ("overview", "OverviewScreen", "by-topics"),
        ("sources", "SourcesScreen", ""),
        ("problems", "ProblemsScreen", ""),
    ],
)
async def test_the_first_view_is_that_of_the_settings(town: Path, start: str, screen: str, focus: str) -> None:
    app = ExplorerApp(town, session=sessions.beginning(start))
    async with app.run_test(size=(120, 40)) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: session.screen == screen)
        if focus:
            assert session.focus == focus
        else:
            await session.press("escape")
            assert session.screen == "MainScreen"


@pytest.mark.parametrize(("style", "begins"), [("markdown", "> "), ("bibtex", "@")])
async def test_y_copies_the_citation_in_the_style_of_the_settings(
    town: Path, copied: list[str], style: str, begins: str
) -> None:
    async with opened(town, settings=Settings(citation=style)) as session:
        await session.press("4", "y")
        assert copied[-1].startswith(begins)
        await session.press("enter", "y")
        assert session.screen == "ReaderScreen"
        assert copied[-1].startswith(begins)


async def test_what_has_no_form_in_a_style_is_copied_plain(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.press("2", "y")
    async with opened(town, settings=Settings(citation="bibtex")) as session:
        await session.press("2", "y")
    assert copied[0] == copied[1]


@pytest.mark.parametrize("width", [40, 60])
async def test_the_text_of_the_reader_is_as_wide_as_the_settings_say(town: Path, width: int) -> None:
    async with opened(town, settings=Settings(reader_width=width)) as session:
        await session.press("4", "enter")
        assert isinstance(session.app.screen, ReaderScreen)
        layout = session.app.screen.text._layout  # noqa: SLF001 - as laid out
        lines = [layout.words(line) for line in layout.lines]
        assert width - 12 < max(map(len, lines)) <= width


async def test_the_editor_of_the_settings_comes_before_the_environment(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-program")
    async with opened(town, settings=Settings(editor="nor-this-one -w")) as session:
        await session.press("e")
        assert any("The setting “editor” names an editor that is not there" in said for said in session.said)
