"""A file with arrays of numpy, and with what belongs to them: written as a whole, and read as far as it is needed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.files.stamps import TooLargeError
from explorer.files.writing import keep_private
from explorer.store.database import DamagedError
from explorer.store.open_file import OpenFile

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]

# In bytes.
_LARGEST = 1 << 32
# Before all else: how many bytes the head has, and their checksum.
_SIZES = struct.Struct("<QI")
# Each array begins at a multiple of so many bytes.
_ALIGNED = 64
# Each page of an array has a checksum, of so many bytes.
_PAGE, _SUM = 4096, np.dtype("<u4")
# So many values are looked up at once: each may be on another page.
_AT_ONCE = 1 << 14


class _Described(msgspec.Struct, frozen=True, array_like=True):
    """An array as it is on disk: its name, its type, its shape, and the checksums of its pages."""

    name: str
    type: str
    shape: tuple[int, ...]
    sums: bytes

    @property
    def size(self) -> int:
        return np.dtype(self.type).itemsize * prod(self.shape)

    def array(self, content: memoryview, first: int = 0) -> Array:
        """The values in some pages from the `first` on. Raises ValueError when they are not as they were written."""
        starts = range(0, len(content), _PAGE)
        sums = np.frombuffer(self.sums, _SUM, len(starts), first * _SUM.itemsize).tolist()
        if any(_sum(content[at : at + _PAGE], n) != sums[n - first] for n, at in enumerate(starts, first)):
            raise ValueError(self.name)
        return np.frombuffer(content, self.type)


class _Head(msgspec.Struct, frozen=True):
    """What a file was made of or by, what belongs to its arrays, and these, which follow in this order."""

    of: str
    about: msgspec.Raw
    arrays: list[_Described]


class StoredArray:
    """An array of one dimension, of which only the pages are read, and checked, that are asked for.

    `anew` makes the whole array, where the file turns out to be damaged.
    """

    def __init__(self, file: OpenFile, at: int, described: _Described, anew: Callable[[], Array]) -> None:
        self._file, self._start, self._described, self._anew = file, at, described, anew
        self._of_page = _PAGE // np.dtype(described.type).itemsize

    def __len__(self) -> int:
        return self._described.shape[0]

    def __getitem__(self, at: Any) -> Any:
        """What an array gives for a place, a slice without a step, or an array of places."""
        try:
            if isinstance(at, slice):
                start, stop, _ = at.indices(len(self))
                return self._between(start, max(start, stop))
            if isinstance(at, np.ndarray):
                return np.concatenate([self._some(at[n : n + _AT_ONCE]) for n in range(0, len(at) or 1, _AT_ONCE)])
            return self._between(at, at + 1)[0]
        except (ValueError, OSError):
            return self._anew()[at]

    def _between(self, start: int, stop: int) -> Array:
        first = start // self._of_page
        skipped = start - first * self._of_page
        return self._pages(first, -(-stop // self._of_page))[skipped : skipped + stop - start]

    def _some(self, places: npt.NDArray[np.integer]) -> Array:
        """The values in some places. Pages that follow each other are read in one go."""
        pages = places // self._of_page
        number = np.zeros(len(self) // self._of_page + 1, np.int64)
        number[pages] = 1
        wanted = np.flatnonzero(number)
        number[wanted] = np.arange(len(wanted))
        first = wanted[np.diff(wanted, prepend=-2) > 1]
        last = wanted[np.diff(wanted, append=-2) != 1]
        read = [self._pages(*run) for run in zip(first.tolist(), (last + 1).tolist(), strict=True)]
        values = np.concatenate([self._pages(0, 0), *read])
        found: Array = values[number[pages] * self._of_page + places % self._of_page]
        return found

    def _pages(self, first: int, after: int) -> Array:
        start, end = first * _PAGE, min(after * _PAGE, self._described.size)
        content = memoryview(self._file.read(self._start + start, max(0, end - start)))
        return self._described.array(content, first)


def write_arrays(path: Path, of: str, about: object, arrays: Arrays) -> None:
    """Write a file in place of the one that is there, which nobody but the user may read.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded.
    """
    described = [_described(name, array) for name, array in arrays.items()]
    head = msgspec.msgpack.encode(_Head(of, msgspec.Raw(msgspec.msgpack.encode(about)), described))
    parts = [_SIZES.pack(len(head), zlib.crc32(head)), head]
    size = sum(map(len, parts))
    for array in arrays.values():
        padding = -size % _ALIGNED
        parts += [bytes(padding), np.ascontiguousarray(array).tobytes()]
        size += padding + array.nbytes
    keep_private(path, lambda file: file.writelines(parts))


def read_arrays(
    path: Path,
    of: str,
    about: Any,
    on_demand: Collection[str] = (),
    anew: Callable[[str], Array] | None = None,
    most: int = 0,
) -> tuple[Any, Mapping[str, Any]]:
    """What belongs to the arrays of a file, as a value of a type, and these.

    Those to read `on_demand`, which have one dimension, are each a StoredArray where the file has more than the `most`
    bytes; `anew` makes one by its name.

    Raises DamagedError where the file is of something else, or not as it was written; OSError where there is none.
    """
    try:
        file = OpenFile(path, _LARGEST)
        size, checksum = _SIZES.unpack(file.read(0, _SIZES.size))
        head = file.read(_SIZES.size, size)
        if zlib.crc32(head) != checksum:
            raise DamagedError(path)
        found = msgspec.msgpack.decode(head, type=_Head)
        if found.of != of:
            raise DamagedError(path)
        arrays = dict(_read(file, found.arrays, _SIZES.size + size, on_demand if file.size > most else (), anew))
        return msgspec.msgpack.decode(found.about, type=about), arrays
    except (ValueError, KeyError, TypeError, TooLargeError, struct.error, msgspec.MsgspecError) as error:
        raise DamagedError(path, str(error)) from None


def _described(name: str, array: Array) -> _Described:
    content = memoryview(np.ascontiguousarray(array).tobytes())
    sums = [_sum(content[at : at + _PAGE], number) for number, at in enumerate(range(0, len(content), _PAGE))]
    return _Described(name, array.dtype.str, array.shape, np.array(sums, _SUM).tobytes())


def _sum(page: memoryview, number: int) -> int:
    """The checksum of a page in its place: in another one, it has another."""
    return zlib.crc32(page, number)


def _read(
    file: OpenFile,
    arrays: Sequence[_Described],
    at: int,
    on_demand: Collection[str],
    anew: Callable[[str], Array] | None,
) -> Iterator[tuple[str, Any]]:
    for each in arrays:
        at += -at % _ALIGNED
        if at + each.size > file.size:
            raise ValueError(each.name)
        if each.name in on_demand and anew is not None:
            yield each.name, StoredArray(file, at, each, partial(anew, each.name))
        else:
            # Large arrays have large pages, which take the system a third of the time to give.
            content = np.empty(each.size, np.uint8).data
            file.read_into(content, at)
            yield each.name, each.array(content).reshape(each.shape)
        at += each.size
