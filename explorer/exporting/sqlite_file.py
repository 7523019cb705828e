"""An archive as an SQLite database, for SQL, Datasette and all that reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

from explorer.checking.verification import status_of
from explorer.citing.plain import plain
from explorer.display import clean_data
from explorer.exporting.cautions import left_out
from explorer.exporting.extract import Extract, NotExportedError
from explorer.exporting.searched_words import searched
from explorer.exporting.sqlite_schema import COLUMNS, OTHERS, search_tables, tables
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote

Row = tuple[str, Mapping[str, object]]


def sqlite_file(extract: Extract) -> bytes:
    """The bytes of a database with a table for each kind of record, foreign keys, full-text search and views.

    Texts are safe to show. Raises NotExportedError.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.executescript("PRAGMA foreign_keys = ON;\n" + tables())
            with database:
                for table, values in _rows(extract):
                    _insert(database, table, values)
            database.create_function("searched", 1, searched)
            database.executescript(search_tables())
            return database.serialize()
    except sqlite3.OperationalError as error:
        raise NotExportedError(f"this Python’s SQLite can’t make the database: {error}") from None


def _insert(database: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    row = [clean_data(value) if isinstance(value, str) else value for value in values.values()]
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", row)


def _rows(extract: Extract) -> Iterator[Row]:
    yield from (("unread_files", {"file": file.name, "records": file.records or None}) for file in extract.unread)
    for record in extract.all:
        missing = extract.missing(record)
        yield from (
            ("missing_references", {"ref": record.ref, "field": path, "missing_ref": ref}) for path, ref in missing
        )
        yield record.kind.plural, _fields(extract, record, {path for path, _ in missing})
        yield from _more(extract, record)
        yield from (("cautions", {"ref": record.ref, "caution": str(each)}) for each in extract.cautions(record))
        yield from (("remarks", {"ref": record.ref, "remark": each}) for each in extract.cited(record).remarks)


def _fields(extract: Extract, record: AnyRecord, missing: set[str]) -> dict[str, object]:
    """The row of a record in the table of its kind."""
    names = COLUMNS[type(record)]
    fields = {name: None if name in missing else getattr(record, name, None) for name in ("id", *names)}
    verification = extract.snapshot.verifications.get(record.ref)
    if "verification" in names and (verification or isinstance(record, Quote)):
        fields["verification"] = str(status_of(verification))
    if isinstance(record, Article):
        text = extract.snapshot.texts.get(record.id)
        fields["text"] = text.text if text else None
    if isinstance(record, Quote):
        cited = extract.cited(record)
        fields |= {
            "words": " ".join(cited.pieces),
            "paragraphs": cited.paragraphs or None,
            "relayed": record.is_relayed,
            "citation": plain(cited),
            "found": extract.found.get(record.ref),
        }
    return fields


def _more(extract: Extract, record: AnyRecord) -> Iterator[Row]:
    """The rows of a record in other tables."""
    match record:
        case Person():
            yield from (("aliases", {"person": record.id, "alias": alias}) for alias in record.aliases)
            yield from _joined(extract, "possibly_same", record, Kind.PERSON, record.possibly_same_as)
        case Event():
            yield from _joined(extract, "event_participants", record, Kind.PERSON, record.participants)
            yield from _joined(extract, "event_topics", record, Kind.TOPIC, record.topics)
        case Quote():
            yield from _joined(extract, "quote_topics", record, Kind.TOPIC, record.topics)
            yield from _joined(extract, "quote_addressees", record, Kind.PERSON, record.addressees)
            yield from _segments(extract, record)
            for each in left_out(extract.snapshot, record):
                weighty = "; ".join(each.weighty)
                yield "left_out", {"quote": record.id, "place": each.where, "words": each.words, "weighty": weighty}
    for evidence in record.evidence if isinstance(record, Person | Event) else ():
        article = evidence.article if extract.snapshot.archive.get(Article, evidence.article) else None
        yield "evidence", {str(record.kind): record.id, "article": article, "words": evidence.text}


def _joined(extract: Extract, table: str, record: AnyRecord, kind: Kind, ids: tuple[str, ...]) -> Iterator[Row]:
    """A row for each record of a kind that another one names and that is there."""
    this, other = OTHERS[table]
    there = extract.snapshot.archive.of_kind(kind)
    yield from ((table, {this: record.id, other: id}) for id in dict.fromkeys(ids) if id in there)


def _segments(extract: Extract, quote: Quote) -> Iterator[Row]:
    verification = extract.snapshot.verifications.get(quote.ref)
    passages = verification.passages if verification else ()
    for n, words in enumerate(quote.segments):
        at = passages[n] if n < len(passages) else None
        place = {"start": at.start, "end": at.end} if at else {"start": None, "end": None}
        yield "segments", {"quote": quote.id, "number": n + 1, "words": words, **place}
