"""Whether the files of an archive are still those that were read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.files.belonging import DATA, REJECTED, SEEDS, belongs
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import NO_STAMP, Stamp, TooLargeError, content_of

# Seconds. A file that changed less than this before it is looked at may change again within the smallest step of its
# file system's clock, and its stamp would stay the same.
_SETTLED = 2.0


class Stamped(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was read: its stamp, and the SHA-256 of its content where the stamp tells too little; else empty."""

    stamp: Stamp
    sha256: str = ""


def stamped(root: Path, read: Mapping[str, Stamped]) -> dict[str, Stamped] | None:
    """All files of an archive by their names in it, if they are as they were `read`; None if one has changed meanwhile.

    Of those that were not read only the stamp counts.
    """
    newest = time.time_ns() - int(_SETTLED * 1e9)
    found: dict[str, Stamped] = {}
    for name, stamp in _stamps(root):
        known = read.get(name, Stamped(stamp))
        if known.stamp != stamp:
            return None
        found[name] = known if stamp[0] >= newest else Stamped(stamp)
    return found if read.keys() <= found.keys() else None


def are_as_stamped(root: Path, known: Mapping[str, Stamped]) -> bool:
    """Whether the files of an archive are just those that are known, and none of them has changed."""
    seen = 0
    for name, stamp in _stamps(root):
        file = known.get(name)
        if file is None or file.stamp != stamp or not _is_same(root / name, file.sha256):
            return False
        seen += 1
    return seen == len(known)


def _is_same(path: Path, sha256: str) -> bool:
    if not sha256:
        return True
    try:
        return hashlib.sha256(content_of(path, LARGEST_FILE)[1]).hexdigest() == sha256
    except (OSError, TooLargeError):
        return False


def _stamps(root: Path) -> Iterator[tuple[str, Stamp]]:
    """The stamps of what lies below the folders of an archive, links followed. What can't be looked at has none.

    This asks for much less than `members` does: it is done at each start. Paths are plain text, which is faster.
    """
    seen = set[tuple[int, int]]()
    waiting = [(f"{top}/", f"{root}/{top}") for top in (DATA, SEEDS)]
    while waiting:
        name, path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116
            entries = os.scandir(path)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        with entries:
            for entry in entries:
                below = name + entry.name
                try:
                    if entry.is_dir():
                        waiting.append((f"{below}/", entry.path))
                    elif belongs(below):
                        yield below, _stamp(entry.stat())
                except OSError:
                    yield below, NO_STAMP
    with suppress(OSError):
        yield REJECTED, _stamp((root / REJECTED).stat())


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_mtime_ns, status.st_size, status.st_ino)
