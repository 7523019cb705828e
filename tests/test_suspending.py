"""Ctrl+Z gives the terminal back to the shell, and `fg` brings the explorer back as it was."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from archives import write_archive
from terminal import Terminal

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32" or shutil.which("bash") is None, reason="needs a shell that knows jobs"),
    # What waits for programs is one worker's: the others have the processors.
    pytest.mark.xdist_group("waiting"),
]

SIZE = (80, 24)
SHELL = ("bash", "--norc", "--noprofile", "-i")


@pytest.fixture
def started(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `explorer` is the explorer, on an archive of its own."""
    root = write_archive(tmp_path / "archive")
    return {
        "PS1": "shell> ",
        "EXPLORER": f"{sys.executable} -m explorer --archive {root}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


def test_the_explorer_is_stopped_and_brought_back_whole(started: dict[str, str]) -> None:
    with Terminal(size=SIZE, command=SHELL, env=started) as terminal:
        terminal.wait_for("shell>")
        terminal.type("$EXPLORER\r")
        terminal.wait_for("Harbour")
        terminal.press("2", "down")
        before = terminal.settle()

        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.type("echo the shell $((40 + 2))\r")
        terminal.wait_for("the shell 42")

        terminal.type("fg\r")
        terminal.wait_for(before.splitlines()[1])
        assert terminal.settle() == before
        terminal.press("?")
        terminal.wait_for("Here: ")
        terminal.press("escape", "q")
        terminal.wait_for("shell>")
        terminal.type("echo ended $?\r")
        terminal.wait_for("ended 0")


def test_without_a_shell_nothing_happens(started: dict[str, str]) -> None:
    """The terminal runs the explorer itself: nobody could bring it back."""
    with Terminal(size=SIZE, command=started["EXPLORER"].split(), env=started) as terminal:
        terminal.wait_for("Harbour")
        before = terminal.settle()
        terminal.press("ctrl+z")
        assert terminal.settle() == before
        terminal.press("?")
        terminal.wait_for("Here: ")


def test_a_stopped_explorer_ends_when_it_is_asked_to(started: dict[str, str]) -> None:
    with Terminal(size=SIZE, command=SHELL, env=started) as terminal:
        terminal.wait_for("shell>")
        terminal.type("$EXPLORER\r")
        terminal.wait_for("Harbour")
        terminal.settle()
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.type("kill %1; while jobs %1 | grep -q Stopped; do sleep 0.1; done; wait %1; echo ended $?\r")
        terminal.wait_for("ended 143")
