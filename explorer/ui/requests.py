"""What panes and screens ask for. A request is an imperative: it says what to do, and a screen or the app does it."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from explorer.checking.passages import Passage
from explorer.describing.fields import ArticleLink, Link
from explorer.desk.kept_queries import Queries
from explorer.model.problems import Place


class GoIn(Message):
    """Add a record to the trail; for a quote, open its article there."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref


class OpenRecord(Message):
    """Start a new trail at a record."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref


class OpenTrail(Message):
    """Leave for the main screen, with a new trail."""

    def __init__(self, trail: tuple[str, ...]) -> None:
        super().__init__()
        self.trail = trail


class ReadArticle(Message):
    """Open an article, at a quote or at a passage where one is given."""

    def __init__(self, article: str, quote: str | None = None, passage: Passage | None = None) -> None:
        super().__init__()
        self.article = article
        self.quote = quote
        self.passage = passage

    @classmethod
    def at(cls, link: ArticleLink) -> ReadArticle:
        """The request that a link into an article makes."""
        return cls(link.article, link.quote, link.passage)


def following(link: Link) -> OpenRecord | ReadArticle:
    """What a link of a description asks for."""
    if isinstance(link, ArticleLink):
        return ReadArticle.at(link)
    return OpenRecord(link.ref)


class Edit(Message):
    """Open the reader's editor at a place."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class Copy(Message):
    """Put text on the clipboard; `what` names it to the reader."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__()
        self.text = text
        self.what = what


class ChangeQueries(Message):
    """Change the queries that are kept between starts, and tell the reader so; of a change without words, nothing."""

    def __init__(self, change: Callable[[Queries], Queries], told: str = "") -> None:
        super().__init__()
        self.change = change
        self.told = told


class Reload(Message):
    """Read the archive again."""
