"""Where on the pages of an article something is: a long text has several."""

from __future__ import annotations

from explorer.describing.quotes_in_text import QuotesInText
from explorer.exporting.site.addresses import Addresses, paragraph_anchor, quote_anchor
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot


def to_quote(snapshot: Snapshot, addresses: Addresses, quote: Quote) -> str | None:
    """The link to a quote in the text of its article; of one that has no place there, to where that is said."""
    text = snapshot.texts.get(quote.article)
    places = QuotesInText(verifications=snapshot.verifications).places(quote) if text else []
    number = text.paragraph_at(places[0].start) if text and places else 1
    return addresses.in_article(quote.article, quote_anchor(quote.ref), number)


def to_passage(snapshot: Snapshot, addresses: Addresses, article: str, passage: Passage) -> str | None:
    """The link to the paragraph that a passage begins in; without a text, to the article."""
    text = snapshot.texts.get(article)
    if text is None:
        return addresses.in_article(article)
    number = text.paragraph_at(passage.start)
    return addresses.in_article(article, paragraph_anchor(number), number)
