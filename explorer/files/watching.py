"""Watching the files of an archive for changes on disk."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from explorer.files.belonging import DATA, REJECTED, SEEDS, belongs, is_inside, is_passed_over, is_plain_file, members
from explorer.files.stamps import NO_STAMP, Stamp, stamp_of

# Milliseconds. A batch ends when nothing changes for `_QUIET`, or after `_LONGEST`. After each `_TICK` without a
# change, check that the watched folders are still those of the archive.
_QUIET = 25
_LONGEST = 200
_TICK = 250
# Nanoseconds. The clock of a file system may be behind by this much.
_SETTLED = 2_000_000_000
# Seconds between checks of files that the system can't watch.
_POLL = 2.0


class Seen(NamedTuple):
    """The stamps that files of an archive had when they were seen, by name.

    If these are only the files that were read, `began` is when the reading began, in ns since the epoch; else None. A
    file that was not read and has not changed since then, such as a text of no article, existed before.
    """

    stamps: Mapping[str, Stamp]
    began: int | None = None

    def differing(self, root: Path) -> set[str]:
        """Return the names of the files that changed, came or went since."""
        now, began = stamps(root), self.began
        names = _differing(self.stamps, now)
        if began is None:
            return names
        unread = (name for name in names - now.keys() if self.stamps[name] == NO_STAMP)
        others = (name for name in names - self.stamps.keys() if not name.startswith(f"{DATA}/"))
        before = (name for name in others if not _has_changed(root / name, began - _SETTLED))
        return names.difference(unread, before)


async def changes(root: Path, seen: Callable[[], Seen] | None = None) -> AsyncGenerator[set[str], None]:
    """Yield the names of what changed in an archive, relative to `root`, once for each batch of changes.

    Files that do not belong to the archive are ignored; creating, removing or renaming a folder counts. If `data/` or
    `seeds/` is missing, wait for it; if it is replaced, watch the new one. The generator ends only when it is closed or
    cancelled. If a watch ended, so that changes may have been missed, `data` and `seeds` are yielded as changed.

    `seen`, called in another thread, returns what the caller has read; by default, what exists now. Differences are in
    the first batch, so that no change between reading and watching is lost.
    """
    stop = threading.Event()
    batches = _batches(root, seen or partial(_seen, root), stop)
    try:
        while (batch := await asyncio.to_thread(next, batches, None)) is not None:
            if batch:
                yield batch
    finally:
        stop.set()


class _Folder(NamedTuple):
    """A watched folder: its name in the archive, and the numbers that distinguish it from one that replaces it."""

    name: str
    device: int
    inode: int


def _batches(root: Path, seen: Callable[[], Seen], stop: threading.Event) -> Iterator[set[str]]:
    """Yield the batches, to be run in a thread of its own; an empty batch whenever nothing happened for a while."""
    # What was last reported; None during a watch, since the stamps of many files take much memory.
    known: Seen | None = seen()
    while not stop.is_set():
        folders = _folders(root)
        events = _events(folders, stop)
        try:
            found = next(events, [])
            # There is no event for what changed before the watch began.
            linked, rejected = _Linked(root), _rejected(root)
            names = _named(root, found, folders) | (known.differing(root) if known else {DATA, SEEDS})
            known = None
            yield names
            while not _replaced(found, folders) and folders == _folders(root) and not stop.is_set():
                found = next(events, [])
                names = _named(root, found, folders)
                earlier, rejected = rejected, _rejected(root)
                may_link = not all(is_plain_file(root / name) for name in names)
                yield names | linked.changed(at_once=may_link) | _differing(earlier, rejected)
        except (OSError, RuntimeError):
            now = _seen(root)
            yield known.differing(root) if known else {DATA, SEEDS}
            known = now
            stop.wait(_POLL if folders == _folders(root) else 0)


def _seen(root: Path) -> Seen:
    return Seen(stamps(root))


def _has_changed(path: Path, since: int) -> bool:
    """Whether a file changed in any way since a moment, even by being moved there; true if unknown."""
    try:
        return path.stat().st_ctime_ns >= since
    except OSError:
        return True


class _Linked:
    """The files that links lead to. They are polled, since the system may not report their changes here."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = stamps(root, linked=True)
        self._looked = time.monotonic()

    def changed(self, *, at_once: bool) -> set[str]:
        """Return the names of the changed files, polling only now and then, or `at_once` if there may be new links."""
        if not at_once and (not self._known or time.monotonic() < self._looked + _POLL):
            return set()
        earlier, self._known = self._known, stamps(self._root, linked=True)
        self._looked = time.monotonic()
        return _differing(earlier, self._known)


def _events(folders: Iterable[str], stop: threading.Event) -> Iterator[list[tuple[bool, str]]]:
    """Yield the raw changes below folders: for each, whether it is a deletion, and its path.

    Raises OSError or RuntimeError when the folders can't be watched (any more).
    """
    from watchfiles import Change, watch

    for batch in watch(
        *folders,
        watch_filter=None,  # a filter would hold back ticks, too, while something else is constantly written
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
    """Return the existing folders of an archive, by the path under which the system reports changes."""
    found = {}
    for name in (DATA, SEEDS):
        with suppress(OSError):
            path = (root / name).resolve(strict=True)
            status = path.stat()
            if path.is_dir():
                found[str(path)] = _Folder(name, status.st_dev, status.st_ino)
    return found


def _replaced(events: Iterable[tuple[bool, str]], folders: Mapping[str, _Folder]) -> bool:
    """Whether a watched folder itself was deleted or moved, which ends its watch, even if it is back by now."""
    return any(path in folders for _, path in events)


def _named(root: Path, events: Iterable[tuple[bool, str]], folders: Mapping[str, _Folder]) -> set[str]:
    """Return the archive names of the changed files and folders that matter."""
    names = set()
    for deleted, path in events:
        for base, folder in folders.items():
            if path == base or path.startswith(base + os.sep):
                name = f"{folder.name}{path[len(base) :].replace(os.sep, '/')}"
                # What was deleted may have been a folder with YAML in it.
                is_folder = Path(path).is_dir()
                matters = not is_passed_over(name, is_folder=is_folder) and (deleted or is_folder or belongs(name))
                if matters and is_inside(root, Path(path).parent):
                    names.add(name)
    return names


def stamps(root: Path, *, linked: bool = False) -> dict[str, Stamp]:
    """Return the stamp of every file of the archive, by name; with `linked`, only of those reached through links."""
    found = {} if linked else _rejected(root)
    for top in (DATA, SEEDS):
        with suppress(OSError):
            for member in members(root, top):
                if not member.wrong and (member.linked or not linked):
                    with suppress(OSError):
                        found[member.name] = stamp_of(member.path)
    return found


def _rejected(root: Path) -> dict[str, Stamp]:
    """Return the stamp of the archive's only file outside the watched folders, if it exists."""
    try:
        return {REJECTED: stamp_of(root / REJECTED)}
    except OSError:
        return {}


def _differing(earlier: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> set[str]:
    return {name for name, _ in earlier.items() ^ now.items()}
