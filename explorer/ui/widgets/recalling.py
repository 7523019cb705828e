"""Recalling earlier queries, one after the other."""

from __future__ import annotations

from collections.abc import Sequence


class Recall:
    """A walk from what is being typed to earlier queries, the latest first, and back.

    It goes on for as long as the box contains the query that it gave last. After an edit it begins anew.
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
        """The query after the one in the box; in the end, what was being typed. None when the walk is over."""
        return self._go(-1) if self.gave(typed) else None

    def gave(self, typed: str) -> bool:
        """Whether the box contains the query that was recalled last, unchanged."""
        return self._at > 0 and self._queries[self._at] == typed

    def _go(self, step: int) -> str | None:
        if not 0 <= self._at + step < len(self._queries):
            return None
        self._at += step
        return self._queries[self._at]
