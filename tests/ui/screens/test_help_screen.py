"""The help names every key, and every command can be found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

import explorer.ui
from explorer.ui.keys import written
from explorer.ui.screens.help_screen import HelpScreen, HelpText
from explorer.ui.screens.key_help import help_for


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


@at_sizes(WIDE, NARROW)
async def test_the_help_names_every_key_and_says_what_it_does(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("?")
        lines = (await text_of_help(session)).splitlines()
        words = " ".join(" ".join(lines).split())

        for owner, binding in all_bindings():
            for key in binding.key.split(","):
                shown = written(key)
                assert any(shown in line.split() for line in lines), (owner, key)
            assert (binding.tooltip or binding.description) in words, (owner, binding)


async def test_the_help_explains_every_sign(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?", "G")

        for sign in ("✓", "≈", "✗", "–", "¶", "◌"):
            assert sign in await text_of_help(session)


async def test_the_help_is_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        for leave in ("escape", "?", "[", "backspace", "enter"):
            await session.press("?")
            assert session.screen == "HelpScreen"
            assert "esc back" in session.text
            await session.press(leave)

            assert (leave, session.screen) == (leave, "MainScreen")
            assert session.place == before, leave


async def test_the_help_can_be_read_to_its_end(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?")
        for size in (WIDE, (40, 12)):
            await session.resize(*size)
            await session.press("G")
            assert "✎ draft" in session.text, size
            await session.press("g", "j", "pagedown", "pageup", "g")

            assert "Here: Topics" in session.text, size


async def test_no_line_of_the_help_is_cut(town: Path) -> None:
    async with opened(town, (40, 12)) as session:
        await session.press("?")
        help_text = session.app.screen.query_one(HelpText)
        width = help_text.scrollable_content_region.width - 2
        lines = [line for n in range(help_text.row_count) for line in help_text.row(n, width)]
        assert [line.plain for line in lines if line.cell_length > width] == []


# What comes first


HERE = {
    "Topics": ([], "⏎ Go in"),
    "Detail": (["shift+tab"], "⏎ Follow the link"),
    "the search box": (["/", *"okafor"], "⏎ Open"),
    "the reader": (["4", "enter"], "⏎ Open this quote"),
    "the find box": (["4", "enter", "/"], "⏎ To the text"),
    "the problems": (["!"], "⏎ Edit at the line"),
    "Name this query": (["/", *"okafor", "ctrl+s"], "⏎ Keep it"),
}


async def test_the_keys_of_the_place_come_first(town: Path) -> None:
    async with opened(town) as session:
        await session.until(lambda: session.app.main.index is not None)
        first_view = session.place
        for place, (keys, first) in HERE.items():
            await session.press(*keys, "f1")
            lines = (await text_of_help(session)).splitlines()
            assert lines[0] == f"Here: {place}"
            assert " ".join(lines[1].split()) == first
            while session.screen != "MainScreen" or session.trail or session.focus == "search":
                await session.press("escape")
            await session.press("1")
            assert session.place == first_view


async def test_what_is_told_as_a_key_of_the_place_works_there(town: Path) -> None:
    """In the search box letters are typed: they are keys elsewhere."""
    async with opened(town) as session:
        await session.press("/", "f1")
        here, _, elsewhere = (await text_of_help(session)).partition("Outside of text fields")
        assert "Copy the command" not in here
        assert "Copy the command" in elsewhere
        assert "F1" in here


async def test_no_key_is_told_twice(town: Path) -> None:
    """In the panes, in the reader and in the search box."""
    async with opened(town) as session:
        for keys in ([], ["4", "enter"], ["escape", "/"]):
            await session.press(*keys)
            sections = help_for(session.app.screen)
            rows = Counter((row.does, tuple(row.keys)) for section in sections[:3] for row in section.rows)
            assert (session.focus, [row for row, times in rows.items() if times > 1]) == (session.focus, [])


async def test_a_key_that_the_user_changed_is_told_as_changed(town: Path) -> None:
    """Where it works, and where it will."""
    async with opened(town) as session:
        session.app.set_keymap({"zoom": "ctrl+g", "next-quote": "ctrl+n"})
        await session.press("?")
        lines = [" ".join(line.split()) for line in (await text_of_help(session)).splitlines()]
        assert "ctrl+g Zoom the pane to the whole screen, and back" in lines
        assert "ctrl+n The next quote in the text" in lines


# The filter


async def test_the_filter_narrows_the_help_as_one_types(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?", "/", *"whole screen")
        assert "Zoom the pane to the whole screen" in session.text
        assert "The events by date" not in session.text
        assert " of " in session.text.splitlines()[-2]


async def test_the_filter_forgives(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?")
        for typed in ("citaton", "CIT", "ctrl+y", "format citation"):
            await session.press("/", *typed)
            assert "Choose a format, and copy the citation in it" in session.text, typed
            await session.press("escape")


async def test_escape_clears_the_filter_and_then_leaves(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?", "/", *"q?[zz")
        assert "No key and no sign has words like these." in session.text
        await session.press("escape")
        assert session.screen == "HelpScreen"
        assert "Here: Topics" in session.text
        await session.press("/", *"date", "enter", "j")
        assert session.focus == "help-text"
        await session.press("escape")
        assert "Here: Topics" in session.text
        await session.press("escape")
        assert session.screen == "MainScreen"


async def test_the_help_opens_everywhere(town: Path) -> None:
    async with opened(town) as session:
        for keys in (["shift+tab"], ["4"], ["enter"], ["escape", "!"]):
            await session.press(*keys)
            before = session.screen
            await session.press("?")
            assert session.screen == "HelpScreen", keys
            await session.press("escape")

            assert session.screen == before


# Commands


async def palette(session: Session, query: str) -> list[str]:
    """Open the palette, type a query, and return the names of the commands that it offers."""
    from textual.command import Command, CommandList

    await session.press("ctrl+p", *query)
    assert session.screen == "CommandPalette"
    offered = session.app.screen.query_one(CommandList)
    await session.until(lambda: offered.option_count > 0 and not session.app.screen.query(".--loading"))
    options = [offered.get_option_at_index(n) for n in range(offered.option_count)]
    return [str(option.hit.text) for option in options if isinstance(option, Command)]


async def test_the_palette_offers_what_the_keys_do(town: Path) -> None:
    async with opened(town) as session:
        names = await palette(session, "")

        wanted = ["Search", "Help", "Problems", "Quit", "Theme", "Edit", "Reload", "Copy citation", "Zoom"]
        assert [name for name in wanted if name not in names] == []


async def test_the_palette_offers_each_command_once(town: Path) -> None:
    """Though several keys may do it."""
    async with opened(town) as session:
        names = await palette(session, "")

        assert [name for name, times in Counter(names).items() if times > 1] == []


async def test_a_command_of_the_palette_does_what_its_key_does(town: Path) -> None:
    """Wherever the key is bound: on the screen, or for the whole app."""
    async with opened(town) as session:
        for query, screen, focus in (
            ("People", "MainScreen", "people"),
            ("Article", "ReaderScreen", "article"),
            ("Search", "MainScreen", "search"),
            ("Help", "HelpScreen", "help-text"),
        ):
            assert (await palette(session, query))[0] == query
            await session.press("enter")
            await session.until(lambda: session.screen != "CommandPalette")

            assert (session.screen, session.focus) == (screen, focus)
            await session.start_over()


async def test_the_palette_is_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "j")
        before = session.place
        await palette(session, "")
        await session.press("escape")

        assert session.place == before
