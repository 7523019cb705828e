"""Determine which records a change affects, that is, whose problems may differ now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from explorer.checking.changed import Changed
from explorer.checking.names import articles_told_by
from explorer.checking.repeats.results import RepeatsByRef
from explorer.checking.stated_dates import MOST_QUOTES
from explorer.model.records import Event, Kind, Quote, kind_of, ref
from explorer.model.references import references


def affected_records(changed: Changed, names: Collection[str], also: Sequence[RepeatsByRef]) -> set[str]:
    """The refs of all records whose problems may have changed.

    `names` are the records that changed, or whose results did, and `also` has the repeats of quotes, before and now.
    The result has either all quotes of an article or none of them.
    """
    found = set(names).union(*map(changed.resting_on, changed.articles))
    for name in tuple(found):
        for _, record in changed.versions(name):
            if isinstance(record, Quote):
                found.update(_named_by(record, changed))
            if isinstance(record, Quote | Event):
                found.update(changed.quotes_of(name))
    for name in changed.records:
        if kind_of(name) is Kind.PERSON:
            found.update(quote for quote in changed.quotes_of(name) if any(quote in each for each in also))
    if any(True for _ in changed.of(Kind.EVENT)):
        found.update(event.ref for event in changed.archive.all(Event))
    for name in tuple(found):
        if kind_of(name) is Kind.EVENT:
            found.update(_dated_by_each_other(name, changed))
    found.update(one.quote for each in also for name in found & each.keys() for one in each[name] if one.quote)
    return _with_their_articles(found, changed)


def renamed_people(changed: Changed, kinds: Collection[Kind]) -> set[str]:
    """The refs of records of these kinds whose name changed, or that now belong to other articles."""
    found = {name for name in changed.entries if kind_of(name) in kinds}
    for name in _quoted(changed, kinds):
        was, now = changed.before.find(name), changed.archive.find(name)
        if was and now and articles_told_by(was, changed.before) != articles_told_by(now, changed.archive):
            found.add(name)
    return found


def _quoted(changed: Changed, kinds: Collection[Kind]) -> set[str]:
    """The refs of records of these kinds whose quotes were added or removed, or now refer to other records."""
    found = set[str]()
    for id in changed.of(Kind.QUOTE):
        versions = list(changed.versions(ref(Kind.QUOTE, id)))
        named = [[(kind, id) for _, kind, id in references(quote)] for _, quote in versions]
        if len(named) == 1 or named[0] != named[1]:
            for (archive, _), those in zip(versions, named, strict=True):
                some = ((kind, id) for kind, id in those if kind in kinds)
                found.update(ref(kind, above) for kind, id in some for above in archive.hierarchy(kind).above(id))
    return found


def quotes_of_changed_utterances(changed: Changed) -> Iterator[Quote]:
    """The quotes of all utterances whose members may have changed, as they were and as they are."""
    for id in changed.of(Kind.QUOTE):
        both = list(changed.versions(ref(Kind.QUOTE, id)))
        versions = [(archive, quote) for archive, quote in both if isinstance(quote, Quote)]
        if len(versions) == 1 or len({(quote.within, quote.same_as) for _, quote in versions}) > 1:
            for archive, quote in versions:
                yield from archive.utterances.of(quote)


def _named_by(quote: Quote, changed: Changed) -> Iterator[str]:
    """The refs of the people of a quote, of its event, and of the events that this is part of."""
    yield from (ref(Kind.PERSON, id) for id in (quote.speaker, quote.relayed_by) if id)
    for archive in (changed.before, changed.archive) if quote.event else ():
        event = archive.event_of(quote)
        yield from (each.ref for each in archive.lineage(event)) if event else ()


def _dated_by_each_other(event: str, changed: Changed) -> Iterator[str]:
    """The refs of an event's quotes, where the date of each may be stated next to another one."""
    for archive, record in changed.versions(event):
        if isinstance(record, Event) and not record.evidence and archive.quote_count(record) <= MOST_QUOTES + 1:
            yield from changed.quotes_of(event)


def _with_their_articles(names: Collection[str], changed: Changed) -> set[str]:
    """The refs of some records, and of the quotes' articles with all of their quotes."""
    found = set(names)
    articles = {name for name in names if kind_of(name) is Kind.ARTICLE}
    for name in names:
        if kind_of(name) is Kind.QUOTE:
            articles.update(
                ref(Kind.ARTICLE, record.article) for _, record in changed.versions(name) if isinstance(record, Quote)
            )
    return found.union(articles, *map(changed.quotes_of, articles))
