"""Where rows of varying heights begin, though only those that were seen have been measured."""

from __future__ import annotations


class RowHeights:
    """The heights of `count` rows. A row that is not measured yet counts as `guess` lines.

    Finding a row, and measuring one, takes a few steps however many rows there are: the differences to the guess are
    summed up in a binary indexed tree.
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
