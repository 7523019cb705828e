"""The explorer's search, and what else one would take in its place, behind one interface."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from benchmarks.queries import words_of
from explorer.model.archive import Archive
from explorer.model.records import Quote, title
from explorer.search.index import SearchIndex
from explorer.search.parts import IndexPart
from explorer.search.ranking import KIND_ORDER
from explorer.search.segment import Segment

# As many hits as a screen may show are looked at.
SHOWN = 40

Search = Callable[[str], list[str]]


class Engine(ABC):
    """A search of an archive, ready when it has been made.

    `reach` is how many quotes may be searched in one measurement: the larger the archive, the fewer are the queries.
    `bytes_elsewhere` is what it holds in memory that Python does not know of.
    """

    name: ClassVar[str]
    reach: ClassVar[int]
    bytes_elsewhere = 0

    @abstractmethod
    def __init__(self, archive: Archive) -> None: ...

    @abstractmethod
    def fresh(self) -> Search:
        """A search that knows of no earlier ones. It gives the refs of the first hits, best first."""

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give back what Python does not give back by itself."""


class Explorer(Engine):
    """All records with all their fields, each hit that is looked at explained."""

    name = "explorer"
    reach = 10**12

    def __init__(self, archive: Archive) -> None:
        def pause() -> None:
            """Nothing else is to run."""

        records = [record for kind in KIND_ORDER for record in archive.of_kind(kind).values()]
        self._archive = archive
        self._parts = [IndexPart.of(Segment.of(records, archive, pause), {}, pause)]

    def fresh(self) -> Search:
        # An index remembers the words that it has read; another one of the same parts has read none.
        index = SearchIndex(self._archive, parts=self._parts)
        return lambda query: [hit.ref for hit in index.search(query)[:SHOWN]]


class Fts5(Engine):
    """SQLite's full-text index of the quotes' words: any of the query's words, the last as a prefix, by bm25."""

    name = "SQLite FTS5"
    reach = 100_000_000

    def __init__(self, archive: Archive) -> None:
        quotes = list(archive.all(Quote))
        self._refs = [quote.ref for quote in quotes]
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE quotes USING fts5(text, content='', prefix='2 3')")
        rows = enumerate(map(title, quotes))
        self._database.executemany("INSERT INTO quotes(rowid, text) VALUES (?, ?)", rows)
        self._database.execute("INSERT INTO quotes(quotes) VALUES ('optimize')")
        self._database.commit()
        pages, size = (self._database.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        self.bytes_elsewhere = pages * size

    def close(self) -> None:
        self._database.close()

    def fresh(self) -> Search:
        return self._search

    def _search(self, query: str) -> list[str]:
        words = words_of(query)
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words) + " *"
        command = "SELECT rowid FROM quotes WHERE quotes MATCH ? ORDER BY rank LIMIT ?"
        return [self._refs[row] for (row,) in self._database.execute(command, (match, SHOWN))]


class Rapidfuzz(Engine):
    """Every quote compared with the query, letter by letter. The quotes' words are folded beforehand."""

    reach = 1_000_000
    _scorer: ClassVar[Callable[..., float]]

    def __init__(self, archive: Archive) -> None:
        quotes = list(archive.all(Quote))
        self._refs = [quote.ref for quote in quotes]
        self._texts = [default_process(title(quote)) for quote in quotes]

    def fresh(self) -> Search:
        return self._search

    def _search(self, query: str) -> list[str]:
        found = process.extract(default_process(query), self._texts, scorer=self._scorer, limit=SHOWN)
        return [self._refs[at] for _, _, at in found]


class TokenSetRatio(Rapidfuzz):
    name = "rapidfuzz token_set_ratio"
    _scorer = staticmethod(fuzz.token_set_ratio)


class WRatio(Rapidfuzz):
    name = "rapidfuzz WRatio"
    _scorer = staticmethod(fuzz.WRatio)


ENGINES: tuple[type[Engine], ...] = (Explorer, Fts5, TokenSetRatio, WRatio)
