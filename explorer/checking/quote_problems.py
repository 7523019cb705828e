"""Report records whose words are in the wrong place: not in their article, outside a paraphrase, in two quotes, …"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from explorer.checking.changed import Records, every
from explorer.checking.verification import Verification, Verifications
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.hierarchy import Hierarchy
from explorer.model.problem_codes import CODES, problem
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Entry, Kind, Quote, ref
from explorer.reading.quotation.apostrophes import begins_clipped
from explorer.reading.quotation.marks import pair_of
from explorer.reading.text.passages import Passage, holds

# The fields of an article that list lines outside the body text.
_NO_BODY = {"furniture": "page furniture", "captions": "a caption", "corrections": "a correction"}


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """Report the problems of all words that should be in an article.

    Words that were not found or are not body text, a quote outside its paraphrase or overlapping another quote, one
    relayed by its own speaker, and outer quotation marks in a quote's words. With `asked`, only problems of those
    records are reported.
    """
    asked = asked or found.archive
    for record in every(asked):
        if record.ref in found.verifications:
            with guard(record.ref):
                yield from _of_record(found.archive.entries[record.ref], found)
    for article in asked.all(Article):
        with guard(article.ref):
            yield from _overlaps(article, found.archive, found.verifications)


def _of_record(entry: Entry, found: VerifiedArchive) -> Iterator[Problem]:
    name = entry.record.ref
    verification = found.verifications[name]
    for finding in verification.findings:
        if finding.code:
            yield Problem(entry.place_of(finding.path), Severity.ERROR, finding.code, finding.message, name)
    said = verification.said
    if said and said.code and not (said.is_spliced and verification.spliced):
        yield Problem(entry.place_of(said.path), CODES[said.code].severities[0], said.code, said.message, name)
    if isinstance(entry.record, Quote):
        yield from _of_quote(entry, entry.record, found)


def _of_quote(entry: Entry, quote: Quote, found: VerifiedArchive) -> Iterator[Problem]:
    yield from _outside_of_paraphrase(entry, quote, found)
    if quote.relayed_by == quote.speaker:
        message = f"{ref(Kind.PERSON, quote.speaker)} is the speaker: nobody relays their own words"
        yield problem(entry, "relay-loop", "relayed_by", message)
    # A problem for each topic that a quote both includes and excludes.
    for number, id in enumerate(quote.not_topics):
        if id in quote.topics:
            yield problem(entry, "topic-query", f"not_topics[{number}]", f"“{id}” is also in `topics`, which counts")
    yield from _outside_of_body(entry, quote, found.verifications)
    yield from _marked(entry, quote)


def _outside_of_body(entry: Entry, quote: Quote, verifications: Verifications) -> Iterator[Problem]:
    """A problem for a quote with a segment outside the body text: in a caption, a correction or page furniture."""
    article = verifications.get(ref(Kind.ARTICLE, quote.article), Verification())
    lines = [(finding.passage, finding.path) for finding in article.findings if finding.passage]
    for passage in verifications[quote.ref].passages:
        for line, path in lines if passage else ():
            what = _NO_BODY.get(path.partition("[")[0])
            if what and passage and holds(line, passage):
                message = f"these words stand in {what} of {quote.article}, and not in its body"
                yield problem(entry, "words-elsewhere", "text", message)
                return


def _marked(entry: Entry, quote: Quote) -> Iterator[Problem]:
    """A problem for each segment with outer quotation marks, which do not belong in a record."""
    for segment in quote.segments:
        words = segment.strip()
        outer, inner = words[:1] + words[-1:], words[1:-1]
        if pair_of(outer) and outer[0] not in inner and not begins_clipped(words, 0):
            message = f"leave the outer quotation marks out; they are the article's: {shortened(words)}"
            yield problem(entry, "quote-marked", "text", message)


def _outside_of_paraphrase(entry: Entry, quote: Quote, found: VerifiedArchive) -> Iterator[Problem]:
    paraphrase = found.archive.get(Quote, quote.within)
    if paraphrase is None:
        return
    if paraphrase.article != quote.article:
        yield problem(entry, "quote-outside", "within", f"{paraphrase.ref} stands in another article")
        return
    outer = found.verifications[paraphrase.ref].placed
    for inner in found.verifications[quote.ref].passages:
        if inner and outer and not any(holds(span, inner) for span in outer):
            yield problem(entry, "quote-outside", "within", f"its words do not stand inside of {paraphrase.ref}")


def _overlaps(article: Article, archive: Archive, verifications: Verifications) -> Iterator[Problem]:
    """A problem for each quote that begins inside another one's words, unless one is `within` the other."""
    quotes = archive.quotes_of(article)
    stands = [(passage, quote) for quote in quotes for passage in verifications[quote.ref].placed]
    stands.sort(key=lambda stand: (stand[0].start, -stand[0].end))
    told: set[str] = set()
    begun = _OpenQuotes(archive.hierarchy(Kind.QUOTE))
    for passage, quote in stands:
        found = begun.unrelated(quote, passage.start)
        if found is not None and quote.ref not in told:
            told.add(quote.ref)
            how = "are also" if found[0] == passage else "overlap those of"
            message = f"its words {how} {found[1].ref}, and neither quote is within the other"
            yield problem(archive.entries[quote.ref], "quote-overlap", "text", message)
        begun.add(passage, quote)


class _OpenQuotes:
    """The quotes that have begun and not ended at the current place in an article.

    There may be many, each within the next. A quote unrelated to a given one is before or after it in the order of
    their hierarchy, so it is enough to check the first and the last of them.
    """

    def __init__(self, hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy
        self._count = 0
        # Sorted by the end in the article, by the end in the hierarchy, and by the start in the hierarchy, last first.
        self._heaps: tuple[list[tuple[int, int, Passage, Quote]], ...] = ([], [], [])

    def add(self, passage: Passage, quote: Quote) -> None:
        below = self._hierarchy.below(quote.id)
        self._count += 1
        for heap, key in zip(self._heaps, (passage.end, below.stop, -below.start), strict=True):
            heappush(heap, (key, self._count, passage, quote))

    def unrelated(self, quote: Quote, start: int) -> tuple[Passage, Quote] | None:
        """A quote that is still open where this one starts, with its passage, if neither is within the other."""
        for heap in self._heaps:
            while heap and heap[0][2].end <= start:
                heappop(heap)
            if heap and not self._are_related(quote.id, heap[0][3].id):
                return heap[0][2:]
        return None

    def _are_related(self, id: str, other: str) -> bool:
        return self._hierarchy.is_within(id, other) or self._hierarchy.is_within(other, id)
