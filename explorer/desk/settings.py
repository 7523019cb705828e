"""The settings: what the user set in `config.yaml`, in the environment and on the command line, and what holds of it.

The command line wins over the environment, the environment over the theme that was chosen in the app, and that over
`config.yaml`. A mistake in the file is a problem with its place, and all the rest of the file holds. Without a file
hardly anything is read or imported.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
import platformdirs

from explorer.files.stamps import kept_content
from explorer.model.problems import Place, Problem

# What the view at the start may be: where the explorer was left, or a pane or screen by its name.
STARTS = (
    "last",
    "panes",
    "topics",
    "people",
    "events",
    "quotes",
    "articles",
    "timeline",
    "overview",
    "sources",
    "problems",
)
# Columns of text in the reader. Lines of fewer than 30 are mostly gaps.
NARROWEST, WIDEST = 30, 400

_NO = frozenset({"", "0", "no", "off", "false"})


class Origin(msgspec.Struct, frozen=True):
    """Why a setting holds. `at` is the place in the file, or the name of the variable or the option."""

    source: Literal["default", "file", "app", "environment", "command line"]
    at: str = ""


class Settings(msgspec.Struct, frozen=True):
    """The settings that hold, the file that they are in, and what is wrong in it.

    `keys` has keys by the ids of what they do, as they stand in the file: which ids and keys there are is known where
    keys are bound. `origins` says why each setting holds that has not its default, by its name in the file; a key's
    name is `keys.` and its id. `places` has the places in the file, by the same names.
    """

    theme: str | None = None
    start: str = "last"
    reader_width: int | None = None
    citation: str = "plain"
    editor: str | None = None
    linear: bool = False
    keys: Mapping[str, tuple[str, ...]] = {}
    file: Path = Path("config.yaml")
    origins: Mapping[str, Origin] = {}
    places: Mapping[str, Place] = {}
    problems: tuple[Problem, ...] = ()


# The settings of someone who has set nothing.
AS_THEY_COME = Settings()

# Each setting but the keys, with an example of its value and what it means.
EXAMPLES = {
    "theme": ("nord", "The colours. One of {themes}."),
    "start": ("last", f"What is seen first: {', '.join(STARTS)}. “last” is where the explorer was left."),
    "reader_width": ("auto", f"Columns of text in the reader: auto, or a number from {NARROWEST} to {WIDEST}."),
    "citation": (
        "plain",
        "What y copies: plain, markdown, bibtex, csl-json or web-annotation; else plain, where that has no form.",
    ),
    "editor": ("vim", "The command that opens a file in your editor, before $VISUAL and $EDITOR."),
    "linear": ("false", "Whether the explorer is a conversation in lines, for screen readers and braille displays."),
}
NAMES = (*EXAMPLES, "keys")


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file with the settings, which need not be there."""
    named = environ.get("EXPLORER_CONFIG")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_config_path("article-explorer") / "config.yaml"


def load(environ: Mapping[str, str] = os.environ, *, linear: bool = False) -> Settings:
    """The settings that hold. `linear` says that linear mode was asked for on the command line."""
    file = config_file(environ)
    settings = _in_file(file, named="EXPLORER_CONFIG" if environ.get("EXPLORER_CONFIG") else "")
    values: dict[str, object] = {}
    origins = dict(settings.origins)

    def hold(name: str, value: object, origin: Origin) -> None:
        values[name], origins[name] = value, origin

    chosen = _chosen_theme()
    if chosen is not None and chosen.instead_of == settings.theme:
        hold("theme", chosen.theme, Origin("app"))
    if environ.get("TEXTUAL_THEME"):
        hold("theme", environ["TEXTUAL_THEME"], Origin("environment", "TEXTUAL_THEME"))
    if "EXPLORER_LINEAR" in environ:
        wanted = environ["EXPLORER_LINEAR"].strip().lower() not in _NO
        hold("linear", wanted, Origin("environment", "EXPLORER_LINEAR"))
    if linear:
        hold("linear", True, Origin("command line", "--linear"))
    return msgspec.structs.replace(settings, origins=origins, **values)


def _in_file(file: Path, named: str) -> Settings:
    """The settings of the file. One that is not there is a problem only if it was named in a variable."""
    try:
        content = kept_content(file)
    except FileNotFoundError:
        if not named:
            return Settings(file=file)
        return Settings(file=file, problems=(_unreadable(file, f"{named} names a file that is not there"),))
    except OSError as error:
        return Settings(file=file, problems=(_unreadable(file, f"can’t be read: {error.strerror}"),))
    from explorer.desk.settings_file import read

    return read(content, file)


def _unreadable(file: Path, message: str) -> Problem:
    from explorer.model.problems import Severity

    return Problem(Place(str(file)), Severity.ERROR, "unreadable-file", message)


# The theme that was chosen in the app


class _ChosenTheme(msgspec.Struct, frozen=True):
    """A theme that was chosen in the app, and the one that stood in the file then: a change of the file is later."""

    theme: str
    instead_of: str | None = None


def choose_theme(theme: str, environ: Mapping[str, str] = os.environ) -> None:
    """Keep a theme for the next starts, until another stands in `config.yaml`. The file itself is not written.

    Raises OSError when it can't be kept.
    """
    from explorer.files.writing import keep_private

    written = _in_file(config_file(environ), named="").theme
    path = _chosen_path()
    if theme == written:
        path.unlink(missing_ok=True)
    else:
        keep_private(path, msgspec.json.encode(_ChosenTheme(theme, written)) + b"\n")


def _chosen_theme() -> _ChosenTheme | None:
    try:
        return msgspec.json.decode(kept_content(_chosen_path()), type=_ChosenTheme)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _chosen_path() -> Path:
    return platformdirs.user_state_path("article-explorer") / "theme.json"
