"""The walk: the archive as it is now, the views said now, before and after, and where each step leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explorer.describing.fields import ArticleLink, RecordLink
from explorer.files.stamps import Stamp
from explorer.files.watching import stamps
from explorer.linear.overview_pages import (
    changes_page,
    glance_page,
    problems_page,
    said_page,
    sources_page,
    timeline_page,
)
from explorer.linear.pages import RECORD, Page, Target
from explorer.linear.record_pages import article_page, panes_page, record_page, result_page
from explorer.model.history import History, PanesView, ReadingView, ResultsView, ScreenView, View
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.search.hits import Hit
from explorer.snapshot import ArchiveError, Snapshot, failed, read_again
from explorer.sources import SourcesMatrix, sources_matrix

if TYPE_CHECKING:
    from explorer.changes.edits import Edit
    from explorer.search.filters import Among
    from explorer.search.hits import Results
    from explorer.search.index import SearchIndex
    from explorer.search.ways_out import WayOut
    from explorer.topics.proposing import Proposal


class LiveArchive:
    """The newest snapshot of an archive, and an index of it, which is made at the first search.

    `read` has the stamps of the files from before they were read. `edits` has what changed since the start, the latest
    first, and `meant` describes the last change; it is empty for nothing.
    """

    def __init__(self, snapshot: Snapshot, read: dict[str, Stamp] | None = None) -> None:
        self.snapshot = snapshot
        self.edits: Sequence[Edit] = ()
        self.meant = ""
        self._index: SearchIndex | None = None
        self._found: tuple[object, Results] | None = None
        self._sources: tuple[Snapshot, SourcesMatrix] | None = None
        self._proposed: tuple[Sequence[Quote], Sequence[Proposal]] | None = None
        self._stamps = stamps(snapshot.root) if read is None else read

    # The files

    def read_changes(self, *, asked: bool = False) -> bool:
        """Read the archive again if a file has changed, or if `asked` to. Returns whether it was read."""
        now = stamps(self.snapshot.root)
        if now == self._stamps and not asked:
            return False
        self._stamps = now
        before = self.snapshot
        try:
            self.snapshot = read_again(before)
            # Remember what changed since a snapshot, and how to say it.
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
        """Continue in a copy of the archive."""
        self.snapshot, self._index, self._found = snapshot, None, None
        self._stamps = stamps(snapshot.root)

    @property
    def sources(self) -> SourcesMatrix:
        """The sources of each topic: counted when first needed, and again after a change."""
        if self._sources is None or self._sources[0] is not self.snapshot:
            snapshot = self.snapshot
            self._sources = snapshot, sources_matrix(snapshot.archive, snapshot.verifications, snapshot.reports)
        return self._sources[1]

    @property
    def proposed(self) -> Sequence[Proposal]:
        """The topics that the words of the quotes propose, including those accepted or rejected by now.

        They are found when first needed, and again when the quotes have changed.
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
        """The results of a search."""
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
        """Other queries to try when a search finds nothing."""
        return () if self.results(view) else self.index.ways_out(view.query, among=self._among(view))

    def _among(self, view: ResultsView) -> Among | None:
        """The records that a search covers: those of a trail, or else all."""
        return self.index.among(self.snapshot.scope(view.over.trail).refs) if view.within else None


class Walk:
    """A walk through an archive. `page` is the view as it was said last, so that its numbers mean what was heard.

    `opened` is the hit that the results were left for. When the archive is read again, the view stays as it was.
    """

    def __init__(self, snapshot: Snapshot, read: dict[str, Stamp] | None = None) -> None:
        self.live = LiveArchive(snapshot, read)
        self.view: View = PanesView()
        self.history = History()
        self.opened: Hit | None = None
        self.page = self.page_of(self.view)

    @property
    def snapshot(self) -> Snapshot:
        """The archive as it is now."""
        return self.live.snapshot

    # Views

    def page_of(self, view: View) -> Page:
        """A view in words."""
        match view:
            case PanesView():
                return panes_page(self.snapshot, view)
            case ResultsView():
                return result_page(self.snapshot, view, self.live.results(view), self.live.ways_out(view))
            case ReadingView():
                return article_page(self.snapshot, view)
        return self._screen_page(view)

    def _screen_page(self, view: ScreenView) -> Page:
        match view:
            case ScreenView(name="timeline", at=at):
                return timeline_page(self.snapshot, next(iter(at), None))
            case ScreenView(name="sources"):
                return sources_page(self.snapshot, view, self.live.sources)
            case ScreenView(name="said"):
                return said_page(self.snapshot, view)
            case ScreenView(name="problems"):
                return problems_page(self.snapshot)
            case ScreenView(name="overview"):
                return glance_page(self.snapshot)
            case ScreenView(name="drafts"):
                from explorer.linear.drafts_page import drafts_page

                return drafts_page(self.snapshot)
            case ScreenView(name="proposals"):
                from explorer.linear.proposals_page import proposals_page

                return proposals_page(self.snapshot, self.live.proposed)
            case ScreenView(name="changes", at=at):
                return changes_page(self.live.edits, self.snapshot.archive, next(iter(at), None))
        ref = next(iter(view.at), "")
        hit = self.opened if self.opened and self.opened.ref == ref else None
        return record_page(self.snapshot, ref, self.place_in_list(ref), hit)

    def show(self, view: View) -> None:
        """Replace the view that is said. This alone changes nothing in the history."""
        self.view = view
        self.page = self.page_of(view)

    def move_to(self, snapshot: Snapshot) -> None:
        """Continue in a copy of the archive."""
        self.live.move_to(snapshot)
        self.show(self.view)

    def begin(self, view: View, behind: Iterable[View]) -> None:
        """Begin at a view, with others behind it."""
        self.history = History(behind)
        self.show(view)

    def go(self, view: View) -> None:
        """Leave the view that is said for another one."""
        if view != self.view:
            self.history.leave(self.view)
        self.show(view)

    def back(self) -> bool:
        """Return to the view before. Returns False when there is none."""
        return self._walked(self.history.back(self.view))

    def forward(self) -> bool:
        """Go to the view that was left by going back. Returns False when there is none."""
        return self._walked(self.history.forward(self.view))

    def _walked(self, view: View | None) -> bool:
        if view is not None:
            self.show(view)
        return view is not None

    @property
    def panes(self) -> PanesView:
        """The panes that are said, or the last ones before the present view."""
        views = (self.view, *reversed(self.history.behind))
        return next((view for view in views if isinstance(view, PanesView)), PanesView())

    @property
    def trail(self) -> tuple[str, ...]:
        """The trail of the panes."""
        return self.panes.trail

    def hit_of(self, ref: str) -> Hit | None:
        """Why a record was found by the search that it was opened from, or that is said now."""
        if isinstance(self.view, ResultsView):
            return self.live.hit(self.view, ref)
        return self.opened if self.opened and self.opened.ref == ref else None

    # Where a number leads

    def follow(self, target: Target, number: int | None = None) -> None:
        """Go where a target leads: into a topic, person, event or article; to a quote’s description; to a view."""
        # In the view that is left, keep which of its records was opened.
        if isinstance(target, RecordLink) and number is not None:
            if isinstance(self.view, ResultsView):
                self.opened = self.live.hit(self.view, target.ref)
            self.view = _at(self.view, target.ref)
        match target:
            case Problem(ref=ref):
                if ref is not None:
                    self.go(ScreenView(RECORD, (ref,)))
            case ArticleLink():
                self.go(self.reading(target))
            case RecordLink(ref):
                self._open(ref, listed=number is not None)
            case _:
                self.go(target)

    def follow_ref(self, ref: str) -> None:
        """Start a new trail at a record, or go to a quote’s description."""
        self._open(ref, listed=False)

    def _open(self, ref: str, *, listed: bool) -> None:
        record = self.snapshot.archive.find(ref)
        if record is None or isinstance(record, Quote):
            self.go(ScreenView(RECORD, (ref,)))
        elif isinstance(self.view, PanesView) and listed:
            self.start(self.view.trail if ref in self.view.trail else (*self.view.trail, ref))
        else:
            self.start((ref,))

    def start(self, trail: tuple[str, ...]) -> None:
        """Go to what belongs to all of a trail."""
        self.go(PanesView(trail, self.snapshot.scope(trail).first_kind))

    def reading(self, link: ArticleLink) -> ReadingView:
        """The view of an article that a link leads to."""
        return ReadingView(link.article, link.quote, link.passage.start if link.passage else None)

    # One after the other

    def step(self, by: int) -> bool:
        """Go to the record after that of the view, or before it, in the list that it was opened from.

        In an article, go to the quote after or before; in a list, open the record after the one that was opened last.
        Returns False when there is none.
        """
        match self.view:
            case ReadingView() as view:
                refs = _refs(self.page)
                at = refs.index(view.quote) if view.quote in refs else -1 if by > 0 else len(refs)
                if 0 <= at + by < len(refs):
                    self.show(ReadingView(view.article, refs[at + by]))
                    return True
                return False
            case ScreenView(name=name, at=(ref,)) if name == RECORD:
                return self._step_in_list(ref, by)
        number = (self.page.at or (0 if by > 0 else len(self.page.targets) + 1)) + by
        if 1 <= number <= len(self.page.targets):
            self.follow(self.page.targets[number - 1], number)
            return True
        return False

    def _step_in_list(self, ref: str, by: int) -> bool:
        refs = self._list_behind()
        at = refs.index(ref) + by if ref in refs else -1
        if not 0 <= at < len(refs):
            return False
        behind = self.history.behind[-1]
        if isinstance(behind, ResultsView):
            self.opened = self.live.hit(behind, refs[at])
        self.history.forget_last()
        self.history.leave(_at(behind, refs[at]))
        self.show(ScreenView(RECORD, (refs[at],)))
        return True

    def place_in_list(self, ref: str) -> tuple[int, int] | None:
        """The place of a record in the list behind, from 1, and the length of the list; None when it is not in one."""
        refs = self._list_behind()
        return (refs.index(ref) + 1, len(refs)) if ref in refs else None

    def _list_behind(self) -> list[str]:
        """The refs of the records that the view behind lists; a description of one record is not a list."""
        behind = self.history.behind[-1:]
        if not behind or (isinstance(behind[0], ScreenView) and behind[0].name == RECORD):
            return []
        return _refs(self.page_of(behind[0]))

    # The records in use

    @property
    def listed(self) -> list[AnyRecord]:
        """The records that the view lists, or the one that it is about."""
        about = self.page.about if isinstance(self.view, ScreenView) and self.view.name == RECORD else None
        refs = [about] if about else dict.fromkeys(_refs(self.page))
        return [record for ref in refs if (record := self.snapshot.archive.find(ref))]

    @property
    def record(self) -> AnyRecord | None:
        """The record that the view is about, or that was opened last in its list."""
        target = self.page.targets[self.page.at - 1] if self.page.at else None
        return self.record_at(target) if target is not None else self.snapshot.archive.find(self.page.about or "")

    def record_at(self, target: Target) -> AnyRecord | None:
        """The record that a target leads to."""
        match target:
            case RecordLink(ref) | Problem(ref=str(ref)):
                return self.snapshot.archive.find(ref)
            case ArticleLink(article, quote):
                return self.snapshot.archive.find(quote or f"{Kind.ARTICLE}/{article}")
            case PanesView(trail=(*_, ref)) | ScreenView(at=(*_, ref)):
                return self.snapshot.archive.find(ref)
        return None


def _at(view: View, ref: str) -> View:
    """A list in which another record is the one that was opened last."""
    match view:
        case PanesView():
            return replace(view, cursors={**view.cursors, view.pane: ref})
        case ResultsView():
            return replace(view, at=ref)
        case ReadingView():
            return replace(view, quote=ref, offset=None)
        case ScreenView(name="timeline" | "changes"):
            return replace(view, at=(ref,))
        case ScreenView(name="said", at=(topic, person, *_)):
            return replace(view, at=(topic, person, ref))
    return view


def _refs(page: Page) -> list[str]:
    return [target.ref for target in page.targets if isinstance(target, RecordLink)]
