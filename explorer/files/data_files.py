"""The YAML files below `data/` → their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from explorer.files.decoding import decoded
from explorer.files.stamps import Stamp, stamp_of
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Entry

# YAML is composed at a few megabytes a second: a larger file would keep whoever waits for it too long.
LARGEST_FILE = 16 * 1024 * 1024


class DataFile(msgspec.Struct, frozen=True):
    """One YAML file as read: the stamp it had, its records, and what is wrong with it.

    `stale` says that the file, or some record of it, can't be read now and is here as it was when it last could;
    `unread` that the whole file can't, and never could.
    """

    stamp: Stamp
    entries: list[Entry]
    problems: list[Problem]
    stale: bool = False
    unread: bool = False


def read_data_files(root: Path, known: Mapping[str, DataFile]) -> Iterator[tuple[str, DataFile]]:
    """Every data file of the archive in `root` by its name; those `known` with the same stamp are not read again.

    A file that can't be read keeps the records by which it is known, and so does a record that lacks what it must have.
    """
    for name, path in _data_files(root):
        yield name, _read(path, name, known.get(name))


def data_paths(root: Path) -> Iterator[Path]:
    """The data files of the archive in `root`."""
    return (path for _, path in _data_files(root))


def _data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The YAML files below `data/`, by name. Hidden files, such as an editor's own, are passed over."""
    for path in sorted((root / "data").rglob("*")):
        name = path.relative_to(root)
        if path.suffix in (".yaml", ".yml") and path.is_file() and not any(part[0] == "." for part in name.parts):
            yield name.as_posix(), path


def _read(path: Path, name: str, known: DataFile | None) -> DataFile:
    try:
        stamp = stamp_of(path)
        if known and known.stamp == stamp:
            return known
        if stamp[1] > LARGEST_FILE:
            return _unreadable(name, stamp, f"larger than {LARGEST_FILE >> 20} MB, and not read; split it", known)
        content = path.read_bytes()
    except OSError as error:
        return _unreadable(name, (0, 0, 0), f"can't be read: {error.strerror}", known)
    text, problem = decoded(content, name)
    return _kept(stamp, [problem], known) if problem else _parsed(text, name, stamp, known)


def _parsed(text: str, name: str, stamp: Stamp, known: DataFile | None) -> DataFile:
    # Imported here: a start on files that did not change since the last one needs no YAML.
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
    """A file that can't be read now, with the records that it last had."""
    entries = known.entries if known else []
    return DataFile(stamp, entries, problems, stale=bool(entries), unread=not entries)
