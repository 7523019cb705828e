"""Where the reader is, and where they have been."""

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
        """The ref of the record in use."""
        return self.cursors.get(self.pane)


class PanesState(msgspec.Struct, frozen=True):
    """What the panes show: the archive at one moment, what of it is in scope, and the refs to put cursors on.

    A pane for which there is no ref keeps its cursor on the record that it was on.
    """

    snapshot: Snapshot
    scope: Scope
    cursors: Mapping[Kind, str] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, trail: Sequence[str] = (), cursors: Mapping[Kind, str] | None = None) -> PanesState:
        """The state for a trail, without those of its records that are no longer there."""
        return cls(snapshot, Scope(snapshot.archive, trail), cursors or {})

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the records gone into."""
        return tuple(step.ref for step in self.scope.trail)


NOTHING_YET = PanesState.of(pending(Path()))
"""What the panes show before they are given anything."""


class History:
    """The views seen, to walk back and forward through, as a browser does."""

    def __init__(self) -> None:
        self._back: list[View] = []
        self._forward: list[View] = []

    def leave(self, view: View) -> None:
        """Remember a view that is being left for a new one. What lay ahead is forgotten."""
        self._back.append(view)
        self._forward.clear()

    def back(self, view: View) -> View | None:
        """The view before this one, which then lies ahead; None when there is none."""
        if not self._back:
            return None
        self._forward.append(view)
        return self._back.pop()

    def forward(self, view: View) -> View | None:
        """The view that was left by going back; None when there is none."""
        if not self._forward:
            return None
        self._back.append(view)
        return self._forward.pop()

    def last_with_trail(self, trail: tuple[str, ...]) -> View | None:
        """The latest view left that had a trail; None when there is none."""
        return next((view for view in reversed(self._back) if view.trail == trail), None)
