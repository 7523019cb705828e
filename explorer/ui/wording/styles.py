"""How text looks: Textual content styles. `ui.colours` works out what each is, for the theme and the terminal.

These are plain styles and no CSS component classes: Textual computes those anew for each pane, at every start and
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
# For what is selected in the palette. It is applied to the finished line.
SELECTED = Style(reverse=True)
# For words that are selected in an article, and for the one of them that the keys move: told without colours, too.
SELECTED_WORDS = "reverse"
MOVED_WORD = "bold underline reverse"
# The words that say who spoke, where they stand among others: told without colours, too.
MARKED = "underline"
CHIP = "$look-chip"
CHOSEN = "bold reverse"
# The letters of jump mode. Without colours they are told by this, from a row in use too, which is reversed then.
JUMP = "bold underline reverse $look-warning"
CURSOR = "$look-cursor"
CURSOR_BLURRED = "$look-cursor-blurred"
CURSOR_MARK = "$look-cursor-mark"
IN_VIEW = "$look-view"

# How the tones of a description look.
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

# How it looks that a draft is so sure.
CONFIDENCES = {"sure": GOOD, "likely": STRONG, "guess": WARNING}


def signed(sign: Sign, text: str = "") -> tuple[str, str]:
    """A sign and some words after it (there may be none), with the sign's style."""
    return f"{sign.mark} {text}", TONES[sign.tone]


def mark_of(sign: Sign) -> tuple[str, str]:
    """A sign alone, with its style."""
    return sign.mark, TONES[sign.tone]
