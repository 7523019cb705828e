"""How text looks: Textual content styles, from the theme's variables only.

These are plain styles and no CSS component classes: Textual computes those anew for each pane, at every start and
resize.
"""

from __future__ import annotations

from rich.style import Style

from explorer.describing.fields import Tone
from explorer.describing.signs import Sign

MUTED = "$foreground 60%"
STRONG = "bold"
NAME = "$text-primary"
LINK = "$text-accent"
MATCH = "bold underline $text-warning"
GOOD = "$text-success"
WARNING = "$text-warning"
ERROR = "bold $text-error"
ADDED = "underline $text-success"
REMOVED = "strike $text-error"
PASSAGE = "bold on $warning 30%"
DIRECT = "on $success 20%"
PARTIAL = "on $secondary 30%"
INDIRECT = "on $panel"
OPEN_SPAN = "underline $text-warning"
# For text that is selected with the mouse. It is applied to the finished line.
SELECTED = Style(reverse=True)
CHIP = "on $panel"
CHOSEN = "bold reverse"
CURSOR = "on $primary 35%"
CURSOR_BLURRED = "on $primary 12%"

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
}


def signed(sign: Sign, text: str = "") -> tuple[str, str]:
    """A sign and some words after it (there may be none), with the sign's style."""
    return f"{sign.mark} {text}", TONES[sign.tone]


def mark_of(sign: Sign) -> tuple[str, str]:
    """A sign alone, with its style."""
    return sign.mark, TONES[sign.tone]
