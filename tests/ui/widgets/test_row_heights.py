"""Where rows begin is known at once, whatever was measured of them."""

from __future__ import annotations

from itertools import accumulate
from random import Random

import pytest

from explorer.ui.widgets.cards import RowHeights


@pytest.mark.parametrize("count", [0, 1, 2, 7, 64, 65, 300])
def test_rows_begin_where_those_before_them_end(count: int) -> None:
    """Compared with adding up all heights, after each of many measurements in any order."""
    random = Random(count)
    heights, expected = RowHeights(count, 3), [3] * count
    for _ in range(count):
        row = random.randrange(count)
        expected[row] = random.randint(1, 9)
        heights.measure(row, expected[row])
    tops = [0, *accumulate(expected)]

    assert [heights.top(row) for row in range(count + 1)] == tops
    assert heights.total == tops[-1]
    assert [heights.height(row) for row in range(count)] == expected
    owners = [row for row, height in enumerate(expected) for _ in range(height)]
    assert [heights.at(line) for line in range(heights.total)] == owners
    assert heights.at(heights.total) == heights.at(heights.total + 99) == count


def test_a_row_is_measured_once_it_was_even_if_the_guess_was_right() -> None:
    heights = RowHeights(5, 3)
    heights.measure(2, 3)

    assert [heights.is_measured(row) for row in range(5)] == [False, False, True, False, False]
