"""Stepping through the lines that have a match."""

from __future__ import annotations

from collections.abc import Sequence


def step_to(rows: Sequence[int], cursor: int, step: int) -> int | None:
    """The first of some rows, in order, after the cursor, or with -1 the last before it; past the end from the other.

    None when there are no rows.
    """
    if not rows:
        return None
    if step > 0:
        return next((row for row in rows if row > cursor), rows[0])
    return next((row for row in reversed(rows) if row < cursor), rows[-1])


def nth_of(rows: Sequence[int], row: int) -> str:
    """Which of some rows one is: `match 2 of 5`."""
    return f"match {rows.index(row) + 1} of {len(rows)}"
