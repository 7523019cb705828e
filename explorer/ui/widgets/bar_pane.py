"""A section of the overview: its bars, each with its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from explorer.describing import signs
from explorer.describing.glance import counted_in, heading, segments
from explorer.display import one_line
from explorer.stats import Bar, Overview, Part, Section
from explorer.ui.messages import message
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles

# The numbers of each kind of speech stand beside a bar that has room to be this long.
_SHORTEST_BAR = 12
_LONGEST_LABEL = 44
# What is said where none of the quotes is counted.
_NONE = {
    Part.TOPICS: "No quote has a topic.",
    Part.SPEAKERS: "No quote has a speaker.",
    Part.TIME: "No quote has a date.",
    Part.ARTICLES: "No quote has an article.",
}


class BarPane(Lines):
    """The bars of one section, each on one line. Going beyond the first or the last asks for the next pane.

    As a `table`, it has numbers only.
    """

    overview: reactive[Overview] = reactive(Overview(), init=False)
    table: reactive[bool] = reactive(False)

    @message
    class Passed(Message):
        """The cursor would go beyond the first row (-1) or the last one (1)."""

        pane: BarPane
        step: int

    def __init__(self, part: Part) -> None:
        super().__init__(id=f"by-{part}", classes="pane")
        self.part = part
        self.why_none = ""
        self.bars: Sequence[Bar] = ()
        self._section = Section(part, (), 0)
        self._sizes = (1, 0)

    def watch_overview(self, overview: Overview) -> None:
        """Show a section, with the cursor on the same bar as before."""
        held = self.bar
        self._section = overview.section(self.part)
        every = [bar.perhaps for section in overview.sections for bar in section.bars]
        self._sizes = (len(str(overview.total.quotes)), len(f" +{max(every)}") if any(every) else 0)
        self.bars = self._section.bars
        self.border_title = heading(overview, self.part)
        self.border_subtitle = counted_in(self._section)
        self.rows_changed()
        if held is not None:
            self.go_to(held.key)

    def go_to(self, key: str) -> None:
        """Put the cursor on a bar. An unknown key leaves it where it is."""
        self.cursor = next((n for n, bar in enumerate(self.bars) if bar.key == key), self.cursor)

    @property
    def bar(self) -> Bar | None:
        """The bar under the cursor."""
        return self.bars[self.cursor] if self.cursor < len(self.bars) else None

    def action_move(self, rows: int) -> None:
        if 0 <= self.cursor + rows < self.row_count:
            super().action_move(rows)
        else:
            self.post_message(self.Passed(self, 1 if rows > 0 else -1))

    # What is shown

    @property
    def row_count(self) -> int:
        return len(self.bars)

    @property
    def empty_text(self) -> str:
        return _NONE.get(self.part, "") if self.overview.total.quotes else self.why_none

    @property
    def shows_cursor(self) -> bool:
        return self.has_focus

    def row(self, index: int, width: int) -> Sequence[Content]:
        counted = self.bars[index]
        # As if there were a scrollbar, so that the bars of all panes are to one scale.
        width = min(width, self.outer_size.width - self.gutter.width - self.styles.scrollbar_size_vertical - 2)
        total = self._total(counted)
        kinds = self._kinds(counted)
        labels = max(1, min(_LONGEST_LABEL, int(0.4 * width)))
        # Without a bar, and where it has room enough beside them, the numbers of all kinds are shown.
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
        """The number of quotes, and how many more there may be. It is as wide in every pane."""
        total, perhaps = self._sizes
        number = str(counted.spread.quotes or signs.NONE.mark).rjust(total)
        more = (f"+{counted.perhaps}" if counted.perhaps else "").rjust(perhaps)
        return Content.assemble(number, (more, styles.MUTED))

    def _kinds(self, counted: Bar) -> Content:
        """The numbers of each kind of speech, of anonymous quotes and, if there are any, drafts, each with its sign."""
        spread, size = counted.spread, self._sizes[0] + 2
        kinds = zip(spread.by_speech, signs.SPEECH.values(), strict=True)
        shown = [*kinds, (spread.anonymous, signs.SOURCES["anonymous"])]
        if self.overview.total.draft and self.overview.tells_drafts:
            shown.append((spread.draft, signs.DRAFT))
        parts = [(f"{number}{sign.mark}" if number else "").rjust(size) for number, sign in shown]
        return Content.styled("".join(parts), styles.MUTED)
