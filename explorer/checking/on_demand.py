"""Verify single records that the user looks at, before the rest of an archive is verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from explorer.checking.by_article import ArticleToVerify, ArticleVerifier
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verification import Texts, Verification
from explorer.checking.verifying import RecordToVerify
from explorer.checking.wholeness import finding as wholeness
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.failures import Failures
from explorer.model.records import Article, Person, Quote


class VerifiedRecords(NamedTuple):
    """The results for some records, by their refs."""

    verifications: Mapping[str, Verification]
    omissions: Mapping[str, Omissions]


class OnDemandVerifier:
    """Verify single records of an archive. The index of its people is made when it is first needed."""

    def __init__(self, archive: Archive, texts: Texts) -> None:
        self._archive = archive
        self._texts = texts

    def verify(self, names: Iterable[str]) -> Iterator[VerifiedRecords]:
        """Verify some records; a quote together with its whole article, which determines what each quote leaves out."""
        asked = dict.fromkeys(names)
        while asked:
            name = next(iter(asked))
            found = self._of(name)
            for each in (name, *found.verifications):
                asked.pop(each, None)
            yield found

    def _of(self, name: str) -> VerifiedRecords:
        # A failure here recurs in the check of the whole archive, and is reported then.
        failures = Failures()
        record = self._archive.find(name)
        article = self._archive.get(Article, record.article) if isinstance(record, Quote) else None
        names = [quote.ref for quote in self._archive.quotes_of(article)] if article else [name]
        verifier = ArticleVerifier(self._archive, self._texts, failures, lambda: self._person_index)
        found = verifier.verify(ArticleToVerify(article.id if article else "", list(map(RecordToVerify, names))))
        verifications = dict(wholeness.with_splices(self._archive, found.verifications, found.omissions))
        return VerifiedRecords(verifications, found.omissions)

    @cached_property
    def _person_index(self) -> PersonIndex:
        return PersonIndex(self._archive.all(Person), Failures().guard("speaker"))
