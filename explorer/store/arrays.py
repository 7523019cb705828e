"""A file with arrays of numpy, and with what belongs to them: written as a whole, and read as a whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.files.stamps import TooLargeError, opened
from explorer.files.writing import keep_private
from explorer.store.database import DamagedError

Arrays = Mapping[str, npt.NDArray[Any]]

# In bytes.
_LARGEST = 1 << 32
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
    """What a file was made of or by, what belongs to its arrays, and these, which follow in this order."""

    of: str
    about: msgspec.Raw
    arrays: list[_Array]


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


def read_arrays(path: Path, of: str, about: Any) -> tuple[Any, Arrays]:
    """What belongs to the arrays of a file, as a value of a type, and these.

    Raises DamagedError where the file is of something else, or not as it was written; OSError where there is none.
    """
    try:
        content = _content(path)
        size, checksum = _SIZES.unpack_from(content)
        start = _SIZES.size + size
        if zlib.crc32(content[_SIZES.size : start]) != checksum:
            raise DamagedError(path)
        head = msgspec.msgpack.decode(content[_SIZES.size : start], type=_Head)
        if head.of != of:
            raise DamagedError(path)
        return msgspec.msgpack.decode(head.about, type=about), dict(_read(head.arrays, content, start))
    except (ValueError, KeyError, TypeError, TooLargeError, struct.error, msgspec.MsgspecError) as error:
        raise DamagedError(path, str(error)) from None


def _content(path: Path) -> memoryview:
    """What is in a file. Large arrays have large pages, which take the system a third of the time to give."""
    with opened(path, _LARGEST) as (stamp, file):
        content = np.empty(stamp[1], np.uint8).data
        return content[: file.readinto(content)]


def _described(name: str, array: npt.NDArray[Any]) -> _Array:
    array = np.ascontiguousarray(array)
    return _Array(name, array.dtype.str, array.shape, zlib.crc32(array.tobytes()))


def _read(arrays: Sequence[_Array], content: memoryview, at: int) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    for array in arrays:
        at += -at % _ALIGNED
        found = content[at : at + array.size]
        if len(found) != array.size or zlib.crc32(found) != array.sum:
            raise ValueError(array.name)
        yield array.name, np.frombuffer(found, array.type).reshape(array.shape)
        at += array.size
