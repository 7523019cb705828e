"""The installed program in a pseudo-terminal: what a reader does with it, key by key, and what their terminal gets."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from archives import PIER_YAML, write_archive, write_hostile_archive
from shared_terminals import Shown, shared_terminals
from terminal import UNHURRIED, Terminal
from trying import at_sizes

SIZES = [(120, 40), (80, 24)]
FIRST_TOPIC = "US–China relationship"

# What waits for programs is one worker's, and what is started once, too: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    def wait_for_first_view(terminal: Terminal) -> None:
        terminal.wait_for(lambda text: FIRST_TOPIC in text and "▸" not in text and "Results" not in text)

    with shared_terminals(wait_for_first_view) as shown:
        yield shown


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small archive that a test may edit."""
    return write_archive(tmp_path / "archive")


def opened(archive: Path, size: tuple[int, int] = SIZES[1], **env: str) -> Terminal:
    return Terminal(["--archive", str(archive)], size, env)


@at_sizes(*SIZES)
def test_a_topic_leads_to_its_quotes_to_the_article_and_back(shown: Shown, size: tuple[int, int]) -> None:
    """Topic, quotes, reader and back again, each with what the step before left."""
    terminal = shown(size)
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


def test_keys_typed_at_once_after_the_slash_are_a_search(shown: Shown) -> None:
    """However fast they come, they all reach the search box, and the right record is first."""
    first = {
        "fentanil": "Fentanyl",
        "kirbey": "John Kirby",
        "taiwna": "Taiwan",
        "frank and fortright": "“frank and forthright”",
        "conflict competition": "competition doesn’t veer into conflict",
    }
    for query, title in first.items():
        terminal = shown(SIZES[1])
        terminal.type(f"/{query}")
        terminal.wait_for(query)
        terminal.wait_for(partial(_is_first, title))


def _is_first(title: str, text: str) -> bool:
    """Whether a title is in the first result."""
    return title in next((row for row in text.splitlines() if row.startswith("│▌")), "")


def test_enter_twice_at_once_goes_in_and_opens_the_reader(shown: Shown) -> None:
    """The second key acts on what the first one left."""
    terminal = shown(SIZES[1])
    terminal.type("\r\r")
    terminal.wait_for("quote 1 of 35")


def test_an_edit_shows_by_itself_is_told_when_broken_and_again_when_mended(archive: Path) -> None:
    """A saved file is on screen at once; a broken one keeps its records, and the place is told."""
    file = archive / "data" / "archive.yaml"
    with opened(archive, SIZES[0]) as terminal:
        terminal.wait_for("Harbour")
        edited = PIER_YAML.replace("label: Harbour", "label: The old port")
        file.write_text(edited, encoding="utf-8")
        terminal.wait_for("The old port")
        file.write_text(edited + "- {id: [", encoding="utf-8")
        terminal.wait_for("1 error, see !")
        assert "The old port" in terminal.text
        terminal.press("!")
        terminal.wait_for(f"data/archive.yaml:{len(PIER_YAML.splitlines()) + 1}:")
        file.write_text(PIER_YAML, encoding="utf-8")
        terminal.wait_for("No problems")
        terminal.press("escape")
        terminal.wait_for(lambda text: "Harbour" in text and "no problems" in text)


def test_the_editor_opens_at_the_records_line(archive: Path, tmp_path: Path) -> None:
    """`e` gives the terminal to $EDITOR, with the file and the line, and takes it back; one that can't be run is told.

    A file without a first line that names its interpreter is no program.
    """
    editor, written = tmp_path / "vim", tmp_path / "arguments"
    editor.write_text("no program", encoding="utf-8")
    editor.chmod(0o755)
    started = Terminal(["--archive", str(archive)], SIZES[1], {"EDITOR": "./vim"}, cwd=tmp_path)
    with started as terminal:
        terminal.wait_for("Harbour")
        terminal.type("e")
        terminal.wait_for("can’t be run")
        script = f'printf "%s\\n" "$@" > "{tmp_path}/draft"; mv "{tmp_path}/draft" "{written}"'
        editor.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        terminal.press("2", "end")
        terminal.wait_for("▌Ben Okafor")
        terminal.type("e")
        terminal.wait_for(lambda _: written.exists())
        terminal.type("?")
        terminal.wait_for("Help")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0
    line = PIER_YAML.splitlines().index("- {id: ben-okafor, name: Ben Okafor}") + 1
    assert {f"+{line}", str(archive / "data" / "archive.yaml")} <= {*written.read_text(encoding="utf-8").splitlines()}


def test_q_ends_it_with_0_and_leaves_the_terminal_as_it_was(archive: Path) -> None:
    """The alternate screen is left, and the cursor shown again."""
    with opened(archive) as terminal:
        terminal.wait_for("Harbour")
        terminal.type("q")
        assert terminal.wait_for_exit() == 0
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")


def test_an_end_from_outside_leaves_the_terminal_as_it_was(archive: Path) -> None:
    """The shell gets its screen back, and the exit status says which signal it was."""
    script = f"{UNHURRIED}import sys; from explorer.cli import main; sys.exit(main(sys.argv[1:]))"
    with Terminal(["--archive", str(archive)], SIZES[1], command=[sys.executable, "-c", script]) as terminal:
        terminal.wait_for("Harbour")
        terminal.settle()
        terminal.end(signal.SIGTERM)
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")


def test_a_start_on_a_broken_archive_shows_the_same_every_time(archive: Path, tmp_path: Path) -> None:
    """What an earlier session could read is shown, and said to be no more than that."""
    cache = tmp_path / "cache"
    with opened(archive, XDG_CACHE_HOME=str(cache)) as terminal:
        terminal.wait_for("Harbour")
        terminal.wait_for(lambda _: any(cache.rglob("*.store")))
    (archive / "data" / "archive.yaml").write_text("topics: [: {", encoding="utf-8")
    for _ in range(2):
        with opened(archive, SIZES[0], XDG_CACHE_HOME=str(cache)) as terminal:
            text = terminal.wait_for("1 error, see !")
            assert "Harbour" in text
            assert "shown as last read" in text
            terminal.type("q")
            terminal.wait_for_exit()


def walk_hostile(terminal: Terminal) -> None:
    """Show every hostile text in panes, Detail, reader, results and status line."""
    terminal.wait_for("Topic 0")
    terminal.press("4")
    for _ in range(7):
        terminal.settle(0.1)
        terminal.press("j")
    terminal.settle(0.1)
    terminal.press("enter")
    for quote in range(8, 0, -1):
        terminal.wait_for(f"quote {quote} of 8")
        terminal.press("shift+tab")
    terminal.press("escape")
    terminal.wait_for(lambda text: " of 8" not in text)
    terminal.type("/[b]")
    terminal.wait_for("Results")
    terminal.press("escape", "2", "enter")
    terminal.wait_for("Everything ▸ Eve")
    terminal.settle()


@at_sizes(*SIZES)
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
