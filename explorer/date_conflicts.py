"""Dates of an archive that can't both be right: a quote said when its event was not, a part outside of its whole."""

from __future__ import annotations

from collections.abc import Iterator

from explorer import dates
from explorer.archive import Archive
from explorer.problems import Problem, Severity
from explorer.records import Entry, Event, Quote


def date_conflicts(archive: Archive) -> Iterator[Problem]:
    """A warning for each quote and each part of an event that lies outside of the nearest dated event above it.

    Dates that are uncertain or approximate contradict nothing. It is no error, since an article may contradict itself.
    """
    for quote in archive.all(Quote):
        whole = _dated(archive, archive.event_of(quote))
        if whole is not None and _is_outside(quote.date, whole.date):
            yield _conflict(archive.entries[quote.ref], whole, "date-conflict", "said")
    for event in archive.all(Event):
        whole = _dated(archive, archive.parent(event))
        if whole is not None and _is_outside(event.date, whole.date):
            yield _conflict(archive.entries[event.ref], whole, "part-outside", "part of it")


def _dated(archive: Archive, record: object) -> Event | None:
    """The event, or the first one that it is part of, that has a date."""
    if not isinstance(record, Event):
        return None
    events = (event for event in archive.lineage(record) if isinstance(event, Event))
    return next((event for event in events if event.date), None)


def _is_outside(date: str | None, whole: str | None) -> bool:
    """Whether one of the ends of a date can't lie in the days that another can mean."""
    if date is None or whole is None or any(mark in date + whole for mark in "?~%"):
        return False
    days = dates.span(whole)
    ends = [dates.span(end) for end in date.split("/") if end not in ("", "..")]
    return any(end.latest < days.earliest or days.latest < end.earliest for end in ends)


def _conflict(entry: Entry, whole: Event, code: str, what: str) -> Problem:
    record = entry.record
    assert isinstance(record, Quote | Event)
    message = f"date: {record.date} ({what}) is outside of {whole.date}, the date of {whole.ref}"
    return Problem(entry.place_of("date"), Severity.WARNING, code, message, record.ref)
