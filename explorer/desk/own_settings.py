"""Which settings apply: those of `config.yaml`, the environment, the app and the command line.

The command line wins over the environment, the environment over the theme that was chosen in the app, and that over
`config.yaml`. An error in the file is a problem with its place, and the rest of the file applies. Without a file hardly
anything is read or imported.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from explorer.desk.settings import Origin, Settings
from explorer.files.stamps import kept_content
from explorer.model.problems import Place, Problem, Severity

_NO = frozenset({"", "0", "no", "off", "false"})


def config_file(environ: Mapping[str, str] = os.environ) -> Path:
    """The file with the settings, which need not be there."""
    named = environ.get("EXPLORER_CONFIG")
    if named:
        return Path(named).expanduser()
    return platformdirs.user_config_path("article-explorer") / "config.yaml"


def load(environ: Mapping[str, str] = os.environ, *, linear: bool = False) -> Settings:
    """Load the settings that apply. `linear` says that the command line requested linear mode."""
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
    return Problem(Place(str(file)), Severity.ERROR, "unreadable-file", message)


# The theme that was chosen in the app


class _ChosenTheme(msgspec.Struct, frozen=True):
    """A theme chosen in the app, and the file's theme at that time, to notice a later change of the file."""

    theme: str
    instead_of: str | None = None


def choose_theme(theme: str) -> None:
    """Keep a theme for the next starts, until `config.yaml` names another. The file itself is not written.

    Raises OSError when it can't be kept.
    """
    from explorer.files.writing import keep_private

    written = _in_file(config_file(), named="").theme
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
