"""Who belongs to which article, by the records of an archive."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from explorer.model.archive import Archive
from explorer.model.records import Person, Quote


class Casts:
    """The people who speak in each article, or whose records rest on it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def has(self, article: str, person: str) -> bool:
        return person in self._of[article]

    def may_have(self, article: str, person: str) -> bool:
        """Whether somebody belongs to an article, or to no other either."""
        return person in self._of[article] or person not in self._all

    @cached_property
    def _of(self) -> dict[str, set[str]]:
        cast: dict[str, set[str]] = defaultdict(set)
        for quote in self._archive.all(Quote):
            cast[quote.article].update(id for id in (quote.speaker, quote.relayed_by) if id)
        for person in self._archive.all(Person):
            for item in person.evidence:
                cast[item.article].add(person.id)
        return cast

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*self._of.values())
