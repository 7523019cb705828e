"""Saved queries in the command palette, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from explorer.display import one_line


def saved_query_commands(
    saved: Mapping[str, str], search: Callable[[str], object], delete: Callable[[str], object]
) -> type[Provider]:
    """A provider with two commands for each saved query: to search for it, and to delete it."""
    queries = sorted(saved.items())
    commands = [(one_line(f"Saved query: {name} ({query})"), partial(search, query)) for name, query in queries]
    commands += [(one_line(f"Delete saved query: {name} ({query})"), partial(delete, query)) for name, query in queries]

    class SavedQueryCommands(Provider):
        """The commands for the queries that were saved when the palette was opened."""

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
