"""The search index of an archive, kept beside its store.

It is apart from what every start needs, since numpy takes as long to import as half of all else.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private
from explorer.model.records import AnyRecord, Kind, kind_of
from explorer.search import SearchIndex
from explorer.search.index import contexts_of
from explorer.search.packing import Arrays, packed, unpacked
from explorer.search.ranking import KIND_ORDER
from explorer.snapshot import Snapshot
from explorer.store.layout import path_of
from explorer.store.opening import StoredSnapshot
from explorer.store.stored_archive import StoredArchive

# In bytes.
_LARGEST = 1 << 32
# An index that took so many seconds to make is kept.
_LONG = 0.05
# Before all else: how many bytes the head has, and their checksum.
_SIZES = struct.Struct("<QI")
# Each array begins at a multiple of so many bytes.
_ALIGNED = 64


class _Array(msgspec.Struct, frozen=True, array_like=True):
    """An array as it is on disk: its name, its type, its shape, and the checksum of its bytes."""

    name: str
    type: str
    shape: tuple[int, ...]
    sum: int

    @property
    def size(self) -> int:
        return int(np.dtype(self.type).itemsize * np.prod(self.shape, dtype=np.int64))


class _Head(msgspec.Struct, frozen=True):
    """The store that an index belongs to, and its arrays, which follow in this order."""

    store: str
    arrays: list[_Array]


def index_of(snapshot: Snapshot) -> SearchIndex:
    """The search index of a snapshot: the one that was kept, or a new one, which is kept if that took long."""
    if (kept := kept_index(snapshot)) is not None:
        return kept
    began = time.monotonic()
    index = SearchIndex.of(snapshot)
    if snapshot.kept and time.monotonic() - began > _LONG:
        keep_index(snapshot.root, snapshot.kept, index)
    return index


def kept_index(snapshot: Snapshot) -> SearchIndex | None:
    """The index that was kept of what the store has; None where there is none, or it is damaged."""
    archive = snapshot.archive
    if not isinstance(snapshot, StoredSnapshot) or not isinstance(archive, StoredArchive):
        return None
    try:
        content = memoryview(kept_content(_path(snapshot.root), _LARGEST))
        size, checksum = _SIZES.unpack_from(content)
        start = _SIZES.size + size
        if zlib.crc32(content[_SIZES.size : start]) != checksum:
            return None
        head = msgspec.msgpack.decode(content[_SIZES.size : start], type=_Head)
        if head.store != snapshot.kept:
            return None
        arrays = dict(_read(head.arrays, content, start))
        return unpacked(arrays, archive, _Records(archive), contexts_of(snapshot))
    except (OSError, ValueError, KeyError, TypeError, struct.error, msgspec.MsgspecError):
        return None


def keep_index(root: Path, store: str, index: SearchIndex) -> None:
    """Keep an index beside the store that it belongs to. If it can't be written, nothing is said."""
    arrays = packed(index)
    if arrays is None or not store:
        return
    with suppress(OSError, UnicodeEncodeError):
        head = _Head(store, [_described(name, arrays) for name in arrays])
        start = msgspec.msgpack.encode(head)
        parts = [_SIZES.pack(len(start), zlib.crc32(start)), start]
        size = sum(map(len, parts))
        for array in arrays.values():
            padding = -size % _ALIGNED
            parts += [bytes(padding), np.ascontiguousarray(array).tobytes()]
            size += padding + array.nbytes
        keep_private(_path(root), lambda file: file.writelines(parts))


def _described(name: str, arrays: Arrays) -> _Array:
    array = np.ascontiguousarray(arrays[name])
    return _Array(name, array.dtype.str, array.shape, zlib.crc32(array.tobytes()))


def _read(arrays: Sequence[_Array], content: memoryview, at: int) -> Iterator[tuple[str, np.ndarray]]:
    for array in arrays:
        at += -at % _ALIGNED
        found = content[at : at + array.size]
        if len(found) != array.size or zlib.crc32(found) != array.sum:
            raise ValueError(array.name)
        yield array.name, np.frombuffer(found, array.type).reshape(array.shape)
        at += array.size


class _Records:
    """The records of an archive in the order that an index has them in: by kind."""

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

    def __iter__(self) -> Iterator[AnyRecord]:
        return (record for records in self._kinds for record in records.values())

    def number(self, ref: str) -> int | None:
        """The number of a record by its ref; None where it is not among them."""
        kind, id = kind_of(ref), ref.partition("/")[2]
        number = self._kinds[KIND_ORDER.index(kind)].number(id)
        return None if number is None else self._starts[kind] + number


def _path(root: Path) -> Path:
    return path_of(root, "index")
