"""Colours that can be read and told apart, judged as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import dist

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import BLACK, WHITE, Color

# The contrast of text with a ground that is made for it.
_ON_GROUNDS = 5.5
# How far apart the grounds of the sorts of speech must be (CIE 1976, about 2 is just seen).
_APART = 10.0
_STEPS = 25
# The luminance in the middle between black and white, by contrast.
_MIDDLE = 0.18


class Ink:
    """Mixes colours, and judges them as the terminal shows them."""

    def __init__(self, eight_bit: bool) -> None:
        self._eight_bit = eight_bit

    def readable(self, colour: Color, grounds: Sequence[Color], least: float) -> Color:
        """A colour with at least some contrast on all grounds: this one, or the nearest that is lighter or darker."""
        towards = WHITE if luminance(grounds[0]) < _MIDDLE else BLACK
        for mixed in _mixed(colour, towards, 0):
            if all(self._contrast(mixed, ground) >= least for ground in grounds):
                return mixed
        return towards

    def ground(self, page: Color, hues: Sequence[Color], share: float, text: Color, others: Sequence[Color]) -> Color:
        """A ground like the page with some share of a hue, on which text can be read, and that is told from others.

        The first hue is taken if it can be, then another, and in the end what is told best from the others.
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
        """Grounds for text, the nearest to the page with some share of a hue first."""
        if self._eight_bit:
            wanted = page.blend(hue, share, alpha=1)
            near = sorted(_palette(), key=lambda colour: distance(colour, wanted))
            return (colour for colour in near if self._contrast(text, colour) >= _ON_GROUNDS)
        return (self._dimmed(tinted, page, text) for tinted in _mixed(page, hue, share))

    def _dimmed(self, ground: Color, page: Color, text: Color) -> Color:
        """A ground made dark, or light, as the page is, until text can be read on it."""
        towards = BLACK if luminance(page) < _MIDDLE else WHITE
        return next((dim for dim in _mixed(ground, towards, 0) if self._contrast(text, dim) >= _ON_GROUNDS), page)

    def _contrast(self, one: Color, other: Color) -> float:
        return contrast(self._shown(one), self._shown(other))

    def _shown(self, colour: Color) -> Color:
        return _in_256(colour) if self._eight_bit else colour


def _mixed(colour: Color, towards: Color, share: float) -> Iterable[Color]:
    """A colour with ever more of another, from some share of it on."""
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
    red, green, blue = map(_linear, colour.rgb)
    # sRGB to CIE XYZ, over the white of D65.
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@lru_cache(maxsize=1024)
def _in_256(colour: Color) -> Color:
    """The colour of 256 that Rich writes for a colour."""
    return Color(*colour.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


@lru_cache(maxsize=1)
def _palette() -> Sequence[Color]:
    """Those of the 256 colours that Rich writes as they are."""
    every = (Color(*RichColor.from_ansi(number).get_truecolor()) for number in range(16, 256))
    return [colour for colour in every if _in_256(colour) == colour]
