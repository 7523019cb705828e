"""What panes and screens ask for. A request is an imperative: it says what to do, and a screen or the app does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual.message import Message

from explorer.checking.passages import Passage
from explorer.describing.fields import ArticleLink, Link
from explorer.desk.kept_queries import Queries
from explorer.model.problems import Place


@dataclass
class GoIn(Message):
    """Add a record to the trail; for a quote, open its article there."""

    ref: str


@dataclass
class OpenRecord(Message):
    """Start a new trail at a record."""

    ref: str


@dataclass
class ReadArticle(Message):
    """Open an article, at a quote or at a passage where one is given."""

    article: str
    quote: str | None = None
    passage: Passage | None = None

    @classmethod
    def at(cls, link: ArticleLink) -> ReadArticle:
        """The request that a link into an article makes."""
        return cls(link.article, link.quote, link.passage)


def following(link: Link) -> OpenRecord | ReadArticle:
    """What a link of a description asks for."""
    if isinstance(link, ArticleLink):
        return ReadArticle.at(link)
    return OpenRecord(link.ref)


@dataclass
class Search(Message):
    """Search for what was typed."""

    typed: str


@dataclass
class PointAt(Message):
    """Use another hit of the search, by its row."""

    row: int


# What the world outside the screens is asked for


@dataclass
class Edit(Message):
    """Open the reader's editor at a place."""

    place: Place


@dataclass
class Copy(Message):
    """Put text on the clipboard; `what` names it to the reader."""

    text: str
    what: str


# What the main screen is asked for, from whichever screen the reader is on


class MainRequest(Message):
    """Something that the main screen does: the app hands it on from the other screens."""


@dataclass
class OpenTrail(MainRequest):
    """Leave for the panes, with a new trail."""

    trail: tuple[str, ...]


@dataclass
class SearchFor(MainRequest):
    """Leave for the panes, and search: for a query, or for what is in the search box."""

    query: str | None = None


@dataclass
class ShowScreen(MainRequest):
    """Show another screen on the archive."""

    name: Literal["problems", "sources", "timeline"]


@dataclass
class Cite(MainRequest):
    """Let the reader choose a format for the citation of a record."""

    ref: str


@dataclass
class ChangeQueries(MainRequest):
    """Change the queries that are kept between starts, and tell the reader so; of a change without words, nothing."""

    change: Callable[[Queries], Queries]
    told: str = ""


class Reload(MainRequest):
    """Read the archive again."""
