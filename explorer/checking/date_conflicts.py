"""Dates of an archive that can't both be right: a quote said when its event was not, a part outside of its whole."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.problems import Problem, Severity
from explorer.model.records import AnyRecord, Entry, Event, Quote


def date_conflicts(archive: Archive) -> Iterator[Problem]:
    """A warning for each quote and each part of an event that lies outside of the nearest dated event above it.

    A quote has to share a day with its event; a part has to begin and to end in its whole. Dates that are uncertain or
    approximate contradict nothing. It is no error, since an article may contradict itself.
    """
    for quote in archive.all(Quote):
        whole = _dated(archive, archive.event_of(quote))
        if whole and quote.date and _are_apart(quote.date, whole[0]):
            yield _conflict(archive.entries[quote.ref], quote.date, whole, "date-conflict", "said")
    for event in archive.all(Event):
        whole = _dated(archive, archive.parent(event))
        if whole and event.date and any(_are_apart(end, whole[0]) for end in _ends(event.date)):
            yield _conflict(archive.entries[event.ref], event.date, whole, "part-outside", "part of it")


def _dated(archive: Archive, event: AnyRecord | None) -> tuple[str, str] | None:
    """The date of an event, or of the first that it is part of and that has one, and that event's ref."""
    for whole in archive.lineage(event) if event else ():
        if isinstance(whole, Event) and whole.date:
            return whole.date, whole.ref
    return None


def _ends(date: str) -> list[str]:
    """The known ends of an interval, or the one date."""
    return [end for end in date.split("/") if end not in ("", "..")]


def _are_apart(one: str, other: str) -> bool:
    """Whether two dates can't mean the same day."""
    if any(mark in one + other for mark in "?~%"):
        return False
    ours, theirs = dates.span(one), dates.span(other)
    return ours.latest < theirs.earliest or theirs.latest < ours.earliest


def _conflict(entry: Entry, date: str, whole: tuple[str, str], code: str, what: str) -> Problem:
    message = f"date: {date} ({what}) is outside of {whole[0]}, the date of {whole[1]}"
    return Problem(entry.place_of("date"), Severity.WARNING, code, message, entry.record.ref)
