"""What a database holds, as Python has it."""

from __future__ import annotations

from typing import Any

import psycopg

from explorer.exporting.database_tables import TABLES
from explorer.exporting.postgresql.schema import OWN_TABLES


def read(url: str, query: str, *given: object) -> list[tuple[Any, ...]]:
    """The rows that a query gives, which is all that it does."""
    with psycopg.connect(url) as connection:
        return connection.execute(query, given or None).fetchall()


def do(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def everything(url: str, schema: str) -> dict[str, list[str]]:
    """Every row of every table of an export, in an order of its own."""
    return {
        table: sorted(row for (row,) in read(url, f'SELECT t::text FROM "{schema}".{table} t'))
        for table in (*TABLES, *OWN_TABLES)
    }


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def schemas(url: str) -> set[str]:
    return {name for (name,) in read(url, "SELECT nspname FROM pg_namespace")}
