"""`explorer timeline`: print events and dated quotes in chronological order."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.tables import reviewed
from explorer.describing.articles_named import articles_of, has_several
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import title
from explorer.model.timeline import Announced, Moment, Said, Undated
from explorer.snapshot import Snapshot

_COLUMNS = ("ref", "name", "date", "basis", "quotes")


def add_arguments(parser: CommandParser) -> None:
    parser.add_formats()
    parser.epilog = """\
First what has a date, by date, with the quotes that have a date and no event; then what was still to come when the
articles were published; last the events without a date."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    if arguments.json:
        output.write_json([_as_json(row, snapshot.archive) for row in _moments(snapshot)])
    elif snapshot.timeline:
        several = has_several(snapshot.archive)
        columns = (*_COLUMNS, "articles") if several else _COLUMNS
        records = [row.record for row in _moments(snapshot)]
        rows = list(_rows(snapshot, several=several))
        tables.write_table(*reviewed(snapshot.archive, columns, rows, records), with_header=arguments.header)
    tell_stale(snapshot, (row.record.ref for row in _moments(snapshot)))
    if not snapshot.timeline:
        output.narrate("explorer: the archive has no events and no dated quotes")
    return 0 if snapshot.timeline else 1


def _moments(snapshot: Snapshot) -> Iterator[Moment | Said]:
    return (row for row in snapshot.timeline if isinstance(row, Moment | Said))


def _as_json(row: Moment | Said, archive: Archive) -> dict[str, object]:
    record = row.record
    return {
        "ref": record.ref,
        "name": title(record),
        "date": record.date,
        "date_basis": record.date_basis,
        "quotes": [quote.ref for quote in archive.quotes_of(record)] if isinstance(row, Moment) else [record.ref],
    }


def _rows(snapshot: Snapshot, *, several: bool) -> Iterator[tuple[str, ...]]:
    announced = False
    for row in snapshot.timeline:
        match row:
            case Announced() | Undated():
                announced = isinstance(row, Announced)
            case Moment() | Said():
                articles = (", ".join(articles_of(snapshot.archive, row.record)),) if several else ()
                yield (*_row(row, announced=announced), *articles)


def _row(row: Moment | Said, *, announced: bool) -> tuple[str, ...]:
    record = row.record
    date = [dates.describe(record.date)] if record.date else []
    when = ", ".join([*date, *(["announced"] if announced else [])])
    count = row.quotes if isinstance(row, Moment) else 1
    return record.ref, title(record), when, record.date_basis or "", str(count)
