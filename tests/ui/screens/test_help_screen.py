"""The help names every key, and every command can be found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key
from ui.driving import NARROW, WIDE, Session, opened

import explorer.ui
from explorer.ui.screens.help_screen import HelpScreen, HelpText
from explorer.ui.widgets.detail import LINK_KEYS

SHOWN = {"pagedown": "PgDn", "pageup": "PgUp", "enter": "⏎", "backspace": "backspace"}


def all_bindings() -> list[tuple[str, Binding]]:
    """Every binding of every class of the screens, but for those that only leave the help itself."""
    found = []
    for module in pkgutil.walk_packages(explorer.ui.__path__, "explorer.ui."):
        for item in vars(importlib.import_module(module.name)).values():
            if isinstance(item, type) and issubclass(item, DOMNode) and item.__module__ == module.name:
                bindings = [b for b in vars(item).get("BINDINGS", ()) if isinstance(b, Binding)]
                found += [(item.__name__, binding) for binding in bindings if item is not HelpScreen]
    return found


async def text_of_help(session: Session) -> str:
    """All lines of the help, scrolled through."""
    help_text = session.app.screen.query_one(HelpText)
    width = help_text.scrollable_content_region.width - 2
    return "\n".join(line.plain for n in range(help_text.row_count) for line in help_text.row(n, width))


def test_there_are_bindings_to_be_found() -> None:
    assert {"ExplorerApp", "MainScreen", "Lines", "ReaderScreen", "SearchBox"} <= {name for name, _ in all_bindings()}


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_help_names_every_key_and_says_what_it_does(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("?")
        lines = (await text_of_help(session)).splitlines()
        words = " ".join(" ".join(lines).split())

        for owner, binding in all_bindings():
            for key in binding.key.split(","):
                shown = SHOWN.get(key, format_key(key))
                assert any(shown in line.split() for line in lines), (owner, key)
            assert (binding.tooltip or binding.description) in words, (owner, binding)


async def test_the_help_names_the_letters_of_links(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?")

        assert "Follow the link" in session.text
        assert f"{LINK_KEYS[0]} {LINK_KEYS[1]} {LINK_KEYS[2]}" in session.text


def test_no_letter_of_a_link_does_something_else() -> None:
    taken = {key for _, binding in all_bindings() for key in binding.key.split(",")}

    assert not taken.intersection(LINK_KEYS) - {"h", "l"}
    assert len(set(LINK_KEYS)) == len(LINK_KEYS)


async def test_the_help_explains_every_sign(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?", "G")

        for sign in ("✓", "≈", "✗", "–", "¶", "◌"):
            assert sign in await text_of_help(session)


@pytest.mark.parametrize("leave", ["escape", "?", "[", "backspace", "enter"])
async def test_the_help_is_left_for_the_same_view(town: Path, leave: str) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        await session.press("?")
        assert session.screen == "HelpScreen"
        assert "Esc leaves" in session.text
        await session.press(leave)

        assert session.screen == "MainScreen"
        assert session.place == before


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20), (40, 12)])
async def test_the_help_can_be_read_to_its_end(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("?", "G")
        assert "◌ an anonymous source" in session.text
        await session.press("g", "j", "pagedown", "pageup", "g")

        assert "Everywhere" in session.text


@pytest.mark.parametrize("keys", [["enter", "enter"], ["!"], ["shift+tab"], ["4"]])
async def test_the_help_opens_everywhere(town: Path, keys: list[str]) -> None:
    async with opened(town) as session:
        await session.press(*keys)
        before = session.screen
        await session.press("?")
        assert session.screen == "HelpScreen"
        await session.press("escape")

        assert session.screen == before


# Commands


async def palette(session: Session, query: str) -> list[str]:
    """Open the palette, type a query, and return the names of the commands that it offers."""
    from textual.command import CommandList

    await session.press("ctrl+p", *query)
    assert session.screen == "CommandPalette"
    offered = session.app.screen.query_one(CommandList)
    await session.until(lambda: offered.option_count > 0 and not session.app.screen.query(".--loading"))
    options = [offered.get_option_at_index(n) for n in range(offered.option_count)]
    return [str(option.prompt).partition("\n")[0] for option in options]


async def test_the_palette_offers_what_the_keys_do(town: Path) -> None:
    async with opened(town) as session:
        names = await palette(session, "")

        wanted = ["Search", "Help", "Problems", "Quit", "Theme", "Edit", "Reload", "Copy citation", "Zoom", "Back"]
        assert [name for name in wanted if name not in names] == []


async def test_the_palette_offers_each_command_once(town: Path) -> None:
    """Though several keys may do it."""
    async with opened(town) as session:
        names = await palette(session, "")

        assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("query", "screen", "focus"),
    [
        ("People", "MainScreen", "people"),
        ("Quotes", "MainScreen", "quotes"),
        ("Next pane", "MainScreen", "people"),
        ("Article", "ReaderScreen", "article"),
        ("Search", "MainScreen", "search"),
        ("Help", "HelpScreen", "help-text"),
        ("Problems", "ProblemsScreen", "problem-list"),
    ],
)
async def test_a_command_of_the_palette_does_what_its_key_does(town: Path, query: str, screen: str, focus: str) -> None:
    """Wherever the key is bound: on the screen, or for the whole app."""
    async with opened(town) as session:
        assert (await palette(session, query))[0] == query
        await session.press("enter")
        await session.until(lambda: session.screen != "CommandPalette")

        assert (session.screen, session.focus) == (screen, focus)


async def test_the_palette_goes_in_as_enter_does(town: Path) -> None:
    """If it offers what a pane's own keys do, then it does it to that pane."""
    async with opened(town) as session:
        if "Go in" in await palette(session, "Go in"):
            await session.press("enter")
            await session.until(lambda: session.screen == "MainScreen")

            assert session.trail == ["topic/harbour"]


async def test_the_palette_is_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        await palette(session, "")
        await session.press("escape")

        assert session.place == before
