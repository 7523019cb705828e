"""Files replaced as a whole: whoever reads one finds what was there before or all that came after, never a part."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

# A draft that was not written to for so long is one of a process that ended in the midst of it. Seconds.
_ABANDONED = 3600.0
_DRAFT = ".draft"

# The drafts that this process is writing.
_drafts: set[Path] = set()


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in place of the one that is there, and make its folder; a link is followed.

    Raises OSError when it can't be written: what was there is as it was then, and nothing is left beside it.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:200]}.{os.urandom(8).hex()}{_DRAFT}")
    _drafts.add(draft)
    try:
        _write(draft, content, path)
        _drop_abandoned(draft, path)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()
        _drafts.discard(draft)


def discard_drafts() -> None:
    """Remove the drafts that are being written, since the process ends at once. For any thread; waits for none."""
    for draft in tuple(_drafts):
        with suppress(OSError):
            draft.unlink()


def _write(draft: Path, content: bytes, path: Path) -> None:
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        with suppress(OSError):
            # Whom the reader let see the file still may, and nobody else.
            draft.chmod(path.stat().st_mode & 0o777)
        # Without this the new name could be on the disk before the content, and an empty file be left by a power cut.
        os.fsync(file.fileno())


def _drop_abandoned(draft: Path, path: Path) -> None:
    """Remove what processes that were killed left of the same file. Times are compared on one clock, the disk's."""
    start = draft.name[: -len(_DRAFT) - 16]
    with suppress(OSError):
        oldest = draft.stat().st_mtime - _ABANDONED
        others = [other for other in path.parent.iterdir() if other.suffix == _DRAFT and other.name.startswith(start)]
        for other in others:
            if other.stat().st_mtime < oldest:
                other.unlink()
