"""A quote in a list: its words, whose they are, where they stand, and what to be careful about."""

from __future__ import annotations

from typing import NamedTuple

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.citable import called, date_in_words
from explorer.describing import signs
from explorer.exporting.cautions import Caution, cautions
from explorer.exporting.site.addresses import Addresses, quote_anchor
from explorer.exporting.site.in_articles import to_quote
from explorer.exporting.site.languages import language_tag
from explorer.exporting.site.rendering import shortened
from explorer.model import dates
from explorer.model.records import Article, Quote
from explorer.snapshot import Snapshot

# So many characters of the words are shown in a list.
_SHOWN = 320


class QuoteLine(NamedTuple):
    """What a list says of a quote."""

    address: str | None
    words: str
    speech: str
    is_own: bool
    language: str
    speaker: str
    speaker_address: str | None
    relayed: str
    article: str
    article_address: str | None
    date: str
    cautions: list[str]
    anchor: str
    number: int = 0


def quote_line(snapshot: Snapshot, addresses: Addresses, quote: Quote, number: int = 0) -> QuoteLine:
    """A quote in a list. `number` is its place in the text of its article, where the list has these."""
    archive = snapshot.archive
    article = archive.get(Article, quote.article)
    speaker = archive.speaker(quote)
    words = ("” “" if quote.speech != "indirect" else " ").join(Citable.of(snapshot, quote).pieces)
    said = date_in_words(quote) or (dates.describe(article.published) if article and article.published else "")
    return QuoteLine(
        address=addresses.to(quote.ref),
        words=shortened(words, _SHOWN),
        speech=signs.SPEECH[quote.speech].called,
        is_own=quote.speech != "indirect",
        language=language_tag(article.language) if article else "",
        speaker=called(speaker, quote.speaker),
        speaker_address=addresses.to(speaker.ref) if speaker else None,
        relayed=relayed_by(snapshot, quote),
        article=article.headline if article else quote.article,
        article_address=to_quote(snapshot, addresses, quote),
        date=said,
        cautions=told(snapshot, quote),
        anchor=quote_anchor(quote.ref),
        number=number,
    )


def relayed_by(snapshot: Snapshot, quote: Quote) -> str:
    """Who told of relayed words; empty for others."""
    archive = snapshot.archive
    return called(archive.relayer(quote), archive.told_by(quote)) if quote.is_relayed else ""


def told(snapshot: Snapshot, quote: Quote) -> list[str]:
    """What to be careful about, in words; of words that are not verified, how they stand in the article.

    That a quote is a draft is not said in a list if all are.
    """
    untold = () if snapshot.archive.tells_drafts else (Caution.DRAFT,)
    said = [str(caution) for caution in cautions(snapshot, quote) if caution not in untold]
    status = status_of(snapshot.verifications.get(quote.ref))
    return [f"{word}: {status}" if word == Caution.NOT_VERIFIED else word for word in said]
