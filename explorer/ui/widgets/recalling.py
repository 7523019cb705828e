"""Walking through earlier queries."""

from __future__ import annotations

from collections.abc import Sequence


class Recall:
    """A walk from what is being typed to earlier queries, the latest first, and back.

    It goes on as long as the box holds what it gave: whoever changes that, begins anew.
    """

    def __init__(self) -> None:
        self._queries: list[str] = []
        self._at = 0

    def older(self, typed: str, earlier: Sequence[str]) -> str | None:
        """The query before the one in the box; None when there is none."""
        if not self.gave(typed):
            self._queries = [typed, *(query for query in earlier if query != typed.strip())]
            self._at = 0
        return self._go(1)

    def newer(self, typed: str) -> str | None:
        """The query after the one in the box, and at last what was being typed; None when the walk is over."""
        return self._go(-1) if self.gave(typed) else None

    def gave(self, typed: str) -> bool:
        """Whether the box holds an earlier query as it was recalled."""
        return self._at > 0 and self._queries[self._at] == typed

    def _go(self, step: int) -> str | None:
        if not 0 <= self._at + step < len(self._queries):
            return None
        self._at += step
        return self._queries[self._at]
