"""What the panes show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from explorer.model.history import Found
from explorer.model.records import Kind
from explorer.model.scope import Scope
from explorer.snapshot import Snapshot, pending


class PanesState(msgspec.Struct, frozen=True, eq=False):
    """The state of the panes: a snapshot, its part in scope, and the ref for each pane's cursor.

    A pane without such a ref keeps its cursor on the same record.
    """

    snapshot: Snapshot
    scope: Scope
    cursors: Mapping[Kind, str] = {}

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        trail: Sequence[str] = (),
        cursors: Mapping[Kind, str] | None = None,
        found: Found | None = None,
    ) -> PanesState:
        """The state for a trail. Records of the trail that no longer exist are dropped."""
        return cls(snapshot, snapshot.scope(trail, found), cursors or {})

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the records that the user has opened, one inside the other."""
        return tuple(step.ref for step in self.scope.trail)


NOTHING_YET = PanesState.of(pending(Path()))
"""What the panes show before they are given anything."""
