"""Stepping through the lines that have a match."""

from __future__ import annotations

from collections.abc import Sequence


def step_to(rows: Sequence[int], cursor: int, step: int) -> int | None:
    """The first of some rows after the cursor; with -1, the last one before it. `rows` are in order.

    After the last row comes the first, and before the first the last. None when there are no rows.
    """
    if not rows:
        return None
    if step > 0:
        return next((row for row in rows if row > cursor), rows[0])
    return next((row for row in reversed(rows) if row < cursor), rows[-1])


def nth_of(rows: Sequence[int], row: int) -> str:
    """Which of some rows this one is, in words: `match 2 of 5`."""
    return f"match {rows.index(row) + 1} of {len(rows)}"
