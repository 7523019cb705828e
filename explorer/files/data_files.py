"""The YAML files below `data/` → their records, or the ones last known of a file that can't be read."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.files.belonging import DATA, members
from explorer.files.decoding import decoded
from explorer.files.stamps import NO_STAMP, Stamp, TooLargeError, content_of, stamp_of
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Entry

# In bytes. YAML is parsed at a few megabytes a second: a larger file would keep the user waiting.
LARGEST_FILE = 16 * 1024 * 1024


class DataFile(msgspec.Struct, frozen=True):
    """One YAML file as read: the stamp it had, its records, and what is wrong with it.

    `unread_since` is None, or when the whole file could first not be read, in seconds since the epoch, if it can’t be
    read now. `stale` says that the file has records, all or some, that can't be read now and are here as they were last
    read. A file that is `unread` but not `stale` has no records.
    """

    stamp: Stamp
    entries: list[Entry]
    problems: list[Problem]
    stale: bool = False
    unread_since: float | None = None

    @property
    def unread(self) -> bool:
        """Whether the whole file can't be read now."""
        return self.unread_since is not None


def read_data_files(root: Path, known: Mapping[str, DataFile]) -> Iterator[tuple[str, DataFile]]:
    """Every data file of the archive in `root`, by its name.

    A file that is `known` with the same stamp is not read again. A file that can't be read keeps its known records, and
    a record that lacks a required field stays as it is known. A folder that can't be read is yielded under its own
    name, followed by the known files in it. Raises OSError when that folder is `data/` itself.
    """
    for member in sorted(members(root, DATA), key=lambda member: member.name.split("/")):
        name = member.name
        if not member.wrong:
            yield name, _read(member.path, name, known.get(name))
            continue
        problem = Problem(Place(name), Severity.ERROR, member.code, member.wrong)
        yield name, _kept(NO_STAMP, [problem], known.get(name))
        for below, file in known.items():
            if below.startswith(f"{name}/") and file.entries:
                yield below, _kept(NO_STAMP, [], file)


def data_sizes(root: Path) -> Iterator[int]:
    """The sizes in bytes of the data files of the archive in `root`, without those that can't be looked at."""
    with suppress(OSError):
        for member in members(root, DATA):
            with suppress(OSError):
                yield stamp_of(member.path)[1]


def count_data_files(root: Path) -> int:
    """How many data files there are to read. Raises OSError when `data/` can't be read."""
    return sum(1 for _ in members(root, DATA))


def _read(path: Path, name: str, known: DataFile | None) -> DataFile:
    try:
        stamp = stamp_of(path)
        if known and known.stamp == stamp:
            return known
        stamp, content = content_of(path, LARGEST_FILE)
    except TooLargeError:
        return _unreadable(name, stamp, f"larger than {LARGEST_FILE >> 20} MB, and not read; split it", known)
    except OSError as error:
        return _unreadable(name, NO_STAMP, f"can't be read: {error.strerror}", known)
    text, problem = decoded(content, name)
    return _kept(stamp, [problem], known) if problem else _parsed(text, name, stamp, known)


def _parsed(text: str, name: str, stamp: Stamp, known: DataFile | None) -> DataFile:
    # Imported here: when no file changed since the last start, no YAML is read.
    from explorer.files import yaml_records, yaml_text

    document, problems = yaml_text.parse(text, name)
    if document is None and problems:
        return _kept(stamp, problems, known)
    entries, more = yaml_records.read_records(document, name)
    left_out = {problem.ref for problem in more} - {entry.record.ref for entry in entries}
    kept = [entry for entry in known.entries if entry.record.ref in left_out] if known else []
    return DataFile(stamp, entries + kept, problems + more, stale=bool(kept))


def _unreadable(name: str, stamp: Stamp, message: str, known: DataFile | None) -> DataFile:
    return _kept(stamp, [Problem(Place(name), Severity.ERROR, "unreadable-file", message)], known)


def _kept(stamp: Stamp, problems: list[Problem], known: DataFile | None) -> DataFile:
    """A file that can't be read now, with its records as they were last read."""
    entries = known.entries if known else []
    since = known.unread_since if known and known.unread_since is not None else time.time()
    return DataFile(stamp, entries, problems, stale=bool(entries), unread_since=since)
