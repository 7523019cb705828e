"""The terminal's cursor is where the focus is, in every view: braille displays and screen readers follow it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_terminals import Shown, shared_terminals
from terminal import Terminal
from trying import at_sizes

from explorer.snapshot import shipped_archive

SIZES = [(100, 30), (40, 12)]
# What is cut where there is little room, is so after these words.
FIRST_TOPIC = "US–China relations"
both = at_sizes(*SIZES)

# What waits for programs is one worker's, and what is started once, too: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A copy of the shipped archive that a test may edit."""
    for folder in ("data", "seeds"):
        shutil.copytree(shipped_archive() / folder, tmp_path / folder)
    return tmp_path


def opened(archive: Path, size: tuple[int, int] = SIZES[0]) -> Terminal:
    return Terminal(["--fresh", "--archive", str(archive)], size=size)


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    with shared_terminals(lambda terminal: terminal.wait_for_cursor(FIRST_TOPIC)) as shown:
        yield shown


@both
def test_it_is_at_the_row_in_use_of_each_pane(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("j")
    terminal.wait_for_cursor("Leader-level diplom")
    terminal.press("2")
    terminal.wait_for_cursor("Joe Biden")
    terminal.press("3")
    terminal.wait_for_cursor("2022")
    terminal.press("4")
    terminal.wait_for_cursor("¶ progress on")
    terminal.press("5")
    terminal.wait_for_cursor("Biden announces")


@both
def test_it_follows_when_a_pane_scrolls_and_the_terminal_changes(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("2", "end")
    terminal.wait_for_cursor("United States")
    terminal.press("pageup", "home", "end", "up")
    terminal.wait_for_cursor("top aides")
    terminal.resize(70, 20)
    terminal.wait_for_cursor("top aides")


def test_it_is_at_the_row_in_use_after_a_reload_and_after_going_back(archive: Path) -> None:
    with opened(archive) as terminal:
        terminal.wait_for_cursor(FIRST_TOPIC)
        terminal.press("j", "j", "enter")
        terminal.wait_for("Everything ▸ Military")
        terminal.wait_for_cursor("¶")
        terminal.press("escape")
        terminal.wait_for_cursor("Military communic")
        data = archive / "data/topics.yaml"
        text = data.read_text(encoding="utf-8")
        data.write_text(text.replace("label: Military communication", "label: Military talks"), encoding="utf-8")
        terminal.press("r")
        terminal.wait_for_cursor("Military talks")


@both
def test_it_is_at_the_link_in_use_of_detail(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("4", "tab", "tab")
    terminal.wait_for_cursor("Biden announces progress on")
    terminal.press("down")
    terminal.wait_for(lambda _: terminal.before_cursor.endswith("› "))


@both
def test_it_is_in_the_search_box_while_typing_and_on_the_hit_that_was_gone_to(
    shown: Shown, size: tuple[int, int]
) -> None:
    terminal = shown(size)
    terminal.press("/")
    terminal.wait_for_cursor("")
    terminal.type("fentanyl")
    terminal.wait_for(lambda text: "topic   Fentanyl" in text and terminal.before_cursor == " fentanyl")
    terminal.press("left", "left")
    terminal.wait_for_cursor("yl")
    terminal.press("down")
    terminal.wait_for_cursor("event   ")
    terminal.type("s")
    terminal.wait_for(lambda _: terminal.before_cursor == " fentans")
    terminal.press("backspace", "tab")
    terminal.wait_for_cursor("topic   Fentanyl")


@both
def test_it_is_at_the_quote_in_use_in_the_reader(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("4", "j", "j", "enter")
    terminal.wait_for_cursor("Today, built on")
    terminal.press("tab")
    terminal.wait_for_cursor("the U.S.")
    terminal.press("/")
    terminal.type("military")
    terminal.wait_for(lambda _: terminal.before_cursor == " military")


@both
def test_it_is_at_the_row_in_use_of_the_other_screens(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("s")
    terminal.wait_for("Who says so")
    terminal.wait_for_cursor("! US–China")
    terminal.press("right")
    terminal.wait_for_cursor("11 ")
    terminal.press("escape", "t")
    terminal.wait_for("Timeline")
    terminal.wait_for_cursor("in 2022" if size[0] > 60 else "2022")
    terminal.press("escape", "?")
    terminal.wait_for("Help")
    terminal.press("down")
    terminal.wait_for_cursor("⏎ ")
    terminal.press("escape", "4", "x")
    terminal.wait_for_cursor("35 quotes")
    terminal.press("escape", "ctrl+y")
    terminal.wait_for_cursor("Plain text")
    terminal.press("escape", "0")
    terminal.wait_for_cursor("US–China rel")
    terminal.press("escape", "2", "\\")
    terminal.type("kir")
    terminal.wait_for(lambda _: terminal.before_cursor == " kir")
    terminal.press("enter")
    terminal.wait_for_cursor("John Kirby")
    terminal.press("x", "ctrl+s")
    terminal.wait_for(lambda _: terminal.before_cursor.endswith(".txt"))


def test_it_is_at_the_problem_in_use(archive: Path) -> None:
    data = archive / "data/articles/biden-xi-woodside.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace("speaker: joe-biden", "speaker: joe-bidden"), "utf-8")
    with opened(archive) as terminal:
        terminal.wait_for_cursor(FIRST_TOPIC)
        terminal.press("!")
        terminal.wait_for_cursor("✗ error data/articles/biden-xi")


@both
def test_it_is_where_one_types_in_a_question_and_at_the_command_in_use(shown: Shown, size: tuple[int, int]) -> None:
    terminal = shown(size)
    terminal.press("ctrl+p")
    terminal.wait_for_cursor("Do, or go to")
    terminal.type("time")
    terminal.wait_for(lambda text: "▌" in text and terminal.before_cursor.endswith(" time"))
    terminal.press("down")
    terminal.wait_for_cursor("▌")


def test_it_is_at_the_words_of_jump_mode_and_then_back(shown: Shown) -> None:
    terminal = shown(SIZES[1])
    terminal.press("f")
    terminal.wait_for_cursor(" Type the letters")
    terminal.press("escape")
    terminal.wait_for_cursor(FIRST_TOPIC)
