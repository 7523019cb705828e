"""Read the records of an archive's YAML files, keeping the last known ones of a file that can't be read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from explorer.files.belonging import DATA, LEADS_OUT, REJECTED, is_inside, members
from explorer.files.contents import Contents, SentContents
from explorer.files.faults.suspect import SyntaxFault
from explorer.files.lines import Lines, decoded, decoded_in_part, no_utf8
from explorer.files.stamps import NO_STAMP, Stamp, TooLargeError, stamp_of
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Entry, RejectedTopic, Rejection
from explorer.processes import ALONE, Away, Executor, File, Work

if TYPE_CHECKING:
    from explorer.files.salvage import Lost, Salvaged
    from explorer.files.yaml_records import ReadRecord
    from explorer.files.yaml_text import YamlValue

# In bytes. YAML is parsed at a few megabytes per second, so a larger file would keep the user waiting.
LARGEST_FILE = 16 * 1024 * 1024
_TOO_LARGE = f"larger than {LARGEST_FILE >> 20} MB, and not read; split it"
# A process reads this many files at a time.
_AT_ONCE = 10


class DataFile(msgspec.Struct, frozen=True):
    """A YAML file as it was read: its stamp, its records, and its problems.

    `unread_since` is when the file, or some records of it, could first not be read (seconds since the epoch); None if
    it can be read now. `broken` is the number of unreadable records if the rest can be read, and `lost` how many of
    them are missing here. `kept` has the refs of the unreadable records that are here as last read. A file that is
    `unread` and has no `kept` has no records. `lost_text` is the YAML of what is missing, as far as it is text.
    `refused` is the number of other records that are missing because of wrong values. `rejections` has the drafts in
    `rejected.yaml` with their places, `rejected_topics` the labels of topics there; that file has no records. `sha256`
    is the hash of what was read, empty if nothing was.
    """

    stamp: Stamp
    entries: Sequence[Entry]
    problems: list[Problem]
    kept: tuple[str, ...] = ()
    unread_since: float | None = None
    broken: int = 0
    lost: int = 0
    lost_text: str = ""
    refused: int = 0
    rejections: list[tuple[Place, Rejection]] = []
    rejected_topics: list[str] = []
    sha256: str = ""

    @property
    def unread(self) -> bool:
        """Whether the whole file can't be read now."""
        return self.unread_since is not None and not self.broken

    @property
    def stale(self) -> bool:
        """Whether some records are here as last read because they can't be read now."""
        return bool(self.kept)

    @property
    def shown(self) -> bool:
        """Whether all unreadable records are here as last read, as far as is known."""
        return self.stale and not self.lost


def read_data_files(
    contents: Contents, known: Mapping[str, DataFile], executor: Executor = ALONE
) -> Iterator[tuple[str, DataFile]]:
    """Yield every data file of an archive by name, and `rejected.yaml` if it exists.

    A file that is `known` with the same stamp, or the same content, is not parsed again. A file that can't be read
    keeps its known records, a record that lacks a required field its known version. A folder that can't be read is
    yielded under its own name, then the known files in it. Raises OSError when that folder is `data/` itself.
    """
    members = sorted(contents.members(DATA), key=lambda member: member.name.split("/"))
    stamps = {member.name: _stamp(contents, member.name) for member in members if not member.wrong}
    same = {name: known[name] for name, stamp in stamps.items() if name in known and known[name].stamp == stamp}
    others = [(name, stamp) for name, stamp in stamps.items() if name not in same]
    asked = [_Asked(name, stamp, among=len(others)) for name, stamp in others]
    files = executor.each(_WORK, (contents, known), asked, _AT_ONCE)
    for member in members:
        name = member.name
        if not member.wrong:
            yield name, same[name] if name in same else _as_known(next(files), known.get(name))
            continue
        problem = Problem(Place(name), Severity.ERROR, member.code, member.wrong)
        yield name, _kept(NO_STAMP, [problem], known.get(name))
        for below, file in known.items():
            if below.startswith(f"{name}/") and file.entries:
                yield below, _kept(NO_STAMP, [], file)
    if rejected := _rejected(contents, known.get(REJECTED)):
        yield REJECTED, rejected


def _rejected(contents: Contents, known: DataFile | None) -> DataFile | None:
    """Read the rejections; None without such a file. If it can't be read, what is known of it stays."""
    stamp = NO_STAMP
    try:
        stamp = contents.stamp(REJECTED)
        if known and known.stamp == stamp:
            return known
        if not is_inside(contents.root, contents.root / REJECTED):
            problem = Problem(Place(REJECTED), Severity.ERROR, "outside-archive", LEADS_OUT)
        else:
            stamp, content = contents.content(REJECTED, LARGEST_FILE)
            digest = hashlib.sha256(content).hexdigest()
            if known and known.sha256 == digest:
                return replace(known, stamp=stamp)
            text, wrong = decoded(content, REJECTED)
            found = decoded_in_part(content) if wrong else None
            if wrong is None or found:
                from explorer.files import rejected

                rejections, problems = rejected.read(found[0] if found else text)
                told = [wrong, *problems] if wrong else problems
                drafts = [(place, each) for place, each in rejections if isinstance(each, Rejection)]
                topics = [each.topic for _, each in rejections if isinstance(each, RejectedTopic)]
                return DataFile(stamp, [], told, rejections=drafts, rejected_topics=topics, sha256=digest)
            problem = wrong
    except FileNotFoundError:
        return None
    except TooLargeError:
        problem = _unreadable(REJECTED, _TOO_LARGE)
    except OSError as error:
        problem = _unreadable(REJECTED, f"can't be read: {error.strerror}")
    drafts, topics = (known.rejections, known.rejected_topics) if known else ([], [])
    return DataFile(stamp, [], [problem], rejections=drafts, rejected_topics=topics)


def data_sizes(root: Path) -> Iterator[int]:
    """Yield the sizes in bytes of the data files of the archive in `root`, skipping inaccessible ones."""
    with suppress(OSError):
        for member in members(root, DATA):
            with suppress(OSError):
                yield stamp_of(member.path)[1]


def count_data_files(contents: Contents) -> int:
    """Count the data files to read. Raises OSError when `data/` can't be read."""
    return sum(1 for _ in contents.members(DATA))


def _stamp(contents: Contents, name: str) -> Stamp | None:
    """Return the stamp of a file; None if it is inaccessible, which is reported when it is read."""
    with suppress(OSError):
        return contents.stamp(name)
    return None


class _Asked(msgspec.Struct, frozen=True):
    """A file to read, one `among` several, with its stamp; for another machine, also with what is known of it."""

    name: str
    stamp: Stamp | None
    known: DataFile | None = None
    among: int = 1


class _Read(msgspec.Struct, frozen=True):
    """A file as it was read, without its entries if they are all the known ones, which may be in a store."""

    file: DataFile
    has_known: bool = False


def _read(archive: tuple[Contents, Mapping[str, DataFile]], asked: _Asked) -> _Read:
    known = asked.known or archive[1].get(asked.name)
    file = _file(archive[0], asked, known)
    if known and file.entries is known.entries:
        return _Read(replace(file, entries=()), has_known=True)
    return _Read(file)


def _as_known(read: _Read, known: DataFile | None) -> DataFile:
    return replace(read.file, entries=known.entries) if read.has_known and known else read.file


def _file(contents: Contents, asked: _Asked, known: DataFile | None) -> DataFile:
    name = asked.name
    stamp = asked.stamp or NO_STAMP
    try:
        now, content = contents.content(name, LARGEST_FILE)
        stamp = stamp if now == NO_STAMP else now
    except TooLargeError:
        return _kept(stamp, [_unreadable(name, _TOO_LARGE)], known)
    except OSError as error:
        return _kept(NO_STAMP, [_unreadable(name, f"can't be read: {error.strerror}")], known)
    digest = hashlib.sha256(content).hexdigest()
    if known and known.sha256 == digest:
        return replace(known, stamp=stamp)
    text, problem = decoded(content, name)
    if problem is None:
        found = _parsed(text, name, stamp, known, asked.among)
    else:
        found = _parsed_in_part(content, name, stamp, known) or _kept(stamp, [problem], known)
    return replace(found, sha256=digest)


def _packed(_: tuple[Contents, Mapping[str, DataFile]]) -> tuple[None, Sequence[File]]:
    return None, ()


def _opened(_: bytes, files: Mapping[str, bytes]) -> tuple[Contents, Mapping[str, DataFile]]:
    return SentContents(files), {}


def _sent(archive: tuple[Contents, Mapping[str, DataFile]], asked: _Asked) -> tuple[_Asked, Sequence[File]] | None:
    """Return a file to read with its current content; None if it can't be read."""
    contents, known = archive
    try:
        stamp, content = contents.content(asked.name, LARGEST_FILE)
    except (OSError, TooLargeError):
        return None
    file = File(asked.name, hashlib.sha256(content).hexdigest())
    there = known.get(asked.name)
    return _Asked(asked.name, stamp, replace(there, entries=list(there.entries)) if there else None), [file]


_WORK = Work(_read, result=_Read, away=Away(_packed, _opened, _sent))


def _parsed(text: str, name: str, stamp: Stamp, known: DataFile | None, among: int = 1) -> DataFile:
    # Imported lazily: if no file has changed since the last start, no YAML is read.
    from explorer.files import by_record, yaml_text

    # Of more files, nothing is remembered at their next change. To read a whole file takes a third of the time.
    memory = by_record.memory_of(name) if known and among <= by_record.MOST_FILES else None
    read = partial(by_record.read, memory=memory) if memory else yaml_text.read
    records = memory.records if memory else None
    try:
        document, problems = read(text, name)
    except SyntaxFault:
        from explorer.files.salvage import salvaged

        rest = salvaged(text, name, read=read)
        if rest is None:
            return _kept(stamp, yaml_text.parse(text, name)[1], known, text)
        return _partly(rest, name, stamp, known, records)
    if document is None and problems:
        return _kept(stamp, problems, known)
    entries, more, kept = _entries(document, name, known, records)
    refused = _refused(document, entries + kept)
    return DataFile(stamp, entries + kept, problems + more, _refs(kept), refused=refused)


def _parsed_in_part(content: bytes, name: str, stamp: Stamp, known: DataFile | None) -> DataFile | None:
    """Read a file that is not UTF-8 throughout; None if nothing of it can be read."""
    found = decoded_in_part(content)
    if found is None:
        return None
    from explorer.files.salvage import Hurt, salvaged

    text, damage = found
    lines, hurt = Lines(text), dict[int, Hurt]()
    for offset, byte in damage:
        line, column = lines.place(offset)
        hurt.setdefault(line, Hurt(column, "not-utf8", no_utf8(byte)))
    rest = salvaged(text, name, hurt)
    return _partly(rest, name, stamp, known) if rest else None


def _partly(
    rest: Salvaged, name: str, stamp: Stamp, known: DataFile | None, records: dict[int, ReadRecord] | None = None
) -> DataFile:
    """Create a file with some unreadable records, each of which keeps its last known version."""
    entries, problems, kept = _entries(rest.value, name, known, records)
    problems = rest.problems + problems
    refused = _refused(rest.value, entries + kept)
    if not rest.lost:
        return DataFile(stamp, entries + kept, problems, _refs(kept), refused=refused)
    there = {entry.record.ref for entry in entries + kept}
    gone = [entry for entry in known.entries if entry.record.ref not in there] if known else []
    broken = [entry for entry in gone if _is_among(rest.lost, entry)]
    refs = {(entry.record.kind.plural, entry.record.id) for entry in broken}
    return DataFile(
        stamp,
        entries + kept + broken,
        problems,
        _refs(kept + broken),
        unread_since=_since(known),
        broken=max(len(rest.lost), len(broken)),
        lost=max(0, len(rest.lost) - len(broken)),
        lost_text="".join(lost.text for lost in rest.lost if (lost.section, lost.id) not in refs),
        refused=refused,
    )


def _is_among(lost: Sequence[Lost], entry: Entry) -> bool:
    """Whether a record that is missing may be one of the unreadable ones."""
    section = entry.record.kind.plural
    return any(one.section == section and one.id in (None, entry.record.id) for one in lost)


def _entries(
    document: YamlValue | None, name: str, known: DataFile | None, records: dict[int, ReadRecord] | None = None
) -> tuple[list[Entry], list[Problem], list[Entry]]:
    """Return the records of a file's value, their problems, and the known versions of records that lack something."""
    from explorer.files import yaml_records

    entries, problems = yaml_records.read_records(document, name, records)
    left_out = {problem.ref for problem in problems} - {entry.record.ref for entry in entries}
    kept = [entry for entry in known.entries if entry.record.ref in left_out] if known else []
    return entries, problems, kept


def _refused(document: YamlValue | None, there: list[Entry]) -> int:
    from explorer.files import yaml_records

    return max(0, yaml_records.records_in(document) - len(there))


def _unreadable(name: str, message: str) -> Problem:
    return Problem(Place(name), Severity.ERROR, "unreadable-file", message)


def _kept(stamp: Stamp, problems: list[Problem], known: DataFile | None, text: str = "") -> DataFile:
    """Create a file that can't be read now, with its records as last read."""
    entries = known.entries if known else []
    return DataFile(
        stamp, entries, problems, _refs(entries), unread_since=_since(known), lost_text="" if entries else text
    )


def _refs(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.record.ref for entry in entries)


def _since(known: DataFile | None) -> float:
    return known.unread_since if known and known.unread_since is not None else time.time()
