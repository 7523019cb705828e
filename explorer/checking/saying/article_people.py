"""Who belongs to which article, by the records of an archive."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from explorer.model.archive import Archive
from explorer.model.records import Person, Quote


class ArticlePeople:
    """The people who speak in each article, or whose records rest on it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def has(self, article: str, person: str) -> bool:
        return person in self._of.get(article, ())

    def may_have(self, article: str, person: str) -> bool:
        """Whether somebody belongs to an article, or to no other either."""
        return person in self._of.get(article, ()) or person not in self._all

    def may_have_any(self, article: str, people: frozenset[str]) -> bool:
        """Whether any of some people belongs to an article, or to no other either."""
        return not people.isdisjoint(self._of.get(article, ())) or not people <= self._all

    def belongs(self, person: str) -> bool:
        """Whether somebody belongs to any article."""
        return person in self._all

    def articles_of(self, person: str) -> set[str]:
        """The articles that somebody belongs to."""
        return self._articles.get(person, set())

    def others(self, before: ArticlePeople) -> set[str]:
        """The articles to which other people belong than before."""
        return {id for id in self._of.keys() | before._of.keys() if self._of.get(id) != before._of.get(id)}

    def who_changed(self, before: ArticlePeople) -> frozenset[str]:
        """The ids of those who belong to any article only now, or only before."""
        return self._all ^ before._all

    @cached_property
    def _of(self) -> dict[str, set[str]]:
        cast: dict[str, set[str]] = defaultdict(set)
        for quote in self._archive.all(Quote):
            cast[quote.article].update(id for id in (quote.speaker, quote.relayed_by) if id)
        for person in self._archive.all(Person):
            for item in person.evidence:
                cast[item.article].add(person.id)
        return dict(cast)

    @cached_property
    def _articles(self) -> dict[str, set[str]]:
        """The articles of each person."""
        found: dict[str, set[str]] = defaultdict(set)
        for article, people in self._of.items():
            for person in people:
                found[person].add(article)
        return dict(found)

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self._articles)
