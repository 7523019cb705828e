"""What tells, without reading a file, that it is another than it was; and reading one that may be anything."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# The modification time in ns, the size in bytes, the inode.
Stamp = tuple[int, int, int]

# The stamp of what could not be looked at. No file has it, so that it is read again.
NO_STAMP: Stamp = (0, 0, 0)

# Of what is no file: a pipe that took its place meanwhile would keep whoever opens it waiting.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


class TooLargeError(Exception):
    """A file has more bytes than may be read."""


def stamp_of(path: Path) -> Stamp:
    """Raises OSError when there is no such file, or it is a folder, a pipe or a device instead."""
    return _stamp(path.stat())


def content_of(path: Path, largest: int) -> tuple[Stamp, bytes]:
    """The content of a file, and the stamp that it had then. Nothing but files is opened, nor is a large one read.

    Raises:
        OSError: there is no such file, or it can't be read.
        TooLargeError: it has more than `largest` bytes.
    """
    if stamp_of(path)[1] > largest:
        raise TooLargeError
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as file:
        stamp = _stamp(os.fstat(file.fileno()))
        content = file.read(largest + 1)
    if len(content) > largest:
        raise TooLargeError
    return stamp, content


def _stamp(status: os.stat_result) -> Stamp:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    return (status.st_mtime_ns, status.st_size, status.st_ino)
