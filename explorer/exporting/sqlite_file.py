"""An archive as an SQLite database, for SQL, Datasette and other tools.

In scripts without spaces, SQLite takes a whole run of characters for one word. Therefore all substrings of such runs
are appended to the text as words of their own, and a search finds one of them.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from unicodedata import category

from explorer.exporting.database_tables import SEARCHED, TABLES, Column, Row, Table, Type, rows_of, unread_rows, views
from explorer.exporting.extract import Extract, NotExportedError

# A run of Thai or a neighbouring script, where words are long; or of kana and Han.
_RUNS = re.compile(
    "(?P<long>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+)|[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# The maximum length of a substring; very long texts have a lower one, to limit the number of substrings.
_LONGEST, _LONGEST_OF_LONG, _LEAST, _MOST = 8, 16, 2, 400_000


def searched(text: str | None) -> str | None:
    """A text followed by the substrings of its runs without spaces."""
    runs = list(_RUNS.finditer(text)) if text and not text.isascii() else []
    if not text or not runs:
        return text
    most = max(_LEAST, _MOST // sum(len(run[0]) for run in runs))
    parts = {part for run in runs for part in _parts(run[0], min(most, _LONGEST_OF_LONG if run["long"] else _LONGEST))}
    return " ".join((text, *sorted(parts)))


def _parts(run: str, longest: int) -> Iterator[str]:
    for start in range(len(run)):
        if category(run[start])[0] != "M":  # a mark belongs to the sign before it
            yield from (run[start:end] for end in range(start + 1, min(len(run), start + longest) + 1))


_TYPES = {Type.TEXT: "TEXT", Type.NUMBER: "INTEGER", Type.YES_OR_NO: "INTEGER"}


def tables() -> str:
    """The SQL statements that create the tables, with an index for each reference, and the views."""
    made = [_table(name, table) for name, table in TABLES.items()]
    return "\n".join(made) + views("group_concat(COLUMN, '; ')")


def search_tables() -> str:
    """The SQL statements that create the indexes for full-text search, to be run when all rows are present.

    `SELECT … FROM quotes_fts WHERE quotes_fts MATCH …` searches them; `rowid` is that of the table. The SQL function
    `searched` must return the text to index.
    """
    return "\n".join(
        f'CREATE VIRTUAL TABLE {table}_fts USING fts5({", ".join(columns)}, content="{table}", '
        f"tokenize='unicode61 remove_diacritics 2');\n"
        f"INSERT INTO {table}_fts(rowid, {', '.join(columns)}) "
        f"SELECT rowid, {', '.join(f'searched({column})' for column in columns)} FROM {table};"
        for table, columns in SEARCHED.items()
    )


def _table(name: str, table: Table) -> str:
    columns = [f'"{column}" {_column(kind)}' for column, kind in table.columns.items()]
    defined = ",\n  ".join([*columns, f"PRIMARY KEY ({', '.join(table.key)})"])
    referring = [column for column, kind in table.columns.items() if kind.to and column != table.key[0]]
    indexes = "".join(f'CREATE INDEX {name}_{column} ON {name}("{column}");\n' for column in referring)
    return f"CREATE TABLE {name} (\n  {defined}\n);\n{indexes}"


def _column(column: Column) -> str:
    """Define a column. References are checked only at the end, when all rows are present."""
    needed = " NOT NULL" if column.needed else ""
    to = f" REFERENCES {column.to.plural}(id) DEFERRABLE INITIALLY DEFERRED" if column.to else ""
    return f"{_TYPES[column.type]}{needed}{to}"


def sqlite_file(extract: Extract) -> bytes:
    """A database with a table for each kind of record, foreign keys, full-text search and views.

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
