"""The looks of all text, computed for a theme and a terminal so that each is readable and distinct.

A theme gives the hues. They are made lighter or darker, no more than needed, until each text has enough contrast on
each of its backgrounds (WCAG 2.2 requires 4.5 for text, 3 for lines). For a terminal of 256 colours this is done with
the colours that it will show. With fewer colours, or none, the terminal's own are used, and looks differ in more than
colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import dist

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import BLACK, WHITE, Color, rgb_to_lab
from textual.theme import Theme

# The contrast of text with a background made for it.
_ON_GROUNDS = 5.5
# How far apart the backgrounds of the sorts of speech must be (CIE 1976; about 2 is just visible).
_APART = 10.0
_STEPS = 25
# The luminance halfway between black and white in terms of contrast.
_MIDDLE = 0.18


class Ink:
    """Mixes colours, and judges them as the terminal shows them."""

    def __init__(self, eight_bit: bool) -> None:
        self._eight_bit = eight_bit

    def readable(self, colour: Color, grounds: Sequence[Color], least: float) -> Color:
        """Find a colour with enough contrast on all grounds: this one, or the nearest lighter or darker one."""
        towards = WHITE if luminance(grounds[0]) < _MIDDLE else BLACK
        for mixed in _mixed(colour, towards, 0):
            if all(self._contrast(mixed, ground) >= least for ground in grounds):
                return mixed
        return towards

    def ground(self, page: Color, hues: Sequence[Color], share: float, text: Color, others: Sequence[Color]) -> Color:
        """Find a background like the page with some share of a hue, on which text is readable, distinct from others.

        It takes the first hue if possible, then another, and finally the background most distinct from the others.
        """
        best, furthest = page, 0.0
        for ground in chain.from_iterable(self._grounds(page, hue, share, text) for hue in hues):
            apart = min(distance(self._shown(ground), self._shown(other)) for other in others)
            if apart >= _APART:
                return ground
            if apart > furthest:
                best, furthest = ground, apart
        return best

    def _grounds(self, page: Color, hue: Color, share: float, text: Color) -> Iterable[Color]:
        """List backgrounds for text, the nearest to the page with some share of a hue first."""
        if self._eight_bit:
            wanted = page.blend(hue, share, alpha=1)
            near = sorted(_palette(), key=lambda colour: distance(colour, wanted))
            return (colour for colour in near if self._contrast(text, colour) >= _ON_GROUNDS)
        return (self._dimmed(tinted, page, text) for tinted in _mixed(page, hue, share))

    def _dimmed(self, ground: Color, page: Color, text: Color) -> Color:
        """Make a background dark or light, like the page, until text is readable on it."""
        towards = BLACK if luminance(page) < _MIDDLE else WHITE
        return next((dim for dim in _mixed(ground, towards, 0) if self._contrast(text, dim) >= _ON_GROUNDS), page)

    def _contrast(self, one: Color, other: Color) -> float:
        return contrast(self._shown(one), self._shown(other))

    def _shown(self, colour: Color) -> Color:
        return _in_256(colour) if self._eight_bit else colour


def _mixed(colour: Color, towards: Color, share: float) -> Iterable[Color]:
    """Mix a colour with more and more of another, from some share on."""
    for step in range(_STEPS + 1):
        yield colour.blend(towards, share + (1 - share) * step / _STEPS, alpha=1)


@lru_cache(maxsize=1024)
def luminance(colour: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    red, green, blue = map(_linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: Color, other: Color) -> float:
    """How different two colours look: their distance in CIELAB (CIE 1976)."""
    return dist(_lab(one), _lab(other))


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


@lru_cache(maxsize=1024)
def _lab(colour: Color) -> tuple[float, float, float]:
    lab = rgb_to_lab(colour)
    return lab.L, lab.a, lab.b


@lru_cache(maxsize=1024)
def _in_256(colour: Color) -> Color:
    """The colour of 256 that Rich writes for a colour."""
    return Color(*colour.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


@lru_cache(maxsize=1)
def _palette() -> Sequence[Color]:
    """Those of the 256 colours that Rich writes as they are."""
    every = (Color(*RichColor.from_ansi(number).get_truecolor()) for number in range(16, 256))
    return [colour for colour in every if _in_256(colour) == colour]


TEXT = 4.8
LINE = 3.0
# The contrast required of the theme's own text, to leave room below it for muted text and for tinted backgrounds.
_PROSE = 6.5

# Looks in a terminal's own 16 colours. Attributes alone tell them apart, since there may be no colours at all.
_PLAIN = {
    "look-muted": "ansi_default",
    "look-name": "ansi_default",
    "look-link": "bold",
    "look-match": "bold underline",
    "look-good": "ansi_default",
    "look-warning": "bold",
    "look-error": "bold",
    "look-added": "underline",
    "look-removed": "strike",
    "look-passage": "bold reverse",
    "look-direct": "bold",
    "look-partial": "bold italic",
    "look-indirect": "italic",
    "look-open": "underline",
    "look-chip": "reverse",
    "look-cursor": "reverse",
    "look-cursor-blurred": "bold",
    "look-cursor-mark": "not reverse bold",
    "look-view": "reverse",
}
_ON_BLACK = {
    "look-name": "ansi_cyan",
    "look-link": "bold ansi_cyan",
    "look-match": "bold underline ansi_yellow",
    "look-good": "ansi_green",
    "look-warning": "bold ansi_yellow",
    "look-error": "bold ansi_bright_red",
    "look-added": "underline ansi_green",
    "look-removed": "strike ansi_bright_red",
    "look-direct": "bold ansi_green",
    "look-partial": "bold italic ansi_cyan",
    "look-open": "underline ansi_bright_yellow",
    "look-cursor-mark": "not reverse bold ansi_cyan",
    "edge-focus": "ansi_bright_cyan",
}
_ON_WHITE = {
    "look-name": "ansi_blue",
    "look-link": "bold ansi_blue",
    "look-match": "bold underline ansi_magenta",
    "look-warning": "bold ansi_magenta",
    "look-error": "bold ansi_red",
    "look-removed": "strike ansi_red",
    "look-direct": "bold ansi_blue",
    "look-partial": "bold italic ansi_magenta",
    "look-open": "underline ansi_red",
    "look-cursor-mark": "not reverse bold ansi_blue",
    "edge-focus": "ansi_blue",
}
# Textual's own widgets, in the terminal's own colours.
_PLAIN_WIDGETS = {
    "edge": "ansi_default",
    "toast": "ansi_default",
    "text-muted": "ansi_default",
    "text-disabled": "ansi_default",
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-cursor-text-style": "bold reverse",
    "block-cursor-blurred-foreground": "ansi_default",
    "block-cursor-blurred-background": "ansi_default",
    "block-cursor-blurred-text-style": "bold reverse",
    "footer-key-foreground": "ansi_default",
    "scrollbar": "ansi_bright_black",
    "scrollbar-hover": "ansi_bright_black",
    "scrollbar-active": "ansi_bright_black",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
}


def looks(theme: Theme, variables: Mapping[str, str], *, eight_bit: bool) -> dict[str, str]:
    """The variables that the explorer adds to those of a theme, or replaces.

    Those that begin with `look-` are whole styles, for the text of `wording.styles`; the others are colours. With
    `eight_bit`, the terminal shows 256 colours.
    """
    if theme.ansi:
        return {**_PLAIN, **(_ON_BLACK if theme.dark else _ON_WHITE), **_PLAIN_WIDGETS}
    return _worked_out(tuple((name, variables[name]) for name in _HUES), eight_bit)


_HUES = (
    "background",
    "surface",
    "panel",
    "foreground",
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
)


@lru_cache(maxsize=8)
def _worked_out(hues: tuple[tuple[str, str], ...], eight_bit: bool) -> dict[str, str]:
    ink = Ink(eight_bit)
    hue = {name: Color.parse(value) for name, value in hues}
    page, surface, panel = (hue[name] for name in ("background", "surface", "panel"))
    plain = [page, surface, panel]
    text = ink.readable(hue["foreground"], plain, _PROSE)

    def ground(names: Sequence[str], share: float, others: Sequence[Color]) -> Color:
        return ink.ground(page, [hue[name] for name in names], share, text, others)

    cursor = ground(["primary"], 0.22, plain)
    blurred = ground(["primary"], 0.1, [cursor])
    direct = ground(["success", "accent"], 0.3, [page])
    partial = ground(["secondary", "primary", "error"], 0.3, [page, direct])
    indirect = ground(["foreground"], 0.1, [page, direct, partial])
    passage = ground(["accent", "warning", "error"], 0.3, [page, direct, partial, indirect])
    rows = [*plain, cursor, blurred]
    article = [*rows, direct, partial, indirect, passage]

    muted = ink.readable(text.blend(page, 0.4), rows, TEXT).hex
    name = ink.readable(hue["primary"], rows, TEXT).hex
    link = ink.readable(hue["accent"], rows, TEXT).hex
    good = ink.readable(hue["success"], rows, TEXT).hex
    warning = ink.readable(hue["warning"], rows, TEXT).hex
    error = ink.readable(hue["error"], rows, TEXT).hex
    match = ink.readable(hue["warning"], article, TEXT).hex
    edge = ink.readable(text.blend(page, 0.7), plain, LINE).hex
    return {
        "look-muted": muted,
        "look-name": name,
        "look-link": link,
        "look-match": f"bold underline {match}",
        "look-good": good,
        "look-warning": warning,
        "look-error": f"bold {error}",
        "look-added": f"underline {good}",
        "look-removed": f"strike {error}",
        "look-passage": f"bold on {passage.hex}",
        "look-direct": f"on {direct.hex}",
        "look-partial": f"on {partial.hex}",
        "look-indirect": f"italic on {indirect.hex}",
        "look-open": f"underline {match}",
        "look-chip": f"on {panel.hex}",
        "look-cursor": f"on {cursor.hex}",
        "look-cursor-blurred": f"on {blurred.hex}",
        "look-cursor-mark": link,
        "look-view": f"on {cursor.hex}",
        "edge": edge,
        "edge-focus": ink.readable(hue["accent"], plain, TEXT).hex,
        "toast": panel.hex,
        "foreground": text.hex,
        "text-muted": muted,
        "text-disabled": muted,
        "text-primary": name,
        "text-accent": link,
        "text-success": good,
        "text-warning": warning,
        "text-error": error,
        "block-cursor-foreground": text.hex,
        "block-cursor-background": cursor.hex,
        "block-cursor-blurred-foreground": text.hex,
        "block-cursor-blurred-background": cursor.hex,
        "input-selection-background": cursor.hex,
        "input-selection-foreground": text.hex,
        "footer-background": page.hex,
        "footer-foreground": text.hex,
        "footer-key-foreground": link,
        "footer-description-foreground": text.hex,
        "scrollbar": edge,
        "scrollbar-hover": muted,
        "scrollbar-active": link,
        "scrollbar-background": surface.hex,
        "scrollbar-background-hover": surface.hex,
        "scrollbar-background-active": surface.hex,
        "scrollbar-corner-color": surface.hex,
    }
