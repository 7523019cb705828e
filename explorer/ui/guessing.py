"""Guessing behind a screen what drafts were made of: their articles are drafted again, each when it is needed."""

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

# So many articles are guessed again at once: what is farther down will be when it has come up.
_MOST = 50
# And they are looked for among so many drafts.
_NEAR = 2_000
# Seconds. When it was found out for so long how sure drafts are, they are ordered by what is known.
_TURN = 1.0


class Guessing(KnownGuesses):
    """What is known of drafts, and the worker of a screen that finds it out. It calls `told` when more is known."""

    def __init__(self, screen: Widget, told: Callable[[], None]) -> None:
        super().__init__()
        self._screen, self._told = screen, told
        self._late = Late(screen, "guess", "guess the drafts")

    def guess_from(self, snapshot: Snapshot, drafts: Sequence[Draft], at: int) -> None:
        """Have the articles of drafts guessed, from one of them on, unless that is known or will be soon."""
        if at < len(drafts) and isinstance(drafts[at], Quote | NotQuoted) and self.are_known(snapshot, [drafts[at]]):
            return
        near = islice(chain(islice(drafts, at, None), islice(drafts, at)), _NEAR)
        unknown = list(islice(self.unknown(snapshot, near), _MOST))
        if unknown:
            self._late.want(snapshot.texts[unknown[0].id], partial(self._guess, snapshot, unknown), lambda _: None)

    def _guess(self, snapshot: Snapshot, articles: Sequence[Article], pause: Callable[[], None]) -> None:
        """Guess again what is drafted of some articles, and learn each as soon as it is known."""
        for article, guesses in guesses_of(snapshot, articles, pause):
            pause()
            self._screen.call_later(self._learn, article.id, snapshot.texts[article.id], guesses)

    def _learn(self, article: str, text: SourceText, guesses: Guesses) -> None:
        self.learn(article, text, guesses)
        self._told()


class Ranking:
    """How sure all drafts of a screen are, and the worker that finds it out, of one article after the other.

    Of what is guessed only that is kept: there may be very many. It calls `told` when more is known, and at the end.
    """

    def __init__(self, screen: Widget, told: Callable[[], None]) -> None:
        self._screen, self._told = screen, told
        self._late = Late(screen, "rank", "find out how sure the drafts are")
        self._sureness: dict[str, int] = {}
        # The articles that were read, each with its text then and the refs of the drafts that it had.
        self._read = dict[str, tuple[SourceText, set[str]]]()
        # Of how many articles it is known, of how many; of none before that has taken a while.
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
        """The same drafts, those that are sure first, and last what nothing is known of. Otherwise the order stays."""
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
