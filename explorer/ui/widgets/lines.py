"""The base of every list: its cost depends on the rows in view, and not on how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, Generic, Self, TypeVar

from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Offset, Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from explorer.describing import signs
from explorer.ui.keys import bind, bindings
from explorer.ui.messages import Message
from explorer.ui.targets import Target
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import in_lines

RowT = TypeVar("RowT")


class Lines(ScrollView, can_focus=True):
    """Rows of `row_height` lines each, with a cursor on one of them.

    A subclass returns the number of rows, and the lines of each, which are computed only for rows in view.
    """

    BINDINGS = bindings(
        bind("down,j", "move(1)", "Down", id="down", show=False),
        bind("up,k", "move(-1)", "Up", id="up", show=False),
        bind("pagedown,space", "page(1)", "Page down", id="page-down", show=False),
        bind("pageup", "page(-1)", "Page up", id="page-up", show=False),
        bind("home,g", "first", "First", show=False),
        bind("end,G", "last", "Last", show=False),
        bind("enter", "choose", "Go in", id="go-in"),
    )

    cursor: reactive[int] = reactive(0, init=False)

    _made_row: tuple[int, int, Sequence[Content]] | None = None
    _fitted = Size()  # the size that the rows were last fitted to

    class Told(Message):
        """A message from a list."""

        lines: Lines

        @property
        def control(self) -> Lines:
            return self.lines

    class CursorMoved(Told):
        """The cursor is on another row, or other rows are shown."""

    class Chosen(Told):
        """Enter or a double click on the row under the cursor."""

    # For subclasses to give

    cursor_style: ClassVar[str] = styles.CURSOR
    blurred_cursor_style: ClassVar[str] = styles.CURSOR_BLURRED

    @property
    def row_height(self) -> int:
        """How many lines a row takes."""
        return 1

    @property
    def row_count(self) -> int:
        raise NotImplementedError

    def row(self, index: int, width: int) -> Sequence[Content]:
        """The lines of a row, at most `row_height` of them."""
        raise NotImplementedError

    @property
    def empty_text(self) -> str:
        """The text when there are no rows."""
        return ""

    # Where the rows are. `Cards` has rows of varying heights.

    @property
    def line_count(self) -> int:
        """The number of lines of all rows."""
        return self.row_count * self.row_height

    def top_of(self, row: int) -> int:
        """The first line of a row."""
        return row * self.row_height

    def height_of(self, row: int) -> int:
        """The number of lines of a row."""
        return self.row_height

    def row_at(self, line: int) -> int:
        """The row that a line belongs to; a number without a row if the line is above or below all rows."""
        return line // self.row_height

    # The cursor

    def rows_changed(self, cursor: int | None = None) -> None:
        """Show new rows, with the cursor at a row or, without one, as near as possible to where it was."""
        self.make_room()
        target = self.cursor if cursor is None else cursor
        self.set_reactive(Lines.cursor, max(0, min(target, self.row_count - 1)))
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.CursorMoved(self))

    def make_room(self) -> None:
        """Make all rows reachable by scrolling.

        A list that is lower than its rows stays where it is, and so does everything else: nothing is laid out again.
        """
        size = Size(1, self.line_count)
        if size == self.virtual_size:
            return
        if self.styles.auto_dimensions:
            self.virtual_size = size
            return
        self.set_reactive(Lines.virtual_size, size)
        self._scroll_update(size)
        self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._made_row = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.row_count - 1))

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.CursorMoved(self))

    def action_move(self, rows: int) -> None:
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        top = self.top_of(self.cursor)
        height = self.scrollable_content_region.height - self.height_of(self.cursor)
        target = max(0, top + pages * height)
        row = self.row_at(target)
        if pages > 0:
            row = max(row, self.cursor + 1)
        else:
            row = min(row if self.top_of(row) == target else row + 1, self.cursor - 1)
        row = self.validate_cursor(row)
        self.scroll_to(y=self.scroll_offset.y + self.top_of(row) - top, animate=False, force=True)
        self.cursor = row

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = self.row_count - 1

    def action_choose(self) -> None:
        if self.row_count:
            self.post_message(self.Chosen(self))

    def _scroll_to_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top, row_height = self.top_of(self.cursor), self.height_of(self.cursor)
        at = self.scroll_offset.y
        if top < at or row_height > height:
            at = top
        elif top + row_height > at + height:
            at = top + row_height - height
        self.scroll_to(y=at, animate=False, force=True)

    # Where it is on screen, and what of it can be gone to

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell on screen of the first word in the row under the cursor, for the terminal's cursor."""
        inside = self.scrollable_content_region
        y = self.top_of(self.cursor) - round(self.scroll_offset.y)
        column, line = min(1 + self.cursor_column, inside.width - 1), min(y, inside.height - 1)
        return inside.offset + Offset(max(0, column), max(0, line))

    @property
    def cursor_column(self) -> int:
        """The column for the terminal's cursor in the row under the cursor: that of its first word."""
        lines = self._row(self.cursor, self.scrollable_content_region.width - 2) if self.row_count else ()
        text = lines[0].plain if lines else ""
        return len(text) - len(text.lstrip()) if text.strip() else 0

    def targets(self) -> Iterable[Target]:
        """This pane, if it does not have the focus, and its rows in view."""
        if self.gutter.top and not self.has_focus:
            yield Target(Region(self.region.x + 1, self.region.y, self.region.width - 2, 1), self.take_focus)
        yield from self.row_targets()

    def row_targets(self) -> Iterator[Target]:
        """The rows in view that the cursor can be put on."""
        for row, region in self.rows_in_view():
            if self.reachable(row):
                yield Target(region, partial(self.go_to_row, row))

    def reachable(self, row: int) -> bool:
        """Whether a row is worth a letter of jump mode."""
        return True

    def rows_in_view(self) -> Iterator[tuple[int, Region]]:
        """The rows whose first line is in view, each with that line's place on screen."""
        inside, top = self.scrollable_content_region, round(self.scroll_offset.y)
        for row in range(self.row_at(top), self.row_count):
            line = self.top_of(row) - top
            if line >= inside.height:
                return
            if line >= 0:
                yield row, Region(inside.x, inside.y + line, inside.width, 1)

    def take_focus(self) -> None:
        """Take the focus."""
        self.screen.set_focus(self, scroll_visible=False)

    def go_to_row(self, row: int) -> None:
        """Take the focus, and put the cursor on a row."""
        self.take_focus()
        self.cursor = row

    # The screen

    def on_resize(self, event: Resize) -> None:
        event.stop()
        self.fit_rows()

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self.is_fitted:
            self.fit_rows()
        return super().render_lines(crop)

    @property
    def is_fitted(self) -> bool:
        """Whether the rows fit the present size of the list.

        Textual does not report another size if the place of a widget was read before the layout.
        """
        return self.outer_size == self._fitted

    def fit_rows(self) -> None:
        """Fit the rows to the present size of the list."""
        self._fitted = self.outer_size
        self.rows_resized()

    def rows_resized(self) -> None:
        """Show the same rows in another size. A subclass overrides this, and not `on_resize`; see `clicked`."""
        if self.cursor != self.validate_cursor(self.cursor):
            # In another width, the same text may take fewer rows.
            self.rows_changed()
        self.make_room()
        self._scroll_to_cursor()

    def on_click(self, event: Click) -> None:
        event.stop()
        self.clicked(event)

    def clicked(self, event: Click) -> None:
        """Go to the row that was clicked; with a second click, choose it.

        A subclass overrides this, and not `on_click`: Textual would call that of each class, and choose twice.
        """
        row = self._row_under(event.y)
        if row is None:
            return
        self.cursor = row
        if event.chain == 2:
            self.action_choose()

    def _row_under(self, y: int) -> int | None:
        """The row that is shown at a line of the widget; None where there is none."""
        row = self.row_at(y - self.gutter.top + self.scroll_offset.y)
        return row if 0 <= row < self.row_count else None

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = self.row_at(line)
        if index >= self.row_count:
            return self._blank_line(y, width)
        style = self.visual_style
        selected = self.shows_cursor and self.in_use(index)
        if selected:
            style += Style.parse(self.cursor_style if self.has_focus else self.blurred_cursor_style)
        lines = self._row(index, width - 2)
        part = line - self.top_of(index)
        text = lines[part] if part < len(lines) else Content("")
        marker = Content.styled(signs.CURSOR.mark, styles.CURSOR_MARK) if selected else Content(" ")
        return _strip(marker + text, width, style)

    def _row(self, index: int, width: int) -> Sequence[Content]:
        """The lines of a row. They are made once for all of them."""
        if self._made_row is None or self._made_row[:2] != (index, width):
            self._made_row = (index, width, self.row(index, width))
        return self._made_row[2]

    def _blank_line(self, y: int, width: int) -> Strip:
        if self.row_count or not self.empty_text:
            return Strip.blank(width, self.visual_style.rich_style)  # kept, unlike `self.rich_style`
        text = Content.styled(self.empty_text, styles.MUTED)
        wrapped = in_lines(text, width - 2, self.scrollable_content_region.height)
        text = wrapped[y] if y < len(wrapped) else Content("")
        return _strip(text.pad_left(1), width, self.visual_style)

    def in_use(self, index: int) -> bool:
        """Whether a row is under the cursor."""
        return index == self.cursor

    @property
    def shows_cursor(self) -> bool:
        """Whether the row under the cursor is to be marked."""
        return True


def _strip(content: Content, width: int, style: Style) -> Strip:
    return Strip(content.truncate(width, ellipsis=True, pad=True).render_segments(style), width)


class Listed(Lines, Generic[RowT]):
    """A list of items, one per row; `why_none` is shown when there are none.

    A subclass returns the lines of each, and a key that identifies it when the rows change.
    """

    def __init__(self, id: str, title: str = "") -> None:
        super().__init__(id=id, classes="pane")
        self.border_title = title
        self.rows: Sequence[RowT] = ()
        self.why_none = ""

    @property
    def at_cursor(self) -> RowT | None:
        """The item under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def key(self, row: RowT) -> object:
        """The key that identifies a row; None for a row that need not be found again."""
        return None

    def row_of(self, key: object) -> int:
        """The row with a key; where there is none, the one under the cursor."""
        found = (n for n, row in enumerate(self.rows) if self.key(row) == key) if key is not None else ()
        return next(iter(found), self.cursor)

    def go_to(self, key: object) -> None:
        """Put the cursor on the row with a key, if it is there."""
        self.cursor = self.row_of(key)

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def empty_text(self) -> str:
        return self.why_none


class Headed(Lines):
    """Rows with headings among them. A subclass says which; it may have rows of any height."""

    def is_head(self, row: int) -> bool:
        """Whether a row is a heading, where the cursor can't be put."""
        raise NotImplementedError

    def validate_cursor(self, cursor: int) -> int:
        return self.nearest(super().validate_cursor(cursor), 1 if cursor >= self.cursor else -1)

    def nearest(self, row: int, step: int) -> int:
        """The nearest row that is not a heading, from a row on in the direction of a step, else the other way."""
        ways = (
            range(row, self.row_count if step > 0 else -1, step),
            range(row, -1 if step > 0 else self.row_count, -step),
        )
        found = (n for way in ways for n in way if 0 <= n < self.row_count and not self.is_head(n))
        return next(found, 0)

    def _scroll_to_cursor(self) -> None:
        super()._scroll_to_cursor()
        first = self.cursor
        while first and self.is_head(first - 1):
            first -= 1
        top, heads = self.top_of(self.cursor), self.top_of(self.cursor) - self.top_of(first)
        # A heading above the first row in view would never be seen.
        if self.scroll_offset.y == top and self.scrollable_content_region.height > heads:
            self.scroll_to(y=top - heads, animate=False, force=True)

    def reachable(self, row: int) -> bool:
        return not self.is_head(row)


class ReadText(Lines):
    """A pane with a text. The cursor walks its lines."""

    _lines: Sequence[Content] = ()

    def written(self, width: int) -> Iterable[Content]:
        """Return the text in lines of at most this width. For subclasses to override."""
        raise NotImplementedError

    def write(self) -> None:
        """Make the lines again, in the present width."""
        self._lines = [*self.written(max(1, self.scrollable_content_region.width - 2))]

    def rows_resized(self) -> None:
        self.write()
        super().rows_resized()

    def targets(self) -> Iterable[Target]:
        """None: there is nothing to open in a text that is only read."""
        return ()

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._lines[index]]


def step_to(rows: Sequence[int], cursor: int, step: int) -> int | None:
    """The first of some rows after the cursor; with -1, the last one before it. `rows` are in order.

    The first row comes after the last, and the last before the first. None when there are no rows.
    """
    if not rows:
        return None
    if step > 0:
        return next((row for row in rows if row > cursor), rows[0])
    return next((row for row in reversed(rows) if row < cursor), rows[-1])


def nth_of(rows: Sequence[int], row: int) -> str:
    """The number of this row among some rows, in words: `match 2 of 5`."""
    return f"match {rows.index(row) + 1} of {len(rows)}"
