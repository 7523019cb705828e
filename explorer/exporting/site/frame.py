"""What all pages of a site have in common: its title, its parts, the records that have a page, and how one is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from explorer.exporting.extract import TITLE, Extract
from explorer.exporting.site.addresses import Addresses
from explorer.exporting.site.limiting import limited
from explorer.exporting.site.rendering import render
from explorer.model.records import Article, Event, Kind, Person, Quote, Topic

NamedFile = tuple[str, bytes]

# What a page may load: its own scripts and styles. `file:` lets them load where the site is opened from disk.
POLICY = Markup(
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; connect-src 'self'; "
    "form-action 'self' file:; base-uri 'none'"
)


class Part(NamedTuple):
    """A part of the site that every page leads to."""

    name: str
    path: str


class Frame:
    """A site to be made: the archive that is shown, and where its pages are."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract = extract.published
        self.snapshot = limited(extract)
        self.archive = self.snapshot.archive
        self.addresses = Addresses(extract.refs & self.archive.entries.keys())
        self.below = self.addresses.below()
        self.title = extract.title or (f"{TITLE}: “{extract.query}”" if extract.query else TITLE)
        self.parts = list(self._parts())
        self._tops: dict[str, Markup] = {}
        # Which data files could not be read, in words.
        self.unread = extract.unread_said

    def counts(self) -> dict[Kind, int]:
        """How many records of each kind have a page."""
        return {kind: len(self.extract.records[kind]) for kind in Kind}

    def page(self, path: str, template: str, heading: str, **values: Any) -> NamedFile:
        """A page at a path of the site."""
        root = "../" if "/" in path else ""
        common = {"site": self, "root": root, "top": self._top(root, path), "heading": heading, "policy": POLICY}
        return path, render(template, **common, **values).encode()

    def _top(self, root: str, path: str) -> Markup:
        """The head of a page, which is the same for all records."""
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
