"""An app that applies the user's settings: their theme and their keys."""

from __future__ import annotations

import os
from collections.abc import Iterable
from io import StringIO
from typing import Literal, cast

import msgspec
from rich.console import Console
from textual import constants
from textual.reactive import Initialize, Reactive
from textual.theme import BUILTIN_THEMES, Theme

from explorer.desk.own_settings import choose_theme
from explorer.desk.settings import Settings
from explorer.model.problems import Place, Problem, Severity, did_you_mean
from explorer.ui import themes
from explorer.ui.colours import looks
from explorer.ui.terminal_app import TerminalApp


def _colours_of_terminal() -> str | None:
    """The colours that Textual will write: `truecolor`, `256`, `standard` for 16; None for no colours."""
    if "NO_COLOR" in os.environ:
        return None
    # As Textual does for its own console.
    system = cast("Literal['auto']", constants.COLOR_SYSTEM)
    return Console(color_system=system, file=StringIO(), legacy_windows=False, force_terminal=True).color_system


def _first_theme(app: ConfiguredApp) -> str:
    """The theme of the settings, if there is one of that name."""
    theme = app.settings.theme
    return theme if theme and app.get_theme(theme) else themes.DEFAULT


class ConfiguredApp(TerminalApp):
    """Applies all valid settings, reports the others, and keeps the theme that is chosen.

    It has the explorer's themes and looks. Without colours, or with 16, it uses the terminal's own.

    `settings` are those that are applied, with everything that is wrong in them.
    """

    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._colours = _colours_of_terminal()
        self._drawn, self._drawn_for = themes.DARK, ""
        super().__init__()
        self._kept_theme = self.theme
        problems = [*settings.problems, *wrong_theme(settings, self.available_themes)]
        if settings.keys:
            from explorer.ui.keymap import keymap

            keys, wrong = keymap(settings, type(self))
            self.set_keymap(keys)
            problems += wrong
        self.settings = msgspec.structs.replace(settings, problems=tuple(problems))

    def on_mount(self) -> None:
        if self.settings.problems:
            self.notify(_told(self.settings), severity="warning", timeout=12)

    def watch_theme(self, theme: str) -> None:
        """Keep a theme that is chosen while the app runs."""
        if self.is_running and theme != self._kept_theme:
            self._kept_theme = theme
            self.keep_theme(theme)

    def keep_theme(self, theme: str) -> None:
        """Keep a theme for the next start."""
        try:
            choose_theme(theme)
        except OSError as error:
            told = f"This theme holds until you leave: it can’t be kept ({error.strerror})."
            self.notify(told, severity="warning")

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in themes.OWN} | super().available_themes

    @property
    def current_theme(self) -> Theme:
        """The chosen theme; where there are too few colours for it, the one that uses the terminal's own."""
        # Textual reads it with each line that it draws.
        if self._drawn_for != self.theme:
            self._drawn, self._drawn_for = self._theme_to_draw(), self.theme
        return self._drawn

    def _theme_to_draw(self) -> Theme:
        theme = self.get_theme(self.theme) or themes.DARK
        if self._colours in ("truecolor", "256"):
            return theme
        return BUILTIN_THEMES["ansi-dark" if theme.dark else "ansi-light"]

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        own = looks(self.current_theme, variables, eight_bit=self._colours == "256")
        self.theme_variables = variables | own
        return self.theme_variables


def wrong_theme(settings: Settings, themes: Iterable[str]) -> list[Problem]:
    """The problem that the settings name an unknown theme; empty when the theme is known."""
    names = [name.strip() for name in (settings.theme or "").split(",")]
    if settings.theme is None or any(name in themes for name in names):
        return []
    message = f"there is no theme “{settings.theme}”{did_you_mean(names[0], themes)}"
    origin = settings.origins["theme"]
    place = settings.places["theme"] if origin.source == "file" else Place(origin.at or "the theme that was chosen")
    return [Problem(place, Severity.ERROR, "unknown-theme", message)]


def where(problem: Problem, settings: Settings, name: str) -> str:
    """The place of a problem of the settings: in the file, under its given name, or in the environment."""
    place = problem.place
    return f"{name}:{place.line}:{place.column}" if place.file == str(settings.file) else place.file


def _told(settings: Settings) -> str:
    """What is wrong in the settings, in short."""
    first, *more = settings.problems
    end = "" if first.message.endswith("?") else "."
    others = f" There {'are' if more[1:] else 'is'} {len(more)} more." if more else ""
    told = f"{where(first, settings, settings.file.name)}: {first.message}{end}{others}"
    return f"{told} All else holds; explorer config says more."
