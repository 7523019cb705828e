"""Writing a file as a whole: whoever reads it finds the old content or the new, never a part of either."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import BinaryIO

# What is written: bytes, or what writes them piece by piece, where they are too many to have at once.
Content = bytes | Callable[[BinaryIO], None]

# Seconds. A draft that was not written to for this long was left by a process that ended while writing it.
_ABANDONED = 3600.0
_DRAFT = ".draft"

# The drafts that this process is writing. One is made only while this lock is held, so that none is missed at the end.
_drafts: set[Path] = set()
_making = RLock()  # the report of a crash is written after the drafts were discarded, by the same thread
# Seconds: making a draft takes far less, and the end must not wait.
_PATIENCE = 0.2


def replace_file(path: Path, content: Content) -> None:
    """Write a file in place of the one that is there, and make its folder if needed; a link is followed.

    Raises OSError when it can't be written. The old file is then unchanged, and nothing is left beside it.
    """
    replace_files({path: content})


def replace_files(contents: Mapping[Path, Content | None], require: Callable[[], None] = lambda: None) -> None:
    """Write several files, each as `replace_file` does. All are on the disk before the first takes its place.

    A file without a content is removed. `require` is called right before the first takes its place; when it raises,
    nothing is replaced. Raises OSError when a file can't be written: nothing is replaced then. When one can't take its
    place, which is seldom, those before it have.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path = Path(os.path.realpath(path))
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = draft_of(path)
                _drafts.add(drafts[path])
                _write(drafts[path], content, path)
                drop_abandoned(drafts[path], path)
        require()
        for path, draft in drafts.items():
            draft.replace(path)
        for path, content in contents.items():
            if content is None:
                Path(os.path.realpath(path)).unlink(missing_ok=True)
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
            _drafts.discard(draft)


def new_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and make its folder if needed.

    Raises FileExistsError when there is something of this name, which stays as it is, and OSError when it can't be
    written.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "it is there already", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    _drafts.add(draft)
    try:
        _write(draft, content, path)
        try:
            # Unlike a renaming, this fails when another program has just made the file.
            path.hardlink_to(draft)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            draft.rename(path)
    finally:
        with suppress(OSError):
            draft.unlink()
        _drafts.discard(draft)


def discard_drafts() -> None:
    """Remove the drafts that are being written, right before the process ends: from here on none is made.

    Safe in any thread; hardly ever waits.
    """
    _making.acquire(timeout=_PATIENCE)
    for draft in tuple(_drafts):
        with suppress(OSError):
            draft.unlink()


def draft_of(path: Path) -> Path:
    """What a file or folder is called, beside its own place, until it is whole."""
    return path.with_name(f".{path.name[:200]}.{os.urandom(8).hex()}{_DRAFT}")


def _write(draft: Path, content: Content, path: Path) -> None:
    with _making:
        made = draft.open("xb")
    with made as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)
        file.flush()
        with suppress(OSError):
            # The new file has the old one's permissions.
            draft.chmod(path.stat().st_mode & 0o777)
        # Otherwise the new name could reach the disk before the content, and a power cut would leave an empty file.
        os.fsync(file.fileno())


def drop_abandoned(draft: Path, path: Path) -> None:
    """Remove old drafts of the same name that killed processes left. Both times compared are the file system's."""
    start = draft.name[: -len(_DRAFT) - 16]
    with suppress(OSError):
        oldest = draft.stat().st_mtime - _ABANDONED
        others = [other for other in path.parent.iterdir() if other.suffix == _DRAFT and other.name.startswith(start)]
        for other in others:
            if other.stat().st_mtime < oldest:
                _remove(other)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        import shutil

        shutil.rmtree(draft)
    else:
        draft.unlink()
