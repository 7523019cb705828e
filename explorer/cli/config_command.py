"""`explorer config`: print where the settings are, their values and origins, and what is wrong with them."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.desk import editors
from explorer.desk.own_copy import copy_marker_file
from explorer.desk.own_settings import load
from explorer.desk.settings import AS_THEY_COME, EXAMPLES, Origin, Settings
from explorer.display import one_line
from explorer.exporting.record_json import problem_json
from explorer.files.scalars import quoted
from explorer.files.shipped import is_example
from explorer.ui.app import ExplorerApp
from explorer.ui.configured_app import ConfiguredApp, where, wrong_theme
from explorer.ui.keymap import default_keys, key_words, keymap

_WHY = {"app": "chosen in the explorer", "environment": "{}", "file": "{}", "command line": "{}", "default": "default"}
_DEFAULT = Origin("default")
# The column where the comments of the example begin.
_COLUMN = 34
_WIDEST = 100


class _Row(NamedTuple):
    """A setting: its name, its current value, and where that comes from."""

    name: str
    value: object
    origin: Origin

    @property
    def shown(self) -> tuple[str, str, str]:
        match self.value:
            case None:
                value = ""
            case bool():
                value = str(self.value).lower()
            case list():
                value = ", ".join(self.value)
            case _:
                value = one_line(str(self.value))
        return self.name, value, _WHY[self.origin.source].format(self.origin.at)


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--example", action="store_true", help="print a file with every setting, commented out")
    parser.epilog = """\
What wins, the first before the next: the command line; the environment (TEXTUAL_THEME, EXPLORER_LINEAR); the theme that
was chosen in the explorer; the file; for the editor, the file before VISUAL and EDITOR. EXPLORER_CONFIG names another
file."""


def run(arguments: argparse.Namespace) -> int:
    bare = ConfiguredApp(AS_THEY_COME)
    theme = bare.theme
    if arguments.example:
        output.write(_example(theme, sorted(bare.available_themes)))
        return 0
    settings = load()
    keys, wrong_keys = keymap(settings, ExplorerApp)
    wrong_themes = wrong_theme(settings, bare.available_themes)
    problems = sorted([*settings.problems, *wrong_themes, *wrong_keys], key=lambda problem: problem.place)
    rows = list(_rows(settings, theme if wrong_themes else settings.theme or theme, keys))
    if arguments.json:
        output.write_json(
            {
                "file": str(settings.file),
                "exists": settings.file.exists(),
                "archive": str(archive_folder(None)),
                "settings": [
                    {"name": row.name, "value": row.value, "source": row.origin.source, "at": row.origin.at or None}
                    for row in rows
                ],
                "problems": [problem_json(problem) for problem in problems],
            }
        )
    else:
        why = "EXPLORER_CONFIG" if os.environ.get("EXPLORER_CONFIG") else "default"
        none = "" if settings.file.exists() else "; it is not there, and need not be"
        first = ("file", one_line(str(settings.file)), why + none), _archive_row()
        tables.write_table(("setting", "value", "why"), [*first, *(row.shown for row in rows)])
        for problem in problems:
            output.narrate(f"{where(problem, settings, str(settings.file))}: {problem.severity}: {problem.message}")
    return 1 if problems else 0


def _archive_row() -> tuple[str, str, str]:
    """The archive that is opened here by default."""
    folder = archive_folder(None)
    if folder == Path.cwd():
        why = "this folder"
    elif is_example(folder):
        why = "the example"
    else:
        why = f"your copy of the example; without {one_line(str(copy_marker_file()))} it is the example itself"
    return "archive", one_line(str(folder)), why


def _rows(settings: Settings, theme: str, keys: dict[str, str]) -> Iterator[_Row]:
    """Each setting with its current value, and each key binding that was changed."""
    origins = settings.origins if theme == settings.theme else {**settings.origins, "theme": _DEFAULT}
    yield _Row("theme", theme, origins.get("theme", _DEFAULT))
    for name in ("start", "reader_width", "citation"):
        value = getattr(settings, name)
        yield _Row(name, "auto" if value is None else value, origins.get(name, _DEFAULT))
    variable = editors.variable(os.environ)
    if settings.editor is None and variable:
        yield _Row("editor", os.environ[variable].strip(), Origin("environment", variable))
    else:
        yield _Row("editor", settings.editor, origins.get("editor", _DEFAULT))
    yield _Row("linear", settings.linear, origins.get("linear", _DEFAULT))
    for id, key in keys.items():
        yield _Row(f"keys.{id}", key_words(key), origins[f"keys.{id}"])


# The example


def _example(theme: str, themes: list[str]) -> str:
    """An example file in which every setting is commented out, with its default value."""
    lines = ["# The settings of Article Explorer. Take away the “#” before what is to hold.", ""]
    for name, (value, what) in EXAMPLES.items():
        said = what.format(themes=", ".join(themes))
        lines += [*(f"# {line}" for line in wrap(said, _WIDEST)), f"#{name}: {theme if name == 'theme' else value}", ""]
    lines += ["# Keys, by what they do: one, or a list of several.", "#keys:"]
    for id, (key, does) in default_keys(ExplorerApp).items():
        words = [word if re.fullmatch(r"[a-z]\w*|[A-Z]", word) else quoted(word, "'") for word in key_words(key)]
        listed = ", ".join(words)
        setting = f"#  {id}: [{listed}]" if words[1:] else f"#  {id}: {listed}"
        lines.append(f"{setting.ljust(_COLUMN)} # {does}")
    return "\n".join([*lines, ""])
