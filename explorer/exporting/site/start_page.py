"""The start page and the page about the site: what there is, what to be careful about, and where to begin."""

from __future__ import annotations

from explorer.describing import signs
from explorer.exporting.site.care_pages import Cautioned
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.overviews import line_of, most_quoted, newest
from explorer.model import dates
from explorer.model.records import Article, Kind, Topic

# How many of each are on the start page.
_MOST = 12
_ARTICLES = 8


def start_file(frame: Frame, cautioned: Cautioned) -> NamedFile:
    """The start page."""
    archive = frame.archive
    cares = cautioned.summary()
    verified = len(archive.of_kind(Kind.QUOTE)) - cares[0].quotes
    topics = sorted(archive.all(Topic), key=lambda topic: -archive.quote_count(topic))
    people, articles = most_quoted(frame), newest(archive)
    return frame.page(
        "index.html",
        "start.html",
        frame.title,
        counts={str(kind): number for kind, number in frame.counts().items()},
        span=_span(articles),
        verified=verified,
        cares=[care for care in cares if care.quotes],
        topics=[line_of(frame, topic, frame.addresses) for topic in topics[:_MOST]],
        people=[line_of(frame, person, frame.addresses) for person in people[:_MOST] if archive.quote_count(person)],
        articles=[line_of(frame, article, frame.addresses) for article in articles[:_ARTICLES]],
        largest=max(map(archive.quote_count, topics), default=0),
    )


def about_file(frame: Frame, cautioned: Cautioned) -> NamedFile:
    """The page that says what the words and the signs of this site mean."""
    return frame.page(
        "about.html",
        "about.html",
        "How to read this",
        statuses=list(signs.STATUSES.values()),
        speech=list(signs.SPEECH.values()),
        cares=cautioned.summary(),
    )


def _span(articles: list[Article]) -> str:
    """From when to when the articles were published; empty when that is not known of more than one."""
    published = [article.published for article in articles if article.published]
    if not published:
        return ""
    first = min(published, key=lambda date: dates.span(date).earliest)
    last = max(published, key=lambda date: dates.span(date).latest)
    return dates.describe(first) if first == last else f"{dates.describe(first)} to {dates.describe(last)}"
