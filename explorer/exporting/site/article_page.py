"""The page of an article: its text with the quotes marked, and beside each paragraph whose words these are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from explorer.citing import Citable
from explorer.citing.addresses import web_address
from explorer.describing import articles
from explorer.describing.labels import Label
from explorer.exporting.site.addresses import PARAGRAPHS, numbered, paragraph_anchor
from explorer.exporting.site.article_text import MarkedText, Paragraph
from explorer.exporting.site.citations import citations, linked_data
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.languages import language_tag
from explorer.exporting.site.paging import slices
from explorer.exporting.site.quote_lines import QuoteLine, quote_line
from explorer.exporting.site.values import rows
from explorer.model import dates
from explorer.model.records import Article

# What the page says elsewhere.
_SAID: tuple[Label, ...] = (
    *(articles.HEADLINE, articles.PUBLISHED, articles.PUBLISHER, articles.BYLINE, articles.ADDRESS, articles.TEXT),
    articles.OPEN,
)
# So many words that are in no quote are listed.
_OPEN = 100


class Told(NamedTuple):
    """A paragraph with the quotes that begin in it."""

    paragraph: Paragraph
    quotes: list[QuoteLine]


class Open(NamedTuple):
    """Speech of the article that is in no quote, and the paragraph it stands in."""

    words: str
    number: int
    address: str | None


def article_files(frame: Frame, article: Article) -> Iterator[NamedFile]:
    """The pages of an article: one, and further ones where its text is long."""
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
        "citations": citations(Citable.of(snapshot, article)),
        "linked_data": linked_data(snapshot, below, article),
    }
    for part in slices(paragraphs, below.page(article.ref), PARAGRAPHS):
        path = numbered(part.path, part.number)
        yield frame.page(path, "article.html", article.headline, slice=part, paragraphs=part.items, **common)


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
