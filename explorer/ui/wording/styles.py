"""How text looks: Textual content styles, from the theme's variables only.

They are plain styles and not CSS component classes, which Textual computes anew for each pane at every start and
resize.
"""

from __future__ import annotations

from rich.style import Style

from explorer.model.problems import Severity

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
# What is selected with the mouse: a style of the finished line.
SELECTED = Style(reverse=True)
CHIP = "on $panel"
CHOSEN = "bold reverse"
CURSOR = "on $primary 35%"
CURSOR_BLURRED = "on $primary 12%"

SEVERITIES = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.NOTE: MUTED}
