"""A connection to PostgreSQL by a URL, and what goes wrong with one, in a sentence without the password."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from explorer.display import one_line
from explorer.exporting.extract import NotExportedError
from explorer.exporting.postgresql.target import place_of

if TYPE_CHECKING:
    from psycopg import Connection, Error


class LostError(NotExportedError):
    """There is no connection any more."""


# In seconds; PostgreSQL's own is to wait for ever. The URL, or the environment, may say another.
_PATIENCE = 15
_OLDEST = 14


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection in which nothing is written until a transaction is over.

    Raises NotExportedError: there is no connection, it is lost, or the database refuses what it is told.
    """
    place = place_of(url)
    import psycopg

    patience = None if "connect_timeout" in url or "PGCONNECT_TIMEOUT" in os.environ else _PATIENCE
    try:
        connection = psycopg.connect(url, autocommit=True, client_encoding="utf8", connect_timeout=patience)
    except psycopg.Error as error:
        raise NotExportedError(f"{place} can’t be reached: {_why(error)}") from None
    try:
        with connection:
            _require_able(connection, place)
            yield connection
    except psycopg.Error as error:
        if connection.broken:
            raise LostError(f"the connection to {place} was lost, and nothing is written: {_why(error)}") from None
        raise NotExportedError(f"{place} refuses it, and nothing is written: {_why(error)}") from None


def _require_able(connection: Connection, place: str) -> None:
    version, encoding = connection.info.server_version // 10_000, connection.info.parameter_status("server_encoding")
    if version < _OLDEST:
        raise NotExportedError(f"{place} is PostgreSQL {version}; {_OLDEST} or newer is needed")
    if encoding != "UTF8":
        raise NotExportedError(f"{place} holds texts in {encoding}, which has not all characters; UTF8 is needed")


def _why(error: Error) -> str:
    """What the server says, or why there is none, without all that is said beside it."""
    said = error.diag.message_primary or next(iter(str(error).strip().splitlines()), "nothing is said about it")
    return one_line(re.sub(r"^(.* failed: )?(\w+:  )?", "", said)).rstrip(".")
