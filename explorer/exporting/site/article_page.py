"""The page of an article: its text with the quotes marked, and their speakers beside each paragraph.

Quotes may overlap in any way, which elements can't. So a paragraph is cut into runs wherever a quote begins or ends. A
run links to the shortest quote that contains it, and the last words of each quote are followed by its number, which is
also a link: every quote can be reached, however deeply it is nested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from explorer.checking.passage_index import PassageIndex
from explorer.checking.verification import Verification, status_of
from explorer.citing import Citable
from explorer.citing.plain import web_address
from explorer.describing import describe
from explorer.describing.fields import Label
from explorer.describing.quotes_in_text import QuotesInText
from explorer.exporting.site.frame import (
    PARAGRAPHS,
    Addresses,
    Frame,
    NamedFile,
    paragraph_anchor,
    quote_anchor,
    slices,
)
from explorer.exporting.site.rendering import language_tag, safe
from explorer.exporting.site.values import QuoteLine, citations, linked_data, quote_line, rows
from explorer.model import dates
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot

# Parts of a page that are not body text, by the path of the finding that locates them.
_APART = {"headline": "Headline", "furniture": "Page furniture", "captions": "Caption", "corrections": "Correction"}
# The minimum share of a paragraph that such a part must fill, for the whole paragraph to count as one.
_NEARLY_ALL = 0.9


class Marked(NamedTuple):
    """A quote marked in the text, its number in the order of the text, and whether the marked words are its own.

    If not, they are the words that the quote must come from.
    """

    quote: Quote
    number: int
    found: bool


class Paragraph(NamedTuple):
    """A paragraph: its number, its marked words, the quotes that begin in it, its kind if not body text."""

    number: int
    words: Markup
    quotes: list[Marked]
    apart: str


class MarkedText:
    """An article’s text with its quotes marked. `unplaced` has the quotes without a place in it."""

    def __init__(self, snapshot: Snapshot, addresses: Addresses, article: Article) -> None:
        self._addresses = addresses
        self._text = snapshot.texts.get(article.id)
        quotes = snapshot.archive.quotes_of(article)
        places = QuotesInText(quotes, snapshot.verifications)
        placed = sorted(
            ((places.places(quote), quote) for quote in quotes if places.places(quote)),
            key=lambda item: (item[0][0].start, -item[0][-1].end),
        )
        marked = [
            (passages, Marked(quote, number, bool(places.passages(quote))))
            for number, (passages, quote) in enumerate(placed, 1)
        ]
        self.marked = [mark for _, mark in marked]
        self.unplaced = [quote for quote in quotes if not places.places(quote)]
        self._passages = PassageIndex((passage, mark) for passages, mark in marked for passage in passages)
        self._begins = {(passages[0].start, mark.quote.ref) for passages, mark in marked}
        coverage = snapshot.coverage.get(article.id)
        parts = [part for span in coverage.open for part in span.parts] if coverage else []
        self._open = PassageIndex((part, None) for part in parts)
        self._apart = PassageIndex(_apart(snapshot.verifications.get(article.ref)))
        self._verifications = snapshot.verifications

    def paragraphs(self) -> Iterator[Paragraph]:
        for number, span in enumerate(self._text.paragraphs if self._text else (), 1):
            here = self._passages.touching(span)
            # A quote is listed only where it begins.
            told = [mark for place, mark in here if self._is_first(place, mark) and span.start <= place.start]
            words = Markup("").join(self._runs(span, here))
            yield Paragraph(number, words, told, self._kind(span))

    def _is_first(self, passage: Passage, mark: Marked) -> bool:
        """Whether a quote begins with a passage."""
        return (passage.start, mark.quote.ref) in self._begins

    def _kind(self, span: Passage) -> str:
        """The kind of a paragraph that is not body text."""
        assert self._text is not None
        words = len(self._text.text[span.start : span.end].strip())
        found = self._apart.touching(span)
        covered = sum(min(passage.end, span.end) - max(passage.start, span.start) for passage, _ in found)
        return found[0][1] if found and covered >= _NEARLY_ALL * words else ""

    def _runs(self, span: Passage, marks: Sequence[tuple[Passage, Marked]]) -> Iterator[Markup]:
        assert self._text is not None
        opened = [(passage, None) for passage, _ in self._open.touching(span)]
        edges: defaultdict[int, list[tuple[Passage, Marked | None]]] = defaultdict(list)
        cuts = {span.start, span.end}
        for passage, mark in (*marks, *opened):
            start, end = max(passage.start, span.start), min(passage.end, span.end)
            edges[start].append((passage, mark))
            cuts |= {start, end}
        active: list[tuple[Passage, Marked | None]] = []
        ordered = sorted(cuts)
        for start, end in pairwise(ordered):
            active = [item for item in (*active, *edges[start]) if item[0].end > start]
            yield self._run(self._text, Passage(start, end), active)

    def _run(self, text: SourceText, span: Passage, active: Iterable[tuple[Passage, Marked | None]]) -> Markup:
        words = escape(safe(text.text[span.start : span.end]))
        quotes = sorted(
            ((passage, mark) for passage, mark in active if mark is not None),
            key=lambda item: (item[0].end - item[0].start, item[1].number),
        )
        if not quotes:
            return Markup('<span class="open">%s</span>') % words if any(True for _ in active) else words
        passage, own = quotes[0]
        here = [mark for place, mark in quotes if place.start == span.start and self._is_first(place, mark)]
        if passage.end == span.end:
            words += _number(own)
        anchors = {mark: Markup(' id="%s"') % quote_anchor(mark.quote.ref) for mark in here}
        before = Markup("").join(Markup("<span%s></span>") % anchor for mark, anchor in anchors.items() if mark != own)
        look = f"q {own.quote.speech}{'' if self.is_sure(own) else ' doubtful'}{' several' if len(quotes) > 1 else ''}"
        link = Markup('<a class="%s"%s href="%s">%s</a>') % (look, anchors.get(own, ""), self._address(own), words)
        after = Markup("").join(
            Markup('<a class="n" href="%s">%s</a>') % (self._address(mark), _number(mark))
            for place, mark in quotes[1:]
            if place.end == span.end
        )
        return before + link + after

    def is_sure(self, mark: Marked) -> bool:
        """Whether the words of a quote are found where they are marked, and are attributed to its speaker."""
        return mark.found and status_of(self._verifications.get(mark.quote.ref)).is_verified

    def _address(self, mark: Marked) -> str:
        return self._addresses.to(mark.quote.ref) or ""


def _number(mark: Marked) -> Markup:
    return Markup('<sup><span class="unseen"> (quote </span>%s<span class="unseen">)</span></sup>') % f"{mark.number:,}"


def _apart(verification: Verification | None) -> Iterator[tuple[Passage, str]]:
    for finding in verification.findings if verification else ():
        label = _APART.get(finding.path.partition("[")[0])
        if label and finding.passage:
            yield finding.passage, label


# Fields that the page shows elsewhere.
_SAID: tuple[Label, ...] = (
    *(describe.HEADLINE, describe.PUBLISHED, describe.PUBLISHER, describe.BYLINE, describe.ADDRESS, describe.TEXT),
    describe.OPEN,
)
# The maximum number of uncovered spans of speech that are listed.
_OPEN = 100


class Told(NamedTuple):
    """A paragraph with the quotes that begin in it."""

    paragraph: Paragraph
    quotes: list[QuoteLine]


class Open(NamedTuple):
    """Speech of the article that is not in any quote, and its paragraph."""

    words: str
    number: int
    address: str | None


def article_files(frame: Frame, article: Article) -> Iterator[NamedFile]:
    """The pages of an article: several if its text is long."""
    snapshot, below = frame.snapshot, frame.below
    marked = MarkedText(snapshot, below, article)
    paragraphs = [
        Told(each, [quote_line(snapshot, below, mark.quote, mark.number) for mark in each.quotes])
        for each in marked.paragraphs()
    ]
    common: dict[str, Any] = {
        "article": article,
        "language": language_tag(article.language),
        "url": web_address(article.url),
        "published": dates.describe(article.published) if article.published else "",
        "marked": len(marked.marked),
        "doubtful": any(not marked.is_sure(mark) for mark in marked.marked),
        "unplaced": [quote_line(snapshot, below, quote) for quote in marked.unplaced],
        "has_text": article.id in snapshot.texts,
        "open": _open(frame, article),
        "rows": rows(frame, article, *_SAID),
        "citations": citations(Citable(snapshot, article)),
        "linked_data": linked_data(snapshot, below, article),
    }
    for part in slices(paragraphs, below.page(article.ref), PARAGRAPHS):
        yield frame.page(part, "article.html", article.headline, paragraphs=part.items, **common)


def _open(frame: Frame, article: Article) -> tuple[list[Open], int]:
    coverage, text = frame.snapshot.coverage.get(article.id), frame.snapshot.texts.get(article.id)
    if coverage is None or text is None:
        return [], 0
    found = []
    for span in coverage.open[:_OPEN]:
        number = text.paragraph_at(span.start)
        address = frame.below.in_article(article.id, paragraph_anchor(number), number)
        found.append(Open(span.words(text.text), number, address))
    return found, len(coverage.open)
