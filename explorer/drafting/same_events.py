"""Tell which events are one, though several articles tell of them under different names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from explorer.model import dates
from explorer.model.records import Event
from explorer.reading.languages.occasions import OccasionWords
from explorer.reading.text.word_forms import folded, singular, words_of

# How far from each other the days may be on which one event of a name is told to be; and the articles that tell of it
# without a day, when it has a name of its own, which comes again in a year, and when it only is told from those of its
# kind in its time.
_LASTING, _PROPER, _OTHER = timedelta(days=7), timedelta(days=180), timedelta(days=14)
# How many names are kept as they were read.
_KEPT = 4_096


class EventSignature(NamedTuple):
    """An event, and what tells it from others. `around` are the days of the articles that tell of it.

    `kind` is its noun; `words` what else it is called.
    """

    event: Event
    kind: str
    words: frozenset[str]
    is_proper: bool
    is_named: bool
    around: tuple[date, ...] = ()

    @property
    def noun(self) -> str:
        """A part of its kind by which most other events are passed over."""
        return self.kind.split()[-1]


def signature_of(event: Event, words: OccasionWords, around: Iterable[date] = ()) -> EventSignature | None:
    """The signature of an event record; None when its name has no noun for an event."""
    known = _called(event.name, event.place or "", words)
    return EventSignature(event, *known, tuple(around)) if known else None


def are_same(one: EventSignature, other: EventSignature, words: OccasionWords) -> bool:
    """Whether two events are one: of one name near each other in time, or of one kind on one day.

    Where several may be on one day, they are at one place, or somebody is at both.
    """
    if (
        one.kind != other.kind
        or one.is_named != other.is_named
        or not may_be_one_place(one.event.place, other.event.place)
    ):
        return False
    places = {singular(word) for signature in (one, other) for word in words_of(signature.event.place or "")}
    here, there = one.words - places, other.words - places
    if one.is_named:
        return here == there and _are_near(one, other, is_proper=one.is_proper and other.is_proper)
    if not (here <= there or there <= here):
        return False
    ours, theirs = _days(one.event), _days(other.event)
    if ours is None or ours != theirs or ours.earliest != ours.latest:
        return False
    if not set(one.event.participants).isdisjoint(other.event.participants):
        return True
    return one.kind not in words.hosted and bool(one.event.place and other.event.place)


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


@lru_cache(maxsize=_KEPT)
def _called(name: str, place: str, words: OccasionWords) -> tuple[str, frozenset[str], bool, bool] | None:
    """The kind of an event by its name, what else it is called, and whether it has a name: of its own, or at all."""
    bare = _without(name, place)
    plain = f" {' '.join(words_of(bare))} "
    found = [(len(kind), kind) for kind in words.kinds | words.names if f" {folded(kind)} " in plain]
    if not found and words.has_compounds:
        ends = [each for each in words_of(bare) if each.endswith(words.endings)]
        found = [(len(kind), kind) for kind in words.endings for each in ends if each.endswith(kind)]
    if not found:
        return None
    kind = max(found)[1]
    first, *others = bare.split()
    capitals = [word for word in (first[1:], *others) if word[:1].isupper() or any(map(str.isdigit, word))]
    is_proper = any(word[:1].isupper() and word.lower() in words.names for word in others)
    is_named = is_proper or (kind not in words.hosted and (bool(capitals) or first[1:] != first[1:].lower()))
    rest = frozenset(singular(word) for word in words_of(bare) if word not in words_of(kind))
    return words.one_kind.get(kind, kind), rest, is_proper, is_named


def _without(name: str, place: str) -> str:
    """A name without its day and its place: “Speech in Lisbon, 16 February 2005” is a “Speech”."""
    bare = name.partition(", ")[0]
    parts = bare.rpartition(f" {place}") if place else ("", "", "")
    return parts[0].rpartition(" ")[0] or bare if parts[1] and not parts[2] else bare


def may_be_one_place(one: str | None, other: str | None) -> bool:
    """Whether all that one place is called is also said of the other; nothing speaks against an unknown one."""
    ours, theirs = set(words_of(one or "")), set(words_of(other or ""))
    return ours <= theirs or theirs <= ours


def _are_near(one: EventSignature, other: EventSignature, *, is_proper: bool) -> bool:
    """Whether the days of two events of one name are near each other, or else those of the articles on them.

    Nothing tells so of two that have a name only among those of their kind, when neither is known.
    """
    ours, theirs = _days(one.event), _days(other.event)
    if ours and theirs:
        apart = max(ours.earliest - theirs.latest, theirs.earliest - ours.latest)
        return apart <= (_LASTING if is_proper else timedelta(0))
    here, there = _times(one), _times(other)
    if not here and not there:
        return is_proper
    if not here or not there:
        return False
    first, last = min(each.earliest for each in here + there), max(each.latest for each in here + there)
    return last - first <= (_PROPER if is_proper else _OTHER)


def _times(one: EventSignature) -> list[dates.Span]:
    """When an event was, or else the days of the articles that tell of it."""
    days = _days(one.event)
    return [days] if days else [dates.Span(day, day) for day in one.around]


def _days(event: Event) -> dates.Span | None:
    return dates.span(event.date) if event.date else None


def _is_within(one: str, other: str) -> bool:
    """Whether a date is at least as exact as another one, and part of it."""
    return dates.span(other).holds(dates.span(one))


def _lasting(one: str, other: str) -> dict[str, str]:
    """The days from one to another, of which two articles tell."""
    spans = dates.span(one), dates.span(other)
    first, last = min(span.earliest for span in spans), max(span.latest for span in spans)
    because = f"Articles tell of it on {first.isoformat()} and on {last.isoformat()}."
    return {"date": f"{first.isoformat()}/{last.isoformat()}", "date_basis": "inferred", "date_because": because}
