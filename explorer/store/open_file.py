"""A file that stays open as long as something of it may be read, even where another one takes its place."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from weakref import finalize

from explorer.files.stamps import opened


class OpenFile:
    """The file at `path`, read by any thread, and by processes that are forked.

    Raises OSError where there is none, and TooLargeError where it has more bytes than the `largest`.
    """

    def __init__(self, path: Path, largest: int) -> None:
        with opened(path, largest) as (self.stamp, file):
            self._number = os.dup(file.fileno())
        finalize(self, os.close, self._number)
        self._lock = Lock()

    @property
    def size(self) -> int:
        """In bytes."""
        return self.stamp[1]

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from a place on. Raises ValueError where there are fewer, OSError when it can't be read."""
        if not 0 <= at <= at + size <= self.size:
            raise ValueError(size)
        if hasattr(os, "pread"):
            content = os.pread(self._number, size, at)
        else:  # as on Windows
            with self._lock:
                os.lseek(self._number, at, os.SEEK_SET)
                content = os.read(self._number, size)
        if len(content) != size:
            raise ValueError(size)
        return content

    def read_into(self, content: memoryview, at: int) -> None:
        """Read as many bytes as `content` has, from a place on, into that. Raises what `read` does."""
        if not hasattr(os, "preadv"):
            content[:] = self.read(at, len(content))
        elif os.preadv(self._number, [content], at) != len(content):
            raise ValueError(len(content))
