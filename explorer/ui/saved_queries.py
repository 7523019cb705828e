"""Saved queries in the command palette, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from explorer.display import one_line

if TYPE_CHECKING:
    from explorer.ui.app import ExplorerApp


class SavedQueries(Provider):
    """A command for each saved query, which searches for it."""

    async def discover(self) -> Hits:
        for title, search in self._commands():
            yield DiscoveryHit(Content(title), search, title)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, search in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), search, title)

    def _commands(self) -> Iterator[tuple[str, partial[None]]]:
        app: ExplorerApp = self.app  # type: ignore[assignment]
        for name, query in sorted(app.main.queries.saved.items()):
            yield one_line(f"Saved query: {name} ({query})"), partial(app.search_for, query)
