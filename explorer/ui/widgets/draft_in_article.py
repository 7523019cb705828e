"""A draft in its article: the words marked where they stand, and below what was guessed of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from explorer.desk.reviewing import Draft, NotQuoted
from explorer.display import one_line
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot
from explorer.ui.widgets.article_view import ArticleView
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.wording.article_text import marks_of


class DraftInArticle(Vertical):
    """Shows the article of one draft after the other, each time from its passage on.

    For a person or an event, what was shown before stays.
    """

    def __init__(self) -> None:
        super().__init__(id="draft")
        # The id of the article that is shown.
        self._article = ""

    def compose(self) -> ComposeResult:
        yield Fitted(id="headline")
        yield ArticleView()
        yield Fitted(id="about", classes="-kept-free")

    @property
    def text(self) -> ArticleView:
        return self.query_one(ArticleView)

    def forget(self) -> None:
        """Show the next draft in an article that is laid out anew, even if it is the same one."""
        self._article = ""

    def show(self, snapshot: Snapshot, draft: Draft | None, gone: Collection[str]) -> None:
        """Show a draft, without the marks of those quotes that are gone."""
        if not isinstance(draft, Quote | NotQuoted):
            return
        article = snapshot.archive.get(Article, draft.article)
        if article is None:
            return
        self._show_article(snapshot, article, gone)
        there = _passages(snapshot, draft) if isinstance(draft, Quote) else draft.passages[:1]
        self.text.current = tuple(there)
        is_quote = isinstance(draft, Quote)
        self.text.attribution = snapshot.verifications[draft.ref].attribution_at if is_quote else None
        if there:
            self.text.go_to(there)

    def say(self, about: Content) -> None:
        """Say below the article what was guessed."""
        self.query_one("#about", Fitted).content = about

    def _show_article(self, snapshot: Snapshot, article: Article, gone: Collection[str]) -> None:
        text = snapshot.texts.get(article.id)
        if text is None or article.id == self._article:
            return
        self._article = article.id
        self.query_one("#headline", Fitted).content = Content(one_line(article.headline))
        quotes = [each for each in snapshot.archive.quotes_of(article) if each.ref not in gone]
        marks = [mark for each in quotes for mark in marks_of(snapshot.archive, each, _passages(snapshot, each))]
        self.text.show(text, marks, article.furniture)


def _passages(snapshot: Snapshot, quote: Quote) -> Sequence[Passage]:
    return [at for at in snapshot.verifications[quote.ref].passages if at]
