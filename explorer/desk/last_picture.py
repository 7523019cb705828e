"""The last screen of the app, painted at the next start before slow imports.

It is painted only once, and only if the app is about to show the same: if every file of the archive, the settings, the
program and the terminal are unchanged. This module imports little that the command line does not need anyway.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import platformdirs

from explorer.desk.own_files import name_of, session_file
from explorer.desk.signals import ENDING, end, handled
from explorer.desk.terminal_state import TerminalState
from explorer.files.belonging import statuses
from explorer.files.stamps import files_below, kept_content
from explorer.files.writing import keep_private

# Looking at more files takes longer than the picture saves.
_MOST_FILES = 20_000
# Nanoseconds. A file that changed less than this before it was looked at may change again with the same stamp.
_SETTLED = 2 * 10**9
# Bytes.
_SEAL = hashlib.sha256().digest_size
_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL", "EXPLORER", "LANG", "LC_", "TZ")
# The other screen of the terminal, without a cursor.
_ASIDE = b"\x1b[?1049h\x1b[?25l"

# A file: its path, the time its content last changed, its size, its inode, and the time of any last change.
_Seen = tuple[str, int, int, int, int]


class _TooManyError(Exception):
    """There are too many files to look at."""


class Picture(NamedTuple):
    """All that is on the screen, as it is written to a terminal of a size, which is in columns and rows."""

    written: str
    size: tuple[int, int]


class Painted(NamedTuple):
    """A picture was painted. `found` is the terminal as it was before, and `store` what the picture's store is called.

    The archive's files are those that this store was made of; it has no name where that is not known.
    """

    found: TerminalState
    store: str


def keep(root: Path, picture: Picture | None, store: str, is_current: Callable[[], bool]) -> None:
    """Keep a picture of the archive in a folder for the next start if possible; otherwise delete the kept one.

    `is_current` says whether it shows the archive's present files. That is slow for very many files, so then no picture
    is kept.
    """
    path = _path(root)
    with suppress(OSError, _TooManyError):
        path.unlink(missing_ok=True)
        if picture is None or picture.size != shutil.get_terminal_size():
            return
        if (state := _state(root, time.time_ns() - _SETTLED)) and is_current():
            shown = f"{store}\n{picture.written}".encode("utf-8", "backslashreplace")
            keep_private(path, _sealed(state, shown) + shown)


@contextmanager
def painted(root: Path) -> Iterator[Painted | None]:
    """Paint the picture that is kept of an archive if it is still true; else return None.

    From then on, what is typed waits for the app. If anything is raised, the terminal is given back.
    """
    found = TerminalState()
    taken = _taken(root) if found.is_ours else None
    if taken is None:
        yield None
        return
    store, picture = taken
    with handled(ENDING, end):
        try:
            found.take()
            with suppress(OSError):  # the app paints all of it again, or hears that the terminal is gone
                os.write(sys.stderr.fileno(), _ASIDE + picture)
            yield Painted(found, store)
        except BaseException:
            found.restore()
            raise


def _taken(root: Path) -> tuple[str, bytes] | None:
    """Take the store and the picture of an archive, so that they are no longer kept; None if anything has changed."""
    path = _path(root)
    with suppress(OSError, ValueError, _TooManyError):
        content = kept_content(path)
        path.unlink()
        seal, shown = content[:_SEAL], content[_SEAL:]
        store, picture = shown.split(b"\n", 1)
        if seal == _sealed(_state(root), shown):
            return store.decode(), picture
    return None


def _sealed(state: str, shown: bytes) -> bytes:
    """The seal before a picture and its store, which shows that they are whole, and true of a state."""
    return hashlib.sha256(state.encode() + shown).digest()


def _path(root: Path) -> Path:
    return platformdirs.user_cache_path("article-explorer") / f"{name_of(root)}.picture"


def _state(root: Path, before: int | None = None) -> str:
    """A digest of all that decides how the app looks when it starts.

    Empty if a file of the archive has changed since `before`, in ns since the epoch. Raises OSError or _TooManyError.
    """
    variables = sorted(pair for pair in os.environ.items() if pair[0].startswith(_ENVIRONMENT))
    shown = sorted(_seen(name, status) for name, status in islice(statuses(root), _MOST_FILES))
    if len(shown) == _MOST_FILES:
        raise _TooManyError
    if before is not None and any(changed >= before for *_, changed in shown):
        return ""
    own = (folder("article-explorer") for folder in (platformdirs.user_config_path, platformdirs.user_state_path))
    named = [Path(os.environ[name]) for name in ("EXPLORER_CONFIG",) if os.environ.get(name)]
    settings = _files(*own, *named, session_file(root), is_deep=False)
    # The folder of all packages changes when one of them comes, goes or is updated.
    packages = Path(platformdirs.__file__).parents[1]
    program = _files(Path(__file__).parents[1])
    today = time.localtime()[:3]
    seen = (sys.version, os.fspath(root), shutil.get_terminal_size(), variables, today, packages.stat().st_mtime_ns)
    return hashlib.sha256(repr((seen, shown, *settings, *program)).encode()).hexdigest()


def _files(*tops: Path, is_deep: bool = True) -> Iterator[_Seen]:
    """All files in some places. What is not there is left out."""
    for top in tops:
        if top.is_dir():
            yield from (_seen(*file) for file in files_below(os.fspath(top), is_deep=is_deep))
        elif top.exists():
            yield _seen(os.fspath(top), top.stat())


def _seen(path: str, status: os.stat_result | None) -> _Seen:
    if status is None:
        return path, 0, 0, 0, 0
    return path, status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns
