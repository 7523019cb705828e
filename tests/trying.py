"""How much is tried of what nobody can try all of: in CI, by which each change goes in, four times as much."""

from __future__ import annotations

import os


def tries(number: int) -> int:
    """So many of a `number` of examples, edits or keys at random."""
    return number if "CI" in os.environ else (number + 3) // 4
