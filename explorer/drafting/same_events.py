"""Find out which events are the same, though several articles mention them under different names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from explorer.model import dates
from explorer.model.records import Event
from explorer.reading.languages.occasions import OccasionWords
from explorer.reading.text.word_forms import singular, words_of

# The maximum distance between the stated days of one event with a proper name, and between the articles that mention it
# without a day, since its name may recur within a year.
_LASTING, _TIME = timedelta(days=7), timedelta(days=180)


class EventSignature(NamedTuple):
    """An event with the words of its name, without its day and its place, to compare with others.

    `is_proper`: it has a proper name. `around` are the days of the articles that mention it.
    """

    event: Event
    words: frozenset[str]
    is_proper: bool
    around: tuple[date, ...] = ()


def signature_of(event: Event, words: OccasionWords, around: Iterable[date] = ()) -> EventSignature:
    bare = _without(event.name, event.place or "")
    is_proper = any(word[:1].isupper() and word.lower() in words.names for word in bare.split()[1:])
    called = words_of(bare) if is_proper else map(singular, words_of(bare))
    return EventSignature(event, frozenset(called), is_proper, tuple(around))


def are_same(one: EventSignature, other: EventSignature) -> bool:
    """Whether two events are one: with the same proper name and close in time, or with a shared participant and day."""
    if one.words != other.words or not may_be_one_place(one.event.place, other.event.place):
        return False
    ours, theirs = _days(one.event), _days(other.event)
    if not (one.is_proper and other.is_proper):
        is_one_day = ours is not None and ours == theirs and ours.earliest == ours.latest
        return is_one_day and not set(one.event.participants).isdisjoint(other.event.participants)
    if ours and theirs:
        return max(ours.earliest - theirs.latest, theirs.earliest - ours.latest) <= _LASTING
    here, there = _times(one), _times(other)
    if not here or not there:
        return not here and not there
    return max(each.latest for each in here + there) - min(each.earliest for each in here + there) <= _TIME


def merged(event: Event, new: Event) -> Event:
    """An event with what another article adds to it."""
    fields: dict[str, Any] = {
        "evidence": tuple(dict.fromkeys((*event.evidence, *new.evidence))),
        "participants": tuple(dict.fromkeys((*event.participants, *new.participants))),
    }
    is_more_exact = new.date and (not event.date or (new.date != event.date and _is_within(new.date, event.date)))
    if is_more_exact:
        fields |= {name: getattr(new, name) for name in ("date", "date_basis", "date_because")}
    elif new.date and event.date and not _is_within(event.date, new.date):
        fields |= _lasting(event.date, new.date)
    if new.place and not event.place:
        fields |= {"place": new.place, "name": new.name}
    return msgspec.structs.replace(event, **fields)


def _without(name: str, place: str) -> str:
    """A name without its day and its place: “Speech in Lisbon, 16 February 2005” is a “Speech”."""
    bare = name.partition(", ")[0]
    parts = bare.rpartition(f" {place}") if place else ("", "", "")
    return parts[0].rpartition(" ")[0] or bare if parts[1] and not parts[2] else bare


def may_be_one_place(one: str | None, other: str | None) -> bool:
    """Whether the words of one place include all those of the other; an unknown place is compatible with any."""
    ours, theirs = set(words_of(one or "")), set(words_of(other or ""))
    return ours <= theirs or theirs <= ours


def _times(one: EventSignature) -> list[dates.Span]:
    """When an event was, or else the days of the articles that mention it."""
    days = _days(one.event)
    return [days] if days else [dates.Span(day, day) for day in one.around]


def _days(event: Event) -> dates.Span | None:
    return dates.span(event.date) if event.date else None


def _is_within(one: str, other: str) -> bool:
    """Whether a date is within another and at least as exact."""
    return dates.span(other).holds(dates.span(one))


def _lasting(one: str, other: str) -> dict[str, str]:
    """The fields for a date from one day to another, for an event that two articles date differently."""
    spans = dates.span(one), dates.span(other)
    first, last = min(span.earliest for span in spans), max(span.latest for span in spans)
    because = f"Articles tell of it on {first.isoformat()} and on {last.isoformat()}."
    return {"date": f"{first.isoformat()}/{last.isoformat()}", "date_basis": "inferred", "date_because": because}
