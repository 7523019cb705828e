"""Linear mode in a pseudo-terminal: every byte that a screen reader or a braille display would get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from archives import PIER_YAML, write_archive
from terminal import Terminal


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


def listening(root: Path, **env: str) -> Terminal:
    return Terminal(
        ["--linear", "--archive", str(root)], size=(100, 60), env={"XDG_STATE_HOME": str(root.parent), **env}
    )


def typed(terminal: Terminal, line: str, wanted: str) -> None:
    terminal.type(f"{line}\r")
    terminal.wait_for(wanted)


def test_no_byte_draws(pier: Path) -> None:
    """No escape sequence, no return to the start of a line, no box: only lines, one below the other."""
    with listening(pier) as terminal:
        terminal.wait_for("topics:")
        typed(terminal, "1", "Harbour, quotes:")
        typed(terminal, "2", "quote 2 of 2:")
        typed(terminal, "open", "article:")
        typed(terminal, "/promiss", "results:")
        typed(terminal, "timeline", "timeline:")
        terminal.type("qu")
        terminal.press("tab")
        terminal.wait_for("quit")
        terminal.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
        typed(terminal, "quit", "quit")
        assert 0 == terminal.wait_for_exit()
    assert b"\x1b" not in terminal.raw
    assert b"\r" not in terminal.raw.replace(b"\r\n", b"").replace(b"\r\r\n", b"")
    assert not re.search(r"[─-▟]", terminal.raw.decode())


def test_what_was_typed_comes_back_even_at_the_next_start(pier: Path) -> None:
    with listening(pier) as terminal:
        terminal.wait_for("topics:")
        typed(terminal, "people", "people:")
        terminal.press("ctrl+d")
        assert 0 == terminal.wait_for_exit()
    with listening(pier) as terminal:
        terminal.wait_for("topics:")
        terminal.press("up")
        terminal.wait_for("topics: people")
        terminal.press("enter")
        terminal.wait_for("\npeople:")
        terminal.press("ctrl+d")
        assert 0 == terminal.wait_for_exit()


def test_ctrl_c_stops_and_ctrl_d_leaves(pier: Path) -> None:
    with listening(pier) as terminal:
        terminal.wait_for("topics:")
        terminal.type("half a li")
        terminal.wait_for("half a li")
        terminal.settle()
        terminal.press("ctrl+c")
        terminal.wait_for("Stopped. Type quit, or press Ctrl+D, to leave.")
        typed(terminal, "people", "people:")
        assert "Traceback" not in terminal.text
        terminal.press("ctrl+d")
        assert 0 == terminal.wait_for_exit()


def test_the_editor_has_the_terminal_and_the_edit_is_heard(pier: Path, tmp_path: Path) -> None:
    """It is opened at the line, Ctrl+C in it is its own, and what it saved is read."""
    editor = tmp_path / "vim"
    changed = PIER_YAML.replace("name: Ben Okafor", "name: Benedict Okafor")
    (tmp_path / "changed.yaml").write_text(changed, encoding="utf-8")
    script = f'trap "echo interrupted" INT; echo "at $1"; read _; cp "{tmp_path}/changed.yaml" "$3"'
    editor.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    editor.chmod(0o755)
    with listening(pier, EDITOR=str(editor)) as terminal:
        terminal.wait_for("topics:")
        typed(terminal, "person/ben-okafor", "Ben Okafor, quotes:")
        line = PIER_YAML.splitlines().index("- {id: ben-okafor, name: Ben Okafor}") + 1
        typed(terminal, "edit", f"at +{line}")
        terminal.press("ctrl+c")
        terminal.wait_for("interrupted")
        terminal.press("enter")
        terminal.wait_for("Edited data/archive.yaml, line ")
        terminal.wait_for("A file has changed, and the archive was read again.")
        typed(terminal, "again", "person: Benedict Okafor")
