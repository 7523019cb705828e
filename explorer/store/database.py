"""A file with tables of numbered bodies and a few named lists, which is written as a whole and then only read.

The bodies of a table follow each other, then its index: for each body its end, relative to the first one, and its
checksum. The lists form a table, too. The head, which locates all of that, comes last, when it is known.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar
from weakref import finalize
from zlib import crc32

import msgspec

from explorer.files.stamps import TooLargeError, opened, stamp_of
from explorer.files.writing import private_draft

ValueT = TypeVar("ValueT")

# Read or write this many bodies at once, and copy this many.
AT_ONCE = 200
_COPIED = 4_000
# In bytes.
_LARGEST = 1 << 40
# The end of the file: the start of the head, its checksum, and a mark that identifies the file format.
_TAIL, _MARK = struct.Struct("<QI4s"), b"kept"
# An index has two of these numbers for each body, and two before the first one.
_NUMBERS = "Q"
_ENTRY = 2 * array(_NUMBERS).itemsize
_LIST = "list"
_MASK = (1 << 32) - 1


class DamagedError(Exception):
    """The file is not as it was written."""


class _OpenFile:
    """The file at `path`, which stays open while it may be read, even if another file replaces it.

    Any thread and any forked process may read it.

    Raises OSError if there is none, and TooLargeError if it has more than `largest` bytes.
    """

    def __init__(self, path: Path, largest: int) -> None:
        with opened(path, largest) as (self.stamp, file):
            self._number = os.dup(file.fileno())
        finalize(self, os.close, self._number)

    @property
    def size(self) -> int:
        """In bytes."""
        return self.stamp[1]

    def read(self, at: int, size: int) -> bytes:
        """Read `size` bytes at an offset. Raises ValueError if there are fewer, OSError when it can't be read."""
        if not 0 <= at <= at + size <= self.size:
            raise ValueError(size)
        content = os.pread(self._number, size, at)
        if len(content) != size:
            raise ValueError(size)
        return content


class _Table(msgspec.Struct, frozen=True, array_like=True):
    """The start of a table's bodies, the start of its index, and the number of bodies."""

    start: int
    index: int
    size: int


class _Head(msgspec.Struct, frozen=True):
    """The tables by name, and the names of the lists."""

    tables: dict[str, _Table]
    lists: list[str]


class Run(NamedTuple):
    """The bodies of a table from one number to another (exclusive), to copy to the same table of another file."""

    database: Database
    table: str
    first: int
    after: int


class Database:
    """The file at `path`, which may be replaced or removed while open, and read by any thread or forked process.

    Raises DamagedError, now or during later reading, if it is not what `write` wrote; OSError if there is none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = _OpenFile(path, _LARGEST)
        except TooLargeError:
            raise DamagedError(path) from None
        after = self._file.size - _TAIL.size
        try:
            at, total, mark = _TAIL.unpack(self._read(after, _TAIL.size))
            if mark != _MARK:
                raise DamagedError(path)
            content = self._read(at, after - at)
            if crc32(content) != total:
                raise DamagedError(path)
            head = msgspec.msgpack.decode(content, type=_Head)
        except msgspec.MsgspecError:
            raise DamagedError(path) from None
        self._tables = head.tables
        self._lists = dict(zip(head.lists, self.bodies(_LIST), strict=True))

    def value(self, name: str, type: type[ValueT]) -> ValueT:
        """Decode one of the lists as a value of a type."""
        try:
            return msgspec.msgpack.decode(self._lists[name], type=type)
        except (KeyError, msgspec.MsgspecError, UnicodeDecodeError):
            raise DamagedError(self._path, name) from None

    def size(self, table: str) -> int:
        """Return the number of bodies in a table. They are numbered from 0."""
        return self._tables[table].size

    def bodies(self, table: str, first: int = 0, after: int | None = None) -> Iterator[memoryview]:
        """Iterate over the bodies of a table from one number to another (exclusive), in order."""
        after = self.size(table) if after is None else after
        for start in range(first, after, AT_ONCE):
            yield from self._between(table, start, min(start + AT_ONCE, after))

    def some(self, table: str, numbers: Iterable[int]) -> Iterator[memoryview]:
        """Iterate over the bodies of a table with some distinct numbers, in the order of these."""
        for run in _runs(numbers):
            yield from self.bodies(table, run.start, run.stop)

    def remove(self) -> None:
        """Remove the file, unless another one has replaced it."""
        with suppress(OSError):
            if stamp_of(self._path) == self._file.stamp:
                self._path.unlink()

    def part(self, table: str, first: int, after: int) -> tuple[array[int], bytes]:
        """Return the index of some bodies of a table, with the entry before the first, and the bodies unchecked."""
        at = self._tables[table]
        index = array(_NUMBERS, self._read(at.index + first * _ENTRY, (after - first + 1) * _ENTRY))
        return index, self._read(at.start + index[0], index[-2] - index[0])

    def _between(self, table: str, first: int, after: int) -> Iterator[memoryview]:
        index, read = self.part(table, first, after)
        content, at, place = memoryview(read), 0, _place(table, first)
        for end, total in zip(index[2::2], index[3::2], strict=True):
            body = content[at : end - index[0]]
            if crc32(body, place & _MASK) != total:
                raise DamagedError(self._path, table)
            yield body
            at, place = end - index[0], place + 1

    def _read(self, at: int, size: int) -> bytes:
        try:
            return self._file.read(at, size)
        except (ValueError, OSError, MemoryError) as error:  # in a damaged index, the size may be anything
            raise DamagedError(self._path, str(error)) from None


def write(
    path: Path,
    tables: Mapping[str, Iterable[object]],
    lists: Mapping[str, object],
    pause: Callable[[], None] = lambda: None,
) -> None:
    """Write a file that only the user may read, replacing an old one.

    A table has values, and runs of the same table of other files. `pause` is called regularly, so that other threads
    may run.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded; the old file is
    unchanged then.
    """
    with private_draft(path) as draft, draft.open("wb") as file:
        written = {name: _write_table(file, name, values, pause) for name, values in tables.items()}
        written[_LIST] = _write_table(file, _LIST, lists.values(), pause)
        head = msgspec.msgpack.encode(_Head(written, list(lists)))
        file.write(head + _TAIL.pack(file.tell(), crc32(head), _MARK))


def _write_table(file: BinaryIO, name: str, values: Iterable[object], pause: Callable[[], None]) -> _Table:
    """Write the bodies of a table, and their index."""
    start, index = file.tell(), array(_NUMBERS, (0, 0))
    for are_runs, some in groupby(values, lambda value: isinstance(value, Run)):
        if are_runs:
            for run in some:
                _copy(file, name, run, index, pause)  # type: ignore[arg-type]
        else:
            _write_bodies(file, name, map(msgspec.msgpack.Encoder().encode, some), index, pause)
    end = file.tell()
    index.tofile(file)
    return _Table(start, end, len(index) // 2 - 1)


def _write_bodies(
    file: BinaryIO, name: str, bodies: Iterable[bytes | memoryview], index: array[int], pause: Callable[[], None]
) -> None:
    """Append bodies to a table, and add them to its index."""
    end, place, rest = index[-2], _place(name, len(index) // 2 - 1), iter(bodies)
    while few := list(islice(rest, AT_ONCE)):
        for body in few:
            end += len(body)
            index.extend((end, crc32(body, place & _MASK)))
            place += 1
        file.write(b"".join(few))
        pause()


def _copy(file: BinaryIO, name: str, run: Run, index: array[int], pause: Callable[[], None]) -> None:
    """Append a run to a table. If its bodies keep their numbers, they are copied without being checked."""
    if run.first != len(index) // 2 - 1:
        _write_bodies(file, name, run.database.bodies(run.table, run.first, run.after), index, pause)
        return
    for first in range(run.first, run.after, _COPIED):
        entries, bodies = run.database.part(run.table, first, min(first + _COPIED, run.after))
        if shift := index[-2] - entries[0]:
            try:
                entries[::2] = array(_NUMBERS, (end + shift for end in entries[::2]))
            except OverflowError:
                raise DamagedError(run.table) from None
        index += entries[2:]
        file.write(bodies)
        pause()


def _runs(numbers: Iterable[int]) -> Iterator[range]:
    """Group numbers into ranges of consecutive ones."""
    run = range(0)
    for number in numbers:
        if run and number == run.stop:
            run = range(run.start, number + 1)
        else:
            yield run
            run = range(number, number + 1)
    yield run


def _place(table: str, number: int) -> int:
    """Return the start value for a body's checksum, which makes it depend on the body's place."""
    return crc32(table.encode()) + number
