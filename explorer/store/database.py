"""A file with bodies, numbered in tables, and a few lists: written as a whole, and then only read.

The bodies of a table follow each other, and then an index: for each body where it ends, and its checksum. The lists are
a table, too. The head, which says where the indices are, comes last, since only then it is known.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

import msgspec

from explorer.files.stamps import TooLargeError, stamp_of
from explorer.files.writing import private_draft
from explorer.store.open_file import OpenFile

# So many bodies are read or written in one go.
AT_ONCE = 200
# In bytes.
_LARGEST = 1 << 40
# At the end of the file: where the head begins, and its checksum.
_TAIL = struct.Struct("<QI")
# An index has two of these numbers for each body, and two before the first one.
_NUMBERS = "Q"
_ENTRY = 2 * array(_NUMBERS).itemsize
_LIST = "list"
_MASK = (1 << 32) - 1


class DamagedError(Exception):
    """The file is not as it was written."""


class _Head(msgspec.Struct, frozen=True):
    """Where the index of each table begins, and how many bodies the table has; and the names of the lists."""

    tables: dict[str, tuple[int, int]]
    lists: list[str]


class Database:
    """The file at `path`. It may be replaced or removed while it is open, and is read by any thread or forked process.

    Raises DamagedError, now or when something is read of it, where it is not what `write` wrote; OSError where there is
    none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = OpenFile(path, _LARGEST)
        except TooLargeError:
            raise DamagedError(path) from None
        after = self._file.size - _TAIL.size
        try:
            at, total = _TAIL.unpack(self._read(after, _TAIL.size))
            content = self._read(at, after - at)
            if crc32(content) != total:
                raise DamagedError(path)
            head = msgspec.msgpack.decode(content, type=_Head)
        except msgspec.MsgspecError:
            raise DamagedError(path) from None
        self._tables = head.tables
        self._lists = dict(zip(head.lists, self.bodies(_LIST), strict=True))

    def value(self, name: str, type: Any) -> Any:
        """One of the lists, by its name, as a value of a type."""
        try:
            return msgspec.msgpack.decode(self._lists[name], type=type)
        except (KeyError, msgspec.MsgspecError, UnicodeDecodeError):
            raise DamagedError(self._path, name) from None

    def size(self, table: str) -> int:
        """How many bodies a table has, which are numbered from 0."""
        return self._tables[table][1]

    def body(self, table: str, number: int) -> memoryview:
        return next(self.bodies(table, number, number + 1))

    def bodies(self, table: str, first: int = 0, after: int | None = None) -> Iterator[memoryview]:
        """The bodies of a table from one number to another, in order."""
        after = self.size(table) if after is None else after
        for start in range(first, after, AT_ONCE):
            yield from self._between(table, start, min(start + AT_ONCE, after))

    def rows(self, table: str) -> Iterator[msgspec.Raw]:
        """The bodies of a table as values, which are written into another file as they are."""
        return map(msgspec.Raw, self.bodies(table))

    def some(self, table: str, numbers: Iterable[int]) -> Iterator[memoryview]:
        """Some bodies of a table, by their numbers, in the order of these, each of which comes once."""
        for run in _runs(numbers):
            yield from self.bodies(table, run.start, run.stop)

    def remove(self) -> None:
        """Remove the file, unless another one has taken its place."""
        with suppress(OSError):
            if stamp_of(self._path) == self._file.stamp:
                self._path.unlink()

    def _between(self, table: str, first: int, after: int) -> Iterator[memoryview]:
        index = array(_NUMBERS, self._read(self._tables[table][0] + first * _ENTRY, (after - first + 1) * _ENTRY))
        start = at = index[0]
        content = memoryview(self._read(start, index[-2] - start))
        place = _place(table, first)
        for end, total in zip(index[2::2], index[3::2], strict=True):
            body = content[at - start : end - start]
            if crc32(body, place & _MASK) != total:
                raise DamagedError(self._path, table)
            yield body
            at, place = end, place + 1

    def _read(self, at: int, size: int) -> bytes:
        try:
            return self._file.read(at, size)
        except (ValueError, OSError) as error:
            raise DamagedError(self._path, str(error)) from None


def write(
    path: Path,
    tables: Mapping[str, Iterable[object]],
    lists: Mapping[str, object],
    pause: Callable[[], None] = lambda: None,
) -> None:
    """Write a file in place of the one that is there, which nobody but the user may read.

    A table has values, or rows of another file. `pause` is called now and then, so that other threads may run.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded: the old file is
    unchanged then.
    """
    with private_draft(path) as draft, draft.open("wb") as file:
        written = {name: _write_table(file, name, values, pause) for name, values in tables.items()}
        written[_LIST] = _write_table(file, _LIST, lists.values(), pause)
        head = msgspec.msgpack.encode(_Head(written, list(lists)))
        file.write(head + _TAIL.pack(file.tell(), crc32(head)))


def _write_table(file: BinaryIO, name: str, values: Iterable[object], pause: Callable[[], None]) -> tuple[int, int]:
    """Write the bodies of a table, and their index. Returns where that begins, and how many there are."""
    end, place = file.tell(), _place(name, 0)
    index = array(_NUMBERS, (end, 0))
    bodies = map(msgspec.msgpack.Encoder().encode, values)
    while few := list(islice(bodies, AT_ONCE)):
        for body in few:
            end += len(body)
            index.extend((end, crc32(body, place & _MASK)))
            place += 1
        file.write(b"".join(few))
        pause()
    index.tofile(file)
    return end, len(index) // 2 - 1


def _runs(numbers: Iterable[int]) -> Iterator[range]:
    """Numbers as ranges of those that follow each other."""
    run = range(0)
    for number in numbers:
        if run and number == run.stop:
            run = range(run.start, number + 1)
        else:
            yield run
            run = range(number, number + 1)
    yield run


def _place(table: str, number: int) -> int:
    """Where the checksum of a body begins: in another place, the same body has another one."""
    return crc32(table.encode()) + number
