"""Report dates and orders that can't both be right.

A quote said after its article was published, on another weekday than stated or not during its event, a part outside its
whole, and an event that comes after one with a later date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.checking.changed import Records
from explorer.display import shortened
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import Article, Entry, Event, Kind, Quote
from explorer.reading.text.date_words import weekdays_in


def date_conflicts(archive: Archive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """Warn of each quote and each part of an event whose date lies outside the nearest dated event above it.

    A quote must share a day with its event; a part must begin and end within its whole. Uncertain or approximate dates
    contradict nothing. This is not an error, since an article may contradict itself. With `asked`, only problems of
    those records are reported.
    """
    dated = dict(_dated(archive))
    for quote in (asked or archive).all(Quote):
        date = quote.date or dated.get(quote.event or "", (None,))[0]
        if date:
            with guard(quote.ref):
                yield from _of_quote(archive.entries[quote.ref], quote, date, archive, dated)
    for event in (asked or archive).all(Event):
        with guard(event.ref):
            whole = dated.get(event.part_of or "")
            if whole and event.date and any(_are_apart(end, whole[0]) for end in _ends(event.date)):
                yield _conflict(archive.entries[event.ref], event.date, whole, "part-outside", "part of it")
            yield from _wrong_order(event, archive, dated)


def _of_quote(
    entry: Entry, quote: Quote, date: str, archive: Archive, dated: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    """Warn of a quote said after its article was published, on another weekday than stated, or outside its event."""
    field = "date" if quote.date else "event"
    article, whole = archive.get(Article, quote.article), dated.get(quote.event or "")
    limit = article.published if article else None
    if limit and _are_apart(date, limit) and dates.span(date) > dates.span(limit):
        yield problem(
            entry, "date-late", field, f"{date} (said) is later than {limit}, when {quote.article} was published"
        )
    days = weekdays_in(quote.attribution) if quote.attribution else ()
    if len(days) == 1 and not any(mark in date for mark in "?~%"):
        span = dates.span(date)
        if span.earliest == span.latest and span.earliest.weekday() not in days:
            message = f"{dates.describe(date)} is no such day as here: {shortened(quote.attribution or '')}"
            yield problem(entry, "weekday-conflict", field, message)
    if whole and quote.date and _are_apart(quote.date, whole[0]):
        yield _conflict(entry, quote.date, whole, "date-conflict", "said")


def _dated(archive: Archive) -> Iterator[tuple[str, tuple[str, str]]]:
    """For each event id, the nearest date, its own or that of an event above it, with the ref of the dated event.

    Events without a date on themselves or above them are left out.
    """
    hierarchy = archive.hierarchy(Kind.EVENT)
    events = archive.of_kind(Kind.EVENT)
    dated: list[tuple[str, str] | None] = []
    for id, parent in zip(hierarchy.ids, hierarchy.parent, strict=True):
        event = events[id]
        date = event.date if isinstance(event, Event) else None
        dated.append((date, event.ref) if date else dated[parent] if parent >= 0 else None)
        if dated[-1]:
            yield id, dated[-1]


def _wrong_order(event: Event, archive: Archive, dated: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Warn of an event that is said to come after another, though its date or its whole rules that out."""
    earlier = archive.get(Event, event.after)
    if earlier is None:
        return
    entry = archive.entries[event.ref]
    ours, theirs = dated.get(event.id), dated.get(earlier.id)
    if archive.is_within(event, earlier) or archive.is_within(earlier, event):
        which = "this is part of it" if archive.is_within(event, earlier) else "it is part of this"
        yield problem(entry, "after-conflict", "after", f"{earlier.ref} can't come before this, since {which}")
    elif ours and theirs and _are_apart(ours[0], theirs[0]) and dates.span(ours[0]) < dates.span(theirs[0]):
        message = f"{earlier.ref} is of {theirs[0]}, which is later than {ours[0]}, the date of {ours[1]}"
        yield problem(entry, "after-conflict", "after", message)


def _ends(date: str) -> list[str]:
    """The known ends of an interval, or the one date."""
    return [end for end in date.split("/") if end not in ("", "..")]


def _are_apart(one: str, other: str) -> bool:
    """Whether two dates can't mean the same day."""
    if any(mark in one + other for mark in "?~%"):
        return False
    return not dates.span(one).meets(dates.span(other))


def _conflict(entry: Entry, date: str, whole: tuple[str, str], code: str, what: str) -> Problem:
    return problem(entry, code, "date", f"{date} ({what}) is outside of {whole[0]}, the date of {whole[1]}")
