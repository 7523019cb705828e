"""An archive as an SQLite database, for SQL, Datasette and all that reads it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from explorer.exporting.database_rows import Row, rows_of, unread_rows
from explorer.exporting.extract import Extract, NotExportedError
from explorer.exporting.searched_words import searched
from explorer.exporting.sqlite_schema import search_tables, tables


def sqlite_file(extract: Extract) -> bytes:
    """The bytes of a database with a table for each kind of record, foreign keys, full-text search and views.

    Texts are safe to show. Raises NotExportedError.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.executescript("PRAGMA foreign_keys = ON;\n" + tables())
            with database:
                for row in unread_rows(extract):
                    _insert(database, row)
                for record in extract.all:
                    for row in rows_of(extract, record):
                        _insert(database, row)
            database.create_function("searched", 1, searched)
            database.executescript(search_tables())
            return database.serialize()
    except sqlite3.OperationalError as error:
        raise NotExportedError(f"this Python’s SQLite can’t make the database: {error}") from None


def _insert(database: sqlite3.Connection, row: Row) -> None:
    table, values = row
    names = ", ".join(f'"{name}"' for name in values)
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", [*values.values()])
