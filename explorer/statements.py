"""What somebody said on a topic, in the order of time: when, what was said again, and when nothing was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, partial

import msgspec

from explorer.checking.differences import Change
from explorer.checking.repeats.results import VersionComparison
from explorer.checking.repeats.versions import versions
from explorer.checking.results import CheckResults
from explorer.checking.wholeness.weighty_words import WeightyWords, weighty_words_of
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import Article, DateBasis, Event, Person, Quote, Topic

# A time of more days than a quarter of a year has, without a statement, is told.
QUARTER = 92


class Counterpart(msgspec.Struct, frozen=True):
    """Another quote with the words of a statement, or of the same utterance.

    `versions` compares the statement with it; None when they are in quite other words. `is_settled` says whether both
    are known as one utterance, and `is_listed` whether it is a statement of the same history.
    """

    quote: Quote
    versions: VersionComparison | None
    is_settled: bool
    is_listed: bool

    @property
    def changes(self) -> Sequence[Change]:
        """What differs: `archive` is what the statement has, `article` what the counterpart has in its place."""
        compared = self.versions
        return list(dict.fromkeys((*compared.changes, *compared.weighty))) if compared else ()

    def weighs(self, change: Change) -> bool:
        """Whether a negation, a number or a name differs in a change."""
        return self.versions is not None and change in self.versions.weighty


class Statement(msgspec.Struct, frozen=True):
    """A quote in its place among what its speaker said.

    `dated` is the record that its date is of: the quote itself, or its event; None without a date. `same` are the
    counterparts that it is to be compared with, those before it and those that are not listed; `again` are those after
    it; the nearest come first. `is_unplaced` says that it may have been said before its neighbour or after it: their
    dates leave that open.
    """

    quote: Quote
    dated: Quote | Event | None = None
    same: tuple[Counterpart, ...] = ()
    again: tuple[Quote, ...] = ()
    is_unplaced: bool = False

    @property
    def counterparts(self) -> Sequence[Quote]:
        """All quotes with these words, or of this utterance."""
        return [*(one.quote for one in self.same), *self.again]

    @property
    def date(self) -> str | None:
        return self.dated.date if self.dated else None

    @property
    def date_basis(self) -> DateBasis | None:
        return self.dated.date_basis if self.dated else None


class Gap(msgspec.Struct, frozen=True):
    """A time without statements: the last day that all before it may be of, and the first of what follows."""

    after: date
    before: date


class Undated(msgspec.Struct, frozen=True):
    """The head of the statements without a date, which follow it. There are `count` of them."""

    count: int


Row = Statement | Gap | Undated
# What came of comparing two versions; None when they are not alike.
_Compared = dict[tuple[str, str], VersionComparison | None]


class Statements(msgspec.Struct, frozen=True, dict=True):
    """What a person said on a topic and its narrower topics, the oldest first and the undated last, and gaps between.

    Words that others relayed of them are theirs. Those that they only relayed of others are not: `relayed` has these.
    `utterances` says of how many utterances their quotes are.
    """

    person: Person
    topic: Topic
    rows: tuple[Row, ...] = ()
    relayed: tuple[Quote, ...] = ()
    utterances: int = 0

    @cached_property
    def all(self) -> Sequence[Statement]:
        """The statements without what lies between them."""
        return [row for row in self.rows if isinstance(row, Statement)]

    @property
    def quotes(self) -> Sequence[Quote]:
        return [statement.quote for statement in self.all]

    @property
    def span(self) -> tuple[str, str] | None:
        """The dates of the first and of the last dated statement; None without any."""
        said = [statement.date for statement in self.all if statement.date]
        return (said[0], said[-1]) if said else None


def statements(checked: CheckResults, person: Person, topic: Topic) -> Statements:
    """What a person said on a topic, in the order of time."""
    archive = checked.archive
    on_topic = set(archive.quote_places(topic))
    quotes = [archive.quotes[place] for place in archive.quote_places(person) if place in on_topic]
    theirs = [quote for quote in quotes if quote.speaker == person.id]
    return Statements(
        person,
        topic,
        tuple(_rows(checked, theirs)),
        tuple(quote for quote in quotes if quote.speaker != person.id),
        archive.utterances.count(theirs),
    )


def _rows(checked: CheckResults, quotes: Sequence[Quote]) -> Iterator[Row]:
    ordered = _in_order(checked, quotes)
    places = {quote.ref: place for place, quote in enumerate(ordered)}
    spans = [dates.span(said) if (said := checked.archive.date_of(quote)) else None for quote in ordered]
    compared: _Compared = {}
    reached: date | None = None
    for place, (quote, span) in enumerate(zip(ordered, spans, strict=True)):
        following = spans[place + 1] if place + 1 < len(spans) else None
        is_unplaced = False
        if span:
            if reached and (span.earliest - reached).days > QUARTER:
                yield Gap(reached, span.earliest)
            is_day = span.earliest == span.latest
            meets = (reached and reached >= span.earliest) or (following and following.earliest <= span.latest)
            is_unplaced = bool(meets) and not is_day
            reached = max(reached, span.latest) if reached else span.latest
        elif not place or spans[place - 1]:
            yield Undated(len(ordered) - place)
        found = sorted(_counterparts(checked, quote, places, compared), key=lambda one: places.get(one.quote.ref, -1))
        before = [one for one in found if places.get(one.quote.ref, -1) < place]
        again = tuple(one.quote for one in found[len(before) :])
        yield Statement(quote, _dated(checked.archive, quote), tuple(before[::-1]), again, is_unplaced)


def _in_order(checked: CheckResults, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes by when they may have been said at the earliest; on one day, as their articles came out and go."""
    archive = checked.archive

    def key(quote: Quote) -> tuple[object, ...]:
        article = archive.get(Article, quote.article)
        published = dates.span(article.published).earliest if article and article.published else date.max
        verification = checked.verifications.get(quote.ref)
        starts = (passage.start for passage in verification.placed) if verification else iter(())
        return *dates.in_time(archive.date_of(quote)), published, quote.article, next(starts, -1)

    return sorted(quotes, key=key)


def _dated(archive: Archive, quote: Quote) -> Quote | Event | None:
    if quote.date:
        return quote
    event = archive.event_of(quote)
    return event if event and event.date else None


def _counterparts(
    checked: CheckResults, quote: Quote, listed: dict[str, int], compared: _Compared
) -> Iterator[Counterpart]:
    """The quotes that have the words of this one, as the checks found, then the others of its utterance.

    A fragment of a paraphrase says with that what it says: it is the paraphrase that has such others. Many may have
    the very same words, as reprints do, so what was `compared` is not compared again.
    """
    archive = checked.archive
    told = {quote.ref}
    for also in checked.repeats.also.get(quote.ref, ()):
        other = archive.find(also.quote or "")
        if isinstance(other, Quote) and other.ref not in told:
            told.add(other.ref)
            yield Counterpart(other, also.versions, also.is_settled, other.ref in listed)
    for other in archive.utterances.of(quote) if archive.top(quote) == quote.id else ():
        if other.ref not in told and archive.top(other) == other.id:
            both = (" ".join(quote.segments), " ".join(other.segments))
            if both not in compared:
                compared[both] = versions(*both, partial(_wording, checked, quote.article))
            yield Counterpart(other, compared[both], is_settled=True, is_listed=other.ref in listed)


def _wording(checked: CheckResults, id: str) -> WeightyWords:
    article, text = checked.archive.get(Article, id), checked.texts.get(id)
    return weighty_words_of(article.language if article else None, text.text if text else "")
