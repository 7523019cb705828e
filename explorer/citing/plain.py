"""A citation as plain text on one line, and the address of an article as a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from explorer.citing.citable import Citable, attributed, date_in_words, inner_marks
from explorer.display import clean
from explorer.model import dates
from explorer.model.records import Article, Event, Person, Quote, Topic

# “By” in several languages. “Di”, “da” and “von” begin surnames, too: they go only where two more words follow.
_BY = re.compile(r"^\s*(?:(?:by|par|por|door|av|af)\s+(?=\S)|(?:von|di|da)\s+(?=\S+\s))", re.IGNORECASE)


def plain(cited: Citable) -> str:
    """A record on one line that is safe to paste, with its ref at the end.

    A quote names its speaker and how the words reached the article. A paraphrase is marked as one and has no quotation
    marks. Unverified records are marked.
    """
    match cited.record:
        case Quote() as quote:
            parts = [statement(cited, quote), *_source(cited, quote)]
        case Article() as article:
            parts = list(published(article))
        case Event() as event:
            parts = [event.name, date_in_words(event), event.place or ""]
        case Person() as person:
            parts = [person.name, person.role or "", person.affiliation or ""]
        case Topic() as topic:
            parts = [f"{topic.label}: {topic.description}" if topic.description else topic.label]
    return without_breaks(", ".join(filter(None, parts)) + bracketed(cited))


def statement(cited: Citable, quote: Quote) -> str:
    """The words of a quote, who said them, how, and when."""
    return f"{cited.words} — {', '.join(provenance(cited, quote))}"


def provenance(cited: Citable, quote: Quote) -> Iterator[str]:
    """Who said it, how (through an interpreter, in which medium), and when."""
    yield attributed(cited.archive, quote)
    if quote.interpreted:
        yield "through an interpreter"
    yield from filter(None, [quote.medium, date_in_words(quote)])


def published(article: Article, place: str = "") -> Iterator[str]:
    """The known facts about an article, one by one, with a place in it. Its address comes last."""
    yield f"“{inner_marks(article.headline)}”"
    date = dates.describe(article.published or "")
    yield from filter(None, [without_by(article.byline or ""), article.publisher, date, place, article.url])


def without_by(byline: str) -> str:
    """A byline as citations have it: `Ana Ruiz` for “By Ana Ruiz”."""
    return _BY.sub("", byline).strip()


def bracketed(cited: Citable) -> str:
    """The remarks on the record and its ref, each in brackets."""
    return "".join(f" [{remark}]" for remark in [*cited.remarks, cited.record.ref])


def without_breaks(text: str) -> str:
    """Clean text on one line. Unlike `display.one_line`, it keeps the spaces of a quote as they are in the article."""
    return clean(text).replace("\n", " ")


def _source(cited: Citable, quote: Quote) -> Iterator[str]:
    if cited.article:
        yield from published(cited.article, cited.located)
    else:
        yield quote.article


# Characters with a special meaning in an address (RFC 3986).
_RESERVED = ":/?#[]@!$&'()*+,;=%~"
# Schemes that a browser would run as a script if a bibliography made the address a link.
_RUN = ("javascript:", "vbscript:", "data:")


def web_address(url: str | None, ends_at: str = "") -> str | None:
    """A web address with invalid characters encoded, as well as any that would end it where it is written.

    None for any other address, such as one that a browser would run as a script.
    """
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return _encoded(url, ends_at)


def any_address(url: str | None) -> str | None:
    """An address of any scheme, for programs that may make it a link. None for one that a browser would run."""
    return None if url is None or url.lower().startswith(_RUN) else _encoded(url)


def _encoded(url: str, ends_at: str = "") -> str:
    """An address with its invalid characters percent-encoded."""
    return percent_encoded(without_breaks(url), safe="".join(set(_RESERVED) - set(ends_at)))
