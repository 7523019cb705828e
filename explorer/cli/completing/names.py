"""The refs and dates of an archive, for completion in a shell."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import platformdirs

from explorer import __version__
from explorer.files.belonging import DATA, members
from explorer.files.stamps import NO_STAMP, Stamp, kept_content, stamp_of
from explorer.files.writing import keep_private, private_folder

if TYPE_CHECKING:
    from explorer.model.archive import Archive

# Seconds after which an unfinished process is assumed to have died.
_GIVEN_UP = 600


class Kept:
    """A cached text with a name and an `edition`. If the cache can't be written, that is not an error."""

    def __init__(self, name: str, edition: Iterable[object]) -> None:
        self._edition = hashlib.sha256("\n".join(map(repr, edition)).encode(errors="surrogatepass")).hexdigest()
        self._path = platformdirs.user_cache_path("article-explorer") / "completion" / name

    def read(self) -> tuple[bool, str]:
        """Whether the cached text is of this edition, and the text; it may be older, or empty if there is none."""
        with suppress(OSError, UnicodeDecodeError):
            first, _, text = kept_content(self._path).decode().partition("\n")
            return first == self._edition, text
        return False, ""

    def write(self, text: str) -> str:
        """Cache the text and return it."""
        with suppress(OSError):
            keep_private(self._path, f"{self._edition}\n{text}".encode(errors="replace"))
        return text

    def or_made(self, make: Callable[[], str]) -> str:
        """The cached text of this edition, or else a new one."""
        is_current, text = self.read()
        return text if is_current else self.write(make())

    def begin(self) -> bool:
        """Whether to make the text now, because no other process is making it."""
        mark = self._path.with_suffix(".begun")
        with suppress(OSError):
            if time.time() - mark.stat().st_mtime < _GIVEN_UP:
                return False
        with suppress(OSError):
            private_folder(mark.parent)
            mark.touch()
            return True
        return False

    def end(self) -> None:
        """Mark the text as no longer being made."""
        self._path.with_suffix(".begun").unlink(missing_ok=True)


# The maximum number of words offered. Of more, the first ones and the last are, so that the common prefix is right.
MOST = 2_000
_LONGEST = 90
# Bytes of YAML: more takes noticeable time to read.
_LARGE = 3_000_000


class Name(NamedTuple):
    """A record or a date: its id and its name."""

    id: str
    called: str


class Names:
    """All names of an archive, as sorted lines: a lookup parses only the lines it needs."""

    def __init__(self, lines: str) -> None:
        self._lines = f"\n{lines}"

    def beginning(self, kind: str, typed: str) -> list[Name]:
        """The names of a kind, or of `date`, whose id begins with `typed`; or else a word of their name."""
        found = re.findall(rf"\n{kind}/({re.escape(typed.casefold())}[^\t\n]*)\t([^\n]*)", self._lines)
        # A single letter is hardly a word, except in some scripts.
        if not found and (len(typed) > 1 or not typed.isascii()):
            word = re.escape(typed.replace("-", " "))
            found = re.findall(rf"\n{kind}/([^\t\n]*)\t((?:[^\n]*\W)?{word}[^\n]*)", self._lines, re.IGNORECASE)
        return [Name(*one) for one in (found if len(found) <= MOST else [*found[: MOST - 1], found[-1]])]


def names_of(root: Path) -> Names:
    """The names in an archive; unreadable records are as they were last read.

    Reading a large archive takes too long for a Tab. Another process reads it, and until it ends, the previous names
    are used.

    Raises OSError when the folder can't be read.
    """
    kept, size = _kept(root)
    is_current, lines = kept.read()
    if not is_current and size > _LARGE:
        if kept.begin():
            _in_background(root)
    elif not is_current:
        lines = kept.write(_made(root))
    return Names(lines)


def keep_names(root: Path) -> None:
    """Read the names of an archive for the next Tab."""
    kept, _ = _kept(root)
    try:
        kept.write(_made(root))
    finally:
        kept.end()


def _in_background(root: Path) -> None:
    import subprocess
    import sys

    script = "import sys, pathlib, explorer.cli.completing.names as names; names.keep_names(pathlib.Path(sys.argv[1]))"
    nowhere = subprocess.DEVNULL
    subprocess.Popen(  # it goes on when this process, and the terminal, end
        [sys.executable, "-c", script, str(root.absolute())],
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
    )


def _kept(root: Path) -> tuple[Kept, int]:
    """The cache entry of an archive, by the stamps of its data files, and their total size in bytes."""
    stamps: list[tuple[str, Stamp]] = []
    for member in sorted(members(root, DATA)):
        try:
            stamps.append((member.name, stamp_of(member.path)))
        except OSError:
            stamps.append((member.name, NO_STAMP))
    name = f"{quote(os.fsencode(root.absolute()), safe='')[-200:]}.names"
    return Kept(name, (__version__, root.absolute(), *stamps)), sum(size for _, (_, size, _) in stamps)


def _made(root: Path) -> str:
    from explorer.store import read_records

    return "\n".join(sorted(_lines(read_records(root))))


def _lines(archive: Archive) -> Iterator[str]:
    from explorer.describing.counting import counted
    from explorer.display import one_line
    from explorer.model import dates
    from explorer.model.records import Kind, title

    days: Counter[str] = Counter()
    for ref, entry in archive.entries.items():
        record = entry.record
        called = one_line(title(record))
        if len(called) > _LONGEST:
            called = f"{called[: _LONGEST - 1]}…"
        if record.kind is not Kind.QUOTE:
            called = f"{called} · {counted(archive.quote_count(record), 'quote')}"
        yield f"{ref}\t{called}"
        days[archive.date_of(record) or ""] += 1
    for day, count in days.items():
        if day:
            yield f"date/{one_line(day)}\t{one_line(dates.describe(day))} · {counted(count, 'record')}"
