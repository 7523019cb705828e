"""Bars of block characters: numbers as lengths, to an eighth of a cell."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
FULL = "█"


def bar(number: int, full: int, cells: int) -> str:
    """A bar of `cells` cells when the number is `full`. Any number above zero is visible."""
    eighths = min(8 * cells, max(round(8 * cells * number / full), 1)) if number and full else 0
    whole, rest = divmod(eighths, 8)
    return FULL * whole + _EIGHTHS[rest]


def stacked(numbers: Sequence[int], full: int, cells: int) -> list[int]:
    """Split a stacked bar into cells for each number, `cells` in all if they add up to `full`.

    The whole bar is as long as that of the sum. Cells that can't be split exactly go to the largest remainders.
    """
    total = sum(numbers)
    if not total or not full:
        return [0] * len(numbers)
    whole = min(cells, (2 * cells * total + full) // (2 * full))
    lengths = [whole * number // total for number in numbers]
    by_rest = sorted(range(len(numbers)), key=lambda n: (-(whole * numbers[n] % total), n))
    for n in by_rest[: whole - sum(lengths)]:
        lengths[n] += 1
    return lengths
