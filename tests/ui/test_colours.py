"""Each look can be read on each ground that it stands on, and told from the others: in all themes and terminals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.command import CommandList
from textual.content import Content
from textual.markup import parse_style
from textual.style import Style
from textual.theme import BUILTIN_THEMES, Theme
from ui.driving import opened

from explorer.snapshot import shipped_archive
from explorer.ui import themes
from explorer.ui.app import ExplorerApp
from explorer.ui.colours import looks
from explorer.ui.wording import styles

THEMES = {**BUILTIN_THEMES, **{theme.name: theme for theme in themes.OWN}}
COLOURED = sorted(name for name, theme in THEMES.items() if not theme.ansi)
OWN = [theme.name for theme in themes.OWN]

# The grounds: as a style, or as a variable.
PLACES = ("$background", "$surface", "$panel")
ROWS = (styles.CURSOR, styles.CURSOR_BLURRED)
SPEECH = (styles.DIRECT, styles.PARTIAL, styles.INDIRECT)
PASSAGES = (*SPEECH, styles.PASSAGE)
# The text that stands on each of them.
TEXTS = ("", *styles.TONES.values(), styles.MATCH, styles.OPEN_SPAN, styles.CURSOR_MARK)
IN_PASSAGES = ("", styles.MATCH, styles.OPEN_SPAN)

# The 16 colours as xterm, the Linux console and Windows draw them (https://en.wikipedia.org/wiki/ANSI_escape_code).
# The Linux console draws bold text in the bright colour.
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
LINUX = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
WINDOWS = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)

# Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision Deficiency” (2009),
# severity 1.0, for linear RGB: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
}

RGB = tuple[float, float, float]


class Drawn:
    """The looks of a theme as a terminal draws them: after Rich made them fit its colours."""

    def __init__(self, theme: Theme, system: ColorSystem = ColorSystem.TRUECOLOR) -> None:
        variables = theme.to_color_system().generate() | theme.variables
        self.variables = variables | looks(theme, variables, eight_bit=system is ColorSystem.EIGHT_BIT)
        self._system = system
        self._styles: dict[str, Style] = {}

    def style(self, look: str) -> Style:
        if look not in self._styles:
            # Textual reads all variables that it is given.
            named = {name: value for name, value in self.variables.items() if f"${name}" in look}
            self._styles[look] = parse_style(look, named)
        return self._styles[look]

    def ground(self, look: str) -> RGB:
        style = self.style(look)
        return self._rgb(style.background or style.foreground or self._of("$background"))

    def text(self, look: str) -> RGB:
        return self._rgb(self.style(look).foreground or self._of("$foreground"))

    def _of(self, variable: str) -> Color:
        colour = self.style(variable).foreground
        assert colour is not None
        return colour

    def _rgb(self, colour: Color) -> RGB:
        assert colour.a == 1, "what stands below would shine through"
        red, green, blue = colour.rich_color.downgrade(self._system).get_truecolor()
        return (red / 255, green / 255, blue / 255)


@cache
def drawn_in(name: str, system: ColorSystem = ColorSystem.TRUECOLOR) -> Drawn:
    return Drawn(THEMES[name], system)


def linear(colour: RGB) -> RGB:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return (red, green, blue)


def luminance(colour: RGB) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def difference(one: RGB, other: RGB) -> float:
    """How far apart two colours are in CIELAB (CIE 1976); about 2 is just seen."""
    return math.dist(lab(one), lab(other))


def lab(colour: RGB) -> RGB:
    red, green, blue = linear(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def seen_with(matrix: tuple[RGB, RGB, RGB], colour: RGB) -> RGB:
    """A colour as it looks to eyes that a matrix is for."""
    source = linear(colour)
    mixed = (sum(a * b for a, b in zip(row, source, strict=True)) for row in matrix)
    red, green, blue = (min(1.0, max(0.0, part)) for part in mixed)
    red, green, blue = (p * 12.92 if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in (red, green, blue))
    return (red, green, blue)


def pairs() -> Iterator[tuple[str, str]]:
    """Each text with each ground that it stands on."""
    yield from ((text, ground) for ground in (*PLACES, *ROWS, styles.CHIP, styles.IN_VIEW) for text in TEXTS)
    yield from ((text, ground) for ground in PASSAGES for text in IN_PASSAGES)


SYSTEMS = pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT], ids=["truecolor", "256"])


@SYSTEMS
@pytest.mark.parametrize("name", COLOURED)
def test_each_text_can_be_read_on_each_ground(name: str, system: ColorSystem) -> None:
    """WCAG 2.2 asks for a contrast of 4.5."""
    drawn = drawn_in(name, system)
    found = {(text, ground): contrast(drawn.text(text), drawn.ground(ground)) for text, ground in pairs()}

    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@SYSTEMS
@pytest.mark.parametrize("name", COLOURED)
def test_borders_can_be_seen(name: str, system: ColorSystem) -> None:
    """WCAG 2.2 asks for a contrast of 3."""
    drawn = drawn_in(name, system)
    lines = ("$edge", "$edge-focus", "$scrollbar")

    assert {line for line in lines if contrast(drawn.text(line), drawn.ground("$background")) < 3} == set()


@SYSTEMS
@pytest.mark.parametrize("name", COLOURED)
def test_the_sorts_of_speech_and_the_passage_in_use_are_told_apart(name: str, system: ColorSystem) -> None:
    drawn = drawn_in(name, system)
    near = [
        (one, other, difference(drawn.ground(one), drawn.ground(other)))
        for one, other in combinations(("$background", *PASSAGES), 2)
        if difference(drawn.ground(one), drawn.ground(other)) < 6
    ]

    assert near == []


@SYSTEMS
@pytest.mark.parametrize("name", COLOURED)
def test_the_row_in_use_differs_from_the_page(name: str, system: ColorSystem) -> None:
    drawn = drawn_in(name, system)

    assert difference(drawn.ground(styles.CURSOR), drawn.ground("$background")) >= 9
    assert difference(drawn.ground(styles.CURSOR), drawn.ground(styles.CURSOR_BLURRED)) >= 6


@pytest.mark.parametrize("name", OWN)
def test_in_our_themes_plain_text_has_high_contrast(name: str) -> None:
    """WCAG 2.2 calls 7 enhanced."""
    drawn = drawn_in(name)
    texts = ("", *styles.TONES.values())

    assert {text for text in texts if contrast(drawn.text(text), drawn.ground("$background")) < 7} == set()


@pytest.mark.parametrize("eyes", BLINDNESS)
@pytest.mark.parametrize("name", OWN)
def test_our_themes_are_safe_for_colour_blind_eyes(name: str, eyes: str) -> None:
    drawn, matrix = drawn_in(name), BLINDNESS[eyes]

    def seen(colour: RGB) -> RGB:
        return seen_with(matrix, colour)

    unreadable = [
        (text, ground) for text, ground in pairs() if contrast(seen(drawn.text(text)), seen(drawn.ground(ground))) < 4.5
    ]
    grounds = [drawn.ground(look) for look in ("$background", *PASSAGES)]
    tones = [drawn.text(look) for look in (styles.GOOD, styles.WARNING, styles.ERROR)]

    assert unreadable == []
    assert min(difference(seen(one), seen(other)) for one, other in combinations(grounds, 2)) >= 6
    assert min(difference(seen(one), seen(other)) for one, other in combinations(tones, 2)) >= 12


@pytest.mark.parametrize("palette", [XTERM, LINUX, WINDOWS], ids=["xterm", "linux", "windows"])
@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_the_terminals_own_colours_can_be_read_on_its_page(name: str, palette: str) -> None:
    drawn, dark = drawn_in(name), THEMES[name].dark
    colours = [(int(c[:2], 16) / 255, int(c[2:4], 16) / 255, int(c[4:], 16) / 255) for c in palette.split()]
    page, text = (colours[0], colours[7]) if dark else ((1.0, 1.0, 1.0), colours[0])

    def ratio(look: str) -> float:
        style = drawn.style(look)
        number = -1 if style.foreground is None else style.foreground.ansi
        assert number is not None, f"{look} is no colour of the terminal"
        assert style.background is None, f"{look} has a ground that only one terminal’s text can be read on"
        if number < 0:
            return contrast(text, page)
        brightened = palette == LINUX and style.bold and number < 8 and dark
        return contrast(colours[number + 8 if brightened else number], page)

    every = (*TEXTS, *ROWS, *PASSAGES, styles.CHIP, styles.IN_VIEW, "$edge", "$edge-focus")

    assert {look: ratio(look) for look in every if ratio(look) < 4.5} == {}


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
def test_without_colours_attributes_tell_looks_apart(name: str) -> None:
    drawn = drawn_in(name)

    def attributes(look: str) -> Mapping[str, bool | None]:
        style = drawn.style(look)
        return {kind: bool(getattr(style, kind)) for kind in ("bold", "italic", "underline", "reverse", "strike")}

    for looks_side_by_side in (
        ("", *PASSAGES, styles.OPEN_SPAN, styles.MATCH),
        ("", *ROWS),
        ("", styles.ADDED, styles.REMOVED),
        ("", styles.LINK, styles.MATCH),
        ("", styles.CHIP),
    ):
        for one, other in combinations(looks_side_by_side, 2):
            assert attributes(one) != attributes(other), (one, other)


# In the app


async def test_our_dark_theme_is_the_default() -> None:
    async with opened(shipped_archive()) as session:
        assert session.app.theme == "explorer-dark"
        assert session.app.current_theme is themes.DARK


async def test_each_theme_can_be_put_on() -> None:
    async with opened(shipped_archive()) as session:
        assert set(session.app.available_themes) == set(THEMES)
        for name, theme in THEMES.items():
            session.app.theme = name
            await session.settle()

            assert session.app.current_theme is theme


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-16color"}, "ansi-dark"),
        ({"TERM": "xterm-256color"}, "explorer-dark"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "ansi-dark"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "explorer-dark"),
    ],
    ids=["16", "256", "none", "truecolor"],
)
def test_with_few_colours_or_none_the_terminals_own_are_used(
    environment: Mapping[str, str], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert ExplorerApp(shipped_archive()).current_theme.name == theme


async def test_a_light_theme_stays_light_with_few_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(shipped_archive()) as session:
        session.app.theme = "explorer-light"
        await session.settle()

        assert session.app.current_theme.name == "ansi-light"


async def test_without_colours_the_command_in_use_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(shipped_archive()) as session:
        await session.press("ctrl+p", "down")
        commands = session.app.screen.query_one(CommandList)
        chosen = commands.highlighted_option
        assert chosen is not None
        name = " ".join(Content(str(chosen.prompt)).plain.splitlines()[0].split())

        # The scrollbar has blocks of its own.
        assert session.styled(commands, lambda style: bool(style.reverse)).rstrip(" ▄▃▅▂▆").endswith(name)
