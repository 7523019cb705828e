"""Requests from widgets and screens. A request says what to do, and a screen or the app does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from explorer.describing.fields import ArticleLink, Link
from explorer.desk.kept_queries import Queries
from explorer.model.history import Found
from explorer.model.problems import Place, Problem
from explorer.model.records import Kind
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot
from explorer.ui.messages import Message

if TYPE_CHECKING:
    from explorer.desk.changing import Edit as RecordEdit
    from explorer.exporting import ListFormat
    from explorer.topics.proposing import Proposal


class GoIn(Message):
    """Add a record to the trail; for a quote, open its article there."""

    ref: str


def following(link: Link) -> OpenRecord | ReadArticle:
    """The request to follow a link of a description."""
    if isinstance(link, ArticleLink):
        return ReadArticle.at(link)
    return OpenRecord(link.ref)


class Search(Message):
    """Search for what was typed."""

    typed: str


class PointAt(Message):
    """Put the cursor on the hit in this row."""

    row: int


class Listing(msgspec.Struct, frozen=True):
    """Records in a list, to be exported or tagged as a whole.

    `what` is their name in a sentence; then come their number, their kinds, and a function for their refs in order:
    they may be very many. `name` is a name for a file of them, without an extension. `formats` are those of this list
    alone, besides the formats of any records.
    """

    what: str
    number: int
    kinds: frozenset[Kind]
    refs: Callable[[], Iterable[str]]
    name: str
    formats: tuple[ListFormat, ...] = ()


class UseSuggestion(Message):
    """Search for the suggested query in use, as nothing was found for the typed one."""


# Fulfilled by the app, outside of the screens


class Edit(Message):
    """Open the user's editor at a place."""

    place: Place


class Mend(Message):
    """Replace what a problem is about with what was probably meant."""

    problem: Problem


class Change(Message):
    """Make edits of records, which are computed from the archive as it is when their turn comes.

    `what` is the name of the step for undoing it. `shows_both` says that the requester itself shows both versions of a
    file that was changed meanwhile. `told` is what to tell the user when it is written; it may be empty.
    """

    make: Callable[[Snapshot], Sequence[RecordEdit]]
    what: str
    shows_both: bool = False
    told: str = ""


class NotChanged(Message):
    """The answer to a `Change` that was not written: nothing has changed."""

    change: Change


class Changed(Message):
    """The answer to a `Change` that was written, once the archive is shown with it."""

    change: Change


class Copy(Message):
    """Put text on the clipboard. `what` names it in the message to the user."""

    text: str
    what: str


class CopyWayBack(Message):
    """Put on the clipboard what reopens the view of a trail or a query. `shown` names the view."""

    trail: tuple[str, ...]
    query: str
    shown: str


class Download(Message):
    """Send something to the user's browser, which saves it as a file. `what` names it in the message to the user."""

    content: bytes
    file_name: str
    what: str


# Fulfilled by the main screen, from whichever screen they come


class MainRequest(Message):
    """A request that the main screen fulfils. The app forwards it from the other screens."""


class OpenRecord(MainRequest):
    """Start a new trail at a record."""

    ref: str


class ReadArticle(MainRequest):
    """Open an article in the reader screen, at a quote or a passage if one is given."""

    article: str
    quote: str | None = None
    passage: Passage | None = None

    @classmethod
    def at(cls, link: ArticleLink) -> ReadArticle:
        """The request to follow a link into an article."""
        return cls(link.article, link.quote, link.passage)


class OpenTrail(MainRequest):
    """Go to the panes, with a new trail, which may begin with search results."""

    trail: tuple[str, ...]
    found: Found | None = None


class SearchFor(MainRequest):
    """Go to the panes, and search for a query; without one, for what is in the search box."""

    query: str | None = None


# The screens that are views of the history.
ScreenName = Literal["problems", "sources", "said", "timeline", "overview", "changes", "drafts", "proposals"]


class ShowScreen(MainRequest):
    """Open another screen that shows the archive; `at` is the place in it, if it is not the record in use."""

    name: ScreenName
    at: tuple[str, ...] = ()


class AddArticles(MainRequest):
    """Let the user choose files, and add them as articles."""


class Jump(MainRequest):
    """Show letters on everything on the top screen that can be opened."""


class GoBack(MainRequest):
    """Return to the view that this one was entered from."""


class GoForward(MainRequest):
    """Go to the view that was left by going back."""


class EditFields(MainRequest):
    """Open a record in a form."""

    ref: str


class Tag(MainRequest):
    """Ask the user for topics to tag a quote with, or all quotes in the current list.

    Either may be missing.
    """

    quote: str | None
    listed: Listing | None


class TagAgain(MainRequest):
    """Tag a quote as the last ones were. `then` is called if there were any."""

    quote: str
    then: Callable[[], None]


class QuoteWords(MainRequest):
    """Open a form for a new quote of some words of an article. `then` is called with its ref when it is written."""

    article: str
    passages: Sequence[Passage]
    then: Callable[[str], None]


class Cite(MainRequest):
    """Let the user choose a format for the citation of a record."""

    ref: str


class Export(MainRequest):
    """Let the user copy or save all records of one of these listings."""

    listings: tuple[Listing, ...]


class ChangeQueries(MainRequest):
    """Change the queries that are kept between starts. `told` is what to tell the user; if empty, nothing is told."""

    change: Callable[[Queries], Queries]
    told: str = ""


class Propose(MainRequest):
    """Find out which topics the words of the archive propose, unless that is known.

    Without `exactly`, what was found of the same articles will do: to accept drafts changes little of it.
    """

    exactly: bool


class Join(MainRequest):
    """Join a proposed topic with another one."""

    one: Proposal
    other: Proposal


class Reload(MainRequest):
    """Read the archive again."""
