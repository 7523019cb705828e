"""Noticing that the files of an archive change on disk."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from explorer.files.stamps import Stamp

# Milliseconds. A batch ends when nothing changes for `_QUIET`, or after `_LONGEST`. Every `_TICK` without a change it
# is checked that what is watched is still what the archive holds.
_QUIET = 25
_LONGEST = 200
_TICK = 250
# Seconds between looks at the files where the system can't watch them.
_POLL = 2.0


async def changes(root: Path, read: Mapping[str, Stamp] | None = None) -> AsyncGenerator[set[str], None]:
    """Yield the names of what changed below `data/` and `seeds/`, relative to `root`, once for each batch of changes.

    Files other than YAML below `data/`, hidden files and editors' own files are passed over; a folder that comes, goes
    or is renamed counts. A missing folder is waited for, and one that is replaced is watched anew. Ends only by being
    closed or cancelled.

    `read` has the modification time in ns, size and inode of each data file when the caller read it: one that differs
    is in the first batch, so that nothing is lost between reading and watching.
    """
    stop = threading.Event()
    batches = _batches(root, read, stop)
    try:
        while (batch := await asyncio.to_thread(next, batches, None)) is not None:
            if batch:
                yield batch
    finally:
        stop.set()


class _Folder(NamedTuple):
    """A folder that is watched: its name in the archive, and what tells it from one put in its place."""

    name: str
    device: int
    inode: int


def _batches(root: Path, read: Mapping[str, Stamp] | None, stop: threading.Event) -> Iterator[set[str]]:
    """The batches, for a thread of their own; an empty one each time that nothing happened for a while."""
    known = _stamps(root)
    if read is not None:
        known = {name: stamp for name, stamp in known.items() if _top(name) == "seeds"} | dict(read)
    while not stop.is_set():
        folders = _folders(root)
        events = _events(folders, stop)
        try:
            found = next(events, [])
            # What changed before the watch stood has no event.
            now = _stamps(root)
            yield _named(found, folders) | {name for name, _ in known.items() ^ now.items()}
            known = now
            while not _replaced(found, folders) and folders == _folders(root) and not stop.is_set():
                found = next(events, [])
                names = _named(found, folders)
                for name in names:
                    known.pop(name, None)
                yield names
        except (OSError, RuntimeError):
            now = _stamps(root)
            yield {name for name, _ in known.items() ^ now.items()}
            known = now
            stop.wait(_POLL if folders == _folders(root) else 0)


def _events(folders: Iterable[str], stop: threading.Event) -> Iterator[list[tuple[bool, str]]]:
    """The raw changes below folders: whether each is a deletion, and its path.

    Raises OSError or RuntimeError when the folders can't be watched, or no longer.
    """
    from watchfiles import Change, watch

    for batch in watch(
        *folders,
        watch_filter=None,  # a filter would keep back the ticks, too, while something else is written all the time
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        yield [(change is Change.deleted, path) for change, path in batch]


def _folders(root: Path) -> dict[str, _Folder]:
    """The folders of an archive that exist, by the path that the system reports changes under."""
    found = {}
    for name in ("data", "seeds"):
        with suppress(OSError):
            path = (root / name).resolve(strict=True)
            status = path.stat()
            if path.is_dir():
                found[str(path)] = _Folder(name, status.st_dev, status.st_ino)
    return found


def _replaced(events: Iterable[tuple[bool, str]], folders: Mapping[str, _Folder]) -> bool:
    """Whether a watched folder itself was deleted or moved, which ends its watch even if it is there again."""
    return any(path in folders for _, path in events)


def _named(events: Iterable[tuple[bool, str]], folders: Mapping[str, _Folder]) -> set[str]:
    """The names in the archive of the changes that matter."""
    names = set()
    for deleted, path in events:
        for base, folder in folders.items():
            if path == base or path.startswith(base + os.sep):
                name = f"{folder.name}{path[len(base) :].replace(os.sep, '/')}"
                # Of something deleted it is not known whether it was a folder, with YAML in it.
                if not _passed_over(name) and (deleted or _is_source(name) or Path(path).is_dir()):
                    names.add(name)
    return names


def _stamps(root: Path) -> dict[str, Stamp]:
    """The stamp of every file that matters, by its name."""
    found = {}
    for top in ("data", "seeds"):
        for folder, _, files in os.walk(root / top):
            for file in files:
                path = Path(folder, file)
                name = path.relative_to(root).as_posix()
                if _is_source(name) and not _passed_over(name):
                    with suppress(OSError):
                        status = path.stat()
                        found[name] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _is_source(name: str) -> bool:
    return _top(name) == "seeds" or name.endswith((".yaml", ".yml"))


def _top(name: str) -> str:
    return name.partition("/")[0]


def _passed_over(name: str) -> bool:
    """Whether a file is hidden or an editor's own: vim's probe, swap and backup files, Emacs's auto-saves."""
    return any(
        part.startswith((".", "#")) or part == "4913" or part.endswith(("~", ".swp", ".swo", ".swx"))
        for part in name.split("/")
    )
