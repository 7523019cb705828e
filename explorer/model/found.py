"""What a search found, gone into as a whole."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from explorer.model.archive import Archive
from explorer.model.records import Quote


class Found(msgspec.Struct, frozen=True):
    """The results of a query as they were when they were gone into: `hits` of `total` that answer it.

    `refs` has the hits, and the quotes of each hit that is no quote and has none among them: a topic alone stands for
    all that was said on it, but among quotes on it for these.
    """

    query: str
    hits: int
    total: int
    refs: tuple[str, ...]

    @classmethod
    def of(
        cls, query: str, hits: Collection[str], total: int, archive: Archive, among: Collection[str] | None = None
    ) -> Found:
        """The results of a query by their refs. `among` has the refs of what was searched; None for everything."""
        refs = dict.fromkeys(hits)
        for ref in hits:
            record = archive.find(ref)
            if record is not None and not isinstance(record, Quote):
                quotes = [quote.ref for quote in archive.quotes_of(record)]
                if refs.keys().isdisjoint(quotes):
                    refs |= dict.fromkeys(quote for quote in quotes if among is None or quote in among)
        return cls(query, len(hits), total, tuple(refs))

    @property
    def name(self) -> str:
        """What it is called as a step of the trail."""
        number = f"best {self.hits:,} of {self.total:,}" if self.total > self.hits else f"{self.hits:,}"
        return f"results of “{self.query}” ({number})"
