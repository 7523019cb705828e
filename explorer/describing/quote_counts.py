"""The quotes of a record: the number of each kind, and a list."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.fields import Field, Group, Label
from explorer.describing.values import fields, named, said
from explorer.model.archive import Archive
from explorer.model.records import Article, Event, Person, Topic

COUNTS = Label("Quotes")
QUOTES = Label("Quotes", Group.LISTED)

# The number of a record's quotes listed; a search finds the others.
MOST_QUOTES = 20


def counted(quotes: int, utterances: int) -> str:
    """The number of quotes, and of utterances if lower: `no quotes`, `1 quote`, `5 quotes (3 utterances)`."""
    said = "1 quote" if quotes == 1 else f"{quotes or 'no'} quotes"
    return f"{said}{of_utterances(quotes, utterances)}"


def of_utterances(quotes: int, utterances: int) -> str:
    """A suffix to a number of quotes: the number of utterances, if lower; else nothing."""
    if quotes == utterances:
        return ""
    return f" ({utterances} utterance{'' if utterances == 1 else 's'})"


def of_drafts(quotes: int, drafts: int) -> str:
    """A suffix to a number of quotes: the number of drafts among them, if any."""
    if not drafts:
        return ""
    if drafts == quotes:
        return f", {'a draft' if quotes == 1 else 'all drafts'}"
    return f", {drafts} of them {'a draft' if drafts == 1 else 'drafts'}"


def spread_over(articles: int, reports: int) -> str:
    """The number of articles with something, and of independent reports among them."""
    if articles == reports:
        return "in one report" if articles == 1 else f"in {articles} independent reports"
    return f"in {articles} articles, {'which are one report' if reports == 1 else f'{reports} independent reports'}"


def said_and_told(archive: Archive, person: Person) -> Iterator[Field]:
    """How many quotes a person said, and how many they relayed."""
    quotes = archive.quotes_of(person)
    own = [quote for quote in quotes if quote.speaker == person.id]
    relayed = sum(quote.is_relayed for quote in own)
    told = len(quotes) - len(own)
    parts = [
        f"{len(own)} said{of_utterances(len(own), archive.utterances.count(own))}"
        + (f", {relayed} of them relayed by others" if relayed else "")
        + of_drafts(len(own), archive.drafts_among(own))
    ]
    if told:
        drafts = archive.drafts_among(quotes) - archive.drafts_among(own)
        parts.append(f"{told} relayed of others{of_drafts(told, drafts)}")
    return fields(COUNTS, [said("; ".join(parts), own=True)])


def by_speech(archive: Archive, record: Topic | Event | Article) -> Iterator[Field]:
    """The number of a record's quotes, in all and by kind of speech."""
    quotes, drafts, counts = archive.tally(record)
    spread = ", ".join(f"{counts[speech]} {sign.name}" for speech, sign in signs.SPEECH.items() if counts[speech])
    number = f"{quotes}{of_utterances(quotes, archive.utterance_count(record))}"
    number += of_drafts(quotes, drafts if archive.shows_drafts else 0)
    by_query = archive.quotes_by_query(record) if isinstance(record, Topic) else 0
    number += f", {'all' if by_query == quotes else by_query} by query" if by_query else ""
    return fields(COUNTS, [said(number + (f": {spread}" if spread else ""), own=True)])


def listed(archive: Archive, record: Person | Topic | Event | Article) -> Iterator[Field]:
    """The first quotes of a record, as links."""
    quotes = archive.quotes_of(record)
    values = [named(archive, quote) for quote in quotes[:MOST_QUOTES]]
    if len(quotes) > MOST_QUOTES:
        values.append(said(f"… and {len(quotes) - MOST_QUOTES} more", own=True))
    return fields(QUOTES, values)
