"""The command that opens the user's own editor at a place in a file."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class NoEditorError(Exception):
    """There is no editor to open; the message says what to set."""


# The arguments with which an editor opens a file at a line and column, both from 1, according to its manual.
_Position = Callable[[str, int, int], list[str]]


def _vim(file: str, line: int, column: int) -> list[str]:
    # `cursor()` counts bytes. Vim before 8.2.2324 does not know `setcursorcharpos()`, but still goes to the line.
    return [f"+{line}", f"+silent! call setcursorcharpos({line}, {column})", file]


def _plus_line(file: str, line: int, column: int) -> list[str]:  # noqa: ARG001
    return [f"+{line}", file]


def _plus_line_comma_column(file: str, line: int, column: int) -> list[str]:
    return [f"+{line},{column}", file]


def _plus_line_colon_column(file: str, line: int, column: int) -> list[str]:
    return [f"+{line}:{column}", file]


def _suffix(file: str, line: int, column: int) -> list[str]:
    return [f"{file}:{line}:{column}"]


def _goto(file: str, line: int, column: int) -> list[str]:
    return ["--goto", f"{file}:{line}:{column}"]


def _kate(file: str, line: int, column: int) -> list[str]:
    return ["--line", str(line), "--column", str(column), file]


_POSITIONS: dict[str, _Position] = {
    **dict.fromkeys(("vim", "nvim", "gvim", "mvim"), _vim),
    **dict.fromkeys(("vi", "nvi", "joe", "mg"), _plus_line),
    "nano": _plus_line_comma_column,
    **dict.fromkeys(("emacs", "emacsclient", "micro", "kak", "kakoune", "gedit"), _plus_line_colon_column),
    **dict.fromkeys(("hx", "helix", "subl", "sublime", "sublime_text", "zed", "zeditor"), _suffix),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _goto),
    "kate": _kate,
}
_GRAPHICAL = {"gvim", "mvim", "gedit", "kate", "subl", "sublime", "sublime_text", "zed", "zeditor"} | {
    name for name, position in _POSITIONS.items() if position is _goto
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
    path = str(file.absolute())
    position = _POSITIONS.get(name)
    return [*words, *(position(path, line, column) if position else [path])]


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
    """The name by which an editor is known: its own, or else that of the file that it links to, as `editor` does."""
    names = [_plain(Path(program).name), _plain(Path(program).resolve().name)]
    return next((name for name in names if name in _POSITIONS), names[0])


def _plain(name: str) -> str:
    """A program's name without what a distribution or a version adds: `vim.basic`, `emacs-29.1`, `code.exe`."""
    return re.split(r"\.|-?\d", name.lower())[0]
