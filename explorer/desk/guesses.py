"""What is guessed of an article, and why: the article is drafted again, which gives the same each time."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import Article, Quote, Speech
from explorer.snapshot import Snapshot

# The guesses of an article, by where their words begin and what sort of speech they are.
Guesses = Mapping[tuple[int, Speech], DraftedQuote]


def guesses_of(snapshot: Snapshot, article: Article) -> Guesses:
    """The guesses for an article. Takes a few milliseconds for most: call it in a thread of its own."""
    text = snapshot.texts.get(article.id)
    found = draft(article, text, snapshot.archive).quotes if text else ()
    return {(guess.passages[0].start, guess.quote.speech): guess for guess in found}


def guess_of(snapshot: Snapshot, quote: Quote, guesses: Guesses) -> DraftedQuote | None:
    """The guess that a quote was made of; None when it was written by hand, or its words were changed since."""
    first = next((at for at in snapshot.verifications[quote.ref].passages if at), None)
    return guesses.get((first.start, quote.speech)) if first else None
