"""The pages that list records: all articles, people, topics, events and quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from explorer.citing.citable import date_in_words
from explorer.exporting.site.addresses import Addresses, numbered
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.languages import language_tag
from explorer.exporting.site.paging import slices
from explorer.exporting.site.quote_lines import quote_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title

# How many records, and how many quotes, are on a page.
RECORDS, QUOTES = 100, 50
# A topic is moved in by so many steps at most; what it is part of is said in words.
_DEEPEST = 4


class Line(NamedTuple):
    """A record in a list: its name, what there is to say of it, and how many quotes it has."""

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
    yield from _quotes(frame)


def newest(archive: Archive) -> list[Article]:
    """The articles, the newest first, and those without a date at the end."""
    return sorted(archive.all(Article), key=_newest_first(archive.date_of))


def most_quoted(frame: Frame) -> list[Person]:
    """The people with a page, those with the most quotes first."""
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
    path = f"{kind.plural}.html"
    for part in slices(records, path, RECORDS) if records else ():
        lines = [line_of(frame, record, frame.addresses) for record in part.items]
        heading = kind.plural.capitalize()
        yield frame.page(
            numbered(path, part.number), "list.html", heading, kind=str(kind), slice=part, lines=lines, order=order
        )


def _quotes(frame: Frame) -> Iterator[NamedFile]:
    quotes, found = frame.extract.quotes, len(frame.extract.found)
    path = f"{Kind.QUOTE.plural}.html"
    for part in slices(quotes, path, QUOTES) if quotes else ():
        lines = [quote_line(frame.snapshot, frame.addresses, quote) for quote in part.items]
        yield frame.page(numbered(path, part.number), "quotes.html", "Quotes", slice=part, quotes=lines, found=found)


def _newest_first(date_of: Callable[[AnyRecord], str | None]) -> Callable[[Article], tuple[object, ...]]:
    def key(article: Article) -> tuple[object, ...]:
        said = date_of(article)
        return (not said, -dates.span(said).earliest.toordinal() if said else 0, title(article).casefold())

    return key


def _topics(frame: Frame) -> Iterator[Topic]:
    """Each topic, followed by its narrower ones."""
    archive = frame.archive
    waiting = [topic for topic in archive.all(Topic) if archive.parent(topic) is None][::-1]
    while waiting:
        topic = waiting.pop()
        yield topic
        waiting += [child for child in archive.children(topic) if isinstance(child, Topic)][::-1]
