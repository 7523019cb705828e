"""Where messages to the user are shown: above the lines at the foot of the screen, and never over the row in use.

A widget low on the screen with the class `-kept-free` stays free, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from explorer.describing import signs
from explorer.model.problems import Severity
from explorer.ui.textual_inside import Toast, ToastRack
from explorer.ui.widgets.lines import Lines

# Several messages take no more than one part in this many of the height: the oldest go first, important ones last.
_SHARE = 3
# The line at the top of the screen, which stays free, too: it has the search.
_HEAD = 1
_CLASSES: Mapping[Severity, str] = {Severity.WARNING: "-warning", Severity.ERROR: "-error"}


def place(screen: Screen[object]) -> None:
    """Place messages so that they hide neither the foot of the screen nor the row in use, and mark important ones."""
    rack = _rack(screen)
    toasts = [toast for toast in rack.walk_children(Toast) if toast.display] if rack and rack.display else []
    if rack is None or not toasts:
        return
    while len(toasts) > 1 and sum(toast.outer_size.height for toast in toasts) * _SHARE > screen.size.height:
        oldest = next((toast for toast in toasts[:-1] if not _title(toast)), toasts[0])
        toasts.remove(oldest)
        oldest.display = False
    for toast in toasts:
        if (title := _title(toast)) and toast.border_title != title:
            toast.border_title = title
    width = max(toast.outer_size.width for toast in toasts)
    height = sum(toast.outer_size.height for toast in toasts)
    foot = _foot(screen)
    left, row = screen.size.width - width, _row_in_use(screen)
    low, high = Region(left, foot - height, width, height), Region(left, _HEAD, width, height)
    above = low.overlaps(row) and not high.overlaps(row)
    rack.set_class(above, "-above")
    rack.styles.margin = (_HEAD, 0, 0, 0) if above else (0, 0, screen.size.height - foot, 0)


def hide(screen: Screen[object]) -> None:
    """Hide messages on a screen below another, which shows them itself: through a prompt both would be visible."""
    rack = _rack(screen)
    if rack is not None and rack.display:
        rack.display = False


def _rack(screen: Screen[object]) -> ToastRack | None:
    return next((child for child in screen.children if isinstance(child, ToastRack)), None)


def _title(toast: Toast) -> str:
    for severity, name in _CLASSES.items():
        if toast.has_class(name):
            return f"{signs.SEVERITIES[severity].mark} {severity}"
    return ""


def _foot(screen: Screen[object]) -> int:
    """Where the lines at the foot of the screen begin: all below what can have the focus, or is kept free."""
    top = screen.size.height
    for widget in reversed(screen.children):
        if not widget.display or isinstance(widget, ToastRack):
            continue
        if (
            widget.region.bottom != top
            or widget.can_focus
            or any(each.can_focus for each in widget.walk_children(Widget))
        ):
            break
        top = widget.region.y
    # A query by class takes far longer, at each frame in which there are messages.
    free = (each for each in screen.walk_children(Widget) if each.has_class("-kept-free"))
    return min([top, *(each.region.y for each in free if each.region)])


def _row_in_use(screen: Screen[object]) -> Region:
    """The place of the row with the cursor; without rows, of the whole widget with the focus."""
    focused = screen.focused
    if not isinstance(focused, Lines):
        return focused.region if focused is not None else Region()
    inside = focused.region.shrink(focused.gutter)
    top = inside.y + focused.top_of(focused.cursor) - focused.scroll_offset.y
    return Region(inside.x, top, inside.width, focused.height_of(focused.cursor)).intersection(inside)
