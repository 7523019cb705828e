"""A snapshot → the store of its archive, and the store → the snapshot, if the files are still those that were read."""

from __future__ import annotations

import hashlib
import os
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import platformdirs
from msgspec.structs import replace

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.also import Also, Repeats
from explorer.checking.repeats.places import Again, Places, Searched
from explorer.checking.verification import Status, Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.files.belonging import SEEDS
from explorer.files.data_files import DataFile
from explorer.files.seed_files import SeedFile
from explorer.files.stamps import NO_STAMP, Stamp
from explorer.model.archive import Archive
from explorer.model.found import Found
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Entry, Event, Kind, Quote
from explorer.model.scope import Scope
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot, archive_of, read_snapshot
from explorer.store.database import DamagedError, Database, write
from explorer.store.stamping import Stamped, are_as_stamped, stamped
from explorer.store.stored import Later, Stored, StoredSequence, Table
from explorer.store.stored_archive import KINDS, NUMBERS, StoredArchive, StoredEntries, StoredFile, StoredScope, Where

_PACKAGE = Path(__file__).parents[1]
# What decides what is in a store, besides the archive's files.
_DECIDING = (
    "checking",
    "reading",
    "model",
    "files",
    "store",
    "snapshot.py",
    "display.py",
    "processes.py",
    "tracebacks.py",
)


class _Head(msgspec.Struct, frozen=True):
    """What a snapshot has that is small, and how its entries are spread over its files.

    `spread` has for each file, in their order, the numbers of its entries, from one to another; `odd` the entries of
    the files that have others than the archive, as where an id is taken. `timeline` has the rows, each as a letter and
    numbers.
    """

    token: str
    edition: str
    stamps: dict[str, Stamped]
    spread: list[tuple[int, int]]
    odd: dict[str, list[Entry]]
    timeline: list[tuple[str, int, int, int]]
    accepted: list[Problem]
    unstated: list[str]
    unread_texts: list[Problem]
    held: tuple[int, int]
    astray: dict[Status, int]
    stale: list[str]
    severities: dict[Severity, int]
    hurt: list[str]


class _Seed(msgspec.Struct, frozen=True, array_like=True):
    stamp: Stamp
    sha256: str
    text: str | None
    problem: Problem | None


# Writing


def save(snapshot: Snapshot, pause: Callable[[], None] = lambda: None) -> str:
    """Write the store of an archive. Returns what it is called, which no other store is.

    Raises OSError when it can't be written, UnicodeEncodeError when something can't be encoded, such as a half of a
    surrogate pair.
    """
    archive = snapshot.archive
    numbers = {kind: {id: n for n, id in enumerate(archive.of_kind(kind))} for kind in KINDS}
    places = snapshot.repeats.places
    mappings: dict[str, Mapping[str, object]] = {
        "files": {name: replace(file, entries=()) for name, file in snapshot.files.items()},
        "seeds": {name: _seed(file) for name, file in snapshot.seeds.items()},
        "verifications": snapshot.verifications,
        "coverage": snapshot.coverage,
        "omissions": snapshot.omissions,
        "also": snapshot.repeats.also,
        "again": places.found if places else {},
        "problems_of": snapshot.problems_of,
    }
    tables: dict[str, Iterable[object]] = {name: mapping.values() for name, mapping in mappings.items()}
    tables["problems"] = snapshot.problems
    lists: dict[str, object] = {f"keys_{name}": list(mapping) for name, mapping in mappings.items()}
    head = _head(snapshot, numbers)
    lists["head"] = head
    lists["texts"] = {article.id: article.file for article in archive.all(Article) if article.id in snapshot.texts}
    _add_records(archive, numbers, tables, lists)
    _add_scope(snapshot.scope(), numbers, lists)
    write(path_of(snapshot.root), tables, lists, pause)
    return head.token


def _head(snapshot: Snapshot, numbers: Mapping[Kind, Mapping[str, int]]) -> _Head:
    spread, odd = _spread(snapshot.files, snapshot.archive)
    return _Head(
        os.urandom(8).hex(),
        edition(),
        stamped(snapshot.root, dict(_as_read(snapshot))) or {},
        spread,
        odd,
        [_coded(row, numbers) for row in snapshot.timeline],
        list(snapshot.accepted),
        sorted(snapshot.unstated),
        list(snapshot.unread_texts),
        snapshot.held,
        dict(snapshot.astray),
        sorted(snapshot.stale),
        dict(snapshot.severities),
        list(snapshot.hurt),
    )


def _as_read(snapshot: Snapshot) -> Iterator[tuple[str, Stamped]]:
    yield from ((name, Stamped(file.stamp, file.sha256)) for name, file in snapshot.files.items())
    yield from ((f"{SEEDS}/{name}", Stamped(file.stamp, file.sha256)) for name, file in snapshot.seeds.items())


def _spread(files: Mapping[str, DataFile], archive: Archive) -> tuple[list[tuple[int, int]], dict[str, list[Entry]]]:
    spread, odd, number = list[tuple[int, int]](), dict[str, list[Entry]](), 0
    for name, file in files.items():
        first = number
        number += sum(1 for entry in file.entries if _is_in(archive, entry))
        spread.append((first, number))
        if any(archive.entries[entry.record.ref] is not entry for entry in file.entries):
            odd[name] = list(file.entries)
    return spread, odd


def _is_in(archive: Archive, entry: Entry) -> bool:
    """Whether an entry of a file is in the archive, and no other one that has its id."""
    return archive.as_written(entry.record.ref) is entry


def _add_records(
    archive: Archive,
    numbers: Mapping[Kind, Mapping[str, int]],
    tables: dict[str, Iterable[object]],
    lists: dict[str, object],
) -> None:
    codes = {kind: code for code, kind in enumerate(KINDS)}
    lists["kinds"] = bytes(codes[entry.record.kind] for entry in archive.entries.values())
    for kind in KINDS:
        records = archive.of_kind(kind)
        tables[kind] = records.values()
        entries = (archive.entries[record.ref] for record in records.values())
        tables[f"where_{kind}"] = (Where(entry.place, entry.spots, entry.comments) for entry in entries)
        lists[f"ids_{kind}"] = list(records)
        lists[f"counts_{kind}"] = array(NUMBERS, map(archive.quote_count, records.values())).tobytes()
        if kind is not Kind.QUOTE:
            places = map(archive.quote_places, records.values())
            tables[f"quotes_of_{kind}"] = (array(NUMBERS, each).tobytes() for each in places)
        parents = ((record.id, archive.parent(record)) for record in records.values())
        lists[f"parents_{kind}"] = {id: parent.id for id, parent in parents if parent}
    lists["naming"] = archive.naming
    lists["joined"] = [numbers[Kind.QUOTE][quote.id] for group in archive.utterances.joined for quote in group]
    lists["uncut"], lists["joining"] = archive.uncut, archive.problems
    lists["left_out"], lists["rejected"] = sorted(archive.left_out), archive.rejected
    lists["drafts"], lists["tells_drafts"] = archive.drafts, archive.tells_drafts


def _add_scope(scope: Scope, numbers: Mapping[Kind, Mapping[str, int]], lists: dict[str, object]) -> None:
    for kind in KINDS:
        if kind is not Kind.QUOTE:
            listed = (numbers[kind][record.id] for record in scope.records(kind))
            lists[f"listed_{kind}"] = array(NUMBERS, listed).tobytes()
    lists["utterances"], lists["drafts_said"] = scope.utterances, scope.drafts


def _seed(file: SeedFile) -> _Seed:
    return _Seed(file.stamp, file.sha256, file.text.text if file.text else None, file.problem)


def _coded(row: Row, numbers: Mapping[Kind, Mapping[str, int]]) -> tuple[str, int, int, int]:
    match row:
        case Moment(event, depth, quotes):
            return "m", numbers[Kind.EVENT][event.id], depth, quotes
        case Said(quote):
            return "s", numbers[Kind.QUOTE][quote.id], 0, 0
        case Gap(days):
            return "g", days, 0, 0
        case Announced(count):
            return "a", count, 0, 0
        case Undated(count):
            return "u", count, 0, 0


# Reading


class StoredSnapshot(Snapshot, frozen=True, kw_only=True):
    """A snapshot that is read from the store as far as it is looked at."""

    store: Store

    def scope(self, trail: Sequence[str] = (), found: Found | None = None) -> Scope:
        return super().scope(trail, found) if trail or found else self.store.scope(self.archive)

    @property
    def severities(self) -> Mapping[Severity, int]:
        return self.store.severities

    @property
    def stamps(self) -> Mapping[str, Stamp]:
        return self.store.stamps

    @property
    def hurt(self) -> Collection[str]:
        return self.store.hurt

    def in_full(self) -> Snapshot:
        return self.store.in_full() or self.store.anew


class Store:
    """The store of the archive in `root`, open. Raises DamagedError, or OSError where there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._database = Database(path_of(root))
        self._head: _Head = self._database.value("head", _Head)
        if self._head.edition != edition():
            raise DamagedError(root)

    @property
    def severities(self) -> Mapping[Severity, int]:
        """How many problems there are of each severity."""
        return Counter(self._head.severities)

    @property
    def stamps(self) -> Mapping[str, Stamp]:
        """The stamps of the data files as they were read."""
        known = self._database.value("keys_files", list[str])
        return {name: self._head.stamps[name].stamp for name in known}

    @property
    def hurt(self) -> Collection[str]:
        """The names of the data files that could not be read, or that have records which were left out."""
        return self._head.hurt

    def scope(self, archive: Archive) -> Scope:
        """All of the archive."""
        return StoredScope(archive, self._database) if isinstance(archive, StoredArchive) else Scope(archive)

    def is_current(self) -> bool:
        """Whether the archive's files are still those that were read."""
        return are_as_stamped(self.root, self._head.stamps)

    def in_full(self) -> Snapshot | None:
        """All of the archive as it was read; None where the store turns out to be damaged."""
        try:
            view = self._view(self._damaged)
            return _in_full(view, self._files(view), self._seeds(view))
        except DamagedError:
            return None

    def files(self) -> Mapping[str, DataFile]:
        """All data files as they were read; none where the store turns out to be damaged."""
        try:
            return self._files(self._view(self._damaged))
        except DamagedError:
            return {}

    def snapshot(self) -> StoredSnapshot:
        """The archive as it was read. What turns out to be damaged is read from its files."""
        return self._view(lambda: self.anew)

    @cached_property
    def anew(self) -> Snapshot:
        """The archive as its files have it now."""
        return read_snapshot(self.root)

    def _files(self, view: Snapshot) -> dict[str, DataFile]:
        return {
            name: replace(file, entries=list(file.entries), stamp=self._stamp(name, file))
            for name, file in view.files.items()
        }

    def _seeds(self, view: Snapshot) -> dict[str, SeedFile]:
        return {name: replace(file, stamp=self._stamp(f"{SEEDS}/{name}", file)) for name, file in view.seeds.items()}

    def _stamp(self, name: str, file: DataFile | SeedFile) -> Stamp:
        """The stamp of a file, if it tells that the file is the same; else none, so that its content is looked at."""
        known = self._head.stamps.get(name)
        return file.stamp if known and not known.sha256 else NO_STAMP

    def _damaged(self) -> Snapshot:
        raise DamagedError(self.root)

    def _view(self, anew: Callable[[], Snapshot]) -> StoredSnapshot:
        head, database = self._head, self._database
        archive = StoredArchive(database, lambda: anew().archive)

        def part(name: str, type: Any, of: Callable[[Snapshot], Mapping[str, Any]]) -> Stored[Any]:
            keys = database.value(f"keys_{name}", list[str])
            return Stored(keys, Table(database, name, _decoder(type)), lambda: of(anew()))

        seed_keys = database.value("keys_seeds", list[str])
        seeds = Stored(seed_keys, Table(database, "seeds", _seed_file), lambda: anew().seeds)
        texts = _Texts(database.value("texts", dict[str, str]), seeds)
        verifications = part("verifications", Verification, lambda found: found.verifications)
        again = part("again", tuple[Again, ...], _again)
        heads = part("files", DataFile, lambda found: found.files)
        return StoredSnapshot(
            root=self.root,
            archive=archive,
            texts=texts,
            verifications=verifications,
            coverage=part("coverage", Coverage, lambda found: found.coverage),
            omissions=part("omissions", Omissions, lambda found: found.omissions),
            repeats=Repeats(
                part("also", tuple[Also, ...], lambda found: found.repeats.also),
                Places(verifications, Searched(texts), again),
            ),
            files=_Files(heads, head.spread, head.odd, archive.stored_entries),
            seeds=seeds,
            problems=StoredSequence(Table(database, "problems", _decoder(Problem)), lambda: anew().problems),
            problems_of=part("problems_of", list[Problem], lambda found: found.problems_of),
            accepted=tuple(head.accepted),
            unstated=frozenset(head.unstated),
            unread_texts=tuple(head.unread_texts),
            held=head.held,
            astray=head.astray,
            stale=frozenset(head.stale),
            timeline=Later(len(head.timeline), lambda: list(_rows(head.timeline, archive))),
            kept=head.token,
            store=self,
        )


def _in_full(view: Snapshot, files: Mapping[str, DataFile], seeds: Mapping[str, SeedFile]) -> Snapshot:
    archive = archive_of(files)
    articles = [article for article in archive.all(Article) if article.id in view.texts]
    texts = {article.id: text for article in articles if (text := seeds[article.file].text)}
    verifications, places = dict(view.verifications), view.repeats.places
    again = dict(places.found) if places else {}
    return Snapshot(
        root=view.root,
        archive=archive,
        texts=texts,
        verifications=verifications,
        coverage=dict(view.coverage),
        omissions=dict(view.omissions),
        repeats=Repeats(dict(view.repeats.also), Places(verifications, Searched(texts), again)),
        files=files,
        seeds=seeds,
        problems=list(view.problems),
        problems_of=dict(view.problems_of),
        accepted=view.accepted,
        unstated=view.unstated,
        unread_texts=view.unread_texts,
        held=view.held,
        astray=view.astray,
        stale=view.stale,
        timeline=view.timeline,
    )


class _Texts(Mapping[str, SourceText]):
    """The texts of the articles by their ids: those of the files that they name."""

    def __init__(self, files: Mapping[str, str], seeds: Mapping[str, SeedFile]) -> None:
        self._files, self._seeds = files, seeds

    def __getitem__(self, key: str) -> SourceText:
        text = self._seeds[self._files[key]].text
        if text is None:
            raise KeyError(key)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, key: object) -> bool:
        return key in self._files


class _Files(Mapping[str, DataFile]):
    """The data files by their names, each with its entries as far as these are looked at."""

    def __init__(
        self,
        heads: Mapping[str, DataFile],
        spread: Sequence[tuple[int, int]],
        odd: Mapping[str, list[Entry]],
        entries: StoredEntries,
    ) -> None:
        self._heads, self._odd, self._entries = heads, odd, entries
        self._spread = dict(zip(heads, spread, strict=True))

    def __getitem__(self, key: str) -> DataFile:
        return self._whole(key, self._heads[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def __contains__(self, key: object) -> bool:
        return key in self._heads

    def _whole(self, name: str, head: DataFile) -> DataFile:
        entries = self._odd.get(name) or StoredFile(self._entries, *self._spread[name])
        return replace(head, entries=entries)


def _again(snapshot: Snapshot) -> Mapping[str, tuple[Again, ...]]:
    return snapshot.repeats.places.found if snapshot.repeats.places else {}


def _decoder(type: Any) -> Callable[[memoryview], Any]:
    return msgspec.msgpack.Decoder(type).decode


def _seed_file(body: memoryview) -> SeedFile:
    seed = msgspec.msgpack.decode(body, type=_Seed)
    return SeedFile(
        seed.stamp, seed.sha256, None if seed.text is None else SourceText(seed.text, seed.sha256), seed.problem
    )


def _rows(coded: Iterable[tuple[str, int, int, int]], archive: Archive) -> Iterator[Row]:
    events, quotes = list(archive.all(Event)), list(archive.of_kind(Kind.QUOTE))
    for letter, number, depth, count in coded:
        match letter:
            case "m":
                yield Moment(events[number], depth, count)
            case "s":
                quote = archive.get(Quote, quotes[number])
                if quote is not None:
                    yield Said(quote)
            case "g":
                yield Gap(number)
            case "a":
                yield Announced(number)
            case _:
                yield Undated(number)


# Where, and of which code


def path_of(root: Path, kind: str = "store") -> Path:
    """Where the store of the archive in `root` is, or something else that is kept beside it."""
    name = quote(os.fsencode(root.absolute()), safe="")[-200:]
    return platformdirs.user_cache_path("article-explorer") / f"{name}.{kind}"


def edition(deciding: Iterable[str] = _DECIDING) -> str:
    """A digest of the names, sizes and times of all code that decides what is in a store.

    Raises OSError where that is not on disk. Nothing is kept then.
    """
    yaml = PathFinder.find_spec("yaml")  # this file of PyYAML states its version
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for path in [*_code(deciding), *([Path(yaml.origin)] if yaml and yaml.origin else [])]:
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _code(deciding: Iterable[str]) -> Iterator[Path]:
    for name in deciding:
        path = _PACKAGE / name
        if path.is_file():
            yield path
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            yield from (Path(folder) / name for name in sorted(names))
