"""Keys that are looked up in a list."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.model.lazy import Numbered


class Keys(Numbered):
    """Keys by their rows."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, row: int) -> str:
        return self.keys[row]

    def number(self, key: object) -> int | None:
        return self.keys.index(key) if key in self.keys else None
