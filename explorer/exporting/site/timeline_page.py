"""The timeline: what happened and what was said, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explorer.citing.citable import attributed
from explorer.exporting.site.addresses import numbered
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.languages import language_tag
from explorer.exporting.site.paging import slices
from explorer.model import dates
from explorer.model.records import Article, Quote, title
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated

# How many moments are on a page.
_MOMENTS = 100
_PATH = "timeline.html"


class Mark(NamedTuple):
    """A line of the timeline. One without a name parts those above from those below."""

    date: str
    basis: str
    name: str
    address: str | None
    about: str
    quotes: int
    parted: str = ""
    depth: int = 0
    is_quote: bool = False
    language: str = ""


def timeline_files(frame: Frame) -> Iterator[NamedFile]:
    """The pages of the timeline."""
    rows = frame.snapshot.timeline
    for part in slices(rows, _PATH, _MOMENTS) if rows else ():
        marks = [_mark(frame, row) for row in part.items]
        yield frame.page(numbered(_PATH, part.number), "timeline.html", "Timeline", slice=part, marks=marks)


def _mark(frame: Frame, row: Row) -> Mark:
    archive, addresses = frame.archive, frame.addresses
    match row:
        case Gap():
            return _parting(f"{row} without an event")
        case Announced():
            return _parting("Still to come when the articles were published")
        case Undated():
            return _parting("Not dated in the sources")
        case Moment(event=event):
            date = dates.describe(event.date) if event.date else ""
            about = ", ".join(filter(None, [event.place, archive.review_of(event)]))
            address = addresses.to(event.ref)
            return Mark(date, event.date_basis or "", event.name, address, about, row.quotes, depth=min(4, row.depth))
        case Said(quote=quote):
            return _said(frame, quote)


def _said(frame: Frame, quote: Quote) -> Mark:
    date = dates.describe(quote.date) if quote.date else ""
    about = ", ".join(filter(None, [attributed(frame.archive, quote), frame.archive.review_of(quote)]))
    address = frame.addresses.to(quote.ref)
    article, is_own = frame.archive.get(Article, quote.article), quote.speech != "indirect"
    language = language_tag(article.language) if article else ""
    return Mark(date, quote.date_basis or "", title(quote), address, about, 0, is_quote=is_own, language=language)


def _parting(words: str) -> Mark:
    return Mark("", "", "", None, "", 0, parted=words)
