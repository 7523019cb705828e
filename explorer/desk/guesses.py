"""What is guessed of an article, and why: the article is drafted again, which gives the same each time."""

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
# The guesses of an article: of quotes, by where their words begin and what sort of speech they are; of nobody's words,
# by these.
Guesses = Mapping[tuple[int, Speech] | str, Guess]


def guesses_of(
    snapshot: Snapshot, articles: Iterable[Article], pause: Callable[[], None] = lambda: None
) -> Iterator[tuple[Article, Guesses]]:
    """The guesses for some articles. Takes a few milliseconds for most: call it in a thread of its own.

    `pause` is called time and again; what it raises ends that.
    """
    known: KnownRecords | None = None
    for article in articles:
        known = known or KnownRecords(snapshot.archive)
        found = draft(article, snapshot.texts[article.id], known, pause)
        guesses: dict[tuple[int, Speech] | str, Guess] = {guess.words: guess for guess in found.nobodys}
        guesses.update({(guess.passages[0].start, guess.quote.speech): guess for guess in found.quotes})
        yield article, guesses


def guess_of(snapshot: Snapshot, draft: Quote | NotQuoted, guesses: Guesses) -> Guess | None:
    """The guess that a draft was made of; None when it was written by hand, or its words were changed since."""
    if isinstance(draft, NotQuoted):
        return guesses.get(draft.words)
    first = next(iter(snapshot.verifications[draft.ref].placed), None)
    return guesses.get((first.start, draft.speech)) if first else None


def sureness_of(snapshot: Snapshot, drafts: Iterable[Draft], guesses: Guesses) -> dict[str, int]:
    """The places in `CONFIDENCES` of how sure some drafts of an article are, by their refs; of those that have one."""
    guessed = ((each.ref, guess_of(snapshot, each, guesses)) for each in drafts if isinstance(each, Quote | NotQuoted))
    return {ref: CONFIDENCES.index(guess.confidence) for ref, guess in guessed if isinstance(guess, DraftedQuote)}


class KnownGuesses:
    """What is guessed of the drafts of those articles that were read. It holds as long as an article's text does."""

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
        """Keep in mind what is guessed of an article with a text."""
        self._of[article] = (text, guesses)

    def of(self, snapshot: Snapshot, draft: Draft) -> Guess | None:
        """What a draft was made of, if that is known."""
        if not isinstance(draft, Quote | NotQuoted) or draft.article not in self._of:
            return None
        return guess_of(snapshot, draft, self._of[draft.article][1])
