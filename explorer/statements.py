"""What a person said on a topic, in chronological order, with repetitions and gaps."""

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

# Report a gap of more days than a quarter of a year.
QUARTER = 92


class Counterpart(msgspec.Struct, frozen=True):
    """Another quote with the words of a statement, or of the same utterance.

    `versions` compares the statement with it; None if their words are quite different. `is_settled` says whether both
    are known to be one utterance, and `is_listed` whether it is a statement of the same list.
    """

    quote: Quote
    versions: VersionComparison | None
    is_settled: bool
    is_listed: bool

    @property
    def changes(self) -> Sequence[Change]:
        """The differences: `archive` is what the statement has, `article` what the counterpart has in its place."""
        compared = self.versions
        return list(dict.fromkeys((*compared.changes, *compared.weighty))) if compared else ()

    def weighs(self, change: Change) -> bool:
        """Whether a change affects a negation, a number or a name."""
        return self.versions is not None and change in self.versions.weighty


class Statement(msgspec.Struct, frozen=True):
    """A quote in its place among the statements of its speaker.

    `dated` is the record that its date is from: the quote itself, or its event; None without a date. `same` are the
    counterparts to compare with: those before it and those that are not listed; `again` are those after it; the nearest
    come first. `is_unplaced` means that its order relative to its neighbour is open because of their dates.
    """

    quote: Quote
    dated: Quote | Event | None = None
    same: tuple[Counterpart, ...] = ()
    again: tuple[Quote, ...] = ()
    is_unplaced: bool = False

    @property
    def counterparts(self) -> Sequence[Quote]:
        """All quotes with the same words, or of the same utterance."""
        return [*(one.quote for one in self.same), *self.again]

    @property
    def date(self) -> str | None:
        return self.dated.date if self.dated else None

    @property
    def date_basis(self) -> DateBasis | None:
        return self.dated.date_basis if self.dated else None


class Gap(msgspec.Struct, frozen=True):
    """A time without statements, between the last possible day of all earlier ones and the first of what follows."""

    after: date
    before: date


class Undated(msgspec.Struct, frozen=True):
    """The heading of the `count` statements without a date, which follow it."""

    count: int


Row = Statement | Gap | Undated
# The results of comparing two versions; None if they are not alike.
_Compared = dict[tuple[str, str], VersionComparison | None]


class Statements(msgspec.Struct, frozen=True, dict=True):
    """What a person said on a topic and its narrower topics, the oldest first and the undated last, with gaps.

    This includes words that others relayed from the person. Words that the person only relayed from others are in
    `relayed`. `utterances` is the number of utterances.
    """

    person: Person
    topic: Topic
    rows: tuple[Row, ...] = ()
    relayed: tuple[Quote, ...] = ()
    utterances: int = 0

    @cached_property
    def all(self) -> Sequence[Statement]:
        """The statements without the other rows."""
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
    """Collect what a person said on a topic, in chronological order."""
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
    """Sort quotes by the earliest possible date; on one day, by publication, article and position in the text."""
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
    """Yield the quotes that have the words of this one, as the checks found, then the others of its utterance.

    The fragment of a paraphrase has no others of its own: the paraphrase has them. Many may have identical words, as
    reprints do, so the results in `compared` are reused.
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
