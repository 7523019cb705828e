"""The overview screen: the archive at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.glance import counted_in, heading, in_words, segments
from explorer.describing.how_read import why_none
from explorer.display import one_line
from explorer.model.history import ScreenView
from explorer.model.records import AnyRecord, Kind
from explorer.stats import Bar, Overview, Part, Section, overview
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.messages import Message
from explorer.ui.requests import OpenTrail, SearchFor
from explorer.ui.screens.archive_screen import ON_A_RECORD, WAYS_ON, LeafScreen, leaving
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines, Listed
from explorer.ui.wording import styles

# The numbers for each kind of speech follow a bar if there is room for it to be this long.
_SHORTEST_BAR = 12
_LONGEST_LABEL = 44
# The text where no quote is counted.
_NONE = {
    Part.TOPICS: "No quote has a topic.",
    Part.SPEAKERS: "No quote has a speaker.",
    Part.TIME: "No quote has a date.",
    Part.ARTICLES: "No quote has an article.",
}


class BarPane(Listed[Bar]):
    """The bars of one section, one per line. Going beyond the first or the last requests the next pane.

    As a `table`, it has numbers only.
    """

    overview: reactive[Overview] = reactive(Overview(), init=False)
    table: reactive[bool] = reactive(False)

    class Passed(Message):
        """The cursor would go beyond the first row (-1) or the last one (1)."""

        pane: BarPane
        step: int

    def __init__(self, part: Part) -> None:
        super().__init__(f"by-{part}")
        self.part = part
        self._section = Section(part, (), 0)
        self._sizes = (1, 0)
        # Before it is counted, without the length of a time bin.
        self.border_title = heading(Overview(), part).partition(",")[0]

    def watch_overview(self, overview: Overview) -> None:
        """Show a section, with the cursor on the same bar as before."""
        held = self.at_cursor
        self._section = overview.section(self.part)
        every = [bar.perhaps for section in overview.sections for bar in section.bars]
        self._sizes = (len(str(overview.total.quotes)), len(f" +{max(every)}") if any(every) else 0)
        self.rows = self._section.bars
        self.border_title = heading(overview, self.part)
        self.border_subtitle = counted_in(self._section)
        self.rows_changed()
        if held is not None:
            self.go_to(held.key)

    def key(self, row: Bar) -> str:
        return row.key

    def action_move(self, rows: int) -> None:
        if 0 <= self.cursor + rows < self.row_count:
            super().action_move(rows)
        else:
            self.post_message(self.Passed(self, 1 if rows > 0 else -1))

    # What is shown

    @property
    def empty_text(self) -> str:
        return _NONE.get(self.part, "") if self.overview.total.quotes else self.why_none

    @property
    def shows_cursor(self) -> bool:
        return self.has_focus

    def row(self, index: int, width: int) -> Sequence[Content]:
        counted = self.rows[index]
        # As if there were a scrollbar, so that the bars of all panes have one scale.
        width = min(width, self.outer_size.width - self.gutter.width - self.styles.scrollbar_size_vertical - 2)
        total = self._total(counted)
        kinds = self._kinds(counted)
        labels = max(1, min(_LONGEST_LABEL, int(0.4 * width)))
        # Without a bar, or if there is room beside the bars, show the numbers of all kinds.
        bar_width = width - labels - total.cell_length - kinds.cell_length - 2
        if self.table:
            labels, bar_width = labels + max(0, bar_width), 0
        elif bar_width < _SHORTEST_BAR:
            bar_width, kinds = max(0, bar_width + kinds.cell_length), Content("")
        runs = [(text, styles.TONES[sign.tone]) for text, sign in segments(counted, self._section.full, bar_width)]
        drawn = Content.assemble(*runs).truncate(bar_width, pad=True)
        label = Content(one_line(counted.label)).truncate(labels, ellipsis=True, pad=True)
        return [Content.assemble(label, " ", drawn, " ", total, kinds)]

    def _total(self, counted: Bar) -> Content:
        """The number of quotes, and how many more there may be. Its width is the same in every pane."""
        total, perhaps = self._sizes
        number = str(counted.spread.quotes or signs.NONE.mark).rjust(total)
        more = (f"+{counted.perhaps}" if counted.perhaps else "").rjust(perhaps)
        return Content.assemble(number, (more, styles.MUTED))

    def _kinds(self, counted: Bar) -> Content:
        """The numbers of each kind of speech, of anonymous quotes and, if there are any, drafts, each with its sign."""
        spread, size = counted.spread, self._sizes[0] + 2
        kinds = zip(spread.by_speech, signs.SPEECH.values(), strict=True)
        shown = [*kinds, (spread.anonymous, signs.SOURCES["anonymous"])]
        if self.overview.total.draft and self.overview.shows_drafts:
            shown.append((spread.draft, signs.DRAFT))
        parts = [(f"{number}{sign.mark}" if number else "").rjust(size) for number, sign in shown]
        return Content.styled("".join(parts), styles.MUTED)


_WIDE_FROM, _TALL_FROM = 100, 22
_COLUMNS = ((Part.ALL, Part.TOPICS, Part.SPEAKERS), (Part.TIME, Part.STANDING, Part.ARTICLES))


class OverviewScreen(LeafScreen):
    """The quotes of the archive by topic, by speaker, over time, and by how far they are checked; and the articles.

    The cursor starts at the bar in `start`, which names the bar's section and its key.
    """

    CSS_PATH = "overview_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE_FROM, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_TALL_FROM, "-tall")]  # noqa: RUF012
    BINDINGS = bindings(
        *leaving("overview", "0"),
        bind("tab", "part(1)", "Next part", "Go to the next part", id="next-part"),
        bind("shift+tab", "part(-1)", "Part before", "Go to the previous part", id="part-before"),
        bind("b", "table", "Bars", "Numbers in place of the bars, or bars again", id="overview-table"),
        bind("right,l", "side(1)", "Right", "Go to the parts at the right", id="part-right"),
        bind("left,h", "side(0)", "Left", "Go to the parts at the left", id="part-left"),
    )

    def __init__(self, start: ScreenView) -> None:
        super().__init__(start)
        self.panes = [BarPane(part) for parts in _COLUMNS for part in parts]

    def body(self) -> ComposeResult:
        with Horizontal(id="parts"):
            for number, parts in enumerate(_COLUMNS):
                with Vertical(id=f"side-{number}"):
                    yield from (pane for pane in self.panes if pane.part in parts)
        yield Fitted(id="bar-in-words")
        yield Fitted(id="legend")

    # The bar in use

    @property
    def pane(self) -> BarPane:
        """The pane in use."""
        return self.focused if isinstance(self.focused, BarPane) else self.panes[0]

    @property
    def here(self) -> ScreenView:
        bar = self.pane.at_cursor
        return ScreenView("overview", (self.pane.part, bar.key) if bar else (self.pane.part,))

    @property
    def record(self) -> AnyRecord | None:
        bar = self.pane.at_cursor
        return self.snapshot.archive.find(bar.ref) if bar and bar.ref else None

    @property
    def keys_here(self) -> KeysHere:
        keys = {
            "go-in": "these quotes",
            "next-part": "next part",
            "overview-table": "bars" if self.pane.table else "numbers",
            "up down": "walk",
            **WAYS_ON,
        }
        idle = ["overview", *(() if self.record else ON_A_RECORD)]
        if self.pane.at_cursor:
            idle = [id for id in idle if id != "go-in"]
        return KeysHere("the overview", keys, idle)

    def reopening(self) -> tuple[tuple[str, ...], str]:
        bar = self.pane.at_cursor
        return ((bar.ref,) if bar and bar.ref else (), (bar.query or "") if bar else "")

    # Counting

    def show_archive(self) -> None:
        snapshot = self.countable
        for pane in self.panes:
            pane.why_none = "Counting …"
        self.count("overview", lambda: overview(snapshot.archive, snapshot.verifications), self._show_counted)

    def _show_counted(self, counted: Overview) -> None:
        for pane in self.panes:
            pane.why_none = why_none(self.countable, Kind.QUOTE)
            pane.overview = counted
        self.query_one("#legend", Fitted).content = _legend(counted)
        if self.start and not self.countable.pending:
            self._go_to(*(self.start.at or (Part.TOPICS,)))
            self.start = None
        self._say()

    def _go_to(self, part: str, *key: str) -> None:
        pane = next((pane for pane in self.panes if pane.part == part), self.panes[0])
        self.set_focus(pane, scroll_visible=False)
        if key:
            pane.go_to(key[0])
        self.call_after_refresh(self._show_pane)

    def _show_pane(self) -> None:
        """Scroll to the section in use: if keys came first, it is no longer the one that was opened."""
        self.pane.scroll_visible(animate=False)

    def action_table(self) -> None:
        for pane in self.panes:
            pane.table = not pane.table
        self.refresh_bindings()

    # Walking

    def action_part(self, step: int) -> None:
        panes = self.panes
        panes[(panes.index(self.pane) + step) % len(panes)].focus()

    def action_side(self, side: int) -> None:
        """Go to the pane on the left or right, at the same height."""
        if not (self.has_class("-wide") and self.has_class("-tall")) or self.pane.part in _COLUMNS[side]:
            return
        middle = self.pane.region.y + self.pane.cursor - self.pane.scroll_offset.y
        beside = [pane for pane in self.panes if pane.part in _COLUMNS[side]]
        min(beside, key=lambda pane: max(pane.region.y - middle, middle - pane.region.bottom)).focus()

    @on(BarPane.Passed)
    def _pass(self, event: BarPane.Passed) -> None:
        panes = self.panes
        at = panes.index(event.pane) + event.step
        if 0 <= at < len(panes):
            pane = panes[at]
            pane.cursor = 0 if event.step > 0 else pane.row_count - 1
            pane.focus()

    @on(Lines.CursorMoved)
    @on(DescendantFocus)
    def _say(self) -> None:
        """Describe in words what the bar in use counts."""
        bar = self.pane.at_cursor
        said = Content("\n").join(_said(bar, self.pane.overview)) if bar else Content("")
        self.query_one("#bar-in-words", Fitted).content = said

    @on(Lines.Chosen)
    def _open(self) -> None:
        bar = self.pane.at_cursor
        if bar is None:
            return
        if not bar.spread.quotes and not bar.perhaps and bar.ref is None:
            self.notify("There are no quotes here.", timeout=2)
        elif bar.ref:
            self.post_message(OpenTrail((bar.ref,)))
        elif bar.query:
            self.post_message(SearchFor(bar.query))
        else:
            self.notify(f"There is no person “{bar.label}” in this archive.", timeout=3)


def _said(bar: Bar, counted: Overview) -> Iterator[Content]:
    yield Content.assemble((one_line(bar.label), styles.STRONG), f": {in_words(bar, counted)}")
    yield Content.styled(
        f"⏎ opens {bar.ref}" if bar.ref else f"⏎ searches {bar.query}" if bar.query else "", styles.MUTED
    )


def _legend(counted: Overview) -> Content:
    counts = [sign.mark for sign in signs.SPEECH.values()]
    marks = zip(signs.FILLS.values(), [*counts, "+"], strict=True)
    explained = [Content.assemble(styles.mark_of(sign), f" {sign.name} {count}") for sign, count in marks]
    others = [signs.SOURCES["anonymous"], *([signs.DRAFT] if counted.total.draft and counted.shows_drafts else [])]
    return Content("   ").join([*explained, Content(signs.legend(*others))]).stylize(styles.MUTED)
