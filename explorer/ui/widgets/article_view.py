"""The text of an article as a list of lines, with marks and a cursor; and the rail beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.events import Click, MouseEvent
from textual.geometry import Offset
from textual.reactive import reactive
from textual.widget import Widget

from explorer.describing import signs
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.ui.messages import Message
from explorer.ui.targets import Target
from explorer.ui.widgets.lines import Lines, nth_of, step_to
from explorer.ui.wording import styles
from explorer.ui.wording.article_text import ArticleLayout, Mark

# The width of the cursor's mark, which stands before each line.
_CURSOR_MARK = 1
# The columns beside the words, at most: the cursor's mark, the margin and the padding.
_BESIDE_TEXT = 14


class ArticleView(Lines):
    """The article's lines. The cursor is the line in use, and `current` has the passages in use.

    `attribution` has the words that say who spoke those in use.
    """

    # The passages in use are marked, so the cursor needs only a mark at the edge.
    cursor_style = blurred_cursor_style = ""

    current: reactive[tuple[Passage, ...]] = reactive((), init=False)
    attribution: reactive[Passage | None] = reactive(None, init=False)
    # The maximum number of columns for the text; None for as many as are good to read.
    measure: reactive[int | None] = reactive(None, init=False)

    class Moved(Message):
        """Another part of the text is in view, or the text was laid out again."""

    class Pointed(Message):
        """A place in the text was clicked."""

        offset: int

    def __init__(self) -> None:
        super().__init__(id="article")
        self._text = SourceText("")
        self._marks: Sequence[Mark] = ()
        self._found: list[list[Passage]] = []
        self._furniture: Sequence[str] = ()
        self._to_go_to: Sequence[Passage] = ()
        # The numbers of the lines in which marked passages begin.
        self.marked_lines: Sequence[int] = ()
        self._layout = ArticleLayout(self._text, 1, (), ())
        self._laid_out_in = 0

    def show(self, text: SourceText, marks: Sequence[Mark], furniture: Sequence[str]) -> None:
        """Show an article with its quotes and open spans."""
        self._text, self._marks, self._furniture = text, marks, furniture
        self._lay_out()

    @property
    def found(self) -> list[list[Passage]]:
        """The places that a search found and that are marked, each with the passages of its words."""
        return self._found

    @found.setter
    def found(self, found: list[list[Passage]]) -> None:
        self._found = found
        self._layout.mark_found(self._words_found)
        self.refresh()

    @property
    def _words_found(self) -> Iterator[Passage]:
        return (word for place in self._found for word in place)

    def go_to_match(self, step: int) -> str:
        """Go to the next place that was found; with -1 to the one before, with 0 to the first from the cursor on.

        Returns which of how many matches it is; empty when there is none.
        """
        rows = list(dict.fromkeys(self._layout.line_of(place[0].start) for place in self._found))
        row = step_to(rows, self.cursor - 1, 1) if step == 0 else step_to(rows, self.cursor, step)
        if row is None:
            return ""
        self.cursor = row
        self._center(row, row)
        return nth_of(rows, row)

    def watch_measure(self, measure: int | None) -> None:
        # Without a measure, the style sheet limits its width.
        self.styles.max_width = measure + _BESIDE_TEXT if measure else None
        self._lay_out()

    def watch_current(self) -> None:
        self.refresh()
        self.post_message(self.Moved())

    def go_to(self, passages: Sequence[Passage]) -> None:
        """Put the cursor on the first of some passages, and scroll so that as many of them as possible are in view."""
        self._to_go_to = passages
        self._go()

    def _go(self) -> None:
        # There are no lines before the widget has a size.
        if not self._to_go_to or not self._layout.lines:
            return
        first = self._layout.line_of(self._to_go_to[0].start)
        last = self._layout.line_of(max(passage.end for passage in self._to_go_to) - 1)
        self._to_go_to = ()
        self.rows_changed(first)
        self._center(first, last)

    def _lay_out(self) -> None:
        """Lay the article out again, with the cursor on the same words."""
        self._laid_out_in = self.scrollable_content_region.width
        width = self._laid_out_in - 2
        if width < 1:
            return
        # The offset at which the cursor stays: in a passage in use, if its line has words of one.
        line = self.span_at_cursor
        here = (passage.start for passage in self.current if overlap(passage, line))
        held = max(line.start, next(here, line.start))
        self._layout = ArticleLayout(self._text, width, self._marks, self._furniture, self._words_found, self.measure)
        self.marked_lines = sorted({self._layout.line_of(mark.passage.start) for mark in self._marks})
        self.rows_changed(self._layout.line_of(held))
        self._go()
        self.post_message(self.Moved())

    def _center(self, first: int, last: int) -> None:
        height = self.scrollable_content_region.height
        top = first - max(1, (height - (last - first + 1)) // 2)
        self.scroll_to(y=max(0, top), animate=False, force=True)

    @property
    def place(self) -> int:
        """The offset in the text of the line under the cursor, or of where the cursor goes when there are lines."""
        return self._to_go_to[0].start if self._to_go_to else self.span_at_cursor.start

    @property
    def span_at_cursor(self) -> Passage:
        """The span of the text that the line under the cursor shows."""
        return self._layout.lines[self.cursor].span if self._layout.lines else Passage(0, 0)

    def targets(self) -> Iterable[Target]:
        """Empty here: the screen knows which quotes are marked, and where they begin."""
        return ()

    @property
    def cursor_column(self) -> int:
        """The column of the passage in use, if it begins in the line under the cursor; else of its first word."""
        line = self.span_at_cursor
        begins = next((place.start for place in self.current if line.start <= place.start < line.end), line.start)
        return self._column_of(begins)

    @property
    def in_view(self) -> Passage:
        """The span of the text that the lines in view show."""
        lines = [self._layout.lines[row].span for row, _ in self.rows_in_view()]
        return Passage(lines[0].start, lines[-1].end) if lines else Passage(0, 0)

    def place_of(self, offset: int) -> Offset | None:
        """The cell on screen that shows an offset of the text; None when it is not in view."""
        lines = self._layout.lines
        line = self._layout.line_of(offset) if lines else -1
        region = dict(self.rows_in_view()).get(line)
        if region is None or not lines[line].span.start <= offset <= lines[line].span.end:
            return None
        return region.offset + Offset(_CURSOR_MARK + self._column_of(offset), 0)

    def _column_of(self, offset: int) -> int:
        """The column in a line that shows an offset of the text, without the cursor's mark."""
        return self._layout.column_of(offset) if self._layout.lines else 0

    @property
    def current_lines(self) -> list[int]:
        """The numbers of the lines in which the current passages begin."""
        return [self._layout.line_of(passage.start) for passage in self.current]

    @property
    def row_count(self) -> int:
        return len(self._layout.lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._layout.drawn(index, self.current, self.attribution)]

    def rows_resized(self) -> None:
        super().rows_resized()
        if self.scrollable_content_region.width != self._laid_out_in:
            self._lay_out()
        self.post_message(self.Moved())

    def clicked(self, event: Click) -> None:
        super().clicked(event)
        if self._row_under(event.y) is not None:
            self.post_message(self.Pointed(self.offset_under(event)))

    def offset_under(self, event: MouseEvent) -> int:
        """The offset in the text of what is at the mouse, or nearest to it."""
        if not self._layout.lines:
            return 0
        line = event.y - self.gutter.top + round(self.scroll_offset.y)
        return self._layout.offset_at(line, event.x - self.gutter.left - _CURSOR_MARK)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())


class Rail(Widget):
    """One column of rows, each for some lines of the text.

    One sign shows the place in use, another one all other marked places. The part in view has another background.
    `length` is the number of lines of the text. `places` are the lines that are marked, `current` those of the place in
    use; `view` is the first line in view, and the number of lines in view.
    """

    length: reactive[int] = reactive(0)
    places: reactive[Sequence[int]] = reactive(())
    current: reactive[Sequence[int]] = reactive(())
    view: reactive[tuple[int, int]] = reactive((0, 0))

    class Picked(Message):
        """The user clicked the row of this line of the text, to see it."""

        line: int

    def render(self) -> Content:
        height = self.size.height
        first, in_sight = self.view
        shown = dict.fromkeys(map(self._row, self.places), signs.RAIL_MARKED)
        shown |= dict.fromkeys(map(self._row, self.current), signs.RAIL_CURRENT)
        in_view = range(self._row(first), self._row(max(first, first + in_sight - 1)) + 1)
        lines = []
        for row in range(height):
            mark, style = styles.mark_of(shown[row]) if row in shown else (" ", "")
            lines.append(Content.styled(mark, f"{style} {styles.IN_VIEW if row in in_view else ''}".strip()))
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Picked(event.y * max(1, self.length) // max(1, self.size.height)))

    def _row(self, line: int) -> int:
        """The row for a line. Each line has its own if the text is no longer than the rail."""
        height = self.size.height
        return line if self.length <= height else line * height // self.length
