"""The scope: the records that remain after the trail narrows the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from explorer.model.archive import Archive
from explorer.model.history import Found
from explorer.model.listed import among, with_refs
from explorer.model.orders import name_key, sort_key
from explorer.model.quotes_of import QuoteCounts
from explorer.model.records import AnyRecord, Event, Kind, Person, Quote, Topic, ids_of, kind_of, title

# The kinds of record in the order in which a user wants to read a scope.
_READING_ORDER = (Kind.QUOTE, Kind.EVENT, Kind.PERSON, Kind.TOPIC, Kind.ARTICLE)


class Scope:
    """The records that belong to every step of a trail, each with the number of quotes that it shares with the trail.

    The first step may be search results: the quotes among them, what these belong to, and all other results.

    A record is in scope when some quote belongs to it and to every step, or when it is linked to every other step
    without a quote, as a participant is linked to an event. `events` has all events in the order to use; without them,
    they are ordered by date.
    """

    def __init__(
        self,
        archive: Archive,
        trail: Sequence[str] = (),
        events: Sequence[Event] | None = None,
        found: Found | None = None,
    ) -> None:
        self.archive = archive
        self.found = found
        self._found_refs = frozenset(found.refs if found else ())
        self.trail = [record for ref in trail if (record := archive.find(ref)) is not None]
        self._events = events
        self._records: dict[Kind, Sequence[AnyRecord]] = {}

    @cached_property
    def quotes(self) -> Sequence[Quote]:
        """The quotes in scope, in the order of the files."""
        all_quotes = self.archive.quotes
        refs = frozenset(ref for ref in self._found_refs if kind_of(ref) is Kind.QUOTE)
        found = with_refs(all_quotes, refs) if self.found else all_quotes
        if not self.trail:
            return found
        first, *rest = (self.archive.quotes_of(step) for step in self.trail)
        for quotes in [*rest, found] if self.found else rest:
            first = among(first, quotes)
        return first

    @cached_property
    def _counts(self) -> QuoteCounts:
        return self.archive.counts(self.quotes)

    @property
    def is_narrow(self) -> bool:
        """Whether there are any steps."""
        return bool(self.trail) or self.found is not None

    @property
    def steps(self) -> list[str]:
        """The names of the steps."""
        return [*([self.found.name] if self.found else []), *map(title, self.trail)]

    @property
    def first_kind(self) -> Kind:
        """The kind of record to show first: quotes, if there are any."""
        return next((kind for kind in _READING_ORDER if self.records(kind)), Kind.QUOTE)

    @property
    def refs(self) -> frozenset[str]:
        """The refs of all records in scope."""
        return frozenset(record.ref for kind in Kind for record in self.records(kind))

    def count(self, record: AnyRecord) -> int:
        """Count the quotes in scope that belong to a record."""
        return self._counts[record] if self.is_narrow else self.archive.quote_count(record)

    def most(self, kind: Kind) -> int:
        """Return the largest number of quotes in scope that a record of a kind has."""
        return self._counts.most(kind) if self.is_narrow else self.archive.most_quotes(kind)

    @cached_property
    def utterances(self) -> int:
        """The number of utterances among the quotes in scope."""
        utterances = self.archive.utterances
        return utterances.count(self.quotes) if self.is_narrow else utterances.count_of_all(len(self.quotes))

    @cached_property
    def drafts(self) -> int:
        """The number of drafts among the quotes in scope; 0 if drafts should not be shown."""
        if len(self.trail) == 1 and not self.found:
            return self.archive.tally(self.trail[0]).drafts if self.archive.shows_drafts else 0
        return self.archive.drafts_among(self.quotes) if self.is_narrow else self.archive.shown_draft_count

    def records(self, kind: Kind) -> Sequence[AnyRecord]:
        """Return the records of a kind in scope.

        Quotes are in file order, events by date, articles by title, people and topics with the most quotes first.
        Drafts of unnamed sources come after all other people.
        """
        if kind not in self._records:
            self._records[kind] = self._in_order(kind)
        return self._records[kind]

    @cached_property
    def is_of_several_articles(self) -> bool:
        """Whether more than one article is in scope, so that quotes should mention theirs."""
        if not self.is_narrow or len(self.archive.of_kind(Kind.ARTICLE)) <= 1:
            return len(self.archive.of_kind(Kind.ARTICLE)) > 1
        return len(self._counts.ids(Kind.ARTICLE)) > 1 or len({quote.article for quote in self.quotes}) > 1

    def quotes_of(self, record: AnyRecord) -> Sequence[Quote]:
        """Return the quotes in scope that belong to a record."""
        quotes = self.archive.quotes_of(record)
        return among(quotes, self.quotes) if self.is_narrow else quotes

    def _in_order(self, kind: Kind) -> Sequence[AnyRecord]:
        if kind is Kind.QUOTE:
            return self.quotes
        records = self.archive.of_kind(kind)
        if self.is_narrow:
            records = self.archive.in_order(kind, self._counts.ids(kind).union(self._linked(kind)))
        if kind is Kind.EVENT and self._events is not None:
            return [event for event in self._events if event.id in records]
        return sorted(records.values(), key=self._listing_key)

    def _linked(self, kind: Kind) -> Iterable[str]:
        """Return the ids of the records of a kind that are linked to every step without a quote."""
        linked = [{step.ref, *self.archive.linked_to(step)} for step in self.trail]
        if self.found:
            linked.append(set(self._found_refs))
        return ids_of(kind, set.intersection(*linked))

    @property
    def people_by_name(self) -> Sequence[AnyRecord]:
        """All people of the archive by name, with drafts of unnamed sources last."""
        return sorted(self.archive.all(Person), key=name_key)

    def _listing_key(self, record: AnyRecord) -> tuple[object, ...]:
        """Return the key that sorts the records of a kind; equal ones stay in file order."""
        match record:
            case Person():
                passing, *name = name_key(record)
                return (passing, -self.count(record), *name)
            case Topic():
                return (-self.count(record), *sort_key(record))
        return sort_key(record)
