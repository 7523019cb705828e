"""What tells, without reading a file, that it is another than it was."""

from __future__ import annotations

from pathlib import Path

# The modification time in ns, the size in bytes, the inode.
Stamp = tuple[int, int, int]


def stamp_of(path: Path) -> Stamp:
    """Raises OSError when there is no such file."""
    status = path.stat()
    return (status.st_mtime_ns, status.st_size, status.st_ino)
