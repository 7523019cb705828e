"""Reading the archive's folder into one immutable `Snapshot` of everything in it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

import msgspec

from explorer.checking import text_order
from explorer.checking.changed import Changed
from explorer.checking.coverage import Coverage
from explorer.checking.repeats.results import Repeats
from explorer.checking.results import CheckResults
from explorer.checking.verification import texts_of
from explorer.files import shipped
from explorer.files.belonging import DATA, REJECTED, SEEDS, is_plain_file
from explorer.files.contents import Contents, SeenContents
from explorer.files.data_files import DataFile, count_data_files, data_sizes, read_data_files
from explorer.files.seed_files import SeedFile, Seeds
from explorer.files.stamps import NO_STAMP, Stamp
from explorer.model.amended import (
    Amended,
    amended,
    amendments_of,
    base_of,
    differing,
    have_same_keys,
    may_differ,
    places_of_new,
    share_order,
    without,
)
from explorer.model.archive import Archive
from explorer.model.failures import Failures, Guard
from explorer.model.failures import problems as failed_checks
from explorer.model.history import Found
from explorer.model.keys_in_order import order_of
from explorer.model.lazy import ByKey
from explorer.model.pausing import Pause, go_on, paused
from explorer.model.problems import Place, Problem, Severity, in_order, merge_equal
from explorer.model.records import AnyRecord, Article, Event, Kind, Quote, Topic, ref
from explorer.model.scope import Scope
from explorer.model.splicing import Splice, can_splice, splice
from explorer.model.timeline import Moment, Row, Undated, timeline
from explorer.processes import ALONE, Executor, Shard
from explorer.reading.text.passages import SourceText

# The location of the archive that comes with the explorer.
is_example, is_installed, shipped_archive = shipped.is_example, shipped.is_installed, shipped.shipped_archive

# In bytes. An archive with more YAML than this takes a moment to read.
_LARGE = 1_000_000
# Checking the status of this many data files and their articles takes about five milliseconds.
_MANY = 500
# For at most this many changed files, or this share of all, checks look things up in the store one by one.
_FEW, _SHARE = 20, 0.01
# The codes of problems that keep a file, or a record of it, from being read.
READING = ("yaml-syntax", "not-utf8")


class ArchiveError(Exception):
    """The folder is not an archive; the message says why."""


class UnreadFile(msgspec.Struct, frozen=True):
    """A data file, a folder of data files, or some records of a file, that can't be read now.

    `since` is when reading it first failed, with a time zone. `shown` says whether its records are still shown as last
    read; otherwise they are left out. `records` is the number of unreadable records in a file, if the others can be
    read; 0 for a whole file.
    """

    name: str
    since: datetime
    shown: bool
    records: int = 0


class Failure(msgspec.Struct, frozen=True):
    """The archive as a whole can't be read. `message` says why; `since` when it began, with a time zone."""

    message: str
    since: datetime


class Kept(Protocol):
    """Where the data of a snapshot stays until it is needed."""

    @property
    def is_damaged(self) -> bool:
        """Whether something has turned out to be damaged."""

    def scope(self, archive: Archive, trail: Sequence[str], events: Sequence[Event], found: Found | None) -> Scope:
        """Narrow an archive that is based on this store to a trail."""

    def read_ahead(self, snapshot: Snapshot, pause: Pause) -> None:
        """Read ahead what checks of a snapshot based on this look up, as single reads would take ten times as long."""

    def whole(self, snapshot: Snapshot, pause: Pause) -> Snapshot:
        """Return a snapshot that is based on this, with everything read from here."""


_severities: WeakKeyDictionary[Snapshot, Mapping[Severity, int]] = WeakKeyDictionary()
_scopes: WeakKeyDictionary[Snapshot, Scope] = WeakKeyDictionary()


class Snapshot(CheckResults, frozen=True, kw_only=True, eq=False, weakref=True):
    """An archive as it was at one moment, checked.

    `problems` are in the order of their places, without those that the curator `accepted`; `problems_of` has those of
    each record by ref, and `unread_texts` the problems of unreadable texts. `stale` has the refs of the records that
    can't be read now, and are shown as last read. `timeline` has the events in order. A `pending` snapshot is empty:
    the archive is yet to be read. A snapshot with a `failure` shows the archive as it could last be read. `kept` is the
    name of the store with exactly this content, if there is one. `began` is when reading began, in ns since the epoch.
    A snapshot from a store `is_past` if files have changed since, so that the archive has to be read again; or if they
    may have, while it `is_unseen` because none has been looked at yet. One that `is_unchecked` has the records as
    written, of which next to nothing is verified yet; after an edit, it keeps what was found about unchanged records,
    and `last_checked` is the snapshot shown before. Data is read on demand from its `backing_store`. Snapshots are
    equal only if identical.
    """

    root: Path
    files: Mapping[str, DataFile] = {}
    seeds: Mapping[str, SeedFile] = {}
    seed_stamps: Mapping[str, Stamp] = {}
    problems: Sequence[Problem] = ()
    problems_of: Mapping[str, Sequence[Problem]] = {}
    accepted: Sequence[Problem] = ()
    unread_texts: Sequence[Problem] = ()
    stale: frozenset[str] = frozenset()
    timeline: Sequence[Row] = ()
    pending: bool = False
    failure: Failure | None = None
    kept: str = ""
    began: int = 0
    is_past: bool = False
    is_unseen: bool = False
    is_unchecked: bool = False
    last_checked: Snapshot | None = None
    backing_store: Kept | None = None

    def in_full(self, pause: Pause = go_on) -> Snapshot:
        """Return the same, with nothing left to be read on demand."""
        return self.backing_store.whole(self, pause) if self.backing_store else self

    def to_follow(self) -> Snapshot:
        """Return the same, ready to be read again."""
        return self

    @property
    def reports(self) -> Mapping[str, str]:
        """The first article with the same report, for the id of each article with a text: reprints are one report."""
        places = self.repeats.places
        return places.searched.reports if places else {}

    @property
    def accepted_errors(self) -> Sequence[Problem]:
        """The accepted errors, each as a note with the reason."""
        if not self.accepted:
            return ()
        # Imported lazily: few archives accept anything.
        from explorer.model.problem_codes import CODES

        return [problem for problem in self.accepted if CODES[problem.code].is_read]

    def scope(self, trail: Sequence[str] = (), found: Found | None = None) -> Scope:
        """Narrow the archive to a trail, with the events in the order of the timeline.

        The trail may begin with what was `found` in a search.
        """
        if trail or found:
            return self._scope(trail, found)
        if self not in _scopes:
            _scopes[self] = self._scope()
        return _scopes[self]

    def _scope(self, trail: Sequence[str] = (), found: Found | None = None) -> Scope:
        events = [row.event for row in self.timeline if isinstance(row, Moment)]
        made = self.backing_store.scope if self.backing_store else Scope
        return made(self.archive, trail, events, found)

    def count_ahead(self) -> None:
        """Compute what the first view shows and what others count, in a worker before it is on screen."""
        self.archive.count_ahead()
        for kind in Kind:
            self.scope().records(kind)
        self.severities  # noqa: B018 - it is kept

    def shown_after(self, last_checked: Snapshot) -> Snapshot:
        """Return the same, to be shown until it is checked, with the counts that are computed already."""
        shown = msgspec.structs.replace(self, last_checked=last_checked)
        _scopes[shown] = self.scope()
        return shown

    def coverage_of(self, article: Article) -> Coverage | None:
        """Return the coverage of an article with a text; drafts count only if not all quotes are drafts."""
        found = self.coverage.get(article.id)
        return found if found is None or self.archive.shows_drafts else msgspec.structs.replace(found, drafted=0)

    @property
    def severities(self) -> Mapping[Severity, int]:
        """The number of problems of each severity, cached because the status line needs it often."""
        if self not in _severities:
            _severities[self] = Counter(problem.severity for problem in self.problems)
        return _severities[self]

    @property
    def has_many_files(self) -> bool:
        """Whether just checking the status of each file takes a while."""
        return len(self.files) > _MANY

    @property
    def stamps(self) -> Mapping[str, Stamp]:
        """The stamps of the data files and the texts as they were read, by name in the archive."""
        texts = {f"{SEEDS}/{name}": stamp for name, stamp in self.seed_stamps.items()}
        return {**{name: file.stamp for name, file in self.files.items()}, **texts}

    @property
    def hurt(self) -> Collection[str]:
        """The names of the data files that can't be read now, or have records that are left out."""
        return [name for name, file in self.files.items() if file.unread_since is not None or file.refused]

    @property
    def unread(self) -> tuple[UnreadFile, ...]:
        """The data files that can't be read now, or only in part, by name.

        Counts include their earlier records, or leave them out.
        """
        files = ((name, self.files[name]) for name in sorted(self.hurt))
        return tuple(
            UnreadFile(name, datetime.fromtimestamp(file.unread_since, UTC), file.shown, file.broken)
            for name, file in files
            if file.unread_since is not None
        )


def is_large(root: Path, more_than: int | None = None) -> bool:
    """Whether the archive in `root` has more than this many bytes of YAML.

    The default is a size that makes users wonder how long reading takes.
    """
    limit = _LARGE if more_than is None else more_than
    return any(total > limit for total in accumulate(data_sizes(root)))


def pending(root: Path) -> Snapshot:
    """Return the snapshot to show before the archive in `root` is read."""
    return Snapshot(root=root, archive=Archive(), pending=True)


def read_snapshot(
    root: Path,
    known: Mapping[str, DataFile] | None = None,
    pause: Pause = go_on,
    contents: Contents | None = None,
    executor: Executor = ALONE,
    shard: Shard | None = None,
) -> Snapshot:
    """Read the archive in `root`, from the disk unless `contents` is given.

    `known` are data files from an earlier start. Those that have not changed are not read again, and one that is no
    longer YAML keeps its records. `pause` is called regularly with the progress: it lets other threads run, and cancels
    the reading by raising an exception. What takes long in a large archive is done by the `executor`.

    Raises:
        ArchiveError: `root` has no `data` folder, or it can't be read.
    """
    return _read(contents or Contents(root), known or {}, pause, executor=executor, shard=shard)


def told_in(shard: Shard, snapshot: Snapshot) -> Snapshot:
    """Keep only the problems that are reported in a shard. All shards together have those of the archive."""
    from explorer.checking.shard_part import ShardPart

    part = ShardPart(snapshot.archive, shard)
    problems = list(filter(part.tells, snapshot.problems))
    accepted = list(filter(part.tells, snapshot.accepted))
    return msgspec.structs.replace(snapshot, problems=problems, problems_of=_by_record(problems), accepted=accepted)


def read_again(
    earlier: Snapshot,
    pause: Pause = go_on,
    contents: Contents | None = None,
    executor: Executor = ALONE,
    shard: Shard | None = None,
    changed: Collection[str] | None = None,
    show: Callable[[Snapshot], None] | None = None,
) -> Snapshot:
    """Read the archive of a snapshot as it is now. Only what has changed since is read and verified.

    `changed` has the names of all files that may have changed, if known: then no others are looked at. `show` receives
    the current records before they are checked.

    Raises:
        ArchiveError: the archive has no `data` folder any more, or it can't be read.
    """
    earlier = earlier.to_follow()
    contents = contents or _contents(earlier, changed)
    try:
        snapshot = _read(contents, earlier.files, pause, earlier, executor, shard, show)
    except Exception:
        # Damaged data was looked up in the files, which may not contain it any more.
        if not _rests_on_damage(earlier):
            raise
    else:
        if not _rests_on_damage(earlier):
            return snapshot
    return _read(contents, {}, pause, executor=executor, shard=shard)


def read_edited(earlier: Snapshot, pause: Pause = go_on) -> Snapshot | None:
    """Read the current records of an archive, to show them before they are checked.

    None if that would need everything in the store, or the store turns out to be damaged.

    Raises:
        ArchiveError: the archive has no `data` folder any more, or it can't be read.
    """
    began, earlier, contents = time.time_ns(), earlier.to_follow(), Contents(earlier.root)
    try:
        files = _files(contents, earlier.files, pause, ALONE)
        if earlier.backing_store is None or not _can_splice(files, earlier):
            return None
        snapshot = _on_top(contents, files, earlier, began)
        edited = _edited(snapshot, earlier) if snapshot else None
    except Exception:
        if not _rests_on_damage(earlier):
            raise
        return None
    return None if _rests_on_damage(earlier) else edited


def _rests_on_damage(snapshot: Snapshot) -> bool:
    """Whether the store that a snapshot is based on has turned out to be damaged."""
    return snapshot.backing_store is not None and snapshot.backing_store.is_damaged


def _contents(earlier: Snapshot, changed: Collection[str] | None) -> Contents:
    """Return the files of an archive, looking at few of them if only the content of known files has changed."""
    root, stamps = earlier.root, earlier.stamps
    if changed is None or NO_STAMP in stamps.values():
        return Contents(root)
    # If files come, go or become links, look at all of them.
    if not all(name in stamps and is_plain_file(root / name) for name in changed):
        return Contents(root)
    # Through links, a file may have other names, which are not reported.
    inodes = {stamps[name][2] for name in changed}
    again = (name for name, stamp in stamps.items() if stamp[2] in inodes)
    return SeenContents(root, {**stamps, **dict.fromkeys([REJECTED, *again])})


def failed(earlier: Snapshot, error: Exception, at: datetime) -> Snapshot:
    """Mark the earlier snapshot as out of date since `at`, or since the first of several failures in a row."""
    since = earlier.failure.since if earlier.failure else at
    return msgspec.structs.replace(earlier, failure=Failure(str(error), since))


def read_unchecked(root: Path, pause: Pause = go_on, executor: Executor = ALONE) -> Snapshot:
    """Read the archive in `root` as `read_snapshot` does, without checking anything yet."""
    snapshot, _ = _read_records(Contents(root), {}, pause, None, executor)
    return _unchecked(snapshot)


def check(
    snapshot: Snapshot,
    pause: Pause = go_on,
    executor: Executor = ALONE,
    shard: Shard | None = None,
    earlier: Snapshot | None = None,
) -> Snapshot:
    """Check an archive that was read: all of it, or what may have changed since an earlier snapshot."""
    # Imported lazily: if all findings are still valid, nothing is checked.
    from explorer.checking import acceptance, checks
    from explorer.checking.shard_part import ShardPart

    archive, texts = snapshot.archive, snapshot.texts
    failures = Failures()
    failures.add(snapshot.failures)
    part = ShardPart(archive, shard) if shard else None
    changed = Changed(earlier.archive, archive, earlier.texts, texts) if earlier else None
    digests = _Digests(archive.of_kind(Kind.ARTICLE), snapshot.seeds, texts)
    unread = unread_in(snapshot.files)
    found = checks.checked(archive, texts, digests, unread, pause, earlier, changed, failures, executor, part)
    is_sure = earlier is not None and not (failures.found or earlier.failures)
    found = _with_topics(found, changed if is_sure else None, pause, failures.guard("topics"))
    rows = _timeline(found.archive, found, earlier, failures.guard("timeline"))
    found = msgspec.structs.replace(found, failures=failures.found)
    snapshot = msgspec.structs.replace(snapshot, **msgspec.structs.asdict(found), timeline=rows, is_unchecked=False)
    told = chain.from_iterable(found.told.values())
    problems, accepted = acceptance.answered(found.archive, _problems(snapshot, told), texts)
    if not found.archive.entries and not problems:
        problems.append(Problem(Place("data"), Severity.WARNING, "empty-archive", "there are no records below data/"))
    accepted = list(in_order(accepted, found.archive.place_of))
    return _with_problems(msgspec.structs.replace(snapshot, accepted=accepted), problems)


def _read(
    contents: Contents,
    known: Mapping[str, DataFile],
    pause: Pause,
    earlier: Snapshot | None = None,
    executor: Executor = ALONE,
    shard: Shard | None = None,
    show: Callable[[Snapshot], None] | None = None,
) -> Snapshot:
    snapshot, earlier = _read_records(contents, known, pause, earlier, executor)
    if earlier is None:
        return check(snapshot, pause, executor, shard)
    if _is_as_before(snapshot, earlier):
        read = {name: getattr(snapshot, name) for name in ("files", "seeds", "seed_stamps", "began")}
        return msgspec.structs.replace(earlier, failure=None, kept="", is_past=False, is_unseen=False, **read)
    if earlier.is_unchecked:
        return _unchecked(snapshot)
    if show:
        edited = _edited(snapshot, earlier)
        if not _rests_on_damage(earlier):
            show(edited)
    return check(snapshot, pause, executor, shard, earlier)


def _read_records(
    contents: Contents, known: Mapping[str, DataFile], pause: Pause, earlier: Snapshot | None, executor: Executor
) -> tuple[Snapshot, Snapshot | None]:
    """Read the records of an archive and the texts of its articles, without any checks.

    What is the same as in an `earlier` snapshot is reused. That is returned, too: fully read if it was based on
    something that is no longer valid.
    """
    began = time.time_ns()
    files: Mapping[str, DataFile] = _files(contents, known, pause, executor)
    if earlier and (kept := earlier.backing_store):
        if _can_splice(files, earlier):
            if _are_many_others(files, earlier):
                kept.read_ahead(earlier, pause)
            if snapshot := _on_top(contents, files, earlier, began):
                return snapshot, earlier
        files, earlier = _in_full(files, earlier, pause)
    elif earlier and (snapshot := _on_top(contents, files, earlier, began)):
        return snapshot, earlier
    archive, failures = archive_of(files, earlier), Failures()
    texts = _texts(contents, archive, earlier, pause, failures.guard("text"))
    return _as_read(contents, archive, files, texts, failures, began), earlier


def _on_top(contents: Contents, files: Mapping[str, DataFile], earlier: Snapshot, began: int) -> Snapshot | None:
    """Read the texts for the records of some files, based on an earlier snapshot; None if that is impossible."""
    if earlier.failures:
        # A text whose check failed has to be looked at again.
        return None
    archive, failures = archive_of(files, earlier), Failures()
    texts = _texts_again(contents, archive, earlier, failures.guard("text"))
    if texts is None:
        return None
    snapshot = _as_read(contents, archive, files, texts, failures, began)
    return msgspec.structs.replace(snapshot, backing_store=earlier.backing_store)


def _as_read(
    contents: Contents,
    archive: Archive,
    files: Mapping[str, DataFile],
    texts: _Texts,
    failures: Failures,
    began: int,
) -> Snapshot:
    return Snapshot(
        root=contents.root,
        archive=archive,
        texts=texts.texts,
        failures=failures.found,
        files=files,
        seeds=texts.files,
        seed_stamps=texts.stamps,
        unread_texts=tuple(texts.wrong),
        stale=frozenset(_stale(files, archive)),
        began=began,
        is_unchecked=True,
    )


def _in_full(files: Mapping[str, DataFile], earlier: Snapshot, pause: Pause) -> tuple[Mapping[str, DataFile], Snapshot]:
    """Return files that were read on top of an earlier snapshot, and that snapshot, independent of any store."""
    full, before = earlier.in_full(pause), earlier.files
    same = {name for name, file in files.items() if name in before and file.entries is before[name].entries}
    return {
        name: msgspec.structs.replace(file, entries=full.files[name].entries) if name in same else file
        for name, file in files.items()
    }, full


def _is_as_before(snapshot: Snapshot, earlier: Snapshot) -> bool:
    """Whether what was read is the same as before, and no check failed on it."""
    if snapshot.failures or earlier.failures or not _are_same(snapshot.files, earlier.files):
        return False
    return not differing(snapshot.texts, earlier.texts) and snapshot.unread_texts == tuple(earlier.unread_texts)


def _unchecked(snapshot: Snapshot) -> Snapshot:
    """Prepare what was read for being shown before it is checked."""
    from explorer.checking.unverified import Unverified

    archive, failures = snapshot.archive, Failures()
    rows = _timeline(archive, snapshot, None, failures.guard("timeline"))
    snapshot = msgspec.structs.replace(snapshot, verifications=Unverified(archive), timeline=rows)
    return _with_problems(snapshot, _problems(snapshot))


def _edited(snapshot: Snapshot, earlier: Snapshot) -> Snapshot:
    """Prepare what was read after an edit, with the earlier findings on records that did not change."""
    # Imported lazily: only interactive use shows anything before it is checked.
    from explorer.checking import acceptance
    from explorer.checking.unverified import Unverified

    archive, failures = snapshot.archive, Failures()
    changed = Changed(earlier.archive, archive, earlier.texts, snapshot.texts)
    articles = [ref(Kind.ARTICLE, id) for id in changed.texts]
    in_others = set(articles).union(*map(changed.quotes_of, articles))
    unknown = dict.fromkeys(in_others.union(name for name in changed.records if _says_otherwise(name, changed)))
    are_elsewhere = bool(changed.gone or changed.texts)
    snapshot = msgspec.structs.replace(
        snapshot,
        verifications=Unverified(archive, amended(earlier.verifications, unknown)),
        coverage=amended(earlier.coverage, dict.fromkeys(changed.articles)),
        omissions=amended(earlier.omissions, unknown),
        repeats=Repeats() if are_elsewhere else earlier.repeats,
        again=(again := changed.entries | in_others),
    )
    rows = _timeline(archive, snapshot, earlier, failures.guard("timeline"))
    told = (problem for each in earlier.told.values() for problem in each if problem.ref not in again)
    problems, accepted = acceptance.answered(archive, _problems(snapshot, told), snapshot.texts)
    return _with_problems(msgspec.structs.replace(snapshot, timeline=rows, accepted=accepted), problems)


def _says_otherwise(name: str, changed: Changed) -> bool:
    """Whether a changed record has other words that should be in an article, or another speaker."""
    versions = [record for _, record in changed.versions(name)]
    words = [(*texts_of(each), isinstance(each, Quote) and (each.speaker, each.relayed_by)) for each in versions]
    return len(words) == 1 or words[0] != words[1]


def _problems(snapshot: Snapshot, told: Iterable[Problem] = ()) -> list[Problem]:
    """Return all problems of an archive: those of reading it, and those reported by its checks."""
    archive, files = snapshot.archive, snapshot.files
    reading = [problem for file in files.values() for problem in file.problems]
    joining = _said_once(archive.problems, _left_out(files))
    alone = _of_no_article(files.values(), archive)
    return [*reading, *joining, *snapshot.unread_texts, *told, *alone, *failed_checks(snapshot.failures, archive)]


def _with_problems(snapshot: Snapshot, problems: Iterable[Problem]) -> Snapshot:
    problems = merge_equal(problems, snapshot.archive.place_of)
    return msgspec.structs.replace(snapshot, problems=problems, problems_of=_by_record(problems))


def archive_of(files: Mapping[str, DataFile], earlier: Snapshot | None = None) -> Archive:
    """Join the records of some data files, reusing what is the same as in an earlier snapshot."""
    return Archive(
        (entry for file in files.values() for entry in file.entries),
        left_out={problem.ref for file in files.values() for problem in file.problems if problem.ref},
        rejected=[each for file in files.values() for _, each in file.rejections],
        rejected_topics=[label for file in files.values() for label in file.rejected_topics],
        before=earlier.archive if earlier else None,
        splice=_splice(files, earlier) if earlier else None,
    )


def _can_splice(files: Mapping[str, DataFile], earlier: Snapshot) -> bool:
    """Whether some files can be read on top of the store that an earlier snapshot rests on."""
    return can_splice(base_of(earlier.archive.entries), (file.entries for file in files.values()))


def _splice(files: Mapping[str, DataFile], earlier: Snapshot) -> Splice | None:
    """Return how files differ from the store that an earlier snapshot is based on; None if there is none."""
    if earlier.backing_store is None:
        return None
    return splice(base_of(earlier.archive.entries), (file.entries for file in files.values()))


def are_many(changed: int, files: int) -> bool:
    """Whether so many files changed that single lookups by their checks would take longer than reading a store."""
    return changed > max(_FEW, _SHARE * files)


def _are_many_others(files: Mapping[str, DataFile], earlier: Snapshot) -> bool:
    before = earlier.files
    same = sum(name in before and file.entries is before[name].entries for name, file in files.items())
    return are_many(max(len(files), len(before)) - same, len(files))


def unread_in(files: Mapping[str, DataFile]) -> str:
    """Return the YAML of some data files that can't be read."""
    return "\n".join(file.lost_text for file in files.values() if file.lost_text)


def _are_same(files: Mapping[str, DataFile], earlier: Mapping[str, DataFile]) -> bool:
    """Whether files have exactly the same entries and problems, whatever their stamps are."""
    return list(files) == list(earlier) and all(
        file is (was := earlier[name]) or msgspec.structs.replace(file, stamp=was.stamp) == was
        for name, file in files.items()
    )


class _Texts(NamedTuple):
    """The texts of the articles by the articles' ids, and why others can't be read.

    `files` has the files that contain them, by name, and `stamps` the stamps of these.
    """

    texts: Mapping[str, SourceText]
    wrong: Sequence[Problem]
    files: Mapping[str, SeedFile]
    stamps: Mapping[str, Stamp]


class _Digests(ByKey[str]):
    """The SHA-256 of each article's file, by the article's id, for articles with a text, found on demand."""

    def __init__(
        self, articles: Mapping[str, AnyRecord], files: Mapping[str, SeedFile], texts: Collection[str]
    ) -> None:
        super().__init__(texts)
        self._articles, self._files = articles, files

    def __getitem__(self, id: str) -> str:
        article = self._articles[id]
        return self._files[article.file].sha256 if isinstance(article, Article) else ""


def _texts(contents: Contents, archive: Archive, earlier: Snapshot | None, pause: Pause, guard: Guard) -> _Texts:
    seeds = Seeds(contents, earlier.seeds, earlier.seed_stamps) if earlier else Seeds(contents)
    texts: dict[str, SourceText] = {}
    problems: list[Problem] = []
    articles = list(archive.all(Article))
    for article in paused(articles, pause, "articles", len(articles)):
        with guard(article.ref):
            file, wrong = seeds.read(archive.entries[article.ref], article)
            problems += [wrong] if wrong else []
            if file is not None and file.text is not None:
                texts[article.id] = file.text
    stamps = {name: file.stamp for name, file in seeds.files.items()}
    return _Texts(texts, problems, seeds.files, stamps)


def _texts_again(contents: Contents, archive: Archive, earlier: Snapshot, guard: Guard) -> _Texts | None:
    """Update the texts if each known article still has its file, and a text if it had one; None otherwise."""
    articles, before = archive.of_kind(Kind.ARTICLE), earlier.archive.of_kind(Kind.ARTICLE)
    came, gone = without(articles, before), without(before, articles)
    same = ((before[id], articles[id]) for id in may_differ(before, articles) if id in before and id in articles)
    is_new = bool(came or gone)
    if not share_order(before, articles) or (is_new and not earlier.backing_store):
        return None
    if not all(_have_same_file(*both) for both in same):
        return None
    seeds = Seeds(contents, earlier.seeds, earlier.seed_stamps)
    stale, unread = seeds.changed(), {problem.ref for problem in earlier.unread_texts}
    asked = archive.all(Article) if stale or unread else _in_order(articles, came)
    others: dict[str, SourceText | None] = dict.fromkeys(gone)
    problems: list[Problem] = []
    for article in (each for each in asked if each.file in stale or each.ref in unread or each.id in came):
        text = None
        with guard(article.ref):
            file, wrong = seeds.read(archive.entries[article.ref], article)
            problems += [wrong] if wrong else []
            text = file.text if file else None
        if article.id not in came and (text is None) is (article.id in earlier.texts):
            return None
        # It is back at its place in a store, where it had no text.
        if text is not None and is_new and article.id in base_of(articles) and article.id not in base_of(earlier.texts):
            return None
        if text is not None and (article.id in came or text.sha256 != earlier.texts[article.id].sha256):
            others[article.id] = text
    # Changed files that could not be read are no longer known.
    lost = stale.difference(seeds.files)
    texts, files = amended(earlier.texts, others), amended(earlier.seeds, {**seeds.files, **dict.fromkeys(lost)})
    stamps = {name: stamp for name, stamp in earlier.seed_stamps.items() if name not in lost}
    stamps.update((name, file.stamp) for name, file in seeds.files.items())
    if is_new:
        texts = _in_the_order_of(articles, texts)
        named = {article.file for article in archive.all(Article)}
        files = amended(files, {name: None for name in stamps if name not in named})
        stamps = {name: stamp for name, stamp in stamps.items() if name in named}
    return _Texts(texts, problems, files, stamps)


def _in_order(articles: Mapping[str, AnyRecord], ids: Iterable[str]) -> Iterator[Article]:
    """Return some articles in archive order."""
    order = order_of(articles)
    in_order = sorted(ids, key=lambda id: (order and order.number(id)) or 0)
    return (article for id in in_order if isinstance(article := articles[id], Article))


def _in_the_order_of(articles: Mapping[str, AnyRecord], texts: Mapping[str, SourceText]) -> Mapping[str, SourceText]:
    """Put the texts of a store, and new ones, in the order of their articles."""
    base = base_of(texts)
    places = list(accumulate((id in base for id in base_of(articles)), initial=0))
    new = {id: places[at] for id, at in places_of_new(articles).items() if id in texts}
    return Amended(base, amendments_of(texts), new)


def _have_same_file(one: AnyRecord | None, other: AnyRecord | None) -> bool:
    return isinstance(one, Article) and isinstance(other, Article) and one.file == other.file


def _with_topics(found: CheckResults, changed: Changed | None, pause: Pause, guard: Guard) -> CheckResults:
    """Add quotes to the topics whose query they match, and report what is wrong with queries."""
    if not found.archive.by_query and all(topic.matches is None for topic in found.archive.all(Topic)):
        return found
    # Imported lazily: few archives have such topics.
    from explorer.topics import filling

    archive, problems = filling.filled(found, changed, pause, guard)
    return msgspec.structs.replace(found, archive=archive, told={**found.told, "queries": problems})


def _timeline(archive: Archive, found: CheckResults, earlier: Snapshot | None, guard: Guard) -> Sequence[Row]:
    """Create the timeline; if that fails, list the events in file order as if they had no date.

    It is the earlier one if nothing in it was checked again, nor an article, which may affect the order.
    """
    if earlier and found.again is not None:
        records = (each.find(name) for each in (earlier.archive, archive) for name in found.again)
        if not any(isinstance(record, Event) or (isinstance(record, Quote) and record.date) for record in records):
            before, now = (each.of_kind(Kind.ARTICLE) for each in (earlier.archive, archive))
            if have_same_keys(before, now) and not differing(before, now):
                return earlier.timeline
    with guard(None):
        return timeline(archive, text_order.first_places(archive, found.verifications))
    events = list(archive.all(Event))
    return [Undated(len(events)), *(Moment(event, 0, archive.quote_count(event)) for event in events)]


def _by_record(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    problems_of: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.ref:
            problems_of[problem.ref].append(problem)
    return dict(problems_of)


def _files(contents: Contents, known: Mapping[str, DataFile], pause: Pause, executor: Executor) -> dict[str, DataFile]:
    root = contents.root
    try:
        _require_data(root)
        read = read_data_files(contents, known, executor)
        files = dict(paused(read, pause, "files", len(known) or count_data_files(contents)))
        # If the folder went away meanwhile, each of its files would seem to be broken.
        _require_data(root)
    except OSError as error:
        raise ArchiveError(f"{root} can't be read: {error.strerror}") from error
    return files


def _require_data(root: Path) -> None:
    if not (root / DATA).is_dir():
        why = "it has no data/ folder" if root.exists() else "there is no such folder"
        raise ArchiveError(f"{root} is not an archive: {why}")


def _of_no_article(files: Iterable[DataFile], archive: Archive) -> Iterator[Problem]:
    """Report a note for each rejection in an unknown article."""
    for place, each in (both for file in files for both in file.rejections):
        if archive.get(Article, each.article) is None and ref(Kind.ARTICLE, each.article) not in archive.left_out:
            message = f"article: there is no article “{each.article}”; what was rejected in it can go"
            yield Problem(place, Severity.NOTE, "dangling-reference", message)


def _stale(files: Mapping[str, DataFile], archive: Archive) -> Iterator[str]:
    """Yield the refs of the records that a file has only as they were last read."""
    for name, file in files.items():
        yield from (ref for ref in file.kept if ref in archive.entries and archive.entries[ref].place.file == name)


def _left_out(files: Mapping[str, DataFile]) -> list[str]:
    """Return the files with missing records, some of which could have any id."""
    return [name for name, file in files.items() if (file.unread and not file.stale) or (file.lost and _nameless(file))]


def _nameless(file: DataFile) -> bool:
    """Whether a file has an unreadable record with an unknown id."""
    return any(problem.code in READING and problem.ref is None for problem in file.problems)


def _said_once(joining: Sequence[Problem], unread: list[str]) -> Sequence[Problem]:
    """Return the problems of joining, with one note in place of all dangling references if a file can't be read."""
    if not unread:
        return joining
    others = [problem for problem in joining if problem.code != "dangling-reference"]
    lost = len(joining) - len(others)
    what, are = ("reference", "is") if lost == 1 else ("references", "are")
    message = f"{lost} {what} to nothing may lead into this file, and {are} told when it can be read"
    return [*others, Problem(Place(unread[0]), Severity.NOTE, "dangling-reference", message)] if lost else others
