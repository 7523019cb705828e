"""Keeping the snapshot, the index and the kept queries up to date with the disk."""

from __future__ import annotations

import gc
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from msgspec.structs import replace
from textual import on
from textual.reactive import reactive

from explorer.desk import crash_report
from explorer.display import one_line
from explorer.model.listed import are_same
from explorer.model.pausing import Progress
from explorer.model.records import Kind, Quote
from explorer.snapshot import Snapshot, failed, pending
from explorer.store import told_unkept
from explorer.ui.background import (
    ArchiveRead,
    Background,
    EditUnderstood,
    FilesChanged,
    IndexMade,
    NotKept,
    Proposed,
    QueriesNotKept,
    QueriesRead,
    ReadingFailed,
    ReadingGoesOn,
    RecordsRead,
    SnapshotOutdated,
    Verified,
)
from explorer.ui.garbage import freeze_garbage
from explorer.ui.requests import ChangeQueries, Join, Propose, Reload
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.searching_screen import SearchingScreen

# The maximum width of a message, as in app.tcss, and the part of that which its frame takes.
_WIDEST, _FRAME = 100, 4
# If more files than this changed, check them all: the system may not have reported each.
_FEW = 20
# The maximum number of edits described within this many seconds.
_MOST_SAID, _READABLE = 3, 5.0


class LiveScreen(SearchingScreen):
    """A screen whose archive is read, indexed and watched. It owns the snapshot, which other screens get from it."""

    reading: reactive[Progress | None] = reactive(None, init=False, repaint=False)

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.set_reactive(LiveScreen.snapshot, snapshot)
        self.background = Background(self)
        self._shown = 0
        # What to read next: the archive after a move may not be shown yet.
        self._latest = snapshot
        # The names of the files to check when the present reading has ended; None means all. And whether the user
        # requested that.
        self._to_look_at: set[str | None] = set()
        self._is_asked = False
        # The number of that reading: there is one at a time.
        self._under_way: int | None = None
        # The number of the reading that checks all of the archive; None where it failed.
        self._checking: int | None = None
        # Whether the message that the archive can't be kept was shown.
        self._said_unkept = False
        # The times at which edits were last described.
        self._said_at: list[float] = []
        # The quotes whose words were last used to propose topics; and the ids of all articles then.
        self._proposed_of: tuple[Sequence[Quote], frozenset[str]] | None = None

    def begin(self) -> None:
        """Start all work that the first frame does not need."""
        self.background.keep_queries()
        shown = self.snapshot
        if shown.is_unseen:
            freeze_garbage()
        if shown.pending or shown.is_past:
            self._read(shown)
        elif shown.is_unchecked:
            self._read(pending(shown.root))
        if shown.is_past or shown.is_unchecked:
            self.background.index(shown, self.index)
        elif not shown.pending:
            self._first_read()

    def _first_read(self, *, is_indexed: bool = False) -> None:
        freeze_garbage()
        if not is_indexed:
            self.background.index(self.snapshot, self.index)
        self.background.watch(self.snapshot)
        self._say_failed_checks(self.snapshot)

    def move_to(self, root: Path) -> None:
        """Switch to the archive in another folder, which must have the same records."""
        self._latest, self._to_look_at = pending(root), set()
        self._read(self._latest)

    def reload(self, *, asked: bool = False, changed: Collection[str] | None = None) -> None:
        """Read the archive again and show it. If the user `asked` for it, they get a message.

        `changed` has the names of all files that may have changed since it was last read, where they are known.
        """
        self._to_look_at.update({None} if changed is None else changed)
        self._is_asked = self._is_asked or asked
        self._read_on()

    def _read_on(self) -> None:
        """Read what has changed since the latest reading; if another reading is under way, wait until it ends.

        Thus what git writes batch by batch is read in as many steps as there is time for, and no step is wasted.
        """
        if self._under_way is not None or not self._to_look_at:
            return
        names, asked = self._to_look_at, self._is_asked
        self._to_look_at, self._is_asked = set(), False
        latest = self._latest
        # Of an unchecked archive, read only the records again: the reading that checks it does the rest.
        is_left = latest.is_unchecked and self._checking is None
        changed = None if len(names) > _FEW else [name for name in names if name is not None]
        self._read(pending(latest.root) if is_left else latest, asked=asked, changed=None if None in names else changed)

    def _read(self, earlier: Snapshot, *, asked: bool = False, changed: Collection[str] | None = None) -> None:
        number = self.background.read(earlier, asked=asked, changed=changed)
        if earlier.pending:
            self._checking = number
        else:
            self._under_way = number

    def _has_ended(self, number: int) -> None:
        """Continue with what changed during the latest reading, when its result is shown."""
        if number == self._under_way:
            self._under_way = None
            self.call_after_refresh(self._read_on)

    @on(Reload)
    def _reload(self, event: Reload) -> None:
        event.stop()
        self.reload(asked=True)

    @on(FilesChanged)
    def _read_changed(self, event: FilesChanged) -> None:
        self.reload(changed=event.names)

    @on(ReadingGoesOn)
    def _say_how_far(self, event: ReadingGoesOn) -> None:
        if event.number > self._shown or self.snapshot.is_unchecked:
            self.reading = event.progress

    @on(RecordsRead)
    def _show_edited(self, event: RecordsRead) -> None:
        """Show the records as they are after an edit, while they are checked."""
        if event.number == self._under_way and self.snapshot.archive is self._latest.archive:
            self.snapshot = event.snapshot.shown_after(self.snapshot)
        self.call_after_refresh(event.is_shown.set)

    @on(ArchiveRead)
    def _show_read(self, event: ArchiveRead) -> None:
        """Show a snapshot that was read, unless a later one is shown already, or all was checked meanwhile."""
        self._has_ended(event.number)
        before, now = self.snapshot.last_checked or self.snapshot, event.snapshot
        if not self._is_shown_next(event):
            return
        self._shown, self.reading = event.number, None
        self.snapshot = now
        self.background.verify_first(now)
        if now.is_unchecked:
            self.background.index(now, self.index)
            if before.pending:
                self.background.watch(now)
            return
        if before.pending or before.is_past or before.is_unchecked:
            # What is kept is still valid: it only had to be checked.
            self._first_read(is_indexed=bool(before.is_past and now.kept) and now.archive is before.archive)
        else:
            # What is on the screen now comes first: another thread would take half of the time.
            self.call_after_refresh(self.background.index, now, self.index)
            if now.failures != before.failures:
                self._say_failed_checks(now)
        if before.root != now.root and not before.is_past:
            self.background.watch(now)
        if not (before.pending or before.is_unchecked or before.is_unseen):
            # After a move to a copy, it has the records that are shown, except for edits since then.
            room = min(self.app.size.width, _WIDEST) - _FRAME
            self.background.understand(before, event, datetime.now(UTC), room)

    def _is_shown_next(self, read: ArchiveRead) -> bool:
        """Whether to show what was read. If only a part of it is new, the archive is read again on top of that."""
        now, latest, is_late = read.snapshot, self._latest, read.number < self._shown
        is_here = latest.root == now.root
        if now.is_unchecked and is_here and not (latest.pending or latest.is_unchecked):
            # All was checked during the reading.
            self.reload(asked=read.asked)
            return False
        is_checked_at_last = self.snapshot.is_unchecked and not now.is_unchecked
        if is_here and (is_checked_at_last or not is_late):
            self._latest = now
        if is_late and is_checked_at_last:
            # It was edited during the check.
            self.reload()
        return not is_late

    @on(SnapshotOutdated)
    def _show_past(self, event: SnapshotOutdated) -> None:
        """Say that what is shown is outdated, while it is read again."""
        if event.archive is self.snapshot.archive and self.snapshot.is_unseen:
            # Until it is read: see `_first_read`.
            gc.disable()
            self.snapshot = replace(self.snapshot, is_unseen=False)

    @on(Verified)
    def _show_verified(self, event: Verified) -> None:
        """Show the first results of verification while the archive is not checked yet."""
        from explorer.checking.unverified import Unverified

        shown = self.snapshot
        if event.archive is shown.archive and isinstance(shown.verifications, Unverified):
            known, omissions = shown.verifications.knowing(event.verifications), {**shown.omissions, **event.omissions}
            self.snapshot = replace(shown, verifications=known, omissions=omissions)

    def _say_failed_checks(self, snapshot: Snapshot) -> None:
        if said := crash_report.report_checks(snapshot.failures):
            self.notify("\n".join(said), severity="error", markup=False)

    @on(EditUnderstood)
    def _say_what_it_meant(self, event: EditUnderstood) -> None:
        """Describe an edit in one line; say nothing if it has no meaning, unless the user requested the reading."""
        from explorer.changes.edits import remembered

        if event.edit:
            self.edits = remembered(self.edits, event.edit)
        screen = self.app.screen
        if isinstance(screen, ArchiveScreen) and screen.shows_edits and not event.edit.new:
            return
        if event.meant:
            refs = {change.ref for change in event.edit.changes}
            used = screen.record if isinstance(screen, ArchiveScreen) and screen.is_mounted else None
            # A single record needs no name, unless another one is in use.
            others = [one_line(ref) for ref in refs if len(refs) == 1 and used and used.ref != ref]
            # Describe the edit. Of many in a row, as when git writes file by file, nobody could read each.
            now = monotonic()
            self._said_at = [*(at for at in self._said_at if now - at < _READABLE), now]
            if len(self._said_at) <= _MOST_SAID:
                self.notify(": ".join([*others, event.meant]))
            elif len(self._said_at) == _MOST_SAID + 1:
                self.notify("Many edits in a row: c shows what each of them meant.")
        elif event.asked:
            self.notify("Reloaded: no record has changed.", timeout=2)

    @on(ReadingFailed)
    def _say_failed(self, event: ReadingFailed) -> None:
        """Mark the snapshot as failed, which every screen then says until the archive can be read again."""
        if event.number == self._checking:
            self._checking = None
        if event.number == self._under_way:
            # What it was to check is checked with the next change.
            if self._to_look_at:
                self._has_ended(event.number)
            self._under_way = None
            self._to_look_at.add(None)
        if event.number < self._shown:
            if self._latest.is_unchecked and self._checking is None:
                # It was edited during the check.
                self.reload()
            return
        first, self.reading = self.snapshot.failure is None, None
        if first or event.asked:
            self.notify(str(event.error), severity="error")
        if first and (self.snapshot.pending or self.snapshot.is_past or self.snapshot.is_unchecked):
            self.background.watch(self.snapshot)
        self.snapshot = failed(self.snapshot, event.error, datetime.now(UTC))

    @on(IndexMade)
    def _search_all(self, event: IndexMade) -> None:
        """Search with a new index, unless the archive has changed since it was made."""
        if event.index.archive is self.snapshot.archive:
            self.use_index(event.index)

    @on(NotKept)
    def _say_not_kept_for_the_next_start(self, event: NotKept) -> None:
        """Say it only once: each edit tries again."""
        if not self._said_unkept:
            self._said_unkept = True
            self.notify(told_unkept(event.root, event.error), severity="warning", markup=False)

    # Proposed topics

    @on(Propose)
    def _propose(self, event: Propose) -> None:
        event.stop()
        archive = self.snapshot.archive
        articles = frozenset(archive.of_kind(Kind.ARTICLE))
        quotes_before, articles_before = self._proposed_of or ((), None)
        is_known = articles == articles_before and (not event.exactly or are_same(quotes_before, archive.quotes))
        if not self.countable.pending and not is_known:
            self._proposed_of = archive.quotes, articles
            self.background.propose(self.snapshot)

    @on(Proposed)
    def _show_proposed(self, event: Proposed) -> None:
        if self._proposed_of and event.quotes is self._proposed_of[0]:
            self.proposals = event.proposals

    @on(Join)
    def _join(self, event: Join) -> None:
        from explorer.topics.proposing import joined

        event.stop()
        one, other = event.one, event.other
        both = joined(one, other)
        found = [both if each is one else each for each in self.proposals or () if each is not other]
        self.proposals = [replace(each, broader=one.label) if each.broader == other.label else each for each in found]

    # Queries

    @on(ChangeQueries)
    def _change_queries(self, event: ChangeQueries) -> None:
        event.stop()
        self.background.keep_queries(event.change, event.told)

    @on(QueriesRead)
    def _show_queries(self, event: QueriesRead) -> None:
        self.queries = event.queries
        if event.told:
            self.notify(event.told, timeout=4)

    @on(QueriesNotKept)
    def _say_not_kept(self, event: QueriesNotKept) -> None:
        self.notify(f"It can’t be saved: {event.error}", severity="error")
