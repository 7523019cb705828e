"""What all pages of a site share: common parts, the address of each record, and rendering."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup
from msgspec.structs import replace

from explorer.checking import text_order
from explorer.checking.repeats.results import Repeat
from explorer.exporting.extract import TITLE, Extract
from explorer.exporting.site.rendering import render
from explorer.model.archive import Archive
from explorer.model.records import Article, Entry, Event, Kind, Person, Quote, Topic, ref
from explorer.model.references import references
from explorer.model.timeline import timeline
from explorer.snapshot import Snapshot

# Ids are slugs. A short one that is not a Windows device name is used as the file name.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
# The number of an article's paragraphs on a page.
PARAGRAPHS = 300
_OTHER = re.compile(r"[^a-z0-9]+")


def file_stem(id: str) -> str:
    """A file name that is unique to an id, even on file systems that ignore case.

    No slug has an underscore, so a suffix with one can't produce another record's slug.
    """
    if _PLAIN.fullmatch(id) and len(id) <= _LONGEST and id not in _DEVICES:
        return id
    start = _OTHER.sub("-", id.lower())[:40].strip("-") or "id"
    return f"{start}_{sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def numbered(path: str, number: int) -> str:
    """The path of a further page of a long list: `people_2.html`."""
    return path if number == 1 else f"{path.removesuffix('.html')}_{number}.html"


class Addresses:
    """The addresses of existing pages, relative to one level of the site: `root` leads to its top, as `../` does."""

    def __init__(self, refs: Collection[str], root: str = "") -> None:
        self._refs = refs
        self.root = root

    def below(self) -> Addresses:
        """The same addresses, relative to a page in a folder."""
        return Addresses(self._refs, "../")

    def page(self, ref: str) -> str:
        """The path of a record’s page within the site."""
        kind, _, id = ref.partition("/")
        return f"{kind}/{file_stem(id)}.html"

    def to(self, ref: str) -> str | None:
        """The link to a record’s page; None if it has no page."""
        return f"{self.root}{self.page(ref)}" if ref in self._refs else None

    def in_article(self, article: str, anchor: str = "", paragraph: int = 1) -> str | None:
        """The link into an article’s pages, by its id: to an anchor in a paragraph given by number."""
        page = self.to(ref(Kind.ARTICLE, article))
        if page is None:
            return None
        page = numbered(page, (paragraph - 1) // PARAGRAPHS + 1)
        return f"{page}#{anchor}" if anchor else page

    def top(self, path: str) -> str:
        """The link to a page that does not belong to a record."""
        return f"{self.root}{path}"


def quote_anchor(quote_ref: str) -> str:
    """The anchor of a quote on its article’s page."""
    return f"q-{file_stem(quote_ref.partition('/')[2])}"


def paragraph_anchor(number: int) -> str:
    return f"p{number}"


ItemT = TypeVar("ItemT")


class Slice(NamedTuple, Generic[ItemT]):
    """One page of a list: its items, its number, the number of pages, and the length of the whole list."""

    items: Sequence[ItemT]
    number: int
    pages: int
    total: int
    path: str

    def address(self, number: int) -> str:
        """The path of another page of the list, relative to its folder."""
        return numbered(self.path, number).rpartition("/")[2]

    @property
    def nearby(self) -> list[int | None]:
        """The page numbers to offer: the first, the last and those near this one; None marks a gap."""
        near = sorted({1, self.pages, *range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)})
        offered: list[int | None] = []
        for number in near:
            last = offered[-1] if offered else None
            if last is not None and number > last + 1:
                offered.append(None)
            offered.append(number)
        return offered


def slices(items: Sequence[ItemT], path: str, size: int) -> Iterator[Slice[ItemT]]:
    """Split a list into pages, at least one."""
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 1):
        start = (number - 1) * size
        yield Slice(items[start : start + size], number, pages, len(items), path)


def limited(extract: Extract) -> Snapshot:
    """The snapshot of an extract, as if the archive had no other records, except for the names of people."""
    snapshot, refs = extract.snapshot, extract.refs
    if len(refs) == len(snapshot.archive.entries):
        return snapshot
    entries = snapshot.archive.entries
    kept = [_without_drafts(snapshot.archive, entry, refs) for ref, entry in entries.items() if ref in refs]
    named = {f"{kind}/{id}" for entry in kept for _, kind, id in references(entry.record) if kind == Kind.PERSON}
    kept += [_by_name(entries[ref]) for ref in entries if ref in named - refs]
    archive = Archive(kept, left_out=entries.keys() - refs - named)
    return replace(
        snapshot,
        archive=archive,
        problems=[problem for problem in snapshot.problems if problem.ref in refs],
        timeline=timeline(archive, text_order.first_places(archive, snapshot.verifications)),
        repeats=replace(snapshot.repeats, also=dict(_also(snapshot, refs))),
    )


def _without_drafts(archive: Archive, entry: Entry, refs: Collection[str]) -> Entry:
    """A record without references to events that are left out: nobody has accepted their names and dates."""
    record = entry.record
    if (
        isinstance(record, Quote)
        and record.event
        and (event := archive.get(Event, record.event))
        and event.ref not in refs
    ):
        return replace(entry, record=replace(record, event=None))
    return entry


def _by_name(entry: Entry) -> Entry:
    """A speaker who is left out of the site: only the name, without a page."""
    person = entry.record
    if not isinstance(person, Person):
        return entry
    return replace(entry, record=Person(id=person.id, name=person.name, type=person.type, review=person.review))


def _also(snapshot: Snapshot, refs: frozenset[str]) -> Iterator[tuple[str, tuple[Repeat, ...]]]:
    """The other places of the same words, except in records that are left out."""
    with_none = {None, *refs}
    for quote, places in snapshot.repeats.also.items():
        if quote in refs:
            yield quote, tuple(one for one in places if f"article/{one.article}" in refs and one.quote in with_none)


NamedFile = tuple[str, bytes]

# The content security policy: own scripts and styles only. `file:` allows them when the site is opened from disk.
POLICY = Markup(
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; connect-src 'self'; "
    "form-action 'self' file:; base-uri 'none'"
)


class Part(NamedTuple):
    """A section of the site that every page links to."""

    name: str
    path: str


class Frame:
    """A site to be rendered: the archive shown, and the addresses of its pages."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract = extract.published
        self.snapshot = limited(extract)
        self.archive = self.snapshot.archive
        self.addresses = Addresses(extract.refs & self.archive.entries.keys())
        self.below = self.addresses.below()
        self.title = extract.title or (f"{TITLE}: “{extract.query}”" if extract.query else TITLE)
        self.parts = list(self._parts())
        self._tops: dict[str, Markup] = {}
        # A sentence about data files that could not be read.
        self.unread = extract.unread_said

    def counts(self) -> dict[Kind, int]:
        """The number of records of each kind that have a page."""
        return {kind: len(self.extract.records[kind]) for kind in Kind}

    def page(self, place: str | Slice[Any], template: str, heading: str, **values: Any) -> NamedFile:
        """Render a page at a path of the site, or one page of a list, which the template gets as `slice`."""
        path = place if isinstance(place, str) else numbered(place.path, place.number)
        values |= {} if isinstance(place, str) else {"slice": place}
        root = "../" if "/" in path else ""
        common = {"site": self, "root": root, "top": self._top(root, path), "heading": heading, "policy": POLICY}
        return path, render(template, **common, **values).encode()

    def _top(self, root: str, path: str) -> Markup:
        """The top of a page, which is the same for all records."""
        path = "" if root else path
        if path not in self._tops:
            self._tops[path] = render("top.html", site=self, root=root, path=path)
        return self._tops[path]

    def _parts(self) -> Iterator[Part]:
        counts = self.counts()
        for cls in (Article, Person, Topic, Event, Quote):
            if counts[cls.kind]:
                yield Part(cls.kind.plural.capitalize(), f"{cls.kind.plural}.html")
        if self.snapshot.timeline:
            yield Part("Timeline", "timeline.html")
        if counts[Kind.TOPIC]:
            yield Part("Sources", "sources.html")
        yield Part("With care", "care.html")
