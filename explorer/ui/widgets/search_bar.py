"""The search box with the lines below it: what may be typed next, and how the query was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.widgets import Input, Static

from explorer.describing import signs
from explorer.desk.kept_queries import Queries
from explorer.display import one_line
from explorer.ui.messages import Message
from explorer.ui.navigation import NOTHING_YET, PanesState
from explorer.ui.requests import Search
from explorer.ui.search_state import NAME_SIGN, SearchState
from explorer.ui.targets import Clickable, Target
from explorer.ui.widgets.bars import ArchiveName
from explorer.ui.widgets.offers import Offer, OfferLine, offers
from explorer.ui.widgets.search_box import SearchBox
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import in_lines

_GAP = "  "


class Chip(msgspec.Struct, frozen=True):
    """A text, and if it is a filter, the part of the query from `start` to `end` that it comes from."""

    content: Content
    start: int = 0
    end: int = 0


def _understood(search: SearchState) -> tuple[object, ...]:
    """Everything that decides how a query is understood, and its offers."""
    return search.typed, search.index, search.kept, search.where, search.scope, search.looks_through_articles


def chips(search: SearchState) -> list[Chip]:
    """The remarks, then the filters of a search: where there is room for little, it is for what was not as meant."""
    found = search.found
    if found is None:
        return []
    remarks = [Chip(Content.styled(f"! {one_line(remark)}", styles.WARNING)) for remark in found.remarks]
    places = _places(search, found.filters)
    return remarks + [_filter(label, *place) for label, place in zip(found.filters, places, strict=True)]


def _filter(label: str, start: int, end: int) -> Chip:
    sign = f" {signs.REMOVE.mark}" if end else ""
    return Chip(Content.styled(f" {one_line(label)}{sign} ", styles.CHIP), start, end)


def _places(search: SearchState, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where in the query each filter is; zeros if that is not certain: a filter without a meaning has no label."""
    from explorer.model.queries import ALIASES
    from explorer.search.language import clauses

    places: dict[str, list[tuple[int, int]]] = {}
    for clause in clauses(search.typed):
        minus = "not " if search.typed[clause.start] == "-" else ""
        if clause.value:
            name = minus + ALIASES.get(clause.field, clause.field)
            places.setdefault(name, []).append((clause.start, clause.end))
    names = [label.partition(":")[0] for label in labels]
    sure = {name: iter(found) for name, found in places.items() if len(found) == names.count(name)}
    for name in names:
        yield next(sure[name]) if name in sure else (0, 0)


class Chips(Clickable):
    """The chips, side by side on as many lines as they need. A click on a filter takes it out of the query."""

    shown: reactive[Sequence[Chip]] = reactive((), layout=True)

    class Removed(Message):
        """The user removes the part of the query from `start` to `end`."""

        start: int
        end: int

    def watch_shown(self) -> None:
        self.display = bool(self.shown)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(_height(line, width) for line in self._lines(width))

    def render(self) -> Content:
        whole = Content("\n").join(_text(line) for line in self._lines(self.size.width))
        return Content("\n").join(in_lines(whole, *self.size))

    def targets(self) -> Iterator[Target]:
        """The filters."""
        inside, y = self.content_region, 0
        for line in self._lines(inside.width):
            x, height = 0, _height(line, inside.width)
            for chip in line:
                width = min(chip.content.cell_length, inside.width - x)
                if chip.end and width > 0 and y < inside.height:
                    go = partial(self.post_message, self.Removed(chip.start, chip.end))
                    yield Target(Region(inside.x + x, inside.y + y, width, height), go)
                x += chip.content.cell_length + len(_GAP)
            y += height

    def _lines(self, width: int) -> list[list[Chip]]:
        """The chips by lines. No chip is split if it fits on one."""
        lines: list[list[Chip]] = []
        for chip in self.shown:
            if lines and _text([*lines[-1], chip]).cell_length <= width:
                lines[-1].append(chip)
            else:
                lines.append([chip])
        return lines


def _text(line: Sequence[Chip]) -> Content:
    return Content(_GAP).join(chip.content for chip in line)


def _height(line: Sequence[Chip], width: int) -> int:
    """The number of screen lines of some chips: one that does not fit on one is wrapped."""
    return len(_text(line).wrap(max(1, width)))


class Recall:
    """A walk from what is being typed to earlier queries, the latest first, and back.

    It continues while the box contains the query that it returned last. After an edit it begins anew.
    """

    def __init__(self) -> None:
        self._queries: list[str] = []
        self._at = 0

    def older(self, typed: str, earlier: Sequence[str]) -> str | None:
        """The query before the one in the box; None when there is none."""
        if not self.gave(typed):
            self._queries = [typed, *(query for query in earlier if query != typed.strip())]
            self._at = 0
        return self._go(1)

    def newer(self, typed: str) -> str | None:
        """The query after the one in the box; in the end, what was being typed. None when the walk is over."""
        return self._go(-1) if self.gave(typed) else None

    def gave(self, typed: str) -> bool:
        """Whether the box contains the query that was recalled last, unchanged."""
        return self._at > 0 and self._queries[self._at] == typed

    def _go(self, step: int) -> str | None:
        if not 0 <= self._at + step < len(self._queries):
            return None
        self._at += step
        return self._queries[self._at]


class SearchBar(Vertical):
    """The query as it is typed, and how it was understood."""

    class OffersChanged(Message):
        """The offers have changed."""

    state: reactive[PanesState] = reactive(NOTHING_YET, init=False, repaint=False)
    search: reactive[SearchState] = reactive(SearchState(), init=False, repaint=False)
    queries: reactive[Queries] = reactive(Queries(), init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__(id="search-bar")
        self.box = SearchBox()
        self._recall = Recall()
        self._walked = False
        self._offered_for = ("", 0)

    def compose(self) -> ComposeResult:
        with Horizontal(id="search-line"):
            yield self.box
            yield Static(id="searched", markup=False)
            yield ArchiveName().data_bind(SearchBar.state)
        yield OfferLine()
        yield Chips(id="remarks")

    def on_mount(self) -> None:
        self.query_one(OfferLine).display = False
        self._say()
        self._invite()

    @property
    def offering(self) -> bool:
        """Whether there is an offer that Tab would take."""
        return bool(self.query_one(OfferLine).offered)

    def open(self) -> None:
        """Focus the box. If it is empty, insert the kept filters."""
        # Text that is in the box already is selected, to be overwritten. Kept filters are not, to be continued.
        self.box.select_on_focus = bool(self.box.value)
        if self.search.kept and not self.box.value:
            self._write(f"{self.search.kept} ")
        self.screen.set_focus(self.box, scroll_visible=False)

    def write(self, query: str) -> None:
        """Put a query into the box without a search: its results are known already."""
        with self.box.prevent(Input.Changed):
            self.box.value = query

    def watch_search(self, before: SearchState, search: SearchState) -> None:
        """Show how the query was understood, unless only the hit in use has changed."""
        if _understood(search) != _understood(before):
            self._walked = False
            self._invite()
            self._say()
            self._offer()

    def recall(self, rows: int, *, at_first: bool) -> bool:
        """Put an earlier or later query into the box, if Up or Down means that now. Returns whether it did."""
        text, query = self.box.value, None
        if not self._walked and self.box.cursor_at_end:
            if rows == 1:
                query = self._recall.newer(text)
            elif rows == -1 and at_first:
                query = self._recall.older(text, self.queries.earlier)
        if query is None:
            self._walked = self._walked or bool(self.search.query and (rows > 0 or not at_first))
            return False
        self._write(query)
        return True

    def _write(self, text: str) -> None:
        self.box.value = text
        self.box.cursor_position = len(self.box.value)

    def _invite(self) -> None:
        """Say what is searched: in the empty box; next to a query, if there is a trail."""
        searched = self.query_one("#searched", Static)
        where = Content.styled(f"in {self.search.where}", styles.MUTED)
        if where != searched.content:
            searched.update(where)
        searched.set_class(self.search.is_open and self.search.scope is not None, "-shown")
        kept, search = self.search.kept, self.search
        what = f", on with {one_line(kept)}" if kept else ""
        if search.within:
            switch = " (ctrl+t: everything)"
        else:
            switch = " (ctrl+t: only the trail)" if search.scope else ": people, quotes, topics, events"
        text = Content(f"/ search {search.where}{what}{switch}")
        self.box.placeholder = text.truncate(max(1, self.box.size.width or 1_000), ellipsis=True).plain

    @on(Input.Changed)
    def _query_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Search(event.value))

    # How the query was understood

    def _say(self) -> None:
        """Show the meaning of each filter, and the remarks."""
        self.query_one(Chips).shown = chips(self.search)

    @on(Chips.Removed)
    def _take_out(self, event: Chips.Removed) -> None:
        """Search without a filter that was clicked."""
        event.stop()
        text = self.box.value
        self._write(" ".join(part for part in (text[: event.start].strip(), text[event.end :].strip()) if part))

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Show what there is room for."""
        self._say()
        self._invite()

    # What may be typed next

    def _offer(self) -> None:
        box, line = self.box, self.query_one(OfferLine)
        self._offered_for = (box.value, box.cursor_position)
        line.offered = (
            offers(*self._offered_for, self.search.index, self.queries) if box.has_focus and box.value else ()
        )
        box.offering = bool(line.offered)
        self.post_message(self.OffersChanged())

    @on(SearchBox.CursorMoved)
    def _offer_there(self, event: SearchBox.CursorMoved) -> None:
        event.stop()
        if self._offered_for != (self.box.value, self.box.cursor_position):
            self._offer()

    def on_descendant_focus(self) -> None:
        self._offer()

    def on_descendant_blur(self) -> None:
        self._offer()

    @on(SearchBox.OtherWanted)
    def _other_offer(self, event: SearchBox.OtherWanted) -> None:
        event.stop()
        self.query_one(OfferLine).choose_next()

    @on(SearchBox.Accepted)
    def _accept_first(self, event: SearchBox.Accepted) -> None:
        event.stop()
        self._accept(self.query_one(OfferLine).offered[0])

    @on(OfferLine.Picked)
    def _accept_picked(self, event: OfferLine.Picked) -> None:
        event.stop()
        self._accept(event.offer)

    def _accept(self, offer: Offer) -> None:
        text = self.box.value
        self.box.value = f"{text[: offer.start]}{offer.text}{text[offer.end :]}"
        self.box.cursor_position = offer.start + len(offer.text)

    @on(Input.Submitted)
    def _open_saved(self, event: Input.Submitted) -> None:
        if not event.value.startswith(NAME_SIGN):
            return
        event.stop()
        offered = self.query_one(OfferLine).offered
        if offered:
            self._accept(offered[0])
        else:
            self.notify("No saved query has that name.", severity="warning")
