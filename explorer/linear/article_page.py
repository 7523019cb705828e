"""An article as a page: its paragraphs by number, and after each what in it is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.checking.passage_index import PassageIndex
from explorer.describing.counting import counted
from explorer.describing.fields import RecordLink
from explorer.describing.quote_counts import of_drafts
from explorer.describing.quotes_in_text import QuotesInText
from explorer.display import one_line
from explorer.linear.pages import PARAGRAPHS_AT_ONCE, Entries, Lazy, Line, Page
from explorer.linear.wording import FEW_WORDS, quote_line, sentence, shortened
from explorer.model.history import ReadingView
from explorer.model.records import Article, Quote
from explorer.reading.quotation.spans import SHOWN_BY
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot


def article_page(snapshot: Snapshot, view: ReadingView) -> Page:
    """An article from where a view stands in it: at its quote or offset, else at the top."""
    text = snapshot.texts.get(view.article)
    article = snapshot.archive.get(Article, view.article)
    if text is None or article is None:
        return Page("article", (f"The text of {one_line(view.article)} can’t be read: type problems.",))
    paragraphs = _Paragraphs(snapshot, article, text)
    start, place = paragraphs.start_of(view)
    heading = [f"article: {one_line(article.headline)}"]
    heading.append(
        f"{counted(len(text.paragraphs), 'paragraph')}, {counted(len(paragraphs.quotes), 'quote')}"
        f"{of_drafts(len(paragraphs.quotes), snapshot.archive.drafts_among(paragraphs.quotes))}; "
        "a quote is said after its paragraph."
    )
    if paragraphs.lost:
        heading.append(f"{counted(len(paragraphs.lost), 'quote')} without a known place in the text: said at the end.")
    if place is not None:
        heading.append(f"You are at quote {place + 1}, in paragraph {start + 1}.")
    return Page(
        "article",
        tuple(heading),
        paragraphs.entries,
        Lazy(len(paragraphs.quotes), lambda n: RecordLink(paragraphs.quotes[n].ref)),
        ("paragraph", "paragraphs"),
        start=start,
        at_once=PARAGRAPHS_AT_ONCE,
        about=view.quote or article.ref,
    )


class _Paragraphs:
    """The paragraphs of an article. `quotes` are all of its quotes: those of the text in its order, then the `lost`."""

    def __init__(self, snapshot: Snapshot, article: Article, text: SourceText) -> None:
        self._snapshot = snapshot
        self._text = text
        self._furniture = {line.strip() for line in article.furniture}
        own = snapshot.archive.quotes_of(article)
        self._placed = QuotesInText(own, snapshot.verifications)
        self.lost = [quote for quote in own if self._placed.number(quote) is None]
        self.quotes: Sequence[Quote] = [*self._placed.ordered, *self.lost]
        self._numbers = {quote.ref: number for number, quote in enumerate(self.quotes, 1)}
        places = ((passage, quote) for quote in self.quotes for passage in self._placed.places(quote))
        self._index = PassageIndex(places)
        coverage = snapshot.coverage.get(article.id)
        self._open = PassageIndex((part, span) for span in (coverage.open if coverage else ()) for part in span.parts)

    @property
    def entries(self) -> Entries:
        return Lazy(len(self._text.paragraphs), lambda n: tuple(self._paragraph(n)))

    def start_of(self, view: ReadingView) -> tuple[int, int | None]:
        """The number, from 0, of the paragraph to begin with, and that of the quote that the view is at."""
        quote = next((quote for quote in self.quotes if quote.ref == view.quote), None)
        places = self._placed.places(quote) if quote else []
        number = self._numbers[quote.ref] - 1 if quote else None
        if view.offset is not None:
            return self._text.paragraph_at(view.offset) - 1, number if places else None
        return (self._text.paragraph_at(places[0].start) - 1, number) if places else (0, None)

    def _paragraph(self, n: int) -> Iterator[Line]:
        span = self._text.paragraphs[n]
        words = one_line(self._text.text[span.start : span.end])
        furniture = ", page furniture" if words in self._furniture else ""
        yield Line(f"Paragraph {n + 1}{furniture}: {words}")
        told: set[str] = set()
        for passage, quote in self._index.touching(span):
            if quote.ref not in told:
                told.add(quote.ref)
                yield Line(self._quoted(quote, passage, span), self._numbers[quote.ref])
        for passage, speech in self._open.touching(span):
            words, more = shortened(self._text.text[passage.start : passage.end], FEW_WORDS)
            how = sentence(SHOWN_BY[speech.kind])
            yield Line(f"{how}, and in no quote: {words}{f', and {more} more words' if more else ''}")
        if n == len(self._text.paragraphs) - 1:
            for quote in self.lost:
                said = quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)
                yield Line(f"Without a known place: {said}", self._numbers[quote.ref])

    def _quoted(self, quote: Quote, passage: Passage, span: Passage) -> str:
        """A quote after a paragraph. In later paragraphs than the first with words of it, it goes on."""
        if self._placed.number(quote) is None:
            return f"Here its words are missing: {quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)}"
        goes_on = self._placed.places(quote)[0].start < span.start
        return f"{'Goes on: ' if goes_on else ''}{quote_line(self._snapshot, quote, FEW_WORDS, with_article=False)}"
