"""The tables of `exporting.database_tables` in SQLite."""

from __future__ import annotations

from explorer.exporting.database_tables import SEARCHED, TABLES, Column, Table, Type, views

_TYPES = {Type.TEXT: "TEXT", Type.NUMBER: "INTEGER", Type.YES_OR_NO: "INTEGER"}


def tables() -> str:
    """The statements that make the tables, with an index for each reference, and the views."""
    made = [_table(name, table) for name, table in TABLES.items()]
    return "\n".join(made) + views("group_concat(COLUMN, '; ')")


def search_tables() -> str:
    """The statements that make the indexes for full-text search, when all rows are there.

    `SELECT … FROM quotes_fts WHERE quotes_fts MATCH …` finds by them; `rowid` is that of the table. `searched` is a
    function that gives each text as it is to be searched.
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
    """All rows are there only at the end, when the references are checked."""
    needed = " NOT NULL" if column.needed else ""
    to = f" REFERENCES {column.to.plural}(id) DEFERRABLE INITIALLY DEFERRED" if column.to else ""
    return f"{_TYPES[column.type]}{needed}{to}"
