"""The looks of all text, worked out for a theme and a terminal so that each can be read and told from the others.

A theme gives the hues. They are made lighter or darker, no more than is needed, until each text has enough contrast
on each ground that it stands on (WCAG 2.2 asks for 4.5 for text, 3 for lines). For a terminal of 256 colours this is
done with the colours that it will show. With fewer colours, or none, the terminal's own are used, and looks differ in
more than colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from textual.color import Color
from textual.theme import Theme

from explorer.ui.ink import Ink

TEXT = 4.8
LINE = 3.0
# What the theme's own text must reach, so that there is room below it for muted text and for tinted grounds.
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
    """The variables that the explorer adds to those of a theme, or puts in their place.

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
