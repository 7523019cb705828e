"""Whether the words that the archive quotes stand in its articles.

Words are found verbatim or up to typography, and in no other way: a fuzzy match would pass “not” put into a sentence.
Words that are not found are compared with the nearest passage only to say what differs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

import msgspec

from explorer.archive import Archive
from explorer.differences import describe_changes, nearest_passage, shortened
from explorer.passages import Passage, SourceText, fold_typography
from explorer.problems import Problem, Severity
from explorer.records import Anchor, AnyRecord, Article, Entry, Event, Evidence, Person, Quote


class Status(StrEnum):
    """How words stand in their article, best first."""

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    UNCHECKED = "unchecked"


_WORST_FIRST = (Status.MISSING, Status.UNCHECKED, Status.AMBIGUOUS, Status.TYPOGRAPHIC, Status.VERBATIM)


class Finding(msgspec.Struct, frozen=True):
    """What became of one text that should stand in an article.

    `path` is the text's path within its record. When it is missing, `code` says in which way, `nearest` is the most
    similar passage of the article, and `elsewhere` the id of another article that has the words.
    """

    path: str
    words: str
    status: Status
    passage: Passage | None = None
    code: str = ""
    message: str = ""
    nearest: Passage | None = None
    elsewhere: str | None = None


class Verification(msgspec.Struct, frozen=True):
    """The findings for one record: a quote's segments, then its attribution; or a record's evidence."""

    findings: tuple[Finding, ...] = ()

    @property
    def segments(self) -> tuple[Finding, ...]:
        """The findings for a quote's own words."""
        return tuple(finding for finding in self.findings if finding.path.startswith("text"))

    @property
    def status(self) -> Status:
        """The worst status of a quote's segments, or, for other records, of their evidence."""
        statuses = {finding.status for finding in self.segments or self.findings}
        return next((status for status in _WORST_FIRST if status in statuses), Status.UNCHECKED)

    @property
    def passages(self) -> tuple[Passage | None, ...]:
        """Where each segment stands; None for one that was not found, or not in one place only."""
        return tuple(finding.passage for finding in self.segments)


Texts = Mapping[str, SourceText]


def verify(archive: Archive, texts: Texts) -> dict[str, Verification]:
    """The verification of every record that rests on an article's words, by ref.

    `texts` has the text of each article that could be read, by the article's id.
    """
    verifier = _Verifier(archive, texts)
    verifications = {}
    for ref, entry in archive.entries.items():
        findings = tuple(verifier.findings(entry.record))
        if findings:
            verifications[ref] = Verification(findings)
    return verifications


def problems(archive: Archive, verifications: Mapping[str, Verification]) -> Iterator[Problem]:
    """A problem for each text that is not where it should be, and for each quote outside of its paraphrase."""
    for ref, verification in verifications.items():
        entry = archive.entries[ref]
        for finding in verification.findings:
            if finding.code:
                place = entry.place_of(finding.path)
                yield Problem(place, Severity.ERROR, finding.code, finding.message, ref)
        yield from _outside_of_paraphrase(entry, archive, verifications)


def _outside_of_paraphrase(
    entry: Entry, archive: Archive, verifications: Mapping[str, Verification]
) -> Iterator[Problem]:
    quote = entry.record
    paraphrase = archive.get(Quote, quote.within) if isinstance(quote, Quote) else None
    if not isinstance(quote, Quote) or paraphrase is None:
        return
    if paraphrase.article != quote.article:
        message = f"within: {paraphrase.ref} stands in another article"
        yield Problem(entry.place_of("within"), Severity.ERROR, "quote-outside", message, quote.ref)
        return
    outer = [passage for passage in verifications[paraphrase.ref].passages if passage]
    for inner in verifications[quote.ref].passages:
        if inner and outer and not any(span.start <= inner.start and inner.end <= span.end for span in outer):
            message = f"within: its words do not stand inside of {paraphrase.ref}"
            yield Problem(entry.place_of("within"), Severity.ERROR, "quote-outside", message, quote.ref)


class _Verifier:
    def __init__(self, archive: Archive, texts: Texts) -> None:
        self.archive = archive
        self.texts = texts

    def findings(self, record: AnyRecord) -> Iterator[Finding]:
        match record:
            case Article():
                yield from self._article(record)
            case Quote():
                yield from self._quote(record)
            case Person() | Event():
                yield from self._evidence(record.evidence)

    def _article(self, article: Article) -> Iterator[Finding]:
        yield self._anywhere("headline", article.headline, article.id)
        for n, line in enumerate(article.furniture):
            yield self._anywhere(f"furniture[{n}]", line, article.id)

    def _evidence(self, evidence: Iterable[Evidence]) -> Iterator[Finding]:
        for n, item in enumerate(evidence):
            yield self._anywhere(f"evidence[{n}].text", item.text, item.article)

    def _quote(self, quote: Quote) -> Iterator[Finding]:
        text = self.texts.get(quote.article)
        many = not isinstance(quote.text, str)
        after = 0
        first: Passage | None = None
        for n, words in enumerate(quote.segments):
            path = f"text[{n}]" if many else "text"
            if text is None:
                yield _unchecked(path, words)
                continue
            anchor = _anchor_of(quote, n)
            finding = self._segment(path, words, quote.article, text, anchor, after)
            if finding.passage:
                after, first = finding.passage.end, first or finding.passage
            yield finding
        if quote.attribution:
            yield self._anywhere("attribution", quote.attribution, quote.article, near=first)

    def _segment(self, path: str, words: str, article: str, text: SourceText, anchor: Anchor, after: int) -> Finding:
        status, found = _find(text, words)
        if not found:
            return self._missing(path, words, article, text)
        in_order = [passage for passage in found if passage.start >= after]
        if not in_order:
            message = f"these words stand before the segment that they should follow: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code="quote-order", message=message, nearest=found[0])
        anchored = [passage for passage in in_order if _fits(text, passage, anchor)]
        if len(anchored) == 1:
            return Finding(path, words, status, anchored[0])
        if not anchored:
            message = f"at: the prefix and suffix fit no occurrence of {shortened(words)}"
            return Finding(path, words, Status.AMBIGUOUS, code="quote-ambiguous", message=message)
        message = f"these words stand {len(anchored)} times in {article}; add at: to say which: {shortened(words)}"
        return Finding(path, words, Status.AMBIGUOUS, code="quote-ambiguous", message=message)

    def _anywhere(self, path: str, words: str, article: str, near: Passage | None = None) -> Finding:
        """Words that may stand more than once: the occurrence nearest to `near` counts."""
        text = self.texts.get(article)
        if text is None:
            return _unchecked(path, words)
        status, found = _find(text, words)
        if not found:
            return self._missing(path, words, article, text)
        at = near.start if near else 0
        return Finding(path, words, status, min(found, key=lambda passage: abs(passage.start - at)))

    def _missing(self, path: str, words: str, article: str, text: SourceText) -> Finding:
        kind = "quote" if path.startswith("text") else path.partition("[")[0]
        elsewhere = self._elsewhere(words, article)
        if elsewhere is not None:
            message = f"not in {article} but in {elsewhere}: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code=f"{kind}-elsewhere", message=message, elsewhere=elsewhere)
        nearest = nearest_passage(words, text)
        if nearest is None:
            message = f"these words are nowhere in {article}: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code=f"{kind}-nowhere", message=message)
        changes = describe_changes(words, text.text[nearest.start : nearest.end])
        line = text.text.count("\n", 0, nearest.start) + 1
        message = f"not word for word in {article} (line {line}): {changes}"
        return Finding(path, words, Status.MISSING, code=f"{kind}-altered", message=message, nearest=nearest)

    def _elsewhere(self, words: str, article: str) -> str | None:
        """The id of another article that has the words."""
        ids, starts, all_texts = self._all_texts
        wanted = fold_typography(words.strip())
        at = all_texts.find(wanted)
        while at >= 0:
            n = bisect_right(starts, at)
            if ids[n - 1] != article and _find(self.texts[ids[n - 1]], words)[1]:
                return ids[n - 1]
            at = all_texts.find(wanted, starts[n]) if n < len(starts) else -1
        return None

    @cached_property
    def _all_texts(self) -> tuple[list[str], list[int], str]:
        """The folded texts one after the other, which makes looking in all of them quick: ids, starts and text."""
        folded = {id: fold_typography(text.text) for id, text in self.texts.items()}
        starts = list(accumulate((len(text) + 1 for text in folded.values()), initial=0))[:-1]
        return list(folded), starts, "\0".join(folded.values())


def _find(text: SourceText, words: str) -> tuple[Status, list[Passage]]:
    found = text.find(words)
    if found:
        return Status.VERBATIM, found
    return Status.TYPOGRAPHIC, text.find_folded(words)


def _unchecked(path: str, words: str) -> Finding:
    return Finding(path, words, Status.UNCHECKED)


def _anchor_of(quote: Quote, segment: int) -> Anchor:
    """The part of a quote's anchor that concerns one segment: the prefix stands before the first, the suffix after the
    last."""
    at = quote.at or Anchor()
    last = len(quote.segments) - 1
    return Anchor(prefix=at.prefix if segment == 0 else "", suffix=at.suffix if segment == last else "")


def _fits(text: SourceText, passage: Passage, anchor: Anchor) -> bool:
    if not anchor.prefix and not anchor.suffix:
        return True
    before = text.text[max(0, passage.start - 4 * len(anchor.prefix) - 8) : passage.start]
    after = text.text[passage.end : passage.end + 4 * len(anchor.suffix) + 8]
    return _folded(before).endswith(_folded(anchor.prefix)) and _folded(after).startswith(_folded(anchor.suffix))


def _folded(text: str) -> str:
    """Folded typography, without the white space at the ends and the marks that may stand between words and anchor."""
    return fold_typography(text).strip(" \"'")
