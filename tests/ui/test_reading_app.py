"""The explorer for visitors: what it withholds it offers nowhere, and what it hands over goes to the browser."""

from __future__ import annotations

import importlib
import pkgutil
from base64 import b64decode
from pathlib import Path

import pytest
from archives import write_archive
from textual.binding import Binding
from textual.dom import DOMNode
from ui.driving import WIDE, opened

from explorer.ui import screens, widgets
from explorer.ui.app import ExplorerApp
from explorer.ui.keys import keys_at_work, name_of
from explorer.ui.palette import commands
from explorer.ui.reading_app import WITHHELD, ReadingApp, address_of
from explorer.ui.screens.key_help import help_for

# The actions that have a key and write nothing. A new key belongs here, or among those that are withheld.
READING = {
    *("across", "add_segment", "back", "choose", "cite", "command_palette"),
    *("copy_citation", "copy_command", "cycle", "delete_left_all", "drop_segment", "export"),
    *("extend", "filter", "find", "first", "focus_next", "forward", "help"),
    *("jump", "last", "leave", "leave_or_quit", "match", "move", "narrow"),
    *("open_all", "order", "other_offer", "other_pane", "page", "pane", "panes"),
    *("part", "quit", "read", "reload", "save", "search"),
    *("select", "show", "side", "step", "submit", "switch_scope", "table"),
    *("turn", "walk", "zoom"),
}
SECTIONS_OF_WRITERS = (
    "Form",
    "Adding articles",
    "The path of an article",
    "Who speaks",
    "Topics of quotes",
    "Proposed topics",
    "What to join a proposed topic with",
)
# Modules, and classes of others, that nothing which only reads opens.
WRITERS = frozenset(
    {
        "add_screen",
        "file_screen",
        "file_list",
        "PathField",
        "form_screen",
        "form_row",
        "Question",
        "tag_prompt",
        "proposals_screen",
        "choice_prompt",
    }
)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What the browser is told."""
    messages: list[dict[str, str]] = []
    monkeypatch.setattr(ReadingApp, "tell_browser", lambda _, **message: messages.append(message))
    monkeypatch.setattr(ReadingApp, "is_web", True)
    return messages


def files_of(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


async def test_what_is_withheld_is_offered_nowhere(own_town: Path) -> None:
    """Not in the line of keys, the help or the palette; there is no other way to it."""
    async with opened(own_town, WIDE, kind=ReadingApp) as session:
        for keys in ("", "!", "D", "o"):
            await session.press(*keys)
            screen = session.app.screen
            assert not {"edit", "edit-fields", "add", "undo", "suspend", "accept", "mend"} & keys_at_work(screen).keys()
            offered = commands(screen, (), {}, str, str)
            assert not {"Edit", "Edit fields", "Add", "Undo", "Suspend"} & {command.name for command in offered}
            told = help_for(screen)
            assert not set(SECTIONS_OF_WRITERS) & {section.title for section in told}
            assert not [row for section in told for row in section.rows if "Undo" in row.does or "YAML" in row.does]
            assert not [row for section in told for row in section.rows if "command that reopens" in row.does]
            assert "No drafts: every record was accepted. A" not in session.text
            await session.press("q" if keys else "tab")
        about = {command.name: command.about for command in commands(session.app.screen, (), {}, str, str)}
        assert about["Copy address"] == "Copy the address that reopens this view"
        await session.press("c")
        assert "Nothing has changed" in session.text
        assert "press e" not in session.text


async def test_a_key_that_is_withheld_says_why(tmp_path: Path) -> None:
    """And changes no file, wherever it is pressed."""
    root = write_archive(tmp_path / "pier")
    before = files_of(root)
    async with opened(root, kind=ReadingApp) as session:
        for place in ("1", "4", "D", "!"):
            await session.press(place)
            for key in (
                "e",
                "E",
                "A",
                "P",
                "T",
                "full_stop",
                "u",
                "ctrl+r",
                "ctrl+z",
                *(("a", "S", "d", "w", "m") if place == "D" else ()),
            ):
                session.app.clear_notifications()
                await session.press(key)
                assert session.screen == {"D": "DraftsScreen", "!": "ProblemsScreen"}.get(place, "MainScreen"), key
                assert [said for said in session.said if said in WITHHELD.values()], key
            if place in "D!":
                await session.press("escape")
    assert files_of(root) == before


async def test_what_is_handed_over_goes_to_the_browser(
    tmp_path: Path, copied: list[str], told: list[dict[str, str]]
) -> None:
    """A citation and an address as text to copy, a list as a file; and this machine's clipboard has nothing."""
    async with opened(write_archive(tmp_path), kind=ReadingApp) as session:
        await session.press("4", "y", "1", "enter", "Y", "x", "ctrl+s")
        await session.until(lambda: told[-1]["type"] == "save")
        look, citation, address, saved = told
        assert look["type"] == "look"
        assert "east pier" in citation["text"]
        assert address == {"type": "copy-address", "query": "?ref=topic%2Fharbour"}
        assert saved["name"].endswith(".txt")
        assert "east pier" in b64decode(saved["content"]).decode()
    assert copied == []


def test_an_address_says_what_to_open() -> None:
    """Whatever is in a query, it is one part of the address."""
    assert address_of((), "") == ""
    assert address_of(("topic/a", "person/ü"), "") == "?ref=topic%2Fa&ref=person%2F%C3%BC"
    assert address_of((), 'who:x & "y" #1') == "?query=who%3Ax+%26+%22y%22+%231"


def test_each_key_is_known_to_read_or_withheld() -> None:
    """A new key that writes can't be forgotten: whoever adds one says here that it reads, or withholds it."""
    found = {name_of(binding.action) for binding in _bindings()}
    assert set() == found - READING - WITHHELD.keys()
    assert set() == WITHHELD.keys() - found


def _bindings() -> list[Binding]:
    """The keys of the app, and of all screens and widgets that an app which only reads can open."""
    found = [each for each in ExplorerApp.BINDINGS if isinstance(each, Binding)]
    for package in (screens, widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if module.name.rpartition(".")[2] in WRITERS:
                continue
            for name, cls in vars(importlib.import_module(module.name)).items():
                if name in WRITERS:
                    continue
                if isinstance(cls, type) and issubclass(cls, DOMNode) and cls.__module__ == module.name:
                    found += [each for each in vars(cls).get("BINDINGS", ()) if isinstance(each, Binding)]
    return found
