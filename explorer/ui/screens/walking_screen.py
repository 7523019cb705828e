"""Walking: the trail, the history of all views seen, and the screens that open over the panes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, get_args

from textual.cache import LRUCache
from textual.reactive import reactive

from explorer.desk.sessions import Session
from explorer.model.history import Found, History, PanesView, ReadingView, ResultsView, ScreenView, View
from explorer.model.records import Kind
from explorer.model.scope import Scope
from explorer.snapshot import Snapshot
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import Change, GoBack, ReadArticle, ScreenName
from explorer.ui.screens.archive_screen import ArchiveScreen, LeafScreen
from explorer.ui.screens.live_screen import LiveScreen


def start_of(name: str, panes: PanesView) -> ScreenView:
    """Where a screen starts when it is opened from the panes: at the record in use there, if it shows such records."""
    match name:
        case "sources":
            kinds = (Kind.TOPIC, Kind.PERSON)
            return ScreenView(name, tuple(ref for ref in panes.trail if ref.partition("/")[0] in kinds))
        case "timeline" if panes.pane is Kind.EVENT and panes.current:
            return ScreenView(name, (panes.current,))
    return ScreenView(name)


def screen_for(view: ScreenView) -> LeafScreen:
    """The screen that shows a view, whose name determines its module and its class. It is imported only now."""
    # A session may come from another version.
    name = view.name if view.name in get_args(ScreenName) else "problems"
    module = import_module(f"explorer.ui.screens.{name}_screen")
    screen: LeafScreen = getattr(module, f"{name.title()}Screen")(view)
    return screen


if TYPE_CHECKING:
    from explorer.desk.form import Form
    from explorer.desk.new_quotes import Guess
    from explorer.desk.tagging import Tagging, Tags

# The refs of opened results are in each view of the history after them, and in the kept session.
_MOST_OPENED = 5_000
_MOST_SCOPES = 4
# Writing into more quotes than this takes a while.
_MANY = 500


class WalkingScreen(LiveScreen):
    """A screen that shows any view: panes, results, an article, or another screen. It owns the trail and the history.

    Every view is left through `leave`, so that it can be returned to as it was. `session` is where to start.
    """

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False, bindings=True, repaint=False)

    def __init__(self, snapshot: Snapshot, session: Session | None = None) -> None:
        super().__init__(snapshot)
        self.history = History()
        self._to_resume = session
        # Where each screen was started, and where it was left.
        self._places: dict[str, tuple[ScreenView, ScreenView]] = {}
        self._started: dict[str, ScreenView] = {}
        # The last tags given to quotes.
        self.last_tags: Tags | None = None
        # Whether a search has begun: the view before it is then the one that it began from.
        self._search_begun = False
        # The scopes of the latest trails.
        self._scopes = LRUCache[tuple[tuple[str, ...], Found | None], Scope](_MOST_SCOPES)
        self._scopes_of = snapshot

    @property
    def trail(self) -> tuple[str, ...]:
        """The refs of the records that the user has opened, one inside the other."""
        return self.state.trail

    @property
    def found(self) -> Found | None:
        """The search results that the trail begins with, before its records."""
        return self.state.scope.found

    # The view that is seen, and the others

    @property
    def view(self) -> View:
        """The view that is shown now."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, LeafScreen) and screen.view is not None:
                return screen.view
        if self.search.is_open:
            search = self.search
            at = search.hit.ref if search.hit else search.wanted
            return ResultsView(search.typed, at, self._panes_view, within=search.within)
        return self._panes_view

    @property
    def _panes_view(self) -> PanesView:
        panes = self.panes
        return PanesView(
            self.trail, panes.active, panes.cursors, self.found, panes.words, panes.orders, panes.detail_line
        )

    @property
    def session(self) -> Session:
        """The user's place, to continue there at the next start."""
        if self._to_resume is not None:
            return self._to_resume
        view, places = self.view, {name: left for name, (_, left) in self._places.items()}
        return Session(view, self.history.behind, self.history.ahead, places)

    def show_view(self, view: View) -> None:
        """Replace the view that is shown. This alone changes nothing in the history."""
        self.leave_other_screens()
        self._search_begun = isinstance(view, ResultsView)
        match view:
            case PanesView():
                self.end_search()
                self._show_panes(view)
            case ResultsView():
                self._show_panes(view.over)
                self.search_again(view.query, view.at, within=view.within)
                self.panes.enter_detail(view.over.detail)
            case ReadingView():
                self.open_reader(ReadArticle(view.article, view.quote), view.offset, view.find)
            case ScreenView():
                self._started.setdefault(view.name, ScreenView(view.name))
                self.open_screen(screen_for(view))

    def _show_panes(self, view: PanesView) -> None:
        self.panes.set_out(view.words, view.orders)
        self._narrow_to(view.trail, view.cursors, view.found)
        self.panes.activate(view.pane)
        self.panes.enter_detail(view.detail)

    def _narrow_to(self, trail: Sequence[str], cursors: Mapping[Kind, str], found: Found | None) -> None:
        self.state = PanesState(self.snapshot, self._scope_of(tuple(trail), found), cursors)
        self.search = self.search.over(self.state.scope if self.state.scope.is_narrow else None)
        if self.search.opened and self.search.opened.ref not in self.trail[:1]:
            self.search = self.search.left_for(None)

    def _scope_of(self, trail: tuple[str, ...], found: Found | None) -> Scope:
        """Narrow the archive to a trail; the scope is kept for when the user comes back."""
        if self._scopes_of is not self.snapshot:
            self._scopes.clear()
            self._scopes_of = self.snapshot
        scope = self._scopes.get((trail, found))
        if scope is None:
            scope = self._scopes[trail, found] = self.snapshot.scope(trail, found)
        return scope

    def watch_snapshot(self, before: Snapshot, _: Snapshot) -> None:
        """Show a new snapshot with the same trail, pane and cursors, by ref."""
        if self.is_mounted:
            self._narrow_to(self.trail, {}, self.found)
            if before.pending and self._is_untouched:
                self.panes.activate(self.first_pane)
            self.resume()

    @property
    def first_pane(self) -> Kind:
        """The pane to begin in: Topics, or one with content if there are no topics yet."""
        scope = self.snapshot.scope()
        if scope.records(Kind.TOPIC) or not scope.records(first := scope.first_kind):
            return Kind.TOPIC
        return first

    @property
    def _is_untouched(self) -> bool:
        """Whether nothing was done yet after a session could not be resumed."""
        begins = self._to_resume is None and self.app.screen is self and not self.history.behind
        return begins and not self.trail and self.focused is self.panes.pane(Kind.TOPIC)

    def resume(self) -> bool:
        """Go to where the last session ended, once the archive is read. Returns whether that is shown at once."""
        session = self._to_resume
        if session is None or self.snapshot.pending:
            return False
        self.history = History(session.behind, session.ahead)
        self._places = {name: (ScreenView(name), left) for name, left in session.screens.items()}
        is_in_panes = isinstance(session.view, PanesView)
        if is_in_panes:
            self._go_on()
        else:
            self.call_later(self._go_on)
        return is_in_panes

    def _go_on(self) -> None:
        """Show the view that the last session ended with. Until here the session is still the last one."""
        session, self._to_resume = self._to_resume, None
        if session is not None and self._can_show(session.view):
            self.show_view(session.view)

    # Walking

    def leave(self) -> None:
        """Remember the view that is shown, before a new one replaces it."""
        self.history.leave(self.view)
        self._search_begun = False

    def start(self, trail: tuple[str, ...], found: Found | None = None) -> None:
        """Go to the panes with a new trail, which begins with what was `found`, if anything.

        Each pane starts at its top, or at the record of its kind in the trail.
        """
        self.leave()
        self.leave_other_screens()
        self.end_search(keep_filters=found is None)
        self.panes.zoomed = False
        scope = self._scope_of(trail, found)
        tops = {kind: records[0].ref for kind in Kind if (records := scope.records(kind))}
        steps = {step.kind: step.ref for step in scope.trail}
        self._show_panes(PanesView(trail, scope.first_kind, tops | steps, found, orders=self.panes.orders))

    def open_trail(self, trail: tuple[str, ...], found: Found | None = None) -> None:
        """Start a new trail, which begins with what was `found`, if anything.

        For an unknown ref there is a message, and nothing changes.
        """
        unknown = [ref for ref in trail if self.snapshot.archive.find(ref) is None]
        if unknown:
            self.notify(f"There is no {unknown[0]} in this archive.", severity="error")
            return
        self.use_query()
        hit = self.search.hit if self.search.is_open else None
        self.start(trail, found)
        self.search = self.search.left_for(hit if hit and trail == (hit.ref,) else None)

    def go_back(self) -> None:
        """Return to the view that this one was entered from. An action posts `GoBack` instead: see `open_screen`."""
        self._walk(self.history.back, "This is the first view; q leaves the explorer.")

    def go_forward(self) -> None:
        """Go to the view that was left by going back."""
        self._walk(self.history.forward, "This is the latest view.")

    def _walk(self, step: Callable[[View], View | None], otherwise: str) -> None:
        view = step(self.view)
        while view is not None and not self._can_show(view):
            view = step(view)
        if view is None:
            self.notify(otherwise, timeout=2)
        else:
            self.show_view(view)

    def _can_show(self, view: View) -> bool:
        return not isinstance(view, ReadingView) or view.article in self.snapshot.texts

    # The search as a view

    def look_for(self, typed: str) -> None:
        """Search for what is typed. At its first letter, the results replace the panes."""
        if not self.search.is_open and not self._search_begun:
            before = self.view
            super().look_for(typed)
            if self.search.is_open:
                self.history.leave(before)
                self._search_begun = True
            return
        super().look_for(typed)
        if not self.search.is_open and self.history.behind[-1:] == (self._panes_view,):
            self.history.forget_last()
            self._search_begun = False

    def search_for(self, query: str | None = None) -> None:
        """Go to the search box. A search that was opened from another screen begins there."""
        if self.app.screen is not self:
            self.leave()
            self.leave_other_screens()
            self._search_begun = True
        super().search_for(query)

    def leave_search(self) -> None:
        """Return to the view that the search began from."""
        if self._search_begun:
            self.post_message(GoBack())
        else:
            super().leave_search()

    def action_open_all(self) -> None:
        """Narrow the panes to all results together. Those of a search within the trail stay in it."""
        results, search = self.search.found, self.search
        if not results and search.waiting:
            self.notify("The search is not done yet, so there is nothing to open.", severity="warning")
        elif not results:
            self.notify("Nothing was found, so there is nothing to open.", severity="warning")
        elif len(results) > _MOST_OPENED:
            self.notify(
                f"{len(results):,} results are too many to open at once; with more words or filters there are fewer.",
                severity="warning",
            )
        else:
            self.use_query()
            within = search.scope.refs if search.scope and search.within else None
            found = Found.of(search.query, results.refs, results.total, self.snapshot.archive, within)
            self.start(self.trail if search.within else (), found)

    # Other screens

    def leave_other_screens(self) -> None:
        """Close all screens over this one."""
        while self.app.screen is not self:
            screen = self.app.screen
            view = screen.view if isinstance(screen, LeafScreen) else None
            if isinstance(view, ScreenView):
                self._places[view.name] = (self._started.get(view.name, ScreenView(view.name)), view)
            self.app.pop_screen()

    def open_screen(self, screen: LeafScreen, then: Callable[[str | None], None] | None = None) -> None:
        """Open a screen over the panes. `then` gets its result.

        The snapshot is bound last, since a screen begins when it has that. Textual binds data only while the screen
        that has them handles a message: an action can't open a screen.
        """
        self.app.push_screen(
            screen.data_bind(
                WalkingScreen.proposals, WalkingScreen.settings, WalkingScreen.edits, WalkingScreen.snapshot
            ),
            then,
        )

    def open_form(
        self, form: Form, guess: Callable[[], Guess] | None = None, then: Callable[[str | None], None] | None = None
    ) -> None:
        """Open a form over whatever is on top. `then` gets the ref of the record if it is written."""
        from explorer.ui.screens.form_screen import FormScreen

        self.app.push_screen(FormScreen(form, self.snapshot, guess).data_bind(WalkingScreen.snapshot), then)

    def tag(self, tagging: Tagging | None) -> None:
        """Tag some quotes, unless the user just left."""
        if tagging is None:
            return
        from explorer.desk.tagging import Topics, step_name

        self.last_tags = tagging.tags
        what, on_top = step_name(tagging, Topics(self.snapshot.archive)), self.app.screen
        told = f"{what}." if isinstance(on_top, ArchiveScreen) and on_top.shows_edits else ""
        if len(tagging.refs) > _MANY:
            self.notify(f"Writing into {len(tagging.refs):,} quotes …")
        self.post_message(Change(tagging.edits, what, told=told))

    def open_named(self, name: str, at: tuple[str, ...] = ()) -> None:
        """Open a screen by its name: at a place, at the record in use, or where it was left if that has not changed."""
        start = ScreenView(name, at) if at else start_of(name, self._panes_view)
        started, left = self._places.get(name, (None, start))
        self.leave()
        self.leave_other_screens()
        self._started[name] = start
        self.open_screen(screen_for(left if start == started or not start.at else start))

    def read(self, request: ReadArticle) -> None:
        """Open an article in the reader screen. If its text can't be read, a message says so, and nothing changes."""
        if request.article not in self.snapshot.texts:
            self.notify(f"The text of {request.article} can't be read; see ! for why.", severity="error")
            return
        self.use_query()
        self.leave()
        self.leave_other_screens()
        self.open_reader(request)

    def open_reader(self, request: ReadArticle, offset: int | None = None, find: str = "") -> None:
        """Open the reader, with the cursor at an offset of the text, and a search in it."""
        from explorer.ui.screens.reader_screen import ReaderScreen

        hit = self.search.hit if self.search.is_open else self.search.opened
        self.open_screen(ReaderScreen(request, hit.matches if hit else (), offset, find))
