"""Finding the guesses behind drafts in the background: their articles are drafted again when needed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, islice

from textual.widget import Widget

from explorer.desk.guesses import Guesses, KnownGuesses, guesses_of, sureness_of
from explorer.desk.reviewing import Draft, NotQuoted
from explorer.drafting.drafted import CONFIDENCES
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot
from explorer.ui.late import Late

# The maximum number of articles drafted again at once: those farther down follow when the list has moved.
_MOST = 50
# Look for them among this many drafts.
_NEAR = 2_000
# Seconds between two updates of the order of drafts while it is still being found out how sure they are.
_TURN = 1.0


class Guessing(KnownGuesses):
    """The known guesses for drafts, and the worker of a screen that finds more. It calls `told` when it has some."""

    def __init__(self, screen: Widget, told: Callable[[], None]) -> None:
        super().__init__()
        self._screen, self._told = screen, told
        self._late = Late(screen, "guess", "guess the drafts")

    def guess_from(self, snapshot: Snapshot, drafts: Sequence[Draft], at: int) -> None:
        """Find the guesses for drafts from one of them on, unless they are known or will be soon."""
        if at < len(drafts) and isinstance(drafts[at], Quote | NotQuoted) and self.are_known(snapshot, [drafts[at]]):
            return
        near = islice(chain(islice(drafts, at, None), islice(drafts, at)), _NEAR)
        unknown = list(islice(self.unknown(snapshot, near), _MOST))
        if unknown:
            self._late.want(snapshot.texts[unknown[0].id], partial(self._guess, snapshot, unknown), lambda _: None)

    def _guess(self, snapshot: Snapshot, articles: Sequence[Article], pause: Callable[[], None]) -> None:
        """Draft some articles again, and learn each guess as soon as it is known."""
        for article, guesses in guesses_of(snapshot, articles, pause):
            pause()
            self._screen.call_later(self._learn, article.id, snapshot.texts[article.id], guesses)

    def _learn(self, article: str, text: SourceText, guesses: Guesses) -> None:
        self.learn(article, text, guesses)
        self._told()


class Ranking:
    """How sure all drafts of a screen are, and the worker that finds this out, article by article.

    Of the guesses, only that is kept: there may be very many. It calls `told` when more is known, and at the end.
    """

    def __init__(self, screen: Widget, told: Callable[[], None]) -> None:
        self._screen, self._told = screen, told
        self._late = Late(screen, "rank", "find out how sure the drafts are")
        self._sureness: dict[str, int] = {}
        # The articles that were read, each with its text at that time and the refs of its drafts.
        self._read = dict[str, tuple[SourceText, set[str]]]()
        # The number of articles that are known, and of all; zeros until that has taken a while.
        self.progress = 0, 0

    @property
    def is_done(self) -> bool:
        return not self._late.is_awaited

    def rank(self, snapshot: Snapshot, drafts: Sequence[Draft]) -> None:
        """Find out how sure drafts are, unless that is known or being found out."""
        self.progress = 0, 0
        self._late.want(drafts, partial(self._rank, snapshot, drafts), lambda _: self._told())

    def drop(self) -> None:
        self._late.drop()

    def sure_first(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Sort the drafts: the sure ones first, the unknown ones last. Otherwise their order stays."""
        last, known = len(CONFIDENCES), self._sureness
        return sorted(drafts, key=lambda each: known.get(each.ref, last))

    def _rank(self, snapshot: Snapshot, drafts: Sequence[Draft], pause: Callable[[], None]) -> None:
        of_articles: dict[str, list[Draft]] = {}
        for draft in drafts:
            if isinstance(draft, Quote | NotQuoted):
                of_articles.setdefault(draft.article, []).append(draft)
        texts = {id: text for id in of_articles if (text := snapshot.texts.get(id))}
        unread = [id for id, text in texts.items() if not self._is_known(id, text, of_articles[id])]
        articles = filter(None, (snapshot.archive.get(Article, id) for id in unread))
        done, began = len(texts) - len(unread), time.monotonic()
        for article, guesses in guesses_of(snapshot, articles, pause):
            pause()
            done += 1
            self._sureness.update(sureness_of(snapshot, of_articles[article.id], guesses))
            self._read[article.id] = texts[article.id], {each.ref for each in of_articles[article.id]}
            if time.monotonic() - began > _TURN:
                self.progress, began = (done, len(texts)), time.monotonic()
                self._screen.call_later(self._told)
        self.progress = done, len(texts)

    def _is_known(self, article: str, text: SourceText, drafts: Sequence[Draft]) -> bool:
        """Whether an article was read with this text and at least these drafts."""
        read, refs = self._read.get(article, (None, ()))
        return read is text and all(each.ref in refs for each in drafts)
