"""Determine which people belong to which article, by the records of an archive."""

from __future__ import annotations

from functools import cached_property

from explorer.model.archive import Archive
from explorer.model.records import Article, Kind, Person, ids_of, ref


class ArticlePeople:
    """The people who speak in each article, or whose records quote it. Each is looked up when needed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._of: dict[str, frozenset[str]] = {}

    def of(self, article: str) -> frozenset[str]:
        """The ids of all who belong to an article."""
        if article not in self._of:
            record = self._archive.get(Article, article)
            quotes = self._archive.quotes_of(record) if record else ()
            speaking = {id for quote in quotes for id in (quote.speaker, quote.relayed_by) if id}
            naming = self._archive.naming.get(ref(Kind.ARTICLE, article), ())
            self._of[article] = frozenset(speaking.union(ids_of(Kind.PERSON, naming)))
        return self._of[article]

    @cached_property
    def unattached(self) -> frozenset[str]:
        """The ids of all who belong to no article."""
        people = (self._archive.get(Person, id) for id in self._archive.unquoted(Kind.PERSON))
        return frozenset(person.id for person in people if person and not person.evidence)

    def has(self, article: str, person: str) -> bool:
        return person in self.of(article)

    def may_have(self, article: str, person: str) -> bool:
        """Whether a person belongs to this article, or to none."""
        return self.has(article, person) or not self.belongs(person)

    def may_have_any(self, article: str, people: frozenset[str]) -> bool:
        """Whether any of these people belongs to this article, or to none."""
        return not people.isdisjoint(self.of(article)) or not all(map(self.belongs, people))

    def belongs(self, person: str) -> bool:
        """Whether a person belongs to any article."""
        record = self._archive.get(Person, person)
        return record is not None and self._is_attached(record)

    def _is_attached(self, person: Person) -> bool:
        return bool(person.evidence or self._archive.quote_count(person))

    def articles_of(self, person: str) -> set[str]:
        """The articles that a person belongs to."""
        record = self._archive.get(Person, person)
        return articles_of(record, self._archive) if record else set()


def articles_of(person: Person, archive: Archive) -> set[str]:
    """The ids of the articles that quote a person, or that the person's evidence is from."""
    return {quote.article for quote in archive.quotes_of(person)} | {item.article for item in person.evidence}
