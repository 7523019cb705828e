"""The looks of text: Textual content styles. `ui.colours` computes them for the theme and the terminal.

These are plain styles and not CSS component classes: Textual computes those anew for each pane, at every start and
resize.
"""

from __future__ import annotations

from rich.style import Style

from explorer.describing.fields import Tone
from explorer.describing.signs import Sign

MUTED = "$look-muted"
STRONG = "bold"
NAME = "$look-name"
LINK = "$look-link"
MATCH = "$look-match"
GOOD = "$look-good"
WARNING = "$look-warning"
ERROR = "$look-error"
ADDED = "$look-added"
REMOVED = "$look-removed"
PASSAGE = "$look-passage"
DIRECT = "$look-direct"
PARTIAL = "$look-partial"
INDIRECT = "$look-indirect"
OPEN_SPAN = "$look-open"
# For the selected line of the palette. It is applied to the finished line.
SELECTED = Style(reverse=True)
# For selected words in an article, and for the one that the keys move: visible without colours, too.
SELECTED_WORDS = "reverse"
MOVED_WORD = "bold underline reverse"
# The attribution among other words: visible without colours, too.
MARKED = "underline"
CHIP = "$look-chip"
CHOSEN = "bold reverse"
# The letters of jump mode. Without colours this makes them visible, even in the row in use, which is reversed.
JUMP = "bold underline reverse $look-warning"
CURSOR = "$look-cursor"
CURSOR_BLURRED = "$look-cursor-blurred"
CURSOR_MARK = "$look-cursor-mark"
IN_VIEW = "$look-view"

# The looks of the tones of a description.
TONES = {
    Tone.PLAIN: "",
    Tone.STRONG: STRONG,
    Tone.MUTED: MUTED,
    Tone.NAME: NAME,
    Tone.GOOD: GOOD,
    Tone.WARNING: WARNING,
    Tone.ERROR: ERROR,
    Tone.ADDED: ADDED,
    Tone.REMOVED: REMOVED,
    Tone.LINK: LINK,
    Tone.MARKED: MARKED,
}

# The looks for how sure a draft is.
CONFIDENCES = {"sure": GOOD, "likely": STRONG, "guess": WARNING}


def signed(sign: Sign, text: str = "") -> tuple[str, str]:
    """A sign followed by some words (perhaps none), in the sign's style."""
    return f"{sign.mark} {text}", TONES[sign.tone]


def mark_of(sign: Sign) -> tuple[str, str]:
    """A sign alone, with its style."""
    return sign.mark, TONES[sign.tone]
