"""How much is tried of what nobody can try all of: in CI, by which each change goes in, four times as much."""

from __future__ import annotations

import os

import pytest


def tries(number: int) -> int:
    """So many of a `number` of examples, edits or keys at random."""
    return number if "CI" in os.environ else (number + 3) // 4


def sizes(*sizes: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Of some sizes of the terminal in CI each, elsewhere the last one, which leaves least room.

    Most other tests have the wide terminal that is the first.
    """
    return sizes if "CI" in os.environ else sizes[-1:]


def at_sizes(*some: tuple[int, int]) -> pytest.MarkDecorator:
    """A test at some `sizes` of the terminal."""
    tried = sizes(*some)
    return pytest.mark.parametrize("size", tried, ids=["x".join(map(str, size)) for size in tried])
