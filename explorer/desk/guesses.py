"""What the drafting guessed about an article, and why: it is drafted again, which gives the same result each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from explorer.desk.reviewing import Draft, NotQuoted
from explorer.drafting.drafted import CONFIDENCES, DraftedNotQuoted, DraftedQuote
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.model.records import Article, Quote, Speech
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

Guess = DraftedQuote | DraftedNotQuoted
# The guesses for an article: those for quotes by the start of their words and their sort of speech; those for nobody's
# words by the words.
Guesses = Mapping[tuple[int, Speech] | str, Guess]


def guesses_of(
    snapshot: Snapshot, articles: Iterable[Article], pause: Callable[[], None] = lambda: None
) -> Iterator[tuple[Article, Guesses]]:
    """Make the guesses for some articles. Takes a few milliseconds for most: call it in a thread of its own.

    `pause` is called regularly; an exception that it raises ends the work.
    """
    known: KnownRecords | None = None
    for article in articles:
        known = known or KnownRecords(snapshot.archive)
        found = draft(article, snapshot.texts[article.id], known, pause)
        guesses: dict[tuple[int, Speech] | str, Guess] = {guess.words: guess for guess in found.nobodys}
        guesses.update({(guess.passages[0].start, guess.quote.speech): guess for guess in found.quotes})
        yield article, guesses


def guess_of(snapshot: Snapshot, draft: Quote | NotQuoted, guesses: Guesses) -> Guess | None:
    """Find the guess that a draft came from; None if it was written by hand, or its words were changed since."""
    if isinstance(draft, NotQuoted):
        return guesses.get(draft.words)
    first = next(iter(snapshot.verifications[draft.ref].placed), None)
    return guesses.get((first.start, draft.speech)) if first else None


def sureness_of(snapshot: Snapshot, drafts: Iterable[Draft], guesses: Guesses) -> dict[str, int]:
    """Look up how sure some drafts of an article are: indexes into `CONFIDENCES` by ref, for drafts with a guess."""
    guessed = ((each.ref, guess_of(snapshot, each, guesses)) for each in drafts if isinstance(each, Quote | NotQuoted))
    return {ref: CONFIDENCES.index(guess.confidence) for ref, guess in guessed if isinstance(guess, DraftedQuote)}


class KnownGuesses:
    """The guesses for the articles that were read. They hold as long as an article's text does."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[SourceText, Guesses]] = {}

    def unknown(self, snapshot: Snapshot, drafts: Iterable[Draft]) -> Iterator[Article]:
        """The articles of some drafts that are still to be read, those of the first drafts first."""
        seen = set[str]()
        for each in drafts:
            if isinstance(each, Quote | NotQuoted) and each.article not in seen:
                seen.add(each.article)
                article, text = snapshot.archive.get(Article, each.article), snapshot.texts.get(each.article)
                if article and text and self._of.get(article.id, (None,))[0] is not text:
                    yield article

    def are_known(self, snapshot: Snapshot, drafts: Iterable[Draft]) -> bool:
        """Whether the articles of all of some drafts were read."""
        return next(self.unknown(snapshot, drafts), None) is None

    def learn(self, article: str, text: SourceText, guesses: Guesses) -> None:
        """Remember the guesses for an article with a text."""
        self._of[article] = (text, guesses)

    def of(self, snapshot: Snapshot, draft: Draft) -> Guess | None:
        """The guess that a draft came from, if it is known."""
        if not isinstance(draft, Quote | NotQuoted) or draft.article not in self._of:
            return None
        return guess_of(snapshot, draft, self._of[draft.article][1])
