"""Keeping other processes from changing what lies in a folder, if the system and the disk have locks."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

# Seconds. The wait is short, since a process that was stopped may hold the lock. A change takes some milliseconds.
_PATIENCE, _BETWEEN = 2.0, 0.01


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder; other threads of this process are kept out, too.

    What is given is whether nobody else holds it now, as far as can be known. Raises OSError when there is no such
    folder.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield True
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        deadline, is_alone = time.monotonic() + _PATIENCE, False
        while not is_alone and time.monotonic() < deadline:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_alone = True
            except BlockingIOError:
                time.sleep(_BETWEEN)
            except OSError:  # the disk has no locks
                is_alone = True
        yield is_alone
    finally:
        os.close(lock)
