"""Lists of rows that are as high as what they show."""

from __future__ import annotations

from explorer.ui.widgets.lines import Lines


class RowHeights:
    """The heights of `count` rows. A row that is not measured yet counts as `guess` lines.

    Finding a row, and measuring one, takes a few steps however many rows there are: a binary indexed tree sums the
    differences from the guess.
    """

    def __init__(self, count: int, guess: int) -> None:
        self.count = count
        self.guess = guess
        self._measured: dict[int, int] = {}
        self._sums = [0] * (count + 1)
        self._highest_bit = 1 << count.bit_length()

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self.top(self.count)

    def height(self, row: int) -> int:
        """How many lines a row takes."""
        return self._measured.get(row, self.guess)

    def is_measured(self, row: int) -> bool:
        return row in self._measured

    def measure(self, row: int, height: int) -> None:
        """Note the height of a row."""
        change = height - self.height(row)
        self._measured[row] = height
        at = row + 1
        while change and at <= self.count:
            self._sums[at] += change
            at += at & -at

    def top(self, row: int) -> int:
        """The line that a row begins at."""
        line, at = row * self.guess, row
        while at:
            line += self._sums[at]
            at -= at & -at
        return line

    def at(self, line: int) -> int:
        """The row that a line belongs to; `count` for a line below all rows."""
        row, top, step = 0, 0, self._highest_bit
        while step:
            further = row + step
            if further <= self.count:
                below = top + step * self.guess + self._sums[further]
                if below <= line:
                    row, top = further, below
            step >>= 1
        return row


# The assumed number of lines of a row that is not measured yet.
_GUESS = 3


class Cards(Lines):
    """Rows of varying heights: a row is as high as the lines that `row` returns, at least one.

    Only rows in view, and as many above and below, are measured. The others have a likely height, so that the cost does
    not depend on how many rows there are. When rows above are measured, what is in view stays where it is.
    """

    _heights = RowHeights(0, _GUESS)

    @property
    def line_count(self) -> int:
        return self._heights.total

    def top_of(self, row: int) -> int:
        return self._heights.top(row)

    def height_of(self, row: int) -> int:
        return self._heights.height(row)

    def row_at(self, line: int) -> int:
        return self._heights.at(line) if line >= 0 else -1

    def forget_heights(self) -> None:
        """Have all rows measured again: they are other rows, or have another width."""
        self._heights = RowHeights(self.row_count, _GUESS)

    def rows_changed(self, cursor: int | None = None) -> None:
        self.forget_heights()
        super().rows_changed(cursor)

    def rows_resized(self) -> None:
        top = self.row_at(self.scroll_offset.y)
        self.forget_heights()
        self.make_room()
        self.scroll_to(y=self.top_of(top), animate=False, force=True)
        super().rows_resized()

    def _scroll_to_cursor(self) -> None:
        self._measure_around(self.cursor)
        super()._scroll_to_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._measure_around(self.row_at(round(new_value)))

    def _measure_around(self, row: int) -> None:
        """Measure the rows in view along with a row, wherever it is in view, and the next ones in either direction.

        Scrolling by lines therefore never meets a row that changes its height.
        """
        region = self.scrollable_content_region
        if region.width <= 0 or region.height <= 0 or not self.row_count:
            return
        line = self.scroll_offset.y
        in_view = self.row_at(line)
        part = line - self.top_of(in_view)
        changed = [self._measure(row, region.width - 2)]
        for rows in (range(row + 1, self.row_count), range(row - 1, -1, -1)):
            lines = 2 * region.height
            for near in rows:
                if lines <= 0:
                    break
                changed.append(self._measure(near, region.width - 2))
                lines -= self.height_of(near)
        if any(changed):
            self.make_room()
            self.scroll_to(y=self.top_of(in_view) + part, animate=False, force=True)

    def _measure(self, row: int, width: int) -> bool:
        """Measure a row if it is not measured yet. Returns whether its height differs from the assumed one."""
        if self._heights.is_measured(row):
            return False
        before = self._heights.height(row)
        self._heights.measure(row, max(1, len(self.row(row, width))))
        return self._heights.height(row) != before
