"""Connect to a PostgreSQL database by its URL, and report errors in a sentence without the password."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.display import one_line
from explorer.exporting.extract import BadTargetError, ExtraMissingError, NotExportedError

if TYPE_CHECKING:
    from psycopg import Connection, Error

PREFIXES = ("postgresql://", "postgres://")
_NEEDED = "postgresql needs another package: pip install 'article-explorer[postgresql]'"
_LONGEST_NAME = 63  # bytes


def place_of(url: str) -> str:
    """The URL of a database without its password and settings.

    Raises:
        BadTargetError: the URL is invalid.
        ExtraMissingError: the package that parses it is not installed.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise ExtraMissingError(_NEEDED) from None
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError:  # what it says may have the password in it
        raise BadTargetError("that is no URL of a database; one is postgresql://USER@HOST:PORT/NAME") from None
    user, host, port, name = (str(given.get(key) or "") for key in ("user", "host", "port", "dbname"))
    shown = "" if host.startswith("/") else host  # else it is where a socket is
    return one_line(f"postgresql://{f'{user}@' if user else ''}{shown}{f':{port}' if port else ''}/{name}")


def require_name(schema: str) -> None:
    """Raise BadTargetError for an invalid schema name, or one that PostgreSQL reserves."""
    if not schema or one_line(schema) != schema or len(schema.encode(errors="replace")) > _LONGEST_NAME:
        raise BadTargetError(f"a schema can’t be called that: its name has 1 to {_LONGEST_NAME} letters on one line")
    if schema.startswith("pg_") or schema == "information_schema":
        raise BadTargetError(f"the schema {schema} is PostgreSQL’s own")


def schema_of(root: Path) -> str:
    """The schema name for the archive in a folder: the folder's name in lower-case letters and digits."""
    letters = "".join(sign if sign.isalnum() else "_" for sign in root.resolve().name.lower())
    name = letters.encode(errors="ignore")[:_LONGEST_NAME].decode(errors="ignore").strip("_")
    return "archive" if not name or name in ("public", "information_schema") or name.startswith("pg_") else name


class LostError(NotExportedError):
    """The connection was lost."""


# In seconds. PostgreSQL waits forever by default; the URL or the environment may override this.
_PATIENCE = 15
_OLDEST = 14


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Connect to a database; nothing is written until a transaction ends.

    Raises NotExportedError: no connection, a lost connection, or a statement that the database rejects.
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
    """The server's message, or why there is no connection, without further details."""
    said = error.diag.message_primary or next(iter(str(error).strip().splitlines()), "nothing is said about it")
    return one_line(re.sub(r"^(.* failed: )?(\w+:  )?", "", said)).rstrip(".")
