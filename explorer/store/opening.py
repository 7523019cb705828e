"""Opening the store of an archive as a snapshot, if it is still up to date."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.results import Places, Repeat, Repeats, SimilarPassage
from explorer.checking.repeats.searched_texts import SearchedTexts
from explorer.checking.verification import Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.files.belonging import SEEDS
from explorer.files.data_files import DataFile
from explorer.files.seed_files import SeedFile
from explorer.files.stamps import NO_STAMP, Stamp
from explorer.model.amended import base_of, may_differ
from explorer.model.archive import Archive
from explorer.model.failures import Failure
from explorer.model.history import Found
from explorer.model.joining import has_taken_ids
from explorer.model.lazy import ByKey, Comparable
from explorer.model.pausing import Pause, go_on, paused, without_gc
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Entry, Event, Kind, Quote
from explorer.model.scope import Scope
from explorer.model.splicing import Stretch
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot, archive_of, read_snapshot, unread_in
from explorer.store.database import DamagedError, Database
from explorer.store.keys import Keys, Packed
from explorer.store.layout import Head, Seed, edition, path_of
from explorer.store.stamping import Stamped, are_as_stamped, is_as_stamped
from explorer.store.stored import Later, Stored, StoredSequence, Table
from explorer.store.stored_archive import StoredArchive, StoredEntries, StoredScope
from explorer.store.stored_lookups import ArticleLookups, StoredByLookups

if TYPE_CHECKING:
    from explorer.checking.repeats.pairs import Index

Value = TypeVar("Value")

# A row of the timeline as the store has it.
_Coded = tuple[str, int, int, int]


class StoredSnapshot(Snapshot, frozen=True, kw_only=True):
    """A snapshot that is read from the store on demand."""

    store: Store

    def _scope(self, trail: Sequence[str] = (), found: Found | None = None) -> Scope:
        # The store has the events in order.
        return self.store.scope(self.archive, trail, None, found)

    @property
    def severities(self) -> Mapping[Severity, int]:
        return Counter(self.store.head.severities)

    @property
    def stamps(self) -> Mapping[str, Stamp]:
        return self.store.stamps

    @property
    def hurt(self) -> Collection[str]:
        return self.store.head.hurt

    def in_full(self, pause: Pause = go_on) -> Snapshot:
        return self.store.in_full(pause) or self.store.anew

    def to_follow(self) -> Snapshot:
        """Return the same, with stamps that show which files have not changed since."""
        try:
            return self.store.to_follow(self)
        except KeyError:
            # Damaged data was looked up in the files, which may not contain it any more.
            if not self.store.is_damaged:
                raise
            return self.store.anew

    def looked_at(self) -> StoredSnapshot | None:
        """Mark this as the current archive; None if files have changed, or failed checks should be tried again."""
        is_same = not self.store.failures and self.store.is_current()
        return replace(self, is_past=False, is_unseen=False) if is_same else None


class Store:
    """The open store of the archive in `root`. Raises DamagedError, or OSError if there is none."""

    def __init__(self, root: Path, path: Path | None = None) -> None:
        """`path` replaces that of the file in the user's cache folder."""
        self.root = root
        self._database = Database(path or path_of(root))
        self.head = self._database.value("head", Head)
        if self.head.edition != edition():
            raise DamagedError(root)

    @property
    def stamps(self) -> Mapping[str, Stamp]:
        """The stamps of the data files and the texts as they were read, by name in the archive."""
        files, texts = (Keys(self._database.value(f"keys_{name}", Packed)) for name in ("files", "seeds"))
        stamps = self._stamped
        known = chain(files, (f"{SEEDS}/{name}" for name in texts))
        return {name: stamps[name].stamp for name in known if name in stamps}

    def scope(
        self, archive: Archive, trail: Sequence[str], events: Sequence[Event] | None, found: Found | None
    ) -> Scope:
        """Narrow an archive that is based on this store to a trail."""
        return StoredScope(archive, self._database, trail, events, found)

    @property
    def token(self) -> str:
        """The unique name of the store."""
        return self.head.token

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The checks that failed, which may succeed when they are tried again."""
        return tuple(self.head.failures)

    def is_current(self) -> bool:
        """Whether the archive's files are still those that were read."""
        return are_as_stamped(self.root, self._stamped)

    @cached_property
    def _stamped(self) -> Mapping[str, Stamped]:
        """The files of the archive by name, as they were read."""
        return self._database.value("stamps", dict[str, Stamped])

    @property
    def is_damaged(self) -> bool:
        """Whether something turned out to be damaged, so that the files were read."""
        return "anew" in vars(self)

    def in_full(self, pause: Pause = go_on) -> Snapshot | None:
        """Read the whole archive as it was stored; None if the store turns out to be damaged."""
        try:
            with without_gc():
                return _in_full(self.to_follow(replace(self._view(self._damaged), is_past=True)), pause)
        except DamagedError:
            return None

    def to_follow(self, view: StoredSnapshot) -> Snapshot:
        """Create a snapshot of this store, with stamps that show which files have not changed since."""
        files = {name: replace(file, stamp=self._stamp(name, view)) for name, file in view.files.items()}
        places = view.repeats.places
        again = dict(places.found.items()) if places else {}
        also = dict(view.repeats.also.items())
        repeats = replace(view.repeats, also=also, places=places and replace(places, found=again))
        fields = {name: getattr(view, name) for name in Snapshot.__struct_fields__} | {
            "files": files,
            "seed_stamps": {name: self._stamp(f"{SEEDS}/{name}", view) for name in view.seeds},
            "repeats": repeats,
            # Counted for each frame.
            "problems": Later(len(view.problems), lambda: list(view.problems)),
            "told": dict(view.told.items()),
            "unread_yaml": unread_in(files),
            "kept": "",
            "is_past": False,
            "is_unseen": False,
            "backing_store": Underlying(view),
        }
        return Snapshot(**fields)

    def files(self) -> Mapping[str, DataFile]:
        """Return all data files as they were read; empty if the store turns out to be damaged."""
        try:
            followed = self.to_follow(replace(self._view(self._damaged), is_past=True))
            return dict(_whole_files(followed.files))
        except DamagedError:
            return {}

    def snapshot(self, *, is_past: bool = False) -> StoredSnapshot:
        """Return the archive as it was read. What turns out to be damaged is read from its files."""
        view = self._view(lambda: self.anew)
        return replace(view, is_past=True) if is_past else view

    def unchecked(self) -> Snapshot:
        """Return the records as they were read, before any check."""
        view = self.snapshot()
        return replace(view, verifications=_unverified(view.archive), is_unchecked=True)

    @cached_property
    def anew(self) -> Snapshot:
        """The archive as its files have it now. The damaged store is removed, or each start would find it damaged."""
        self._database.remove()
        return read_snapshot(self.root)

    def _stamp(self, name: str, view: StoredSnapshot) -> Stamp:
        """Return the stamp of a file known to be unchanged; otherwise none, so that its content is looked at."""
        known = self._stamped.get(name)
        return known.stamp if known and (not view.is_past or is_as_stamped(self.root / name, known)) else NO_STAMP

    def _damaged(self) -> Snapshot:
        raise DamagedError(self.root)

    def _view(self, anew: Callable[[], Snapshot]) -> StoredSnapshot:
        head, database = self.head, self._database
        archive = StoredArchive(database, lambda: anew().archive)

        def kept(name: str, type: Any) -> tuple[Keys, Table[Any]]:
            return Keys(database.value(f"keys_{name}", Packed)), Table(database, name, _decoder(type))

        def part(name: str, type: Any, of: Callable[[Snapshot], Mapping[str, Any]]) -> Stored[Any]:
            return Stored(*kept(name, type), lambda: of(anew()))

        seed_keys = Keys(database.value("keys_seeds", Packed))
        seeds = Stored(seed_keys, Table(database, "seeds", _seed_file), lambda: anew().seeds)
        texts = _Texts(database.value("texts", dict[str, str]), seeds)
        lookups = ArticleLookups(database, archive.stored(Kind.ARTICLE).order)
        again = part("again", tuple[SimilarPassage, ...], _again)
        firsts = database.value("first_pairs", bytes)
        searched = SearchedTexts(texts, kept=partial(_stored_index, database, firsts, anew) if firsts else None)
        heads = part("files", DataFile, lambda found: found.files)
        return StoredSnapshot(
            root=self.root,
            archive=archive,
            texts=texts,
            verifications=StoredByLookups(
                *kept("verifications", Verification),
                lambda: anew().verifications,
                lambda keys: archive.quote_refs_of(Kind.ARTICLE, lookups.of_quotes(keys)),
            ),
            coverage=StoredByLookups(*kept("coverage", Coverage), lambda: anew().coverage, lookups.of_coverage),
            omissions=part("omissions", Omissions, lambda found: found.omissions),
            repeats=Repeats(
                part("also", tuple[Repeat, ...], lambda found: found.repeats.also),
                Places(searched, again),
            ),
            files=_Files(heads, head.spread, head.odd, archive.stored_entries),
            seeds=seeds,
            problems=StoredSequence(Table(database, "problems", _decoder(Problem)), lambda: anew().problems),
            problems_of=part("problems_of", list[Problem], lambda found: found.problems_of),
            accepted=tuple(head.accepted),
            told=part("told", list[Problem], lambda found: found.told),
            unread_texts=tuple(head.unread_texts),
            failures=tuple(head.failures),
            held=head.held,
            astray=head.astray,
            unsettled=head.unsettled,
            stale=frozenset(head.stale),
            timeline=Later(len(head.timeline), lambda: list(_rows(head.timeline, archive))),
            kept=head.token,
            began=time.time_ns(),
            store=self,
        )


class Underlying:
    """The stored archive that later snapshots are based on."""

    def __init__(self, view: StoredSnapshot) -> None:
        self.view = view

    @property
    def is_damaged(self) -> bool:
        return self.view.store.is_damaged

    def scope(self, archive: Archive, trail: Sequence[str], events: Sequence[Event], found: Found | None) -> Scope:
        return self.view.store.scope(archive, trail, events, found)

    def read_ahead(self, snapshot: Snapshot, pause: Pause) -> None:
        archive = snapshot.archive
        mappings = (snapshot.seeds, snapshot.verifications, snapshot.coverage, snapshot.omissions)
        records = (archive.of_kind(kind) for kind in Kind)
        bases = map(base_of, (*mappings, snapshot.repeats.also, *records, archive.entries))
        # What is damaged is recreated on demand.
        with suppress(DamagedError):
            for table in chain.from_iterable(base.tables for base in bases if isinstance(base, Stored | StoredEntries)):
                table.read_all(pause)

    def whole(self, snapshot: Snapshot, pause: Pause) -> Snapshot:
        with without_gc():
            return _in_full(snapshot, pause)


def _in_full(snapshot: Snapshot, pause: Pause) -> Snapshot:
    """Read everything that a snapshot has from the store."""

    def whole(mapping: Mapping[str, Value], what: str) -> dict[str, Value]:
        return dict(paused(mapping.items(), pause, what, len(mapping)))

    files = dict(_whole_files(snapshot.files, pause))
    stamps = snapshot.seed_stamps
    seeds = {name: replace(file, stamp=stamps[name]) for name, file in whole(snapshot.seeds, "texts").items()}
    archive = _archive_in_full(files, snapshot.archive)
    if by_query := dict(snapshot.archive.by_query.items()):
        archive = archive.with_topics(by_query)
    articles = [article for article in archive.all(Article) if article.id in snapshot.texts]
    texts = {article.id: text for article in articles if (text := seeds[article.file].text) is not None}
    places = snapshot.repeats.places
    return replace(
        snapshot,
        archive=archive,
        texts=texts,
        verifications=_unverified(archive) if snapshot.is_unchecked else whole(snapshot.verifications, "records"),
        coverage=whole(snapshot.coverage, "articles"),
        omissions=whole(snapshot.omissions, "records"),
        repeats=replace(snapshot.repeats, places=places and Places(_searched(texts, places.searched), places.found)),
        files=files,
        seeds=seeds,
        problems=list(snapshot.problems),
        problems_of=whole(snapshot.problems_of, "records"),
        timeline=[_row_in(archive, row) for row in snapshot.timeline],
        backing_store=None,
    )


def _archive_in_full(files: Mapping[str, DataFile], known: Archive) -> Archive:
    """Create the archive of some data files whose problems with joining are known."""
    if known.uncut or has_taken_ids(known):
        return archive_of(files)
    entries = chain.from_iterable(file.entries for file in files.values())
    return Archive(
        dict(zip(known.entries, entries, strict=True)),
        known.left_out,
        known.rejected,
        known.rejected_topics,
        problems=known.problems,
    )


def _unverified(archive: Archive) -> Mapping[str, Verification]:
    # Imported lazily: what is stored has been checked, unless another process is about to check it.
    from explorer.checking.unverified import Unverified

    return Unverified(archive)


def _searched(texts: Mapping[str, SourceText], known: SearchedTexts) -> SearchedTexts:
    """Return the texts of another snapshot, with an index that no longer depends on the store."""
    index = known.index if known.is_kept else None
    return SearchedTexts(texts, kept=(lambda: index.whole) if index else None)


def _stored_index(database: Database, firsts: bytes, anew: Callable[[], object]) -> Index:
    # Imported lazily: most starts do not need it.
    from explorer.store.stored_pairs import StoredIndex

    return StoredIndex(database, firsts, anew)


def _whole_files(files: Mapping[str, DataFile], pause: Pause = go_on) -> Iterator[tuple[str, DataFile]]:
    """Yield data files with all of their entries, reading those in the store together."""
    all_: Sequence[Entry] = ()
    for name, file in files.items():
        entries = file.entries
        if isinstance(entries, Stretch):
            all_ = all_ or list(paused(entries.of.values(), pause, "records", len(entries.of)))
            entries = all_[entries.first : entries.after]
        yield name, replace(file, entries=entries)


def _row_in(archive: Archive, row: Row) -> Row:
    """Replace the record of a timeline row with the one in an archive."""
    match row:
        case Moment(event):
            return replace(row, event=archive.get(Event, event.id) or event)
        case Said(quote):
            return replace(row, quote=archive.get(Quote, quote.id) or quote)
        case _:
            return row


class _Texts(ByKey[SourceText], Comparable[SourceText]):
    """The texts of the articles by id: those of the files that they name."""

    def __init__(self, files: Mapping[str, str], seeds: Mapping[str, SeedFile]) -> None:
        super().__init__(files)
        self.files, self.seeds = files, seeds

    def __getitem__(self, key: str) -> SourceText:
        text = self.seeds[self.files[key]].text
        if text is None:
            raise KeyError(key)
        return text

    def may_differ(self, other: Mapping[str, SourceText]) -> Iterable[str] | None:
        if not isinstance(other, _Texts):
            return None
        names = set(may_differ(self.seeds, other.seeds))
        both = chain(self.files.items(), other.files.items())
        return [id for id, name in both if name in names or self.files.get(id) != other.files.get(id)]

    def items(self) -> Any:
        """Read the files in sequence if each article, in order, has a file of its own."""
        if list(self.files.values()) != list(self.seeds):
            return super().items()
        texts = zip(self.files, self.seeds.values(), strict=True)
        return ((id, seed.text) for id, seed in texts if seed.text is not None)


class _Files(ByKey[DataFile]):
    """The data files by name, whose entries are read on demand."""

    def __init__(
        self,
        heads: Mapping[str, DataFile],
        spread: Sequence[tuple[int, int]],
        odd: Mapping[str, list[Entry]],
        entries: StoredEntries,
    ) -> None:
        super().__init__(heads)
        self.heads, self._odd, self._entries = heads, odd, entries
        self._spread = dict(zip(heads, spread, strict=True))

    def __getitem__(self, key: str) -> DataFile:
        head = self.heads[key]
        return replace(head, entries=self._odd.get(key) or Stretch(self._entries, *self._spread[key]))


def _again(snapshot: Snapshot) -> Mapping[str, tuple[SimilarPassage, ...]]:
    return snapshot.repeats.places.found if snapshot.repeats.places else {}


def _decoder(type: Any) -> Callable[[memoryview], Any]:
    return msgspec.msgpack.Decoder(type).decode


def _seed_file(body: memoryview) -> SeedFile:
    seed = msgspec.msgpack.decode(body, type=Seed)
    return SeedFile(
        seed.stamp, seed.sha256, None if seed.text is None else SourceText(seed.text, seed.sha256), seed.problem
    )


def _rows(coded: Iterable[_Coded], archive: Archive) -> Iterator[Row]:
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
