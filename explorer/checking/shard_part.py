"""Select the records of an archive that one shard has to check."""

from __future__ import annotations

from functools import cached_property

from explorer.model.archive import Archive
from explorer.model.problems import Problem
from explorer.model.records import Article, Quote
from explorer.processes import Shard


class ShardPart:
    """The files of an archive that fall into a shard, with the texts of the articles in them.

    A text belongs to the file of the first article that names it. So each problem is reported in one shard, by its
    place, and all shards together report the problems of the whole archive.
    """

    def __init__(self, archive: Archive, shard: Shard) -> None:
        self._archive = archive
        self._shard = shard
        self._texts: dict[str, str] = {}
        for article in archive.all(Article):
            self._texts.setdefault(f"seeds/{article.file}", archive.entries[article.ref].place.file)

    def has(self, file: str) -> bool:
        """Whether the problems of a file are reported in this part."""
        return self._shard.has(self._texts.get(file, file))

    def tells(self, problem: Problem) -> bool:
        return self.has(problem.place.file)

    @cached_property
    def refs(self) -> frozenset[str]:
        """The records to verify: those in the files, and the quotes of the articles in them."""
        entries = self._archive.entries
        own = frozenset(name for name, entry in entries.items() if self.has(entry.place.file))
        articles = (each for each in self._archive.all(Article) if each.id in self._own_articles)
        quotes = (quote.ref for article in articles for quote in self._archive.quotes_of(article))
        return own.union(quotes)

    @cached_property
    def articles(self) -> frozenset[str]:
        """The ids of the articles to read: these, and those of such quotes."""
        records = map(self._archive.find, self.refs)
        return self._own_articles.union(each.article for each in records if isinstance(each, Quote))

    @cached_property
    def _own_articles(self) -> frozenset[str]:
        """The ids of the articles in the files, and of those whose texts are reported here."""
        entries = self._archive.entries
        return frozenset(
            each.id
            for each in self._archive.all(Article)
            if self.has(entries[each.ref].place.file) or self.has(f"seeds/{each.file}")
        )
