"""The installed program in a pseudo-terminal: what a reader does with it, key by key, and what their terminal gets."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from functools import partial
from pathlib import Path

import pytest
from archives import write_hostile_archive
from terminal import UNHURRIED, Terminal

from explorer.snapshot import shipped_archive

SIZES = [(120, 40), (80, 24)]
FIRST_TOPIC = "US–China relationship"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A copy of the shipped archive that a test may edit."""
    for folder in ("data", "seeds"):
        shutil.copytree(shipped_archive() / folder, tmp_path / folder)
    return tmp_path


def opened(archive: Path, size: tuple[int, int] = SIZES[0]) -> Terminal:
    return Terminal(["--archive", str(archive)], size=size)


@pytest.mark.parametrize("size", SIZES)
def test_a_topic_leads_to_its_quotes_to_the_article_and_back(archive: Path, size: tuple[int, int]) -> None:
    """Topic, quotes, reader and back again, each with what the step before left."""
    with opened(archive, size) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.press("down", "down", "down", "down", "down")
        terminal.wait_for("What was said about Taiwan")
        terminal.press("enter")
        terminal.wait_for("Everything ▸ Taiwan")
        terminal.press("j", "enter")
        terminal.wait_for(lambda text: "quote 12 of 35" in text and "┃" in text and "expressed that" in text)
        terminal.type("\x1b")  # nothing follows: it is the key
        terminal.wait_for("Everything ▸ Taiwan")
        terminal.press("[")
        terminal.wait_for(lambda text: "▸" not in text and "What was said about Taiwan" in text)


def test_keys_typed_at_once_after_the_slash_are_a_search(archive: Path) -> None:
    """However fast they come, they all reach the search box, and the right record is first."""
    first = {
        "fentanil": "Fentanyl",
        "kirbey": "John Kirby",
        "taiwna": "Taiwan",
        "frank and fortright": "“frank and forthright”",
        "conflict competition": "competition doesn’t veer into conflict",
    }
    with opened(archive) as terminal:
        for query, title in first.items():
            terminal.wait_for(lambda text: FIRST_TOPIC in text and "Results" not in text)
            terminal.type(f"/{query}")
            terminal.wait_for(query)
            terminal.wait_for(partial(_is_first, title))
            terminal.press("escape")


def _is_first(title: str, text: str) -> bool:
    """Whether a title is in the first result."""
    return title in next((row for row in text.splitlines() if row.startswith("│▌")), "")


def test_enter_twice_at_once_goes_in_and_opens_the_reader(archive: Path) -> None:
    """The second key acts on what the first one left."""
    with opened(archive) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.type("\r\r")
        terminal.wait_for("quote 1 of 35")


def test_an_edit_shows_by_itself_is_told_when_broken_and_again_when_mended(archive: Path) -> None:
    """A saved file is on screen at once; a broken one keeps its records, and the place is told."""
    topics = archive / "data" / "topics.yaml"
    whole = topics.read_text(encoding="utf-8")
    with opened(archive) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        edited = whole.replace(f"label: {FIRST_TOPIC}", "label: Washington and Beijing")
        topics.write_text(edited, encoding="utf-8")
        terminal.wait_for("Washington and Beijing")
        topics.write_text(edited + "- {id: [", encoding="utf-8")
        terminal.wait_for("1 error, see !")
        assert "Washington and Beijing" in terminal.text
        terminal.press("!")
        terminal.wait_for(f"data/topics.yaml:{len(whole.splitlines()) + 1}:")
        topics.write_text(whole, encoding="utf-8")
        terminal.wait_for("No problems")
        terminal.press("escape")
        terminal.wait_for(lambda text: FIRST_TOPIC in text and "no problems" in text)


def test_the_editor_opens_at_the_records_line(archive: Path, tmp_path: Path) -> None:
    """`e` gives the terminal to $EDITOR, with the file and the line, and takes it back."""
    editor = tmp_path / "vim"
    editor.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.arguments"\n', encoding="utf-8")
    editor.chmod(0o755)
    with Terminal(["topic/taiwan", "--archive", str(archive)], env={"EDITOR": str(editor)}) as terminal:
        terminal.wait_for("Everything ▸ Taiwan")
        terminal.type("1")
        terminal.wait_for("What was said about Taiwan")
        terminal.type("e")
        written = tmp_path / "vim.arguments"
        terminal.wait_for(lambda _: written.exists() and "topics.yaml" in written.read_text(encoding="utf-8"))
        terminal.type("?")
        terminal.wait_for("Help")
    lines = (archive / "data" / "topics.yaml").read_text(encoding="utf-8").splitlines()
    assert f"+{lines.index('- id: taiwan') + 1}" in written.read_text(encoding="utf-8").split()


def test_q_ends_it_with_0_and_leaves_the_terminal_as_it_was(archive: Path) -> None:
    """The alternate screen is left, and the cursor shown again."""
    with opened(archive) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.type("q")
        assert terminal.wait_for_exit() == 0
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")


def test_an_end_from_outside_leaves_the_terminal_as_it_was(archive: Path) -> None:
    """The shell gets its screen back, and the exit status says which signal it was."""
    script = f"{UNHURRIED}import sys; from explorer.cli import main; sys.exit(main(sys.argv[1:]))"
    with Terminal(["--archive", str(archive)], command=[sys.executable, "-c", script]) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.settle()
        terminal.end(signal.SIGTERM)
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")


def test_an_editor_that_can_not_be_run_is_told(archive: Path, tmp_path: Path) -> None:
    """A file without a first line that names its interpreter is no program."""
    editor = tmp_path / "editor"
    editor.write_text("no program", encoding="utf-8")
    editor.chmod(0o755)
    with Terminal(["--archive", str(archive)], env={"EDITOR": str(editor)}) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.type("e")
        terminal.wait_for("can’t be run")
        terminal.type("q")
        assert terminal.wait_for_exit() == 0


def test_a_start_on_a_broken_archive_shows_the_same_every_time(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier session could read is shown, and said to be no more than that."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    with opened(archive) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.wait_for(lambda _: any(cache.rglob("*.msgpack")))
        terminal.type("q")
        terminal.wait_for_exit()
    (archive / "data" / "topics.yaml").write_text("topics: [: {", encoding="utf-8")
    for _ in range(2):
        with opened(archive) as terminal:
            text = terminal.wait_for("1 error, see !")
            assert FIRST_TOPIC in text
            assert "shown as last read" in text
            terminal.type("q")
            terminal.wait_for_exit()


def walk_hostile(terminal: Terminal) -> None:
    """Show every hostile text in panes, Detail, reader, results, problems and status line."""
    terminal.wait_for("Topic 0")
    terminal.press("4")
    for _ in range(8):
        terminal.press("enter")
        terminal.wait_for(" of 8")
        terminal.press("escape")
        terminal.wait_for(lambda text: " of 8" not in text)
        terminal.press("j")
    terminal.type("/[b]")
    terminal.wait_for("Results")
    terminal.press("escape", "2", "enter")
    terminal.wait_for("Everything ▸ Eve")
    terminal.settle()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_hostile_text_reaches_the_terminal_but_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    """No clipboard write or other control sequence, no override of direction, no invisible character of the data.

    Whatever stands beside Detail's right border, wide or combined of several characters, it stays in the last column.
    """
    with opened(write_hostile_archive(tmp_path), size) as terminal:
        walk_hostile(terminal)
        corners = [row.rstrip() for row in terminal.screen() if row.rstrip().endswith(("╮", "╯"))]
    assert {"╮", "╯"} == {row[-1] for row in corners}
    assert {size[0]} == {len(row) for row in corners}
    written = terminal.raw.decode()
    assert not re.search(r"\x1b\]52", written)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]", written)
    assert not re.search(r"[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]", written)
    assert "[People’s Republic of China]" in written
