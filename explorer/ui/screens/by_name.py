"""The screens with a key of their own, by name. Each is imported when it is opened."""

from __future__ import annotations

from explorer.model.history import PanesView, ScreenView
from explorer.model.records import Kind
from explorer.ui.screens.leaf_screen import LeafScreen


def start_of(name: str, panes: PanesView) -> ScreenView:
    """Where a screen starts when it is opened from the panes: at what is in use there, if it shows such records."""
    match name:
        case "sources":
            kinds = (Kind.TOPIC, Kind.PERSON)
            return ScreenView(name, tuple(ref for ref in panes.trail if ref.partition("/")[0] in kinds))
        case "timeline" if panes.pane is Kind.EVENT and panes.current:
            return ScreenView(name, (panes.current,))
    return ScreenView(name)


def screen_for(view: ScreenView) -> LeafScreen:
    """The screen that shows a view."""
    match view.name:
        case "sources":
            from explorer.ui.screens.sources_screen import SourcesScreen

            return SourcesScreen(view)
        case "said":
            from explorer.ui.screens.said_screen import SaidScreen

            return SaidScreen(view)
        case "timeline":
            from explorer.ui.screens.timeline_screen import TimelineScreen

            return TimelineScreen(view)
        case "overview":
            from explorer.ui.screens.overview_screen import OverviewScreen

            return OverviewScreen(view)
        case "changes":
            from explorer.ui.screens.changes_screen import ChangesScreen

            return ChangesScreen(view)
        case "drafts":
            from explorer.ui.screens.drafts_screen import DraftsScreen

            return DraftsScreen(view)
        case "proposals":
            from explorer.ui.screens.proposals_screen import ProposalsScreen

            return ProposalsScreen(view)
    from explorer.ui.screens.problems_screen import ProblemsScreen

    return ProblemsScreen(view)
