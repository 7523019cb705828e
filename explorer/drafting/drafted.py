"""The drafts for an article: records that a person has still to review, and why each quote is read so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec

from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.reading.text.passages import Passage

# Of “sure” quotes 96 in 100 are right by the annotations of articles that nothing was fitted to, and 97 in 100 as read.
Confidence = Literal["sure", "likely", "guess"]
# From which probability on a draft is sure, and likely. In the train part of PolNeAR, of parts that the model was not
# fitted to, 96 of 100 quotes from .92 on are right, and 95 of 100 paraphrases.
SURE, LIKELY = 0.92, 0.6
CONFIDENCES: tuple[Confidence, ...] = ("sure", "likely", "guess")


class DraftedQuote(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed quote. `passages` has where its segments stand.

    `speaker_at` is the mention of the speaker that governs it, which may be a pronoun; None where nobody is found. Its
    record then has the article's placeholder for a speaker. `p` is how probable it is that the words are speech, begin
    and end there, and are said by the speaker; `because` is the reason for that in words, for a reader.
    """

    quote: Quote
    passages: tuple[Passage, ...]
    speaker_at: Passage | None = None
    attribution_at: Passage | None = None
    p: float
    because: str

    @property
    def confidence(self) -> Confidence:
        """The probability in a word."""
        return "sure" if self.p >= SURE else "likely" if self.p >= LIKELY else "guess"


class DraftedNotQuoted(msgspec.Struct, frozen=True, kw_only=True):
    """Quoted words proposed for `not_quoted`. `passages` are their places; `because` says why, for a reader."""

    words: str
    passages: tuple[Passage, ...]
    because: str


class ArticleDraft(msgspec.Struct, frozen=True, kw_only=True):
    """All drafts for an article. `people` and `events` have only those whom the archive does not have yet.

    `grown` are drafts of events that the archive has, with what this article tells of them besides.
    What is proposed as nobody's is in the `not_quoted` of the article, too. `looked_up` are the keys of what was looked
    up among the people who were known: see `checking.speakers.lookups`.
    """

    article: Article
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    grown: tuple[Event, ...] = ()
    quotes: tuple[DraftedQuote, ...] = ()
    nobodys: tuple[DraftedNotQuoted, ...] = ()
    looked_up: frozenset[str] = frozenset()

    @property
    def tells_of_events(self) -> bool:
        """Whether it has or refers to any."""
        return bool(self.events or self.grown) or any(one.quote.event for one in self.quotes)

    @property
    def records(self) -> list[AnyRecord]:
        """All its new records, in the order of their kinds."""
        return [self.article, *self.people, *self.events, *(one.quote for one in self.quotes)]

    def without_people(self, gone: Collection[str]) -> ArticleDraft:
        """Without the new people of these ids. Nobody is possibly the same as one of them."""
        people = tuple(
            msgspec.structs.replace(
                person, possibly_same_as=tuple(id for id in person.possibly_same_as if id not in gone)
            )
            for person in self.people
            if person.id not in gone
        )
        return msgspec.structs.replace(self, people=people)
