"""Which findings depend on which lookups of people, known without reading the findings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

import msgspec

from explorer.checking.speakers.lookups import HasLookups, IndexedByLookups, rests_on
from explorer.model.amended import amendments_of, base_of
from explorer.model.records import Article, Kind, Quote
from explorer.snapshot import Snapshot
from explorer.store.database import DamagedError, Database
from explorer.store.keys import Keys
from explorer.store.stored import Stored, Table, spliced

LookupsT = TypeVar("LookupsT", bound=HasLookups)

# The table with the lookup keys of each article: all those of its quotes, and all those of its coverage.
LOOKED_UP = "looked_up"
_Keys = tuple[bytes, bytes]


class ArticleLookups:
    """The lookups of each article, in file order."""

    def __init__(self, database: Database, articles: Keys) -> None:
        self._table, self._articles = _table(database), articles

    def of_quotes(self, keys: AbstractSet[int]) -> Sequence[str]:
        """Return the ids of the articles whose quotes depend on any of some keys. Raises DamagedError."""
        return [self._articles.at(n) for n, (known, _) in enumerate(self._table.all()) if rests_on(keys, known)]

    def of_coverage(self, keys: AbstractSet[int]) -> Sequence[str]:
        """Return the ids of the articles whose coverage depends on any of some keys. Raises DamagedError."""
        return [self._articles.at(n) for n, (_, known) in enumerate(self._table.all()) if rests_on(keys, known)]


class StoredByLookups(Stored[LookupsT], IndexedByLookups[LookupsT]):
    """Findings in articles. `find` returns the names of all that may depend on any of some keys, given as numbers."""

    def __init__(
        self,
        keys: Keys,
        table: Table[LookupsT],
        anew: Callable[[], Mapping[str, LookupsT]],
        find: Callable[[AbstractSet[int]], Iterable[str]],
    ) -> None:
        super().__init__(keys, table, anew)
        self._find = find

    def may_rest_on(self, keys: AbstractSet[int]) -> Iterable[str] | None:
        try:
            return list(self._find(keys))
        except DamagedError:
            return None


def lookups_of(snapshot: Snapshot) -> Iterable[object]:
    """Yield what the store has of the lookups for each article of a snapshot."""
    archive, verifications, coverage = snapshot.archive, snapshot.verifications, snapshot.coverage
    articles = archive.of_kind(Kind.ARTICLE)

    def of(id: str) -> _Keys:
        article, covered = archive.get(Article, id), coverage.get(id)
        quotes = (verifications.get(quote.ref) for quote in (archive.quotes_of(article) if article else ()))
        keys = set[int]().union(*(array("I", found.looked_up) for found in quotes if found))
        return array("I", sorted(keys)).tobytes(), covered.looked_up if covered else b""

    base = base_of(articles)
    # If a check failed altogether, everything was verified anew in an archive that is based on a store.
    are_kept = all(isinstance(base_of(each), StoredByLookups) for each in (verifications, coverage))
    if not (isinstance(base, Stored) and are_kept):
        return map(of, articles)
    quotes = map(archive.find, amendments_of(verifications))
    others = {*amendments_of(coverage), *(quote.article for quote in quotes if isinstance(quote, Quote))}
    return spliced(articles, base, _table(base.table.database), others, of)


def _table(database: Database) -> Table[_Keys]:
    return Table(database, LOOKED_UP, msgspec.msgpack.Decoder(_Keys).decode)
