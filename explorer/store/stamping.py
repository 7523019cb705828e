"""Checking whether the files of an archive are still those that were read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from explorer.files.belonging import statuses
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import NO_STAMP, Stamp, TooLargeError, content_of

# Seconds. If a file changed less than this before it was read, it may have changed again within the resolution of its
# file system's clock and have the same stamp.
_SETTLED = 2.0


class Stamped(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was read: its stamp, and the SHA-256 of its content if the stamp is not reliable, else empty.

    `changed` is when it last changed in any way, in ns, including its permissions or its modification time.
    """

    stamp: Stamp
    sha256: str = ""
    changed: int = 0


_NOT_SEEN = Stamped(NO_STAMP)


def stamped(root: Path, read: Mapping[str, Stamped], began: int) -> dict[str, Stamped]:
    """Return the files of an archive by name, each as it was `read`, even if it has changed or gone meanwhile.

    `began` is when the reading began, in ns since the epoch. A file that was not read may have come since then, and is
    left out. So if anything has changed, the files do not match.
    """
    newest = began - int(_SETTLED * 1e9)
    known, inodes = dict(read), {file.stamp[2] for file in read.values()}
    for name, file in _all(root, read).items():
        if name not in read:
            if file.stamp[2] in inodes or file.changed < newest:
                known[name] = file
        elif file.stamp == read[name].stamp:
            known[name] = replace(file, sha256=read[name].sha256) if file.stamp[0] >= newest else file
    return known


def are_as_stamped(root: Path, known: Mapping[str, Stamped]) -> bool:
    """Whether the files of an archive are exactly the known ones, all unchanged."""
    found = _all(root, known)
    return found.keys() == known.keys() and all(
        replace(file, sha256="") == found[name] and _is_same(root / name, file.sha256)
        if file.sha256
        else file == found[name]
        for name, file in known.items()
    )


def is_as_stamped(path: Path, known: Stamped) -> bool:
    """Whether a file has not changed since it was stamped, as far as can be told without reading it."""
    try:
        return not known.sha256 and _stamped(path.stat()) == known
    except OSError:
        return False


def _is_same(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(content_of(path, LARGEST_FILE)[1]).hexdigest() == sha256
    except (OSError, TooLargeError):
        return False


def _all(root: Path, read: Iterable[str]) -> dict[str, Stamped]:
    """Return the files of an archive, and those that were `read` under other names, as through a linked folder."""
    found = {name: _stamped(status) if status else _NOT_SEEN for name, status in statuses(root)}
    for name in read:
        if name not in found:
            with suppress(OSError):
                found[name] = _stamped((root / name).stat())
    return found


def _stamped(status: os.stat_result) -> Stamped:
    return Stamped((status.st_mtime_ns, status.st_size, status.st_ino), changed=status.st_ctime_ns)
