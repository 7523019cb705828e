"""Bars of block characters: a number as a length, to eighths of a cell."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
FULL = "█"


def bar(number: int, full: int, cells: int) -> str:
    """A bar that is `cells` long when the number is `full`. Whatever is not zero can be seen."""
    eighths = min(8 * cells, max(round(8 * cells * number / full), 1)) if number and full else 0
    whole, rest = divmod(eighths, 8)
    return FULL * whole + _EIGHTHS[rest]


def stacked(numbers: Sequence[int], full: int, cells: int) -> list[int]:
    """How many cells of a bar each of some numbers has; `cells` in all when their sum is `full`.

    The ends are rounded and not the lengths, so that the whole bar is never longer than it should be.
    """
    lengths, reached, total = [], 0, 0
    for number in numbers:
        total += number
        end = min(cells, (2 * cells * total + full) // (2 * full)) if full else 0
        lengths.append(end - reached)
        reached = end
    return lengths
