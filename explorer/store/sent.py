"""A snapshot for another machine, with the content of its store."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from explorer.snapshot import Snapshot
from explorer.store.database import DamagedError
from explorer.store.opening import Store
from explorer.store.saving import save


class SentSnapshot(msgspec.Struct, frozen=True):
    """The folder of the archive on this machine, and the content of its store."""

    root: str
    content: bytes

    @classmethod
    def of(cls, snapshot: Snapshot) -> SentSnapshot | None:
        """Create it from a snapshot; None if the snapshot is incomplete, or can't be encoded."""
        if snapshot.failures or snapshot.failure or snapshot.pending:
            return None
        with TemporaryDirectory() as folder:
            path = Path(folder, "sent")
            try:
                save(snapshot.in_full(), path)
            except (OSError, UnicodeEncodeError):
                return None
            return cls(str(snapshot.root), path.read_bytes())

    def opened(self) -> Snapshot:
        """Open the snapshot on the other machine. Raises DamagedError for a store of other code."""
        with TemporaryDirectory() as folder:
            path = Path(folder, "sent")
            path.write_bytes(self.content)
            snapshot = Store(Path(self.root), path).in_full()
        if snapshot is None:
            raise DamagedError(self.root)
        return snapshot
