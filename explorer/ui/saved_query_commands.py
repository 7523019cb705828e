"""Saved queries in the command palette, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from explorer.display import one_line


def saved_query_commands(saved: Mapping[str, str], search: Callable[[str], object]) -> type[Provider]:
    """A provider with a command for each saved query, by its name, that searches for it."""
    commands = [
        (one_line(f"Saved query: {name} ({query})"), partial(search, query)) for name, query in sorted(saved.items())
    ]

    class SavedQueryCommands(Provider):
        """The saved queries as they were when the palette was opened."""

        async def discover(self) -> Hits:
            for title, run in commands:
                yield DiscoveryHit(Content(title), run, title)

        async def search(self, query: str) -> Hits:
            matcher = self.matcher(query)
            for title, run in commands:
                score = matcher.match(title)
                if score > 0:
                    yield Hit(score, Content(title), run, title)

    return SavedQueryCommands
