"""An app whose colours can be read in each theme, and in terminals with few colours or none."""

from __future__ import annotations

import os
from io import StringIO
from typing import Literal, cast

from rich.console import Console
from textual import constants
from textual.reactive import Reactive
from textual.theme import BUILTIN_THEMES, Theme

from explorer.ui import themes
from explorer.ui.colours import looks
from explorer.ui.terminal_app import TerminalApp


class ThemedApp(TerminalApp):
    """Has the explorer's themes and looks. Without colours, or with 16, it uses the terminal's own."""

    theme = Reactive(constants.DEFAULT_THEME if "TEXTUAL_THEME" in os.environ else themes.DEFAULT)

    def __init__(self) -> None:
        self._colours = _colours_of_terminal()
        self._drawn, self._drawn_for = themes.DARK, ""
        super().__init__()

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in themes.OWN} | super().available_themes

    @property
    def current_theme(self) -> Theme:
        """The chosen theme; where there are too few colours for it, the one that uses the terminal's own."""
        # Textual asks for it with each line that it draws.
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


def _colours_of_terminal() -> str | None:
    """The colours that Textual will write: `truecolor`, `256`, `standard` for 16; None for no colours."""
    if "NO_COLOR" in os.environ:
        return None
    # As Textual makes its own console.
    system = cast("Literal['auto']", constants.COLOR_SYSTEM)
    return Console(color_system=system, file=StringIO(), legacy_windows=False, force_terminal=True).color_system
