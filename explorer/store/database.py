"""A file of SQLite with bodies, numbered in tables, and a few lists: written as a whole, and then only read."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from itertools import islice, starmap
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from weakref import finalize

import msgspec

from explorer.files.stamps import stamp_of
from explorer.files.writing import private_draft
from explorer.processes import LostError

Thing = TypeVar("Thing")

# So many bodies are read or written in one go.
AT_ONCE = 200
# Each body ends with its checksum, in so many bytes.
_SUM = 4
_LIST = "list"


class DamagedError(Exception):
    """The file is not as it was written."""


class Row(NamedTuple):
    """A body with its checksum, and its number in its table."""

    number: int
    body: object


class Database:
    """The file at `path`. It may be replaced or removed while it is open, and is read by any thread.

    A process that was forked opens it again: where it is gone by then, that raises LostError.

    Raises DamagedError, now or when something is read of it, where it is not what `write` wrote; OSError where there is
    none.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._stamp = path, stamp_of(path)
        self._lock = Lock()
        self._process = os.getpid()
        self._connection = self._opened()
        found = self._asked(f"SELECT name, body FROM {_LIST}")
        self._lists = {str(name): _whole(body, _LIST, name) for name, body in found}
        if "sizes" not in self._lists:
            raise DamagedError(path)
        self._sizes = self.value("sizes", dict[str, int])

    def value(self, name: str, type: Any) -> Any:
        """One of the lists, by its name, as a value of a type."""
        try:
            return msgspec.msgpack.decode(self._lists[name], type=type)
        except (KeyError, msgspec.MsgspecError, UnicodeDecodeError):
            raise DamagedError(self._path, name) from None

    def size(self, table: str) -> int:
        """How many bodies a table has, which are numbered from 0."""
        size: int = self._sizes[table]
        return size

    def body(self, table: str, number: int) -> memoryview:
        return next(self.bodies(table, number, number + 1))

    def bodies(self, table: str, first: int = 0, after: int | None = None) -> Iterator[memoryview]:
        """The bodies of a table from one number to another, in order."""
        after = self.size(table) if after is None else after
        for start in range(first, after, AT_ONCE):
            end = min(start + AT_ONCE, after)
            query = f"SELECT n, body FROM {table} WHERE n >= ? AND n < ? ORDER BY n"
            yield from self._in_order(table, range(start, end), self._asked(query, (start, end)))

    def rows(self, table: str) -> Iterator[Row]:
        """The bodies of a table as they are, unread, for the same table of another file."""
        size = self.size(table)
        for start in range(0, size, AT_ONCE):
            wanted = range(start, min(start + AT_ONCE, size))
            found = self._asked(f"SELECT n, body FROM {table} WHERE n >= ? AND n < ? ORDER BY n", (start, wanted.stop))
            if [number for number, _ in found] != list(wanted):
                raise DamagedError(self._path)
            yield from starmap(Row, found)

    def some(self, table: str, numbers: Iterable[int]) -> Iterator[memoryview]:
        """Some bodies of a table, by their numbers, in the order of these, each of which comes once."""
        for few in _few(numbers):
            places = ",".join("?" * len(few))
            found = dict(self._asked(f"SELECT n, body FROM {table} WHERE n IN ({places})", few))
            yield from self._in_order(table, few, [(number, found.get(number)) for number in few])

    def remove(self) -> None:
        """Remove the file, unless another one has taken its place."""
        with suppress(OSError):
            if stamp_of(self._path) == self._stamp:
                self._path.unlink()

    def _in_order(self, table: str, wanted: Iterable[int], found: list[tuple[int, Any]]) -> Iterator[memoryview]:
        if list(wanted) != [number for number, _ in found]:
            raise DamagedError(self._path)
        return (_whole(body, table, number) for number, body in found)

    def _asked(self, query: str, values: Iterable[int] = ()) -> list[Any]:
        if self._process != os.getpid():  # neither a connection nor a lock outlives a fork
            self._close()
            try:
                self._process, self._lock, self._connection = os.getpid(), Lock(), self._opened()
            except DamagedError:
                raise LostError from None
        try:
            with self._lock:
                return self._connection.execute(query, tuple(values)).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # a name in a message may be no text
            raise DamagedError(self._path, str(error)) from None

    def _opened(self) -> sqlite3.Connection:
        try:
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._close = finalize(self, connection.close)
            if stamp_of(self._path) != self._stamp:  # after a fork, another one may be in its place
                raise DamagedError(self._path)
            return connection
        except (sqlite3.Error, OSError) as error:
            raise DamagedError(self._path, str(error)) from None


def write(
    path: Path,
    tables: Mapping[str, Iterable[object]],
    lists: Mapping[str, object],
    pause: Callable[[], None] = lambda: None,
) -> None:
    """Write a file in place of the one that is there, which nobody but the user may read.

    A table has values, or rows of the same table of another file.

    `pause` is called now and then, so that other threads may run. Raises OSError when it can't be written,
    UnicodeEncodeError when something can't be encoded: the old file is unchanged then.
    """
    try:
        with private_draft(path) as draft, closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            sizes = {name: _write_table(connection, name, bodies, pause) for name, bodies in tables.items()}
            connection.execute(f"CREATE TABLE {_LIST} (name TEXT PRIMARY KEY, body BLOB)")
            every = {**lists, "sizes": sizes}
            connection.executemany(
                f"INSERT INTO {_LIST} VALUES (?, ?)", ((k, _body(v, _LIST, k)) for k, v in every.items())
            )
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(0, str(error), str(path)) from None


def _write_table(connection: sqlite3.Connection, name: str, bodies: Iterable[object], pause: Callable[[], None]) -> int:
    connection.execute(f"CREATE TABLE {name} (n INTEGER PRIMARY KEY, body BLOB)")
    size = 0
    numbered = (_written(body, name, number) for number, body in enumerate(bodies))
    for few in _few(numbered):
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", enumerate(few, size))
        size += len(few)
        pause()
    return size


def _few(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while few := list(islice(rest, AT_ONCE)):
        yield few


def _written(value: object, table: str, number: int) -> object:
    """The body of a value, or of a row, which is the same in the same place."""
    if not isinstance(value, Row):
        return _body(value, table, number)
    if value.number == number:
        return value.body
    return _body(msgspec.Raw(_whole(value.body, table, value.number)), table, number)


def _body(value: object, table: str, key: object) -> bytes:
    content = msgspec.msgpack.encode(value)
    return content + _sum(content, table, key).to_bytes(_SUM, "little")


def _whole(body: object, table: str, key: object) -> memoryview:
    """What a body has before its checksum. Raises DamagedError where that is another one."""
    if not isinstance(body, bytes) or len(body) < _SUM:
        raise DamagedError
    content = memoryview(body)[:-_SUM]
    if _sum(content, table, key) != int.from_bytes(body[-_SUM:], "little"):
        raise DamagedError
    return content


def _sum(content: bytes | memoryview, table: str, key: object) -> int:
    """The checksum of a content in its place: in another one, it has another."""
    place = zlib.crc32(table.encode())
    place += key if isinstance(key, int) else zlib.crc32(str(key).encode())
    return zlib.crc32(content, place & 0xFFFFFFFF)
