"""The order of events, and of quotes among them: by date, then by the order in which the text mentions them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cached_property
from heapq import heapify, heappop, heappush, heapreplace

import msgspec

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.hierarchy import Hierarchy
from explorer.model.records import Article, Event, Kind, Quote

# The first mention of each record, by ref: the number of the article, and the offset in its text.
Places = Mapping[str, tuple[int, int]]

_NOWHERE = (2**31, 0)


class Part(IntEnum):
    """The parts of the timeline, in their order."""

    DATED = 0
    ANNOUNCED = 1
    UNDATED = 2


class Placed(msgspec.Struct, frozen=True):
    """A record in its place. `depth` is the number of enclosing events with the same date."""

    record: Event | Quote
    depth: int
    part: Part


# The time of a record: its part of the timeline, whether it is undated, and its first and last day.
_Key = tuple[Part, bool, date, date]
_Rank = tuple[_Key, tuple[int, int], str]
_Dated = Event | Quote


def in_order(archive: Archive, places: Places, quotes: Iterable[Quote] = ()) -> list[Placed]:
    """Sort all events, and the given quotes, which must have dates.

    They are sorted by date, then by `after`, then by where the articles first mention them. A part follows its whole if
    both have the same date. A date that spans several days counts from its start. An `after` that contradicts the dates
    has no effect.
    """
    return list(_Order(archive, places).placed(quotes))


class _Order:
    def __init__(self, archive: Archive, places: Places) -> None:
        self._archive = archive
        self._events: list[Event] = list(archive.all(Event))
        self._by_id = {event.id: event for event in self._events}
        self._own = {event.ref: places.get(event.ref, _NOWHERE) for event in self._events}
        self._places = places
        self._keys = {event.ref: self._key(event) for event in self._events}
        # Cached results of `_earlier`, by each event on the way and the part of the timeline.
        self._reached: dict[tuple[str, tuple[Part, bool]], Event | None] = {}

    def placed(self, quotes: Iterable[Quote]) -> Iterator[Placed]:
        said = {quote.ref: quote for quote in quotes}
        self._keys |= {ref: (Part.DATED, False, *_days(quote.date)) for ref, quote in said.items()}
        tops: list[_Dated] = [event for event in self._events if event.ref not in self._whole]
        below: dict[str, list[_Dated]] = defaultdict(list)
        for event in self._events:
            if event.ref in self._whole:
                below[self._whole[event.ref].ref].append(event)
        before = self._before()
        waiting = [(record, 0) for record in reversed(self._level([*tops, *said.values()], before))]
        while waiting:
            record, depth = waiting.pop()
            yield Placed(record, depth, self._keys[record.ref][0])
            waiting += [(part, depth + 1) for part in reversed(self._level(below.get(record.ref, ()), before))]

    def _key(self, event: Event) -> _Key:
        announced = event.announced or self._was_to_come(event)
        part = Part.ANNOUNCED if announced else Part.DATED if event.date else Part.UNDATED
        return part, event.date is None, *_days(event.date)

    def _was_to_come(self, event: Event) -> bool:
        """Whether the date of an event is later than the publication of every article that reports it."""
        articles = self._articles[event.id]
        published = [article.published for article in articles if article is not None and article.published]
        if not event.date or not published or len(published) < len(articles):
            return False
        return max(dates.span(date).latest for date in published) < dates.span(event.date).earliest

    @cached_property
    def _articles(self) -> dict[str, set[Article | None]]:
        """The articles of each event's evidence and quotes, by the event's id; None for an article without a record."""
        ids = {event.id: {item.article for item in event.evidence} for event in self._events}
        for quote in self._archive.timed_quotes:
            if quote.event in ids:
                ids[quote.event].add(quote.article)
        return {id: {self._archive.get(Article, article) for article in articles} for id, articles in ids.items()}

    @cached_property
    def _whole(self) -> dict[str, Event]:
        """The whole that each event follows because both have the same date, by the event's ref."""
        wholes = ((event.ref, self._archive.parent(event), event) for event in self._events)
        return {
            ref: whole
            for ref, whole, event in wholes
            if isinstance(whole, Event) and whole.date == event.date and self._keys[ref][0] == self._keys[whole.ref][0]
        }

    @cached_property
    def _wholes(self) -> Hierarchy:
        """The hierarchy of the events that follow their wholes, by id."""
        wholes = self._whole
        return Hierarchy({event.id: wholes[event.ref].id if event.ref in wholes else None for event in self._events})

    @cached_property
    def _first(self) -> dict[str, tuple[int, int]]:
        """The first mention of each event or its parts, by the event's ref."""
        hierarchy = self._archive.hierarchy(Kind.EVENT)
        events = self._archive.of_kind(Kind.EVENT)
        first = [self._own[events[id].ref] for id in hierarchy.ids]
        for n in range(len(first) - 1, -1, -1):
            if hierarchy.parent[n] >= 0:
                first[hierarchy.parent[n]] = min(first[hierarchy.parent[n]], first[n])
        return {events[id].ref: place for id, place in zip(hierarchy.ids, first, strict=True)}

    def _level(self, records: Sequence[_Dated], before: Mapping[str, set[str]]) -> list[_Dated]:
        """Sort records that have the same parent."""
        refs = {record.ref for record in records}
        awaited = {ref: before[ref] & refs for ref in refs & before.keys()}
        return _one_after_another(records, awaited, self._rank) if awaited else sorted(records, key=self._rank)

    def _rank(self, record: _Dated, least: _Key | None = None) -> _Rank:
        """Return the sort key of a record, which is not before the time `least` of the event that it comes after."""
        own = self._keys[record.ref]
        key = max(own, least) if least else own
        if isinstance(record, Quote):
            return key, self._places.get(record.ref, _NOWHERE), ""
        return key, self._first[record.ref], record.name.casefold()

    def _before(self) -> dict[str, set[str]]:
        """Return the refs of the events that must precede each event, by ref, as `after` says of siblings."""
        before = defaultdict(set)
        for event in self._events:
            earlier = self._earlier(event) if event.after else None
            sides = self._side_by_side(earlier, event) if earlier else None
            if sides:
                first, then = sides
                # Don't move a whole because of one of its parts, unless their dates allow it.
                if then is event or self._keys[first.ref] <= self._keys[then.ref]:
                    before[then.ref].add(first.ref)
        return before

    def _earlier(self, event: Event) -> Event | None:
        """Find the closest event on the chain of `after` that can be compared with this one.

        None if the dates contradict it.
        """
        part = self._keys[event.ref][:2]
        at = None if event.ref in self._contradicted else self._archive.get(Event, event.after)
        way: list[str] = []
        while at is not None and (at.ref, part) not in self._reached and self._keys[at.ref][:2] > part:
            way.append(at.ref)
            at = self._archive.get(Event, at.after)
        found = self._reached.get((at.ref, part), at) if at else None
        self._reached |= dict.fromkeys(((ref, part) for ref in way), found)
        return found

    @cached_property
    def _contradicted(self) -> set[str]:
        """The refs of events that end before the dates of the events they come after would allow."""
        earliest: dict[str, date] = {}
        found = set()
        for event in self._events:
            way: list[Event] = []
            at: Event | None = event
            while at is not None and at.ref not in earliest:
                way.append(at)
                at = self._archive.get(Event, at.after)
            for each in reversed(way):
                before = self._archive.get(Event, each.after)
                least = earliest[before.ref] if before else date.min
                span = dates.span(each.date) if each.date else None
                if span and span.latest < least:
                    found.add(each.ref)
                    least = date.min
                earliest[each.ref] = max(least, span.earliest) if span else least
        return found

    def _side_by_side(self, one: Event, other: Event) -> tuple[Event, Event] | None:
        """Return two events, or their ancestors that are siblings; None when one lies within the other."""
        sides = self._wholes.side_by_side(one.id, other.id)
        events = self._by_id
        return (events[sides[0]], events[sides[1]]) if sides else None


def _one_after_another(
    records: Sequence[_Dated], awaited: Mapping[str, set[str]], rank: Callable[[_Dated, _Key | None], _Rank]
) -> list[_Dated]:
    """Sort records by rank, each only after the records that it awaits. `awaited` maps refs to refs.

    Parts of two wholes may each come after a part of the other one. Then the whole with the lower rank comes first.
    """
    number = {record.ref: n for n, record in enumerate(records)}
    followers = defaultdict(list)
    for ref, refs in awaited.items():
        for each in refs:
            followers[each].append(ref)
    least: dict[str, _Key] = {}
    left = dict.fromkeys(number)

    def ranked(ref: str) -> tuple[_Rank, int]:
        return rank(records[number[ref]], least.get(ref)), number[ref]

    ready = [ranked(ref) for ref in left if not awaited.get(ref)]
    heapify(ready)
    found: list[_Dated] = []
    waiting: list[tuple[_Rank, int]] = []
    while left:
        if not ready:
            waiting = waiting or sorted(map(ranked, left))
            ready.append(_lowest(waiting, lambda n: ranked(records[n].ref)))
        (key, *_), n = heappop(ready)
        record = records[n]
        if record.ref not in left:
            continue
        del left[record.ref]
        found.append(record)
        for ref in followers[record.ref]:
            awaited[ref].discard(record.ref)
            least[ref] = max(least.get(ref, key), key)
            if not awaited[ref] and ref in left:
                heappush(ready, ranked(ref))
    return found


def _lowest(waiting: list[tuple[_Rank, int]], ranked: Callable[[int], tuple[_Rank, int]]) -> tuple[_Rank, int]:
    """Pop the lowest rank of a heap in which some ranks have risen since they were pushed."""
    while (now := ranked(waiting[0][1])) != waiting[0]:
        heapreplace(waiting, now)
    return heappop(waiting)


def _days(text: str | None) -> tuple[date, date]:
    """Return the first and the last day that a date can mean."""
    if not text:
        return date.min, date.min
    span = dates.span(text)
    return span.earliest, span.latest
