"""How much is tried of what nobody can try all of: in CI, by which each change goes in, twice as much as elsewhere."""

from __future__ import annotations

import os


def tries(number: int) -> int:
    """So many of a `number` of examples, edits or keys at random."""
    return number if "CI" in os.environ else (number + 1) // 2
