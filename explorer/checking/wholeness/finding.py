"""Find the omissions of each quote, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cached_property

import msgspec

from explorer.checking.changed import Records
from explorer.checking.passage_index import PassageIndex
from explorer.checking.verification import Verification, Verifications
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.clause_omissions import ClauseOmissions
from explorer.checking.wholeness.omissions import Omissions, OmissionsByRef
from explorer.checking.wholeness.span_omissions import HeldPassages, IsRelated, SpanOmissions, is_plainly_whole
from explorer.checking.wholeness.weighty_words import WeightyWords, weighty_words_of
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.records import AnyRecord, Article, Kind, Quote, ref
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import Passage, SourceText


def omissions(
    found: VerifiedArchive,
    asked: Records | None = None,
    guard: Guard = unguarded,
    analysis_of: Callable[[Article, SourceText], Analysis] = Analysis,
) -> Iterator[tuple[str, Omissions]]:
    """Find the omissions of each quote, by its ref, in the whole archive or in the `asked` articles.

    `analysis_of` reads an article, unless it was read already.
    """
    for article in (asked or found.archive).all(Article):
        if article.id in found.coverage:
            yield from _Article(article, found, analysis_of).omissions(guard)


def with_splices(
    archive: Archive, verifications: Verifications, omissions: OmissionsByRef, failed: Collection[str | None] = ()
) -> Iterator[tuple[str, Verification]]:
    """The verifications, with quotes that leave out words between their segments marked as spliced.

    If the search for omissions `failed` for a quote, its article or all of them, this is unknown.
    """
    for name, verification in verifications.items():
        spliced = name in omissions and any(omissions[name].between)
        lost = bool(failed) and _is_lost(archive.find(name), failed)
        if verification.spliced != spliced or lost:
            verification = msgspec.structs.replace(verification, spliced=spliced, failed=lost or verification.failed)
        yield name, verification


def _is_lost(record: AnyRecord | None, failed: Collection[str | None]) -> bool:
    """Whether it is unknown if a record is a quote that leaves out words between its segments."""
    if not isinstance(record, Quote):
        return False
    of_all = {None, ref(Kind.ARTICLE, record.article)}
    return record.ref in failed or (len(record.segments) > 1 and not of_all.isdisjoint(failed))


class _Article:
    """One article. Whatever only some of its quotes need is made on demand."""

    def __init__(
        self, article: Article, found: VerifiedArchive, analysis_of: Callable[[Article, SourceText], Analysis]
    ) -> None:
        self._article = article
        self._analyse = analysis_of
        self._text = found.texts[article.id]
        self._archive = found.archive
        self._verifications = found.verifications
        self._covered = found.coverage[article.id]
        self._quotes = found.archive.quotes_of(article)

    def omissions(self, guard: Guard) -> Iterator[tuple[str, Omissions]]:
        for quote in self._quotes:
            with guard(quote.ref):
                found = self._left_out(quote)
                if found:
                    yield quote.ref, found

    def _left_out(self, quote: Quote) -> Omissions | None:
        verification = self._verifications[quote.ref]
        passages = verification.passages
        if quote.speech != "indirect":
            if len(passages) == 1 and (passages[0] is None or is_plainly_whole(self._text.text, passages[0])):
                return None
            if any(passage and self._spans.holds(passage) for passage in passages):
                return self._spans.left_out(passages, self._related(quote))
        return self._clauses.left_out(passages, verification.attribution_at, self._related(quote))

    def _related(self, quote: Quote) -> IsRelated:
        hierarchy = self._archive.hierarchy(Kind.QUOTE)
        return lambda id: hierarchy.is_within(id, quote.id) or hierarchy.is_within(quote.id, id)

    @cached_property
    def _spans(self) -> SpanOmissions:
        return SpanOmissions(self._text.text, self._covered.spans, self._wording, self._held)

    @cached_property
    def _clauses(self) -> ClauseOmissions:
        return ClauseOmissions(self._article, self._text, self._wording, self._held, self._analyse)

    @cached_property
    def _wording(self) -> WeightyWords:
        return weighty_words_of(self._article.language, self._text.text)

    @cached_property
    def _held(self) -> HeldPassages:
        """The passages of quotes and attributions, each with the ids of its quotes."""
        held: dict[Passage, list[str]] = defaultdict(list)
        for quote in self._quotes:
            for finding in self._verifications[quote.ref].findings:
                if finding.passage:
                    held[finding.passage].append(quote.id)
        return PassageIndex(held.items())
