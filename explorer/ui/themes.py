"""The explorer's own themes: one dark, one light.

Their hues are those that Okabe and Ito chose for all eyes (Color Universal Design, 2008): sky blue, orange, yellow,
bluish green, vermilion, blue and reddish purple. On the light page they are darker.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="explorer-dark",
    primary="#56B4E9",
    secondary="#4A86FF",
    warning="#F0E442",
    error="#FFA37A",
    success="#2FC59A",
    accent="#EFAE3A",
    foreground="#E4E7EB",
    background="#11161C",
    surface="#1A2129",
    panel="#232B35",
)
LIGHT = Theme(
    name="explorer-light",
    primary="#005A90",
    secondary="#3A4FD0",
    warning="#7F1F6A",
    error="#8F1D00",
    success="#006B4F",
    accent="#834700",
    foreground="#181C20",
    background="#FBFBFA",
    surface="#F0F1F1",
    panel="#E4E7E9",
    dark=False,
)
OWN = (DARK, LIGHT)
DEFAULT = DARK.name
