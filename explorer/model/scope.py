"""The scope: what the trail narrows the archive to."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.model.archive import Archive, sort_key
from explorer.model.records import AnyRecord, Event, Kind, Quote


class Scope:
    """The records that belong to every step of a trail, each with the number of quotes that it shares with the trail.

    A record is in scope when some quote belongs to it and to every step, or when it is linked to every other step
    without a quote, as a participant is linked to an event. `events` has all events in the order in which they are
    wanted; without them, they are ordered by date.
    """

    def __init__(self, archive: Archive, trail: Sequence[str] = (), events: Sequence[Event] | None = None) -> None:
        self.archive = archive
        self.trail = [record for ref in trail if (record := archive.find(ref)) is not None]
        self.quotes = self._quotes()
        self._counts = archive.counts(self.quotes)
        self._linked = [archive.linked_to(step) for step in self.trail]
        self._events = events
        self._records: dict[Kind, list[AnyRecord]] = {}

    def count(self, record: AnyRecord) -> int:
        """How many quotes in scope belong to a record."""
        return self._counts[record] if self.trail else self.archive.quote_count(record)

    def records(self, kind: Kind) -> list[AnyRecord]:
        """The records of a kind in scope.

        Quotes are in the order of the files, events by date, articles by title, people and topics most quoted first.
        """
        if kind not in self._records:
            self._records[kind] = self._in_order(kind)
        return self._records[kind]

    def _in_order(self, kind: Kind) -> list[AnyRecord]:
        if kind is Kind.QUOTE:
            return list(self.quotes)
        if kind is Kind.EVENT and self._events is not None:
            return [event for event in self._events if self._holds(event)]
        found = [record for record in self.archive.of_kind(kind).values() if self._holds(record)]
        by_name = sorted(found, key=sort_key)
        return by_name if kind in (Kind.EVENT, Kind.ARTICLE) else sorted(by_name, key=self.count, reverse=True)

    def _quotes(self) -> list[Quote]:
        if not self.trail:
            return list(self.archive.all(Quote))
        first, *rest = (self.archive.quotes_of(step) for step in self.trail)
        others = [{quote.ref for quote in quotes} for quotes in rest]
        return [quote for quote in first if all(quote.ref in refs for refs in others)]

    def _holds(self, record: AnyRecord) -> bool:
        if not self.trail or self._counts[record]:
            return True
        steps = zip(self.trail, self._linked, strict=True)
        return all(record is step or record.ref in linked for step, linked in steps)
