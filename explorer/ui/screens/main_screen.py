"""The main screen: the panes, what keys do there, and the fulfilment of requests from screens and widgets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size

from explorer.describing.match_reasons import place_of
from explorer.desk.sessions import Session
from explorer.model.history import PanesView
from explorer.model.orders import next_order
from explorer.model.records import AnyRecord, Article, Kind, Quote
from explorer.snapshot import Snapshot
from explorer.ui.keys import KeysHere, bind, bindings, keys_at_work, written
from explorer.ui.requests import (
    AddArticles,
    Cite,
    EditFields,
    Export,
    GoBack,
    GoForward,
    GoIn,
    Jump,
    Listing,
    MainRequest,
    OpenRecord,
    OpenTrail,
    QuoteWords,
    ReadArticle,
    SearchFor,
    ShowScreen,
    Tag,
    TagAgain,
)
from explorer.ui.screens.archive_screen import ELSEWHERE, LOW, ON_A_QUOTE, ON_A_RECORD
from explorer.ui.screens.walking_screen import WalkingScreen
from explorer.ui.targets import targets_of
from explorer.ui.widgets.bars import StatusLine, TabRow
from explorer.ui.widgets.detail import Detail
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.panes import Panes
from explorer.ui.widgets.record_pane import TITLES
from explorer.ui.widgets.search_bar import SearchBar
from explorer.ui.wording.listings import listing, quotes_found, results

_NARROW = 100

_IN_PANE_FILTER = {"submit": "to the pane", "previous-row next-row": "choose", "leave": "show all", "help": "help"}


class MainScreen(WalkingScreen):
    """The panes, and what keys do there.

    `trail` has the refs to start at, and `query` is a search to start with. Without either, `session` is resumed.
    `is_painted` says that this is on the terminal already.
    """

    AUTO_FOCUS = ""  # the first view says where the focus is
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-wide")]  # noqa: RUF012 - declared so by Textual
    BINDINGS = bindings(
        bind("o", "read", "Article", "Open the article at the quote"),
        bind("escape", "leave", "Leave", "Close what is on top, then return to the view before"),
        bind("q", "leave_or_quit", "Quit", "Leave the screen on top; from the panes, quit", id="quit"),
        *(
            bind(str(number), f"pane('{kind}')", name, f"Go to {name}", id=kind.plural)
            for number, (kind, name) in enumerate(TITLES.items(), 1)
        ),
        bind("tab", "cycle(1)", "Next pane", "Go to the next pane", id="next-pane"),
        bind("shift+tab", "cycle(-1)", "Previous pane", "Go to the previous pane", id="previous-pane"),
        bind("backslash", "narrow", "Narrow", "Narrow the pane to some words"),
        bind("comma", "order", "Order", "Order the pane by date, name …"),
        bind("left,h", "side(-1)", "Pane to the left", id="pane-left", show=False),
        bind("right,l", "side(1)", "Pane to the right", id="pane-right", show=False),
        bind("z", "zoom", "Zoom", "Zoom the pane to the whole screen, and back"),
    )

    def __init__(
        self,
        snapshot: Snapshot,
        trail: Sequence[str] = (),
        query: str = "",
        session: Session | None = None,
        *,
        is_painted: bool = False,
    ) -> None:
        super().__init__(snapshot, None if trail or query else session)
        self._first_trail = tuple(trail)
        self._first_query = query
        self._is_painted = is_painted

    def compose(self) -> ComposeResult:
        # The classes are set before the first frame, so that nothing is laid out twice.
        width, height = self.app.size
        self.add_class("-narrow" if width < _NARROW else "-wide", "-low" if height < LOW else "-high")
        yield SearchBar().data_bind(MainScreen.state, MainScreen.search, MainScreen.queries)
        yield TabRow().data_bind(MainScreen.state)
        yield Panes().data_bind(MainScreen.state, MainScreen.search)
        yield StatusLine().data_bind(MainScreen.state, MainScreen.reading)
        yield KeyHints()

    @property
    def is_as_it_begins(self) -> bool:
        """Whether the next start will show exactly the present screen, as long as the files are unchanged."""
        shown, is_typing = self.snapshot, self.focused in (self.search_box, self.panes.filter)
        is_whole = not (shown.pending or shown.is_past or shown.is_unchecked or shown.failure or shown.hurt)
        is_known = bool(shown.kept) or not shown.has_many_files
        is_at_rest = is_known and self.reading is None and not (is_typing or self.panes.zoomed)
        return is_whole and is_at_rest and not (self.search.is_open or self.search.opened)

    @property
    def record(self) -> AnyRecord | None:
        return self.panes.record

    @property
    def keys_here(self) -> KeysHere:
        if self.search.is_open or self.focused is self.search_box:
            return super().keys_here
        if self.focused is self.panes.filter:
            return KeysHere("the words that narrow a pane", _IN_PANE_FILTER)
        in_detail = isinstance(self.focused, Detail)
        narrowed = not in_detail and bool(self.panes.pane(self.panes.active).words.strip())
        leads_back = bool(self.history.behind) or self.panes.zoomed or in_detail or narrowed
        if in_detail:
            name, first = "Detail", {"go-in": "follow the link", "up down": "walk"}
        elif self.panes.active is Kind.QUOTE:
            name, first = TITLES[Kind.QUOTE], {"go-in": "read it"}
        else:
            name, first = TITLES[self.panes.active], {"go-in": "go in"}
        keys = {
            **first,
            "search": "search",
            "next-pane": "next pane",
            **({} if self.panes.active is Kind.QUOTE else {"read": "article"}),
            "edit": "edit",
            **({"tag": "tag"} if self.panes.active is Kind.QUOTE else {}),
            "copy-citation": "copy citation",
            **(
                {"leave": "show all" if narrowed and not self.panes.zoomed else "back"}
                if leads_back
                else {"quit": "quit"}
            ),
            "help": "help",
            "narrow": "narrow",
            "order": "order",
            "zoom": "zoom",
            **ELSEWHERE,
        }
        idle = ["name-query", "next-match", "previous-match"] if self.search.opened is None else ["name-query"]
        idle += [] if leads_back else ["leave"]
        idle += [] if place_of(self.snapshot, self.record) else ["read"]
        idle += [] if isinstance(self.record, Quote) else ON_A_QUOTE
        return KeysHere(name, keys, idle if self.record else [*idle, *ON_A_RECORD])

    def on_mount(self) -> None:
        if not self.resume():
            # All records, with the cursor on the one that the explorer was started at.
            record = self.snapshot.archive.find(self._first_trail[0]) if self._first_trail else None
            cursors = {record.kind: record.ref} if record else {}
            self.show_view(PanesView((), record.kind if record else self.first_pane, cursors))
        self._mark_tab()
        if self._first_trail:
            self.open_trail(self._first_trail)
        if self._first_query:
            self.search_for(self._first_query)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out. If the first frame must not change what is painted, do everything that moves anything before it.

        A list needs its size to know whether it has a scrollbar, which makes its rows narrower.
        """
        if self._is_painted:
            self._is_painted = False
            with self.app.batch_update():
                super()._refresh_layout(size)
                self.panes.detail.fit_rows()
                super()._refresh_layout(size)
            for pane in self.panes.query(Lines):
                if not pane.is_fitted:
                    pane.fit_rows()
            self.search_bar.fit()
        super()._refresh_layout(size, scroll)

    @on(Panes.ActiveChanged)
    def _mark_tab(self) -> None:
        self.query_one(TabRow).active = None if self.search.is_open else self.panes.active

    # Walking

    @on(GoIn)
    def _go_in(self, event: GoIn) -> None:
        record = self.snapshot.archive.find(event.ref)
        if isinstance(record, Quote):
            self.read(ReadArticle(record.article, record.ref))
        elif record is not None:
            self.start(self.trail if record.ref in self.trail else (*self.trail, record.ref), self.found)

    def action_leave(self) -> None:
        if self.search.is_open or self.focused is self.search_box:
            self.leave_search()
        elif self.focused is self.panes.filter:
            self.panes.show_all()
        elif self.panes.zoomed:
            self.action_zoom()
        elif isinstance(self.focused, Detail):
            self.panes.activate(self.panes.active)
        elif not self.panes.show_all():
            self.action_back()

    async def action_leave_or_quit(self) -> None:
        if self.search.is_open:
            self.leave_search()
        else:
            await self.app.action_quit()

    def action_pane(self, kind: str) -> None:
        if self.search.is_open:
            self.leave()
        self.end_search(keep_filters=True)
        self.panes.activate(Kind(kind))

    @on(TabRow.Picked)
    def _tab_picked(self, event: TabRow.Picked) -> None:
        self.panes.activate(event.kind)

    def action_cycle(self, step: int) -> None:
        self.panes.cycle(step)

    def action_narrow(self) -> None:
        if self.search.is_open:
            self.search_for()
        else:
            self.panes.narrow()

    def action_order(self) -> None:
        if not self.search.is_open:
            pane = self.panes.pane(self.panes.active)
            pane.order = next_order(pane.kind, pane.order)

    def action_side(self, step: int) -> None:
        self.panes.go_aside(step)

    def action_zoom(self) -> None:
        self.panes.zoomed = not self.panes.zoomed
        self.refresh_bindings()  # Esc does something else now

    # Other screens

    @on(MainRequest)
    def _fulfil(self, request: MainRequest) -> None:
        """Do what was requested: go to a view, or open something over it."""
        request.stop()
        match request:
            case OpenRecord(ref):
                self.open_trail((ref,))
            case OpenTrail(trail, found):
                self.open_trail(trail, found)
            case GoBack():
                self.go_back()
            case GoForward():
                self.go_forward()
            case SearchFor(query):
                self.search_for(query)
            case ReadArticle():
                self.read(request)
            case ShowScreen(name, at):
                self.open_named(name, at)
            case _:
                self._open(request)

    def _open(self, request: MainRequest) -> None:
        """Open what is not a view of the history. Each screen is imported when it is opened."""
        match request:
            case AddArticles():
                from explorer.ui.screens.add_screen import AddScreen

                self.open_screen(AddScreen())
            case Cite(ref):
                from explorer.ui.screens.citing_screen import CitingScreen

                self.open_screen(CitingScreen(ref), partial(self.copy_citation, ref))
            case Export() if self.snapshot.is_unchecked:
                self.notify("This list can be copied or saved once all of it has been checked.", severity="warning")
            case Export(listings):
                from explorer.ui.screens.export_screen import ExportScreen

                self.open_screen(ExportScreen(listings))
            case EditFields(ref):
                self._edit_fields(ref)
            case QuoteWords():
                self._quote_words(request)
            case Tag(quote, listed):
                from explorer.ui.screens.tag_prompt import TagPrompt

                self.app.push_screen(TagPrompt(self.snapshot.archive, quote, listed), self.tag)
            case TagAgain():
                self._tag_again(request)
            case Jump():
                self._jump()

    def _edit_fields(self, ref: str) -> None:
        from explorer.desk.form import Form, too_long

        record = self.snapshot.archive.find(ref)
        if record is not None and (too_much := too_long(record)):
            keys = keys_at_work(self.app.screen).get("edit", ["the palette"])
            self.notify(f"{too_much}, too many for a form: {written(keys[0])} edits it in your editor.")
        elif record is not None:
            self.open_form(Form.of(self.snapshot, record))

    def _quote_words(self, request: QuoteWords) -> None:
        from explorer.desk import new_quotes

        article = self.snapshot.archive.get(Article, request.article)
        if article is not None:
            guess = partial(new_quotes.guessed, self.snapshot, article, request.passages)
            form = new_quotes.begun(self.snapshot, article, request.passages)
            self.open_form(form, guess, lambda ref: request.then(ref) if ref else None)

    def _tag_again(self, request: TagAgain) -> None:
        from explorer.desk.tagging import Tagging

        if self.last_tags is None:
            keys = keys_at_work(self.app.screen).get("tag", ["the palette"])
            self.notify(f"Nothing has been tagged yet: {written(keys[0])} tags a quote.", severity="warning")
        else:
            self.tag(Tagging(self.last_tags, (request.quote,)))
            request.then()

    def _jump(self) -> None:
        """Show letters on everything that can be opened, over whichever screen is on top."""
        from explorer.ui.screens.jump_screen import JumpScreen

        targets = targets_of(self.app.screen)
        if targets and not isinstance(self.app.screen, JumpScreen):
            screen = JumpScreen(targets).data_bind(WalkingScreen.snapshot, WalkingScreen.search)
            self.app.push_screen(screen, lambda go: go() if go else None)
        elif not targets:
            self.notify("There is nothing to jump to here.", timeout=2)

    @property
    def listings(self) -> list[Listing]:
        """The results; or the list of the pane in use, and the quotes in scope."""
        found = self.search.found
        if self.search.is_open:
            return [results(found.refs, found.total, self.search.query)] if found else []
        scope, active = self.state.scope, self.panes.active
        listings = [listing(active, self.panes.pane(active).records, scope.steps)]
        if active is not Kind.QUOTE:
            listings.append(listing(Kind.QUOTE, scope.quotes, scope.steps))
        return listings

    @property
    def quotes_listed(self) -> Listing | None:
        """The quotes among the results; or those of the pane in use, when it lists quotes."""
        if not self.search.is_open:
            return self.listings[0] if self.panes.active is Kind.QUOTE else None
        found = quotes_found(self.search.found.refs if self.search.found else (), self.search.query)
        return found if found.number else None

    def go_to_next_quote(self) -> None:
        if not self.search.is_open:
            self.panes.pane(Kind.QUOTE).action_move(1)
        elif self.search.found:
            later = range(self.search.at + 1, len(self.search.found))
            self.panes.results.cursor = next(
                (row for row in later if self.search.found[row].kind is Kind.QUOTE), self.search.at
            )

    def action_read(self) -> None:
        hit = self.search.hit_of(self.record.ref) if self.record else None
        place = place_of(self.snapshot, self.record, hit.matches if hit else ())
        if place is None:
            self.notify("Nothing here has a place in an article.", severity="warning")
        else:
            self.post_message(ReadArticle.at(place))

    def reopening(self) -> tuple[tuple[str, ...], str]:
        if self.search.is_open:
            return (), self.search.query
        if self.found is not None:
            return self.trail, self.found.query
        return (self.trail, "") if self.trail else super().reopening()
