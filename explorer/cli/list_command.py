"""`explorer list KIND`: print every record of a kind, in the order of the files; people with a name come first."""

from __future__ import annotations

import argparse

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import kind_named, open_archive, tell_stale
from explorer.cli.tables import reviewed
from explorer.describing.articles_named import article_of, has_several
from explorer.exporting.record_json import record_json
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.orders import named_first
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title
from explorer.snapshot import Snapshot

_COLUMNS = {
    Kind.ARTICLE: ("ref", "headline", "published", "quotes"),
    Kind.PERSON: ("ref", "name", "role", "quotes"),
    Kind.TOPIC: ("ref", "label", "broader", "quotes"),
    Kind.EVENT: ("ref", "name", "date", "quotes"),
    Kind.QUOTE: ("ref", "words", "speaker", "status"),
}
# Columns added for quotes if there are several articles.
_OF_ARTICLE = ("article", "published")


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("kind", metavar="KIND", type=kind_named, help="quotes, people, topics, events or articles")
    parser.add_values("kind", (kind.plural for kind in Kind))
    parser.add_formats()


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    records = named_first(snapshot.archive.of_kind(arguments.kind).values())
    if arguments.json:
        output.write_json([record_json(snapshot, record) for record in records])
    elif records:
        several = arguments.kind is Kind.QUOTE and has_several(snapshot.archive)
        columns = (*_COLUMNS[arguments.kind], *(_OF_ARTICLE if several else ()))
        rows = [(*_row(snapshot, each), *_article(snapshot, each, several)) for each in records]
        tables.write_table(*reviewed(snapshot.archive, columns, rows, records), with_header=arguments.header)
    tell_stale(snapshot, (record.ref for record in records))
    if not records:
        output.narrate(f"explorer: the archive has no {arguments.kind.plural}")
    return 0 if records else 1


def _article(snapshot: Snapshot, record: AnyRecord, several: bool) -> tuple[str, ...]:
    """The article of a quote and its date, if there are several articles."""
    return article_of(snapshot.archive, record) if several and isinstance(record, Quote) else ()


def _row(snapshot: Snapshot, record: AnyRecord) -> tuple[str, ...]:
    archive = snapshot.archive
    if isinstance(record, Quote):
        status = str(snapshot.verifications[record.ref].status)
        return record.ref, title(record), archive.speaker_name(record), status
    return record.ref, title(record), _detail(archive, record), str(archive.quote_count(record))


def _detail(archive: Archive, record: Article | Person | Topic | Event) -> str:
    match record:
        case Article():
            return dates.describe(record.published or "")
        case Person():
            return record.role or ""
        case Event():
            return dates.describe(record.date or "")
        case Topic():
            broader = archive.parent(record)
            return title(broader) if broader else ""
