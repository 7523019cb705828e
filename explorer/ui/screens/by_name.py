"""The screens with a key of their own, by name. Each is imported when it is opened."""

from __future__ import annotations

from explorer.ui.navigation import View
from explorer.ui.screens.leaf_screen import LeafScreen


def screen_named(name: str, view: View) -> LeafScreen:
    """The screen with this name. It starts at what is in use in a view of the panes."""
    match name:
        case "sources":
            from explorer.ui.screens.sources_screen import SourcesScreen

            return SourcesScreen(view.trail)
        case "timeline":
            from explorer.ui.screens.timeline_screen import TimelineScreen

            return TimelineScreen(view.current)
    from explorer.ui.screens.problems_screen import ProblemsScreen

    return ProblemsScreen()
