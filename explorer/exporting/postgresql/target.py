"""What is exported to: the URL of a database, as it may be shown, and the name of a schema in it."""

from __future__ import annotations

from pathlib import Path

from explorer.display import one_line
from explorer.exporting.extract import BadTargetError, ExtraMissingError

PREFIXES = ("postgresql://", "postgres://")
_NEEDED = "postgresql needs another package: pip install 'article-explorer[postgresql]'"
_LONGEST_NAME = 63  # bytes


def place_of(url: str) -> str:
    """The URL of a database without its password, and without settings.

    Raises:
        BadTargetError: it is no such URL.
        ExtraMissingError: the package is missing that understands it.
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
    """Raise BadTargetError for what can be no name of a schema, or one of PostgreSQL's own."""
    if not schema or one_line(schema) != schema or len(schema.encode(errors="replace")) > _LONGEST_NAME:
        raise BadTargetError(f"a schema can’t be called that: its name has 1 to {_LONGEST_NAME} letters on one line")
    if schema.startswith("pg_") or schema == "information_schema":
        raise BadTargetError(f"the schema {schema} is PostgreSQL’s own")


def schema_of(root: Path) -> str:
    """The name of the schema for the archive in a folder: as the folder is called, in small letters and digits."""
    letters = "".join(sign if sign.isalnum() else "_" for sign in root.resolve().name.lower())
    name = letters.encode(errors="ignore")[:_LONGEST_NAME].decode(errors="ignore").strip("_")
    return "archive" if not name or name in ("public", "information_schema") or name.startswith("pg_") else name
