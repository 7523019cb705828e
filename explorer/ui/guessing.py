"""Guessing behind a screen what drafts were made of: their articles are drafted again, each when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, islice

from textual.widget import Widget

from explorer.desk.guesses import Guesses, KnownGuesses, guesses_of
from explorer.desk.reviewing import Draft, NotQuoted
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot
from explorer.ui.late import Late

# So many articles are guessed again at once: what is farther down will be when it has come up.
_MOST = 50
# And they are looked for among so many drafts.
_NEAR = 2_000


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
