"""Verify an archive article by article, so that each article is read only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from explorer.checking import covering, remote_input
from explorer.checking.changed import RecordSubset
from explorer.checking.coverage import Coverage
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verification import Texts, Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.verifying import RecordToVerify, RecordVerifier
from explorer.checking.wholeness import finding as wholeness
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.failures import Failure, Failures
from explorer.model.records import Article
from explorer.processes import Away, File, Work
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import SourceText


class ArticleToVerify(NamedTuple):
    """An article by its id, with the records to verify.

    Its `coverage` is known, or computed if `is_open`. If its quotes `may_omit` words, their omissions are found as
    well: `known` has the verifications of its other quotes.
    """

    id: str
    records: Sequence[RecordToVerify]
    coverage: Coverage | None = None
    is_open: bool = True
    may_omit: bool = True
    known: Mapping[str, Verification] = {}


class ArticleResults(msgspec.Struct, frozen=True):
    """The results for an article: verifications and omissions by ref, its coverage, and what failed.

    The coverage has only the spans and the speakers, and is None if it was known.
    """

    verifications: dict[str, Verification]
    coverage: Coverage | None
    omissions: dict[str, Omissions]
    failures: tuple[Failure, ...] = ()


class ArticleVerifier:
    """Verify the records of one article after the other."""

    def __init__(
        self,
        archive: Archive,
        texts: Texts,
        failures: Failures,
        person_index: Callable[[], PersonIndex] | None = None,
    ) -> None:
        self.archive = archive
        self.texts = texts
        self.failures = failures
        self._analysis_of = _LastAnalysis()
        self._verifier = RecordVerifier(archive, texts, failures, self._analysis_of, person_index)

    def verify(self, asked: ArticleToVerify) -> ArticleResults:
        each = ((record.ref, self._verifier.verification(record)) for record in asked.records)
        verified = {name: verification for name, verification in each if verification}
        article, coverage = self.archive.get(Article, asked.id), asked.coverage
        omissions: dict[str, Omissions] = {}
        if article and asked.id in self.texts:
            if asked.is_open:
                with self.failures.guard("coverage")(article.ref):
                    coverage = covering.spoken(self._analysis_of(article, self.texts[asked.id]))
            if coverage and asked.may_omit:
                guard = self.failures.guard("omissions")
                with guard(article.ref):
                    found = VerifiedArchive(
                        archive=self.archive,
                        texts=self.texts,
                        verifications={**asked.known, **verified},
                        coverage={asked.id: coverage},
                    )
                    one = RecordSubset(self.archive, [article.ref])
                    omissions.update(wholeness.omissions(found, one, guard, self._analysis_of))
        return ArticleResults(verified, coverage if asked.is_open else None, omissions, self.failures.take())


class _LastAnalysis:
    """The analysis of one article, kept until another is read.

    It is not part of the verifier: with a reference cycle, each verified archive would stay in memory until garbage is
    collected.
    """

    def __init__(self) -> None:
        self._analysis: Analysis | None = None

    def __call__(self, article: Article, text: SourceText) -> Analysis:
        if self._analysis is None or self._analysis.reading.article is not article:
            self._analysis = Analysis(article, text)
        return self._analysis


def _packed(verifier: ArticleVerifier) -> tuple[remote_input.RemoteInput, Sequence[File]]:
    return remote_input.packed(verifier.archive, verifier.texts, verifier.failures)


def _opened(value: bytes, files: Mapping[str, bytes]) -> ArticleVerifier:
    return ArticleVerifier(*remote_input.opened(value, files))


def _sent(_: ArticleVerifier, asked: ArticleToVerify) -> tuple[ArticleToVerify, Sequence[File]]:
    return asked, ()


WORK = Work(ArticleVerifier.verify, result=ArticleResults, away=Away(_packed, _opened, _sent))
