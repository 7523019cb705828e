"""What is guessed of an article, and why: the article is drafted again, which gives the same each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from explorer.desk.reviewing import Draft
from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import Article, Quote, Speech
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

# The guesses of an article, by where their words begin and what sort of speech they are.
Guesses = Mapping[tuple[int, Speech], DraftedQuote]


def guesses_of(snapshot: Snapshot, article: Article, pause: Callable[[], None] = lambda: None) -> Guesses:
    """The guesses for an article. Takes a few milliseconds for most: call it in a thread of its own.

    `pause` is called time and again; what it raises ends that.
    """
    text = snapshot.texts.get(article.id)
    found = draft(article, text, snapshot.archive, pause).quotes if text else ()
    return {(guess.passages[0].start, guess.quote.speech): guess for guess in found}


def guess_of(snapshot: Snapshot, quote: Quote, guesses: Guesses) -> DraftedQuote | None:
    """The guess that a quote was made of; None when it was written by hand, or its words were changed since."""
    first = next((at for at in snapshot.verifications[quote.ref].passages if at), None)
    return guesses.get((first.start, quote.speech)) if first else None


class KnownGuesses:
    """What is guessed of the drafts of those articles that were read. It holds as long as an article's text does."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[SourceText, Guesses]] = {}

    def unknown(self, snapshot: Snapshot, drafts: Iterable[Draft]) -> list[Article]:
        """The articles of some drafts that are still to be read, those of the first drafts first."""
        ids = dict.fromkeys(each.article for each in drafts if isinstance(each, Quote))
        articles = [article for id in ids if (article := snapshot.archive.get(Article, id)) and id in snapshot.texts]
        return [each for each in articles if self._of.get(each.id, (None,))[0] is not snapshot.texts[each.id]]

    def learn(self, article: str, text: SourceText, guesses: Guesses) -> None:
        """Keep in mind what is guessed of an article with a text."""
        self._of[article] = (text, guesses)

    def of(self, snapshot: Snapshot, draft: Draft) -> DraftedQuote | None:
        """What a draft was made of, if that is known."""
        known = self._of.get(draft.article) if isinstance(draft, Quote) else None
        return guess_of(snapshot, draft, known[1]) if known and isinstance(draft, Quote) else None
