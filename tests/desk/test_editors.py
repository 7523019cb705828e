"""The reader's own editor opens at the record's place, whatever it is called and however it is configured."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tools import needed

from explorer.desk.editors import NoEditorError, editor_command, uses_terminal

FILE = Path("/archive of mine/data/people.yaml")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for programs that a test puts on its PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def install(folder: Path, name: str) -> Path:
    """An executable file."""
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("editor", "position"),
    [
        ("vim", ["+12", "+silent! call setcursorcharpos(12, 7)", str(FILE)]),
        ("nvim", ["+12", "+silent! call setcursorcharpos(12, 7)", str(FILE)]),
        ("vim.basic", ["+12", "+silent! call setcursorcharpos(12, 7)", str(FILE)]),
        ("vi", ["+12", str(FILE)]),
        ("nano", ["+12,7", str(FILE)]),
        ("emacs", ["+12:7", str(FILE)]),
        ("emacs-29.1", ["+12:7", str(FILE)]),
        ("emacsclient", ["+12:7", str(FILE)]),
        ("hx", [f"{FILE}:12:7"]),
        ("helix", [f"{FILE}:12:7"]),
        ("micro", ["+12:7", str(FILE)]),
        ("kak", ["+12:7", str(FILE)]),
        ("code", ["--goto", f"{FILE}:12:7"]),
        ("codium", ["--goto", f"{FILE}:12:7"]),
        ("subl", [f"{FILE}:12:7"]),
        ("sublime_text", [f"{FILE}:12:7"]),
        ("kate", ["--line", "12", "--column", "7", str(FILE)]),
        ("my-own-editor", [str(FILE)]),
    ],
)
def test_each_editor_is_told_the_place_in_its_own_way(programs: Path, editor: str, position: list[str]) -> None:
    """The file and place follow the program as that editor's manual has it; an unknown one is given the file."""
    program = install(programs, editor)

    command = editor_command(FILE, 12, 7, {"EDITOR": editor, "PATH": str(programs)})

    assert command == [str(program), *position]


def test_visual_comes_before_editor(programs: Path) -> None:
    """$VISUAL is the one that counts, unless there is nothing in it."""
    nano, vi = install(programs, "nano"), install(programs, "vi")
    environ = {"VISUAL": "nano", "EDITOR": "vi", "PATH": str(programs)}

    assert editor_command(FILE, 1, 1, environ)[0] == str(nano)
    assert editor_command(FILE, 1, 1, {**environ, "VISUAL": " "})[0] == str(vi)


def test_arguments_are_kept_and_none_is_added(programs: Path) -> None:
    """`code --wait` stays that, and stands before the place."""
    code = install(programs, "code")

    command = editor_command(FILE, 3, 5, {"VISUAL": "code --wait --profile 'My own'", "PATH": str(programs)})

    assert command == [str(code), "--wait", "--profile", "My own", "--goto", f"{FILE}:3:5"]


@pytest.mark.parametrize("quoted", ["'{}'", "{}"])
def test_a_program_in_a_folder_with_spaces_is_found(tmp_path: Path, quoted: str) -> None:
    """Whether the variable quotes the path or not."""
    folder = tmp_path / "Sublime Text.app"
    folder.mkdir()
    program = install(folder, "subl")

    command = editor_command(FILE, 3, 5, {"EDITOR": quoted.format(program), "PATH": ""})

    assert command == [str(program), f"{FILE}:3:5"]


def test_a_link_is_known_by_what_it_leads_to(programs: Path) -> None:
    """Debian's `editor` is whatever editor it links to."""
    install(programs, "nano")
    (programs / "editor").symlink_to("nano")

    command = editor_command(FILE, 3, 5, {"EDITOR": "editor", "PATH": str(programs)})

    assert command == [str(programs / "editor"), "+3,5", str(FILE)]


def test_a_shell_is_never_asked(programs: Path) -> None:
    """What a shell would run or expand reaches the editor as it is written."""
    install(programs, "vi")

    command = editor_command(FILE, 1, 1, {"EDITOR": "vi '; rm -rf /' $HOME `id`", "PATH": str(programs)})

    assert command[1:5] == ["; rm -rf /", "$HOME", "`id`", "+1"]


def test_the_file_can_be_named_from_any_folder(programs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A path that begins with a dash, or that is relative, is no option and no other file for the editor."""
    install(programs, "vi")
    monkeypatch.chdir(tmp_path)

    command = editor_command(Path("-x/data/people.yaml"), 1, 1, {"EDITOR": "vi", "PATH": str(programs)})

    assert command[-1] == str(tmp_path / "-x/data/people.yaml")


@pytest.mark.parametrize("environ", [{}, {"EDITOR": ""}, {"VISUAL": " ", "EDITOR": "\t"}])
def test_without_an_editor_the_message_says_what_to_set(environ: dict[str, str]) -> None:
    """Neither variable, or nothing in them."""
    with pytest.raises(NoEditorError, match=r"set \$VISUAL or \$EDITOR"):
        editor_command(FILE, 1, 1, environ)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("no-such-editor --wait", "is not there or can't be run"),
        ("''", "is not there or can't be run"),
        ("vi 'unclosed", "is no command"),
    ],
)
def test_a_variable_that_is_no_command_is_named(programs: Path, value: str, reason: str) -> None:
    """The message has the variable, what is in it, and why it can't be."""
    install(programs, "vi")

    with pytest.raises(NoEditorError, match=reason) as caught:
        editor_command(FILE, 1, 1, {"VISUAL": value, "PATH": str(programs)})

    assert "$VISUAL" in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.parametrize("editor", ["vim", "nano", "emacs", "emacsclient", "hx", "micro", "kak", "my-own-editor"])
def test_an_editor_that_may_need_the_terminal_gets_it(editor: str) -> None:
    """An unknown one, too: two programs on one terminal would be worse than a moment's wait."""
    assert uses_terminal([f"/usr/bin/{editor}"])


@pytest.mark.parametrize("editor", ["code", "code-insiders", "codium", "subl", "zed", "gvim", "kate"])
def test_an_editor_with_a_window_of_its_own_leaves_the_terminal(editor: str) -> None:
    """The explorer stays on screen beside it."""
    assert not uses_terminal([f"/usr/bin/{editor}", "--wait"])


def test_vim_puts_the_cursor_on_the_character(tmp_path: Path) -> None:
    """Columns count characters, also after letters of several bytes."""
    file, position = tmp_path / "é.yaml", tmp_path / "position"
    file.write_text("a\nb\n" + "é“”" * 3 + "x\n", encoding="utf-8")
    command = editor_command(file, 3, 10, {"EDITOR": "vim -es -u NONE -N", "PATH": str(Path(needed("vim")).parent)})
    script = ["-c", f"redir! > {position}", "-c", "echo getcursorcharpos()[1:2]", "-c", "redir END", "-c", "qa!"]

    subprocess.run([*command, *script], env={"LC_ALL": "C.UTF-8"}, check=True, timeout=60)

    assert position.read_text(encoding="utf-8").strip() == "[3, 10]"
