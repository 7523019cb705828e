"""The archive as it is now: read again when a file changed, searched, and asked for topics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from explorer.files.stamps import Stamp
from explorer.files.watching import stamps
from explorer.model.history import ResultsView
from explorer.snapshot import ArchiveError, Snapshot, failed, read_again

if TYPE_CHECKING:
    from explorer.changes.edits import Edit
    from explorer.model.records import Quote
    from explorer.search import Among, Hit, Results, SearchIndex
    from explorer.search.ways_out import WayOut
    from explorer.topics.proposing import Proposal


class LiveArchive:
    """The newest snapshot of an archive, and an index of it, which is made when something is first searched for.

    `read` has the stamps of the files from before they were read. `edits` has what changed since the start, the latest
    first, and `meant` what the last change meant; it is empty for nothing.
    """

    def __init__(self, snapshot: Snapshot, read: dict[str, Stamp] | None = None) -> None:
        self.snapshot = snapshot
        self.edits: Sequence[Edit] = ()
        self.meant = ""
        self._index: SearchIndex | None = None
        self._found: tuple[object, Results] | None = None
        self._proposed: tuple[Sequence[Quote], Sequence[Proposal]] | None = None
        self._stamps = stamps(snapshot.root) if read is None else read

    # The files

    def read_changes(self, *, asked: bool = False) -> bool:
        """Read the archive again if a file has changed, or if it is `asked` for. Returns whether it was read."""
        now = stamps(self.snapshot.root)
        if now == self._stamps and not asked:
            return False
        self._stamps = now
        before = self.snapshot
        try:
            self.snapshot = read_again(before)
            # Remember what changed since a snapshot, and what to say of it.
            from explorer.changes.edits import edit_between, remembered
            from explorer.describing.edits import spoken_gist

            edit = edit_between(before, self.snapshot, datetime.now(UTC))
            self.meant = spoken_gist(edit)
            if edit:
                self.edits = remembered(self.edits, edit)
        except ArchiveError as error:
            self.snapshot, self.meant = failed(before, error, datetime.now(UTC)), ""
        self._found = None
        if self._index is not None:
            from explorer.search.index import contexts_of, statuses_of

            statuses, contexts = statuses_of(self.snapshot), contexts_of(self.snapshot)
            self._index = self._index.updated(self.snapshot.archive, statuses, contexts=contexts)
        return True

    def move_to(self, snapshot: Snapshot) -> None:
        """Go on in a copy of the archive."""
        self.snapshot, self._index, self._found = snapshot, None, None
        self._stamps = stamps(snapshot.root)

    @property
    def proposed(self) -> Sequence[Proposal]:
        """The topics that the words of the quotes propose, with those that were accepted or rejected by now.

        They are looked for when they are first asked for, and again when the quotes have changed.
        """
        from explorer.model.listed import are_same
        from explorer.store.kept_words import proposed_topics
        from explorer.topics.proposing import MOST

        quotes = self.snapshot.archive.quotes
        if self._proposed is None or not are_same(self._proposed[0], quotes):
            self._proposed = quotes, proposed_topics(self.snapshot, MOST)
        return self._proposed[1]

    # The search

    @property
    def index(self) -> SearchIndex:
        if self._index is None:
            from explorer.store.kept_index import index_of

            self._index = index_of(self.snapshot)
        return self._index

    def results(self, view: ResultsView) -> Results:
        """What a search finds."""
        asked = view.query, view.over.trail if view.within else None
        if self._found is None or self._found[0] != asked:
            self._found = asked, self.index.search(view.query, among=self._among(view))
        return self._found[1]

    def hit(self, view: ResultsView, ref: str) -> Hit | None:
        """Why a search finds a record; None when it does not, as may be after a change."""
        found = self.results(view)
        place = found.find(ref)
        return None if place is None else found[place]

    def ways_out(self, view: ResultsView) -> Sequence[WayOut]:
        """What else to search for, where a search finds nothing."""
        return () if self.results(view) else self.index.ways_out(view.query, among=self._among(view))

    def _among(self, view: ResultsView) -> Among | None:
        """What a search looks through: what belongs to a trail, or else everything."""
        return self.index.among(self.snapshot.scope(view.over.trail).refs) if view.within else None
