"""Where the user is and has been: views, the state of the panes, and the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from explorer.model.records import Kind
from explorer.model.scope import Scope
from explorer.snapshot import Snapshot, pending


class View(msgspec.Struct, frozen=True):
    """One view of the archive: the trail, the pane in use, and the record under the cursor of each pane."""

    trail: tuple[str, ...] = ()
    pane: Kind = Kind.TOPIC
    cursors: Mapping[Kind, str] = {}

    @property
    def current(self) -> str | None:
        """The ref under the cursor of the pane in use."""
        return self.cursors.get(self.pane)


class PanesState(msgspec.Struct, frozen=True):
    """What the panes show: a snapshot, what of it is in scope, and the ref to put each pane's cursor on.

    A pane without such a ref keeps its cursor on the same record.
    """

    snapshot: Snapshot
    scope: Scope
    cursors: Mapping[Kind, str] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, trail: Sequence[str] = (), cursors: Mapping[Kind, str] | None = None) -> PanesState:
        """The state for a trail. Records of the trail that no longer exist are dropped."""
        return cls(snapshot, Scope(snapshot.archive, trail), cursors or {})

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the records that were gone into."""
        return tuple(step.ref for step in self.scope.trail)


NOTHING_YET = PanesState.of(pending(Path()))
"""What the panes show before they are given anything."""


class History:
    """The views seen, to walk back and forward through as in a web browser."""

    def __init__(self) -> None:
        self._back: list[View] = []
        self._forward: list[View] = []

    def leave(self, view: View) -> None:
        """Remember a view that is left for a new one. Views that lay ahead are forgotten."""
        self._back.append(view)
        self._forward.clear()

    def back(self, view: View) -> View | None:
        """The view before; `view` then lies ahead. None when there is no view before."""
        if not self._back:
            return None
        self._forward.append(view)
        return self._back.pop()

    def forward(self, view: View) -> View | None:
        """The view ahead, which was left by going back; `view` then lies behind. None when none is ahead."""
        if not self._forward:
            return None
        self._back.append(view)
        return self._forward.pop()

    def last_with_trail(self, trail: tuple[str, ...]) -> View | None:
        """The latest view behind that had this trail; None when there is none."""
        return next((view for view in reversed(self._back) if view.trail == trail), None)
