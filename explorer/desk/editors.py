"""The command that opens the user's own editor at a place in a file."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path


class NoEditorError(Exception):
    """There is no editor to open; the message says what to set."""


# The arguments that make an editor open a file at a line and column, both from 1, according to its manual.
_GOTO = ("--goto", "{file}:{line}:{column}")
_POSITIONS: dict[str, Sequence[str]] = {
    # `cursor()` counts bytes. Vim before 8.2.2324 does not know `setcursorcharpos()`, but still goes to the line.
    **dict.fromkeys(
        ("vim", "nvim", "gvim", "mvim"), ("+{line}", "+silent! call setcursorcharpos({line}, {column})", "{file}")
    ),
    **dict.fromkeys(("vi", "nvi", "joe", "mg"), ("+{line}", "{file}")),
    "nano": ("+{line},{column}", "{file}"),
    **dict.fromkeys(("emacs", "emacsclient", "micro", "kak", "kakoune", "gedit"), ("+{line}:{column}", "{file}")),
    **dict.fromkeys(("hx", "helix", "subl", "sublime", "sublime_text", "zed", "zeditor"), ("{file}:{line}:{column}",)),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _GOTO),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
}
_GRAPHICAL = {"gvim", "mvim", "gedit", "kate", "subl", "sublime", "sublime_text", "zed", "zeditor"} | {
    name for name, position in _POSITIONS.items() if position is _GOTO
}


def editor_command(
    file: Path, line: int, column: int, environ: Mapping[str, str], setting: str | None = None
) -> list[str]:
    """The program and arguments that open a file at a line and if possible a column.

    The editor is that of the setting, else $VISUAL, else $EDITOR. `line` and `column` count from 1, columns in code
    points. An unknown editor gets only the file. Arguments beside the editor's name (`code --wait`) are kept; no others
    are added.

    Raises:
        NoEditorError: no editor is set, or what is set is no command.
    """
    name, words = _editor(environ, setting)
    position = _POSITIONS.get(name, ("{file}",))
    return [*words, *(each.format(file=file.absolute(), line=line, column=column) for each in position)]


def uses_terminal(command: Sequence[str]) -> bool:
    """Whether the editor may draw on the terminal. It must then have the terminal until it ends.

    The explorer need not wait for an editor that opens a window of its own.
    """
    return _known_name(command[0]) not in _GRAPHICAL


def variable(environ: Mapping[str, str]) -> str | None:
    """The name of the variable that names the editor."""
    return next((name for name in ("VISUAL", "EDITOR") if environ.get(name, "").strip()), None)


def _editor(environ: Mapping[str, str], setting: str | None) -> tuple[str, list[str]]:
    """The editor's name and the words that run it."""
    named = variable(environ)
    if setting:
        value, where = setting, "The setting “editor”"
    elif named:
        value, where = environ[named].strip(), f"${named}"
    else:
        raise NoEditorError("There is no editor to open: set $VISUAL or $EDITOR, for example to “vim” or “code”.")
    whole = shutil.which(value, path=environ.get("PATH"))
    if whole:
        return _known_name(whole), [whole]
    try:
        words = shlex.split(value)
    except ValueError as error:
        raise NoEditorError(f"{where} is no command ({str(error).lower()}): {value}") from None
    program = shutil.which(words[0], path=environ.get("PATH")) if words else None
    if program is None:
        raise NoEditorError(f"{where} names an editor that is not there or can't be run: {value}")
    return _known_name(program), [program, *words[1:]]


def _known_name(program: str) -> str:
    """Return the name that identifies an editor: its own, or else that of its link target, as for `editor`."""
    names = [_plain(Path(program).name), _plain(Path(program).resolve().name)]
    return next((name for name in names if name in _POSITIONS), names[0])


def _plain(name: str) -> str:
    """A program's name without what a distribution or a version adds: `vim.basic`, `emacs-29.1`, `code.exe`."""
    return re.split(r"\.|-?\d", name.lower())[0]
