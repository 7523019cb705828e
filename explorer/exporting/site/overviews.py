"""The pages with many records: the start page, the list of each kind, the timeline, and the cautions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from explorer.citing.citable import attributed, date_in_words
from explorer.describing import signs
from explorer.exporting.cautions import Caution
from explorer.exporting.site.frame import Addresses, Frame, NamedFile, slices
from explorer.exporting.site.rendering import language_tag, shortened
from explorer.exporting.site.values import QuoteLine, quote_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.problems import Problem, Severity
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title
from explorer.model.timeline import Announced, Gap, Moment, Row, Said, Undated

# The number of records, and of quotes, on a page.
RECORDS, QUOTES = 100, 50
# The maximum indentation of a topic, in steps; deeper levels name the broader topic in words.
_DEEPEST = 4


class Line(NamedTuple):
    """A record in a list: its name, a remark, and its number of quotes."""

    name: str
    address: str | None
    about: str
    quotes: int
    language: str = ""
    depth: int = 0


def overview_files(frame: Frame) -> Iterator[NamedFile]:
    """The pages of all lists."""
    archive = frame.archive
    yield from _listed(frame, Kind.ARTICLE, newest(archive), "The newest first.")
    yield from _listed(frame, Kind.PERSON, most_quoted(frame), "Those with the most quotes first.")
    yield from _listed(frame, Kind.TOPIC, list(_topics(frame)), "Each is followed by its narrower topics.")
    yield from _listed(frame, Kind.EVENT, sorted(archive.all(Event), key=sort_key), "In the order of their dates.")
    quotes, found = frame.extract.quotes, len(frame.extract.found)
    for part in slices(quotes, f"{Kind.QUOTE.plural}.html", QUOTES) if quotes else ():
        lines = [quote_line(frame.snapshot, frame.addresses, quote) for quote in part.items]
        yield frame.page(part, "quotes.html", "Quotes", quotes=lines, found=found)


def newest(archive: Archive) -> list[Article]:
    """The articles, newest first, undated ones last."""

    def place(article: Article) -> tuple[object, ...]:
        date = archive.date_of(article)
        return (not date, -dates.span(date).earliest.toordinal() if date else 0, title(article).casefold())

    return sorted(archive.all(Article), key=place)


def most_quoted(frame: Frame) -> list[Person]:
    """The people with a page, most quoted first."""
    count = frame.archive.quote_count
    people = (person for person in frame.archive.all(Person) if frame.addresses.to(person.ref))
    return sorted(people, key=lambda person: (-count(person), *sort_key(person)))


def line_of(frame: Frame, record: AnyRecord, addresses: Addresses) -> Line:
    """A record in a list."""
    quotes = frame.archive.quote_count(record)
    language, depth = "", 0
    match record:
        case Article():
            date = dates.describe(record.published) if record.published else ""
            about, language = [record.publisher, record.byline, date], language_tag(record.language)
        case Person():
            about = [record.role, record.affiliation, "" if record.type == "named" else _TYPES[record.type]]
        case Topic():
            depth = sum(1 for _ in islice(frame.archive.lineage(record), 1, _DEEPEST + 1))
            parent = frame.archive.parent(record)
            about = [record.description, f"part of {title(parent)}" if parent and not record.description else ""]
        case Event():
            about = [date_in_words(record) or "not dated", record.place, "still to come" if record.announced else ""]
        case Quote():
            about = []
    about.append(frame.archive.review_of(record))
    return Line(title(record), addresses.to(record.ref), ", ".join(filter(None, about)), quotes, language, depth)


_TYPES = {"anonymous": "anonymous", "collective": "a group or institution", "document": "a document"}


def _listed(frame: Frame, kind: Kind, records: Sequence[AnyRecord], order: str) -> Iterator[NamedFile]:
    for part in slices(records, f"{kind.plural}.html", RECORDS) if records else ():
        lines = [line_of(frame, record, frame.addresses) for record in part.items]
        yield frame.page(part, "list.html", kind.plural.capitalize(), kind=str(kind), lines=lines, order=order)


def _topics(frame: Frame) -> Iterator[Topic]:
    """Each topic, followed by its narrower ones."""
    archive = frame.archive
    waiting = [topic for topic in archive.all(Topic) if archive.parent(topic) is None][::-1]
    while waiting:
        topic = waiting.pop()
        yield topic
        waiting += [child for child in archive.children(topic) if isinstance(child, Topic)][::-1]


# The number of records of each kind on the start page.
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
    """The page that explains the words and signs of the site."""
    return frame.page(
        "about.html",
        "about.html",
        "How to read this",
        statuses=list(signs.STATUSES.values()),
        speech=list(signs.SPEECH.values()),
        cares=cautioned.summary(),
    )


def _span(articles: list[Article]) -> str:
    """The first and the last date of publication; empty unless all articles have one."""
    published = [article.published for article in articles if article.published]
    if not published or len(published) < len(articles):
        return ""
    first = min(published, key=lambda date: dates.span(date).earliest)
    last = max(published, key=lambda date: dates.span(date).latest)
    return dates.describe(first) if first == last else f"{dates.describe(first)} to {dates.describe(last)}"


# The number of moments on a page.
_MOMENTS = 100
_PATH = "timeline.html"


class Mark(NamedTuple):
    """A line of the timeline; without a name, it separates those above from those below."""

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
        yield frame.page(part, "timeline.html", "Timeline", marks=marks)


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


# The number of records, and of problems, on a page.
_RECORDS, _PROBLEMS = 50, 100
# The maximum length in characters of a record’s name below a problem.
_NAME = 120

MEANINGS = {
    Caution.NOT_VERIFIED: "The words are not in the article as they are given, or not said there by this speaker.",
    Caution.DISPUTED: "Those who made this archive do not agree about the record.",
    Caution.DRAFT: "Nobody has accepted the record yet.",
    Caution.RELAYED: "Someone other than the speaker told the article of the words.",
    Caution.STALE: "The record can’t be read now; it is shown as it was last read.",
    Caution.LEAVES_OUT: "The article has more words of this speech than the quote; what is left out is shown with it.",
}
_SEVERITIES = {
    Severity.ERROR: "Wrong or unreadable",
    Severity.WARNING: "Worth a look",
    Severity.NOTE: "Still open",
}


class Care(NamedTuple):
    """A caution: its meaning, the number of records it applies to, and how many of these are quotes."""

    name: str
    meaning: str
    path: str
    number: int
    quotes: int


class Found(NamedTuple):
    """A problem: its severity, its message, and the record it concerns."""

    severity: str
    message: str
    name: str
    address: str | None
    place: str


class Cautioned(NamedTuple):
    """The records of each caution."""

    records: dict[Caution, list[AnyRecord]]

    @classmethod
    def of(cls, frame: Frame) -> Cautioned:
        entries, in_doubt = frame.archive.entries, frame.extract.in_doubt
        return cls({caution: [entries[ref].record for ref in refs] for caution, refs in in_doubt.items()})

    def summary(self) -> list[Care]:
        return [self._care(caution) for caution in Caution]

    def _care(self, caution: Caution) -> Care:
        records = self.records[caution]
        quotes = sum(isinstance(record, Quote) for record in records)
        return Care(str(caution), MEANINGS[caution], _path(caution), len(records), quotes)


def care_files(frame: Frame, cautioned: Cautioned) -> Iterator[NamedFile]:
    """The page of all cautions, the list of records for each, and the problems."""
    severities = list(Severity)
    problems = sorted(frame.snapshot.problems, key=lambda problem: severities.index(problem.severity))
    counts = Counter(problem.severity for problem in problems)
    severe = [(name, counts[severity]) for severity, name in _SEVERITIES.items()]
    cares = cautioned.summary()
    yield frame.page("care.html", "care.html", "With care", cares=cares, problems=len(problems), severities=severe)
    for caution, records in cautioned.records.items():
        if records:
            yield from _cautioned(frame, caution, records)
    for part in slices(problems, "problems.html", _PROBLEMS) if problems else ():
        found = [_found(frame, problem) for problem in part.items]
        yield frame.page(part, "problems.html", "Problems", problems=found)


def _path(caution: Caution) -> str:
    return f"care-{caution.replace(' ', '-')}.html"


def _cautioned(frame: Frame, caution: Caution, records: Sequence[AnyRecord]) -> Iterator[NamedFile]:
    for part in slices(records, _path(caution), _RECORDS):
        lines: list[tuple[QuoteLine | None, Line | None]] = [
            (quote_line(frame.snapshot, frame.addresses, record), None)
            if isinstance(record, Quote)
            else (None, line_of(frame, record, frame.addresses))
            for record in part.items
        ]
        yield frame.page(part, "cautioned.html", str(caution).capitalize(), lines=lines, meaning=MEANINGS[caution])


def _found(frame: Frame, problem: Problem) -> Found:
    record = frame.archive.find(problem.ref) if problem.ref else None
    name = title(record) if record else ""
    address = frame.addresses.to(problem.ref) if problem.ref else None
    return Found(_SEVERITIES[problem.severity], problem.message, shortened(name, _NAME), address, str(problem.place))
