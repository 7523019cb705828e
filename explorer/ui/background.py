"""Work in the background of a screen, such as reading, comparing, indexing, watching and proposing topics, in workers.

A worker posts its result as a message to the screen that started it. It ends when its work is no longer wanted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.worker import WorkType, get_current_worker

from explorer.desk import kept_queries
from explorer.desk.kept_queries import Queries
from explorer.model.pausing import Pause, Progress, give_memory_back, without_gc
from explorer.snapshot import (
    ArchiveError,
    Snapshot,
    are_many,
    check,
    is_large,
    read_again,
    read_edited,
    read_unchecked,
)
from explorer.store import as_kept, changed_since, keep, looked_at, read_kept
from explorer.ui.late import NoLongerWanted, pausing, run_in_thread
from explorer.ui.messages import Message

if TYPE_CHECKING:
    from explorer.changes.edits import Edit
    from explorer.checking.verification import Verification
    from explorer.checking.wholeness.omissions import Omissions
    from explorer.model.archive import Archive
    from explorer.model.records import Quote
    from explorer.search.index import SearchIndex
    from explorer.topics.proposing import Proposal

# Seconds. Work that takes longer than this shows its progress, updated at this interval.
_UNNOTICED = 0.1
# The archive is kept for the next start after this many turns without another edit, each of this many seconds.
_TURNS, _TURN = 40, 0.05
# Seconds without another changed file before many changed files are read.
_SETTLING = 0.2
# With more records than this, reading an edit takes long.
_MANY = 20_000
# An archive with more bytes of YAML than this is read in another process, which takes a moment to start.
_MUCH = 4_000_000


class ReadingGoesOn(Message):
    """How far the reading of the archive is. `number` counts how often it was read."""

    progress: Progress
    number: int


class ArchiveRead(Message):
    """The archive was read, perhaps not yet checked. `number` counts the readings; `asked`: the user requested it."""

    snapshot: Snapshot
    number: int
    asked: bool


class RecordsRead(Message):
    """The records of an archive were read after an edit, and are not checked yet.

    `number` is that of the reading, and `is_shown` is set once they have been handled.
    """

    snapshot: Snapshot
    number: int
    is_shown: Event


class SnapshotOutdated(Message):
    """Files have changed since an archive was kept, and none of them has been looked at."""

    archive: Archive


class Verified(Message):
    """Some records of an archive that is not checked yet were verified, since they are on the screen."""

    archive: Archive
    verifications: Mapping[str, Verification]
    omissions: Mapping[str, Omissions]


class ReadingFailed(Message):
    """The archive could not be read."""

    error: ArchiveError
    number: int
    asked: bool


class IndexMade(Message):
    """There is a new index: of more of the archive, or of a later state of it."""

    index: SearchIndex


class QueriesRead(Message):
    """The kept queries were read or changed. `told` is what to tell the user; it may be empty."""

    queries: Queries
    told: str


class QueriesNotKept(Message):
    """The queries could not be read or written."""

    error: OSError


class NotKept(Message):
    """The archive in a folder, which is large, can't be kept for the next start."""

    root: Path
    error: OSError


class EditUnderstood(Message):
    """What changed from one reading of the archive to the next, and how to say that in one line, which is empty when
    nothing changed. `asked` is the reading's.
    """

    edit: Edit
    meant: str
    asked: bool


class Proposed(Message):
    """The topics that the words of an archive propose."""

    quotes: Sequence[Quote]
    proposals: Sequence[Proposal]


class FilesChanged(Message):
    """Something in the archive's folder has changed: files or folders, by their names in it."""

    names: Collection[str]


class Background:
    """Starts work for a screen, the `owner`, which gets the messages. When the owner is removed, all work ends."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self._readings = 0
        # The last archive that was kept in the background, and the name of its store; and the last one to be indexed.
        self._kept: tuple[Archive, str] | None = None
        self._indexed: Archive | None = None

    def read(self, earlier: Snapshot, *, asked: bool = False, changed: Collection[str] | None = None) -> int:
        """Read the archive of a snapshot as it is now. The answer is `ArchiveRead` or `ReadingFailed`.

        `changed` has the names of all files that may have changed since, where they are known. Returns the number of
        the reading, which the answer has, too.
        """
        self._readings += 1
        self._start("read", "read the archive", partial(self._read, earlier, self._readings, asked, changed))
        return self._readings

    def index(self, snapshot: Snapshot, before: SearchIndex | None) -> None:
        """Make a snapshot searchable, and keep it for the next start. `IndexMade` announces each index.

        The work on an earlier snapshot is cancelled.
        """
        self._indexed = snapshot.archive
        self._start("index", "index the archive", partial(self._index, snapshot, before), exclusive=True)

    def understand(self, before: Snapshot, read: ArchiveRead, at: datetime, width: int) -> None:
        """Find out what changed since a snapshot, in a reading shown at the time `at`. The answer is `EditUnderstood`.

        `width` is the number of characters available to describe it.
        """
        work = partial(self._understand, before, read, at, width)
        self._start("understand", "compare with the archive before", work)

    def verify_first(self, snapshot: Snapshot) -> None:
        """Verify first the records on the screen, while a snapshot is not checked. Each answer is a `Verified`.

        The work on an earlier snapshot is cancelled.
        """
        if snapshot.is_unchecked:
            self._start("verify", "verify what is shown", partial(self._verify_first, snapshot), exclusive=True)
        else:
            self._owner.workers.cancel_group(self._owner, "verify")

    def propose(self, snapshot: Snapshot) -> None:
        """Find the topics that the words of a snapshot propose. The answer is `Proposed`.

        The work on an earlier snapshot is cancelled.
        """
        work = partial(self._propose, snapshot, self._indexed)
        self._start("propose", "propose topics", work, exclusive=True)

    def keep_queries(self, change: Callable[[Queries], Queries] | None = None, told: str = "") -> None:
        """Read or change the kept queries. Answered by `QueriesRead`; on failure, with `told`, by `QueriesNotKept`."""
        self._start("queries", "keep the queries", partial(self._keep_queries, change, told))

    def watch(self, snapshot: Snapshot) -> None:
        """Watch the archive's folder for changes since a snapshot was read. `FilesChanged` announces each."""
        # A coroutine object would be left over if the worker is cancelled before it begins.
        work: WorkType[None] = partial(self._watch, snapshot)
        self._owner.run_worker(work, "watch", "watch", "watch the archive", exclusive=True)

    def _start(self, name: str, description: str, work: Callable[[], None], *, exclusive: bool = False) -> None:
        run_in_thread(self._owner, name, description, work, exclusive=exclusive)

    def _tell(self, message: Message) -> None:
        # A screen that is being removed drops the message, and does not need it.
        self._owner.post_message(message)

    # In threads

    def _read(self, earlier: Snapshot, number: int, asked: bool, changed: Collection[str] | None) -> None:
        rest, told = pausing(get_current_worker(), self._owner), time.monotonic()

        def pause(progress: Progress) -> None:
            nonlocal told
            rest()
            if time.monotonic() - told > _UNNOTICED:
                told = time.monotonic()
                self._tell(ReadingGoesOn(progress, number))

        def show(unchecked: Snapshot) -> None:
            self._tell(ArchiveRead(unchecked, number, asked))

        try:
            if not earlier.pending:
                snapshot = self._read_on(earlier, number, pause, changed)
            else:
                snapshot = self._read_first(earlier.root, pause, show)
        except ArchiveError as error:
            self._tell(ReadingFailed(error, number, asked))
        except NoLongerWanted:
            pass
        else:
            snapshot.count_ahead()
            self._tell(ArchiveRead(snapshot, number, asked))

    def _read_on(self, earlier: Snapshot, number: int, pause: Pause, changed: Collection[str] | None) -> Snapshot:
        """Read the archive of a snapshot again if a look at all its files shows that they have changed.

        The records of a large one are shown before they are checked.
        """
        if (changed is None or earlier.is_unseen) and (seen := looked_at(earlier)):
            return seen
        if earlier.is_unseen:
            self._tell(SnapshotOutdated(earlier.archive))
        if changed is None and _is_better_beside(earlier):
            from explorer.store.reading_process import reread_in_process

            # What was read until now is kept with the rest.
            self._owner.call_later(self._owner.workers.cancel_group, self._owner, "index")
            _let_settle(earlier, pause)
            self._start("edit", "read what was edited", partial(self._read_edited, earlier, number))
            if found := reread_in_process(earlier.root, pause):
                return found
        if len(earlier.archive.entries) <= _MANY:
            return read_again(earlier, pause, changed=changed)
        with without_gc():
            return read_again(earlier, pause, changed=changed, show=partial(self._show_edited, number=number))

    def _read_edited(self, earlier: Snapshot, number: int) -> None:
        """Show the records of a large archive as they are now, while another process checks them."""
        # The process reports what can't be read.
        rest = pausing(get_current_worker(), self._owner)
        with suppress(NoLongerWanted, ArchiveError), without_gc():
            if edited := read_edited(earlier, lambda _: rest()):
                self._show_edited(edited, number)

    def _show_edited(self, edited: Snapshot, number: int) -> None:
        edited.count_ahead()
        is_shown = Event()
        self._tell(RecordsRead(edited, number, is_shown))
        # Checked at the same time, they would take twice as long to reach the screen.
        is_shown.wait(_UNNOTICED)

    def _read_first(self, root: Path, pause: Pause, show: Callable[[Snapshot], None]) -> Snapshot:
        """Read an archive that is not shown yet, and `show` the records of a large one before they are checked."""
        if as_kept(root) or not is_large(root):
            return read_kept(root, pause)
        if is_large(root, _MUCH):
            # Imported here: few archives are so large.
            from explorer.store.reading_process import read_in_process

            if found := read_in_process(root, pause, show):
                return found
        snapshot = read_unchecked(root, pause)
        show(snapshot)
        return check(snapshot, pause)

    def _verify_first(self, snapshot: Snapshot) -> None:
        from explorer.checking.on_demand import OnDemandVerifier
        from explorer.checking.unverified import Unverified

        rest, first = pausing(get_current_worker(), self._owner), OnDemandVerifier(snapshot.archive, snapshot.texts)
        known = set[str]()
        with suppress(NoLongerWanted):
            while isinstance(snapshot.verifications, Unverified):
                rest()
                time.sleep(_TURN)
                asked = [ref for ref in snapshot.verifications.take_asked() if ref not in known]
                # Whoever shows the answer requests again what is not found in this turn.
                verifications: dict[str, Verification] = {}
                omissions: dict[str, Omissions] = {}
                began = time.monotonic()
                for found in first.verify(asked):
                    rest()
                    verifications.update(found.verifications)
                    omissions.update(found.omissions)
                    if time.monotonic() - began > _UNNOTICED:
                        break
                if verifications:
                    known.update(verifications)
                    self._tell(Verified(snapshot.archive, verifications, omissions))

    def _index(self, snapshot: Snapshot, before: SearchIndex | None) -> None:
        with suppress(NoLongerWanted):
            self._make_searchable(snapshot, before)
            # Only now, so that nothing on the screen waits for it.
            snapshot.archive.read_ahead_to_narrow()
        if len(snapshot.archive.entries) > _MANY:
            give_memory_back()

    def _make_searchable(self, snapshot: Snapshot, before: SearchIndex | None) -> None:
        from explorer.search.index import SearchIndex, contexts_of, statuses_of
        from explorer.store.kept_index import index_below, keep_index
        from explorer.store.other_process import indexed, needs_other_process

        pause = pausing(get_current_worker(), self._owner)
        index = _made_elsewhere(snapshot, pause)
        may_be_apart = bool(snapshot.kept) and needs_other_process(snapshot)
        if index is None and may_be_apart and before is not None:
            # What another process read is not available here.
            index = indexed(snapshot, pause)
        if index is not None:
            self._tell(IndexMade(index))
            # A start does not need the checks if nothing has changed, but the first edit would wait for them.
            from explorer.checking import acceptance, checks  # noqa: F401

            return
        before = before or index_below(snapshot)
        made = SearchIndex.following(before, snapshot.archive, statuses_of(snapshot), pause, contexts_of(snapshot))
        for index in made:
            pause()
            self._tell(IndexMade(index))
            # Some of a large archive is enough here.
            if index.missing and may_be_apart:
                if whole := indexed(snapshot, pause):
                    self._tell(IndexMade(whole))
                    return
                may_be_apart = False
        if snapshot.is_unchecked:
            return
        for _ in range(_TURNS if before else 0):
            pause()
            time.sleep(_TURN)
        store = keep(snapshot, pause, lambda error: self._tell(NotKept(snapshot.root, error)))
        if index is not None:
            keep_index(snapshot.root, store, index)
        self._kept = snapshot.archive, store

    def _understand(self, before: Snapshot, read: ArchiveRead, at: datetime, width: int) -> None:
        from explorer.changes.edits import edit_between
        from explorer.describing.edits import gist

        edit = edit_between(before, read.snapshot, at)
        self._tell(EditUnderstood(edit, gist(edit, width), read.asked))

    def _propose(self, snapshot: Snapshot, indexed: Archive | None) -> None:
        from explorer.store.kept_words import proposed_topics
        from explorer.store.other_process import needs_other_process, proposed
        from explorer.topics.proposing import MOST

        pause = pausing(get_current_worker(), self._owner)
        with suppress(NoLongerWanted):
            if needs_other_process(snapshot):
                found = proposed(snapshot, self._store_of(snapshot, indexed, pause), pause)
            else:
                found = proposed_topics(snapshot, MOST, lambda _: pause())
            self._tell(Proposed(snapshot.archive.quotes, found))

    def _store_of(self, snapshot: Snapshot, indexed: Archive | None, pause: Callable[[], None]) -> str:
        """The name of a snapshot's store, as soon as there is one; empty if there will be none.

        It is kept once it is indexed. `indexed` was the last archive to be indexed at the time of the request; with a
        third one after that, it is never kept.
        """
        archive = snapshot.archive
        while not snapshot.kept:
            pause()
            time.sleep(_TURN)
            if self._kept and self._kept[0] is archive:
                return self._kept[1]
            if self._indexed is not archive and self._indexed is not indexed:
                return ""
        return snapshot.kept

    def _keep_queries(self, change: Callable[[Queries], Queries] | None, told: str) -> None:
        try:
            queries = kept_queries.update(change) if change else kept_queries.load()
        except OSError as error:
            if told:
                self._tell(QueriesNotKept(error))
            return
        self._tell(QueriesRead(queries, told))

    async def _watch(self, snapshot: Snapshot) -> None:
        from explorer.files import watching

        def seen() -> watching.Seen:
            """Report the files that were saved between the reading and the watching."""
            return watching.Seen(snapshot.stamps, snapshot.began)

        async for names in watching.changes(snapshot.root, seen):
            self._tell(FilesChanged(names))


def _made_elsewhere(snapshot: Snapshot, pause: Callable[[], None]) -> SearchIndex | None:
    """The kept index of a snapshot, or the one made by the process that reads the archive."""
    from explorer.store.kept_index import kept_index

    while (index := kept_index(snapshot)) is None and snapshot.is_unchecked and snapshot.kept:
        time.sleep(_TURN)
        pause()
    return index


def _is_better_beside(snapshot: Snapshot) -> bool:
    """Whether so much of a large archive has changed that another process reads it sooner."""
    if snapshot.is_unchecked or not is_large(snapshot.root, _MUCH):
        return False
    # A file that can no longer be read may be shown in a state that was not kept.
    is_kept = as_kept(snapshot.root) is not None and (snapshot.kept or not snapshot.hurt)
    return is_kept and are_many(len(changed_since(snapshot)), len(snapshot.files))


def _let_settle(snapshot: Snapshot, pause: Pause) -> None:
    """Wait as long as more files change, as when git writes them: reading each part would mean reading all again."""
    before, now = -1, len(changed_since(snapshot))
    while now > before:
        time.sleep(_SETTLING)
        before, now = now, len(changed_since(snapshot))
        pause(Progress("files", 0, len(snapshot.files)))
