"""The command palette, in terminals that hardly hold it, and before it is drawn."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.command import CommandList
from textual.widgets import Input
from trying import at_sizes
from ui.driving import NARROW, Session, opened

from explorer.search.index import SearchIndex
from explorer.ui.late import NoLongerWanted
from explorer.ui.palette import CommandPalette
from explorer.ui.screens.reader_screen import ReaderScreen

SIZES = [(120, 40), (1, 1)]
KEYS = ["pageup", "pagedown", "home", "end", "ctrl+home", "ctrl+end", "up", "down", "escape", "x", "resize", "enter"]


@at_sizes(*SIZES)
async def test_any_key_right_after_ctrl_p_is_no_trouble(town: Path, size: tuple[int, int]) -> None:
    """Typed at once, when nothing of the list is laid out."""
    async with opened(town, size) as session:
        for key in KEYS:
            if key == "resize":
                await session.press("ctrl+p")
                await session.resize(*size[::-1])
            else:
                await session.press("ctrl+p", key)
            assert len(session.lines) == session.app.size.height
            await session.press("escape", "escape")
            assert session.screen == "MainScreen"


@at_sizes((5, 20), (20, 5), *SIZES)
async def test_any_key_when_all_is_laid_out_is_no_trouble(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("ctrl+p")
        for key in ("pagedown", "pageup", "end", "up", "home", "x", "down", "pagedown", "escape"):
            await session.press(key)
            assert len(session.lines) == session.app.size.height


async def test_page_down_goes_to_the_last_command_that_fits(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Topics" in session.text)
        before = session.text
        await session.press("pagedown", "pagedown", "pagedown")

        assert before != session.text


async def click(session: Session, x: int, y: int, times: int = 1) -> None:
    """Click, and leave no time between the clicks or for what they do."""
    for kind in (events.MouseDown, events.MouseUp) * times:
        await session.app.on_event(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))


async def test_a_second_click_beside_the_palette_closes_nothing_more(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        await click(session, 1, 1, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert session.app.screen is session.app.main


async def test_a_second_click_beside_the_palette_does_not_close_the_article(town: Path) -> None:
    async with opened(town) as session:
        await session.press("o", "ctrl+p")
        await session.until(lambda: isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        await click(session, 1, 1, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert isinstance(session.app.screen, ReaderScreen)


async def test_a_command_that_is_clicked_twice_runs_once(town: Path) -> None:
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        await session.press("h", "e", "l", "p")
        await session.until(lambda: "Every key and" in session.text and "Cite as" not in session.text)
        row = next(n for n, line in enumerate(session.text.splitlines()) if " Help " in line)
        await click(session, 4, row, times=2)
        await session.until(lambda: not isinstance(session.app.screen, CommandPalette))
        await session.pilot.pause()
        assert 2 == len(session.app.screen_stack)


async def test_a_click_on_a_command_that_is_no_longer_offered_does_nothing(town: Path) -> None:
    """What is typed may leave it out between the click and its effect."""
    async with opened(town) as session:
        await session.press("ctrl+p")
        await session.until(lambda: "Cite as" in session.text)
        commands = session.app.screen.query_one(CommandList)
        x, y = commands.region.offset
        late = events.Click(commands, 4, 1, 0, 0, 1, False, False, False, screen_x=x + 4, screen_y=y + 1)
        late.style = Style.from_meta({"option": commands.option_count - 1})
        commands.clear_options()
        commands.post_message(late)
        await session.pilot.pause()
        assert isinstance(session.app.screen, CommandPalette)


# What it offers


async def offers(session: Session, typed: str = "") -> list[str]:
    """The lines that the palette shows for what is typed."""
    await session.until(lambda: session.app.main.index is not None)
    await session.press("ctrl+p", *typed)
    commands = session.app.screen.query_one(CommandList)
    await session.until(lambda: commands.option_count > 0)
    return [" ".join(str(commands.get_option_at_index(n).prompt).split()) for n in range(commands.option_count)]


async def test_each_line_has_its_group_its_name_its_key_and_what_it_does(town: Path) -> None:
    async with opened(town) as session:
        lines = await offers(session)
        assert "view Topics 1 Go to Topics" in lines
        assert "archive Reload r Read the archive again (it is also done when a file changes)" in lines
        assert "copy Cite as ctrl+y Choose a format, and copy the citation in it" in lines
        groups = [line.split()[0] for line in lines]
        assert list(dict.fromkeys(groups)) == ["view", "archive", "copy", "explorer", "theme"]
        assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)


async def test_a_key_that_the_user_changed_is_told_as_changed(town: Path) -> None:
    async with opened(town) as session:
        session.app.set_keymap({"zoom": "ctrl+g"})
        assert "view Zoom ctrl+g Zoom the pane to the whole screen, and back" in await offers(session)


@pytest.mark.parametrize(
    ("keys", "without", "with_"),
    [
        ([], {"Back", "Forward", "Leave", "Next match", "Name query"}, {"Search", "Quit"}),
        (["enter"], {"Forward", "Leave"}, {"Back"}),
        (["enter", "["], {"Back"}, {"Forward"}),
        (["/", *"okafor"], {"Leave"}, {"Back", "Edit", "Name query", "Copy citation"}),
        (["5", "enter", "["], {"Back"}, {"Forward"}),
        (["t"], {"Topics", "Leave"}, {"Back", "Cite as"}),
    ],
    ids=["start", "gone in", "gone back", "box", "reader", "timeline"],
)
async def test_only_what_has_an_effect_is_offered(
    town: Path, keys: list[str], without: set[str], with_: set[str]
) -> None:
    """Also from the search box, where the letters of keys are typed."""
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.press(*keys, "ctrl+p")
        commands = session.app.screen.query_one(CommandList)
        await session.until(lambda: commands.option_count > 0)
        names = {commands.get_option_at_index(n).hit.text for n in range(commands.option_count)}  # type: ignore[attr-defined]
        assert not names & without
        assert with_ <= names


@pytest.mark.parametrize(
    ("typed", "first", "ref"),
    [
        ("okafro", "person Ben Okafor", "person/ben-okafor"),
        ("lighthouse", "topic Lighthouse", "topic/lighthouse"),
        ("not a cent", "quote “Not a cent more,”", "quote/not-a-cent"),
    ],
)
async def test_a_record_is_gone_to_by_its_name_or_words(town: Path, typed: str, first: str, ref: str) -> None:
    async with opened(town) as session:
        await session.press("t")
        assert (await offers(session, typed))[0].startswith(first.rstrip(",”"))
        await session.press("enter")
        await session.until(lambda: session.screen == "MainScreen")
        assert session.shown is not None
        assert session.trail[0].split("/")[0] == ref.split("/", maxsplit=1)[0]
        await session.press("escape")
        assert session.screen == "TimelineScreen"


async def test_articles_are_looked_through_beside_the_keys_until_something_else_is_typed(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended, look = list[str](), list[str](), SearchIndex.look_through_articles

    def held(index: SearchIndex, query: str, pause: Callable[[], None]) -> None:
        assert threading.current_thread() is not threading.main_thread()
        begun.append(query)
        with suppress(NoLongerWanted):
            while query == "about:pier":
                pause()
            look(index, query, pause)
        ended.append(query)

    monkeypatch.setattr("explorer.search.index._FEW_QUOTES", 0)
    monkeypatch.setattr(SearchIndex, "look_through_articles", held)
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.press("ctrl+p")
        session.held_back.add("--textual-command-palette-gather-commands")
        session.app.screen.query_one(Input).value = "about:pier"
        await session.until(lambda: begun == ["about:pier"])
        session.app.screen.query_one(Input).value = "about:harbour"
        await session.until(lambda: "about:harbour" in ended)
        session.held_back.clear()
        await session.until(lambda: "about:pier" in ended)
        await session.settle()
        assert "Ana Ruiz" in session.text


async def test_a_command_of_that_name_comes_before_records(town: Path) -> None:
    async with opened(town) as session:
        lines = await offers(session, "article")
        assert [line.split()[1] for line in lines[:2]] == ["Article", "Articles"]


async def test_a_theme_is_chosen_by_its_name_at_once(town: Path) -> None:
    async with opened(town) as session:
        assert "theme nord" in await offers(session, "nord")
        await session.press("enter")
        await session.until(lambda: session.app.theme == "nord")


@at_sizes((80, 24), (40, 12), (20, 5))
async def test_it_is_readable_in_any_terminal(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size=size) as session:
        await offers(session)
        rows = [
            line for line in session.text_in(session.app.screen.query_one(CommandList)).splitlines() if line.strip()
        ]
        assert len(rows) >= 3
        assert ("Search" in rows[0], "/" in rows[0], "Topics" in rows[1]) == (True, True, True)
        await session.press(*"okafor")
        await session.until(lambda: "Ben Okafor" in session.text)


async def test_its_lines_fit_again_after_a_resize(town: Path) -> None:
    async with opened(town) as session:
        await offers(session)
        await session.resize(40, 12)
        await session.until(lambda: any(line.rstrip().endswith(" /") for line in session.lines))
