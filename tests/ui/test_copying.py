"""Whatever is copied, and however, commands no terminal that it is pasted into; words stay as they stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archives import write_archive
from textual.widgets import Input
from ui.driving import Session, opened

from explorer.desk import clipboard
from explorer.display import clean
from explorer.ui.app import ExplorerApp
from explorer.ui.requests import Copy

# What a test of the screens has in its place.
COPY = clipboard.copy


@pytest.fixture
def taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system's program for the clipboard was given."""
    taken, program = tmp_path / "taken", tmp_path / "bin" / "xclip"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n/bin/cat > "{taken}"\n')
    program.chmod(0o755)
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(clipboard, "copy", COPY)
    return taken


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def test_what_is_too_long_for_a_terminal_is_in_a_file_and_where_is_said(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = list[str]()
    monkeypatch.setattr(clipboard, "copy", lambda *_: None)
    monkeypatch.setattr(clipboard, "MOST_OFFERED", 9)
    monkeypatch.setattr(ExplorerApp, "offer_to_clipboard", lambda _, text: offered.append(text))
    async with opened(town) as session:
        for text in ("far too long", "all right"):
            await session.app.copy(Copy(text, "some words"))
        assert offered == ["all right"]
        kept = clipboard.keep("anything")
        assert f"No program took some words. It is in {kept}." in session.said
        monkeypatch.setattr(clipboard, "keep", lambda _: None)
        await session.app.copy(Copy("far too long", "some words"))
        await session.settle()
        assert any(said.endswith("and no file could be written: nothing is copied.") for said in session.said)


async def copy_all_of_the_article(session: Session) -> None:
    """Select all of it, from its first word to its last one, and copy it."""
    await session.press("g", "v", "G", "ctrl+c")
    await session.until(lambda: bool(session.said))


async def test_a_selection_of_a_hostile_article_is_copied_as_it_is_shown(hostile: Path, taken: Path) -> None:
    async with opened(hostile) as session:
        await session.press("5", "enter", "o")
        await copy_all_of_the_article(session)

    article = text_of(hostile / "seeds" / "hostile.txt")
    assert clean(article) == text_of(taken)
    assert article != clean(article)


async def test_a_selection_of_an_ordinary_article_is_copied_as_it_stands_there(tmp_path: Path, taken: Path) -> None:
    """With its curly quotes and no-break spaces, whatever its lines on screen."""
    article = "Pier\n\n“It’s a plan,” Ruiz\u00a0said – at 10\u202fa.m. … and so on.\n\nThe end."
    yaml = "articles: [{id: pier, file: pier.txt, headline: Pier}]"
    async with opened(write_archive(tmp_path / "archive", {"pier.txt": article}, yaml)) as session:
        await session.press("5", "enter", "o")
        await copy_all_of_the_article(session)

    assert article == text_of(taken)


async def test_where_no_program_takes_it_the_terminal_and_the_file_get_the_same(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda *_: None)
    async with opened(hostile) as session:
        await session.press("5", "enter", "o")
        await copy_all_of_the_article(session)

        article = clean(text_of(hostile / "seeds" / "hostile.txt"))
        assert article == session.app.clipboard
        kept = Path(os.environ["XDG_STATE_HOME"]) / "article-explorer" / "copied.txt"
        assert article == text_of(kept)


async def test_no_way_of_textual_s_own_to_copy_goes_past_it(hostile: Path) -> None:
    """Such as what is cut from a text field, which goes to the terminal."""
    async with opened(hostile) as session:
        box = Input("a\x1b]52;c;x\x07\u202eb")
        await session.app.screen.mount(box)
        box.focus()
        box.select_all()
        box.action_cut()
        assert clean("a\x1b]52;c;x\x07\u202eb") == session.app.clipboard
        session.app.copy_to_clipboard("\ud800\x1b[2J")
        assert "\ufffd␛[2J" == session.app.clipboard
