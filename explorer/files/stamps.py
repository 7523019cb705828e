"""Stamps, which show without reading a file whether it changed, and safe reading of what may not be a regular file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

# The modification time in ns, the size in bytes, the inode.
Stamp = tuple[int, int, int]

# The stamp of an inaccessible file. No real file has it, so the file is read again next time.
NO_STAMP: Stamp = (0, 0, 0)


class TooLargeError(Exception):
    """A file has more bytes than allowed."""


def stamp_of(path: Path | str) -> Stamp:
    """Return the stamp of a file. Raises OSError when it is missing, or is a folder, a pipe or a device."""
    return _stamp(os.stat(path))  # noqa: PTH116 - thousands are asked for at each reading


def content_of(path: Path, largest: int) -> tuple[Stamp, bytes]:
    """Read a file with its stamp, both of the same moment.

    Raises:
        OSError: there is no such file, or it can't be read.
        TooLargeError: it has more than `largest` bytes.
    """
    with opened(path, largest) as (stamp, file):
        # `read` allocates what is requested; there is more only while the file is growing.
        content = file.read(stamp[1] + 1)
        if len(content) > stamp[1]:
            content += file.read(max(0, largest - len(content)) + 1)
    if len(content) > largest:
        raise TooLargeError
    return stamp, content


@contextmanager
def opened(path: Path, largest: int) -> Iterator[tuple[Stamp, BufferedReader]]:
    """Open a file for reading, with its stamp. Raises OSError and TooLargeError as `content_of` does."""
    if stamp_of(path)[1] > largest:
        raise TooLargeError
    # If a pipe has replaced the file meanwhile, opening it must not wait for a writer.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        yield _stamp(os.fstat(file.fileno())), file


def files_below(folder: str, *, is_deep: bool = True) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files in a folder, and below it if `is_deep`, with their status, except what Python has compiled.

    The order is always the same. Paths are strings, which are faster: this runs at each start.
    """
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.is_dir():
            with suppress(FileNotFoundError):  # a link to nothing, as editors create to lock a file
                yield entry.path, entry.stat()
        elif is_deep and entry.name != "__pycache__":
            yield from files_below(entry.path)


def kept_content(path: Path, largest: int = 1 << 24) -> bytes:
    """Read a file that the explorer stores for itself, which anything may have replaced.

    Raises OSError when it can't be read, is a pipe, a device or a folder, or has more than `largest` bytes.
    """
    try:
        return content_of(path, largest)[1]
    except TooLargeError:
        raise OSError(errno.EFBIG, "it is too large", str(path)) from None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def _stamp(status: os.stat_result) -> Stamp:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    return (status.st_mtime_ns, status.st_size, status.st_ino)
