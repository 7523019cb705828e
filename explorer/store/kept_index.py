"""The search index of an archive, stored next to its store.

It is a separate module because importing numpy takes half as long as everything else that a start needs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind, kind_of, ref
from explorer.search.index import SearchIndex, contexts_of, statuses_of
from explorer.search.packing import LARGE, Arrays, packed, unpacked
from explorer.search.ranking import KIND_ORDER
from explorer.search.segment import Places, numbers_by_ref
from explorer.snapshot import Snapshot
from explorer.store.arrays import read_arrays, write_arrays
from explorer.store.database import DamagedError
from explorer.store.layout import path_of
from explorer.store.opening import StoredSnapshot, Underlying
from explorer.store.stored_archive import StoredArchive

# Store an index that took this many seconds to create.
_LONG = 0.05
# Read an index of up to this many bytes (200,000 quotes) as a whole, which makes searching some milliseconds faster.
_MOST = 1 << 26


def index_of(snapshot: Snapshot) -> SearchIndex:
    """Return the search index of a snapshot: the stored one, or a new one, which is stored if creating it took long."""
    if (kept := kept_index(snapshot)) is not None:
        return kept
    began = time.monotonic()
    below = index_below(snapshot)
    following = below and below.updated(snapshot.archive, statuses_of(snapshot), contexts=contexts_of(snapshot))
    index = following or SearchIndex.of(snapshot)
    if snapshot.kept and time.monotonic() - began > _LONG:
        keep_index(snapshot.root, snapshot.kept, index)
    return index


def kept_index(snapshot: Snapshot) -> SearchIndex | None:
    """Return the stored index of a store; None if there is none, or it is damaged.

    Its large arrays stay on disk if they would take much memory. They are recreated if they turn out to be damaged.
    """
    archive = snapshot.archive
    if not isinstance(snapshot, StoredSnapshot) or not isinstance(archive, StoredArchive):
        return None

    @cache
    def anew() -> Arrays:
        forget_index(snapshot.root)
        return packed(SearchIndex.of(snapshot)) or {}

    try:
        _, arrays = read_arrays(_path(snapshot.root), snapshot.kept, None, LARGE, lambda name: anew()[name], _MOST)
        return unpacked(arrays, archive, _Records(archive), statuses_of(snapshot), contexts_of(snapshot))
    except (OSError, DamagedError, KeyError):
        return None


def index_below(snapshot: Snapshot) -> SearchIndex | None:
    """Return the stored index of the store that a snapshot is based on; None if there is none."""
    return kept_index(snapshot.backing_store.view) if isinstance(snapshot.backing_store, Underlying) else None


def keep_index(root: Path, store: str, index: SearchIndex) -> None:
    """Store an index next to the store that it belongs to. Ignore it if it can't be written."""
    arrays = packed(index) if store else None
    if arrays is None:
        return
    with suppress(OSError, UnicodeEncodeError):
        write_arrays(_path(root), store, None, arrays)


def forget_index(root: Path) -> None:
    """Remove the stored index, whichever store it belongs to."""
    with suppress(OSError):
        _path(root).unlink()


class _Records:
    """The records of an archive in the order of an index: by kind."""

    def __init__(self, archive: StoredArchive) -> None:
        self._kinds = [archive.stored(kind) for kind in KIND_ORDER]
        self._starts: dict[Kind, int] = {}
        size = 0
        for kind, records in zip(KIND_ORDER, self._kinds, strict=True):
            self._starts[kind] = size
            size += len(records)
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, at: int) -> AnyRecord:
        for records in self._kinds:
            if at < len(records):
                return records.at(at)
            at -= len(records)
        raise IndexError(at)

    def refs(self) -> Iterator[str]:
        return (ref(kind, id) for kind, records in zip(KIND_ORDER, self._kinds, strict=True) for id in records.order)

    def ids(self, numbers: Sequence[int]) -> list[str]:
        found: list[str] = []
        for kind, records in zip(KIND_ORDER, self._kinds, strict=True):
            start = self._starts[kind]
            found += (records.order.at(number - start) for number in numbers if 0 <= number - start < len(records))
        return found

    def __iter__(self) -> Iterator[AnyRecord]:
        return (record for records in self._kinds for record in records.values())

    def number(self, name: str) -> int | None:
        """Return the number of a record by ref, or None."""
        kind, id = kind_of(name), name.partition("/")[2]
        number = self._kinds[KIND_ORDER.index(kind)].number(id)
        return None if number is None else self._starts[kind] + number

    def numbers(self, archive: Archive, places: Places) -> Places:
        if archive.quote_ids is self._kinds[KIND_ORDER.index(Kind.QUOTE)].order:
            return places + self._starts[Kind.QUOTE]
        return numbers_by_ref(self, archive, places)


def _path(root: Path) -> Path:
    return path_of(root, "index")
