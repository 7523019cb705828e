"""Write an archive into PostgreSQL in one transaction, replacing only what changed since the last export.

Each record has a digest of all its rows; a record is replaced if its digest changed. That includes records in unchanged
files whose derived data changed, such as quotes whose speaker was renamed. If no file changed, nothing is compared. The
result is the same as after a first export.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from explorer import __version__
from explorer.display import clean_data, one_line
from explorer.exporting.database_tables import TABLES, rows_of, unread_rows
from explorer.exporting.extract import BadTargetError, Extract, NotExportedError
from explorer.exporting.postgresql.connecting import LostError, connected, place_of
from explorer.exporting.postgresql.schema import EXTENSIONS, MADE, OWN_TABLES, Schema, columns_of
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.records import AnyRecord, Article, Kind, title
from explorer.search.fields import NAMES, RANKED, texts
from explorer.snapshot import Snapshot

if TYPE_CHECKING:
    from psycopg import Connection

_SEEDS = "seeds/"


def file_digests(extract: Extract) -> dict[str, str | None]:
    """The SHA-256 of each file by its name, which is safe to show.

    These are all data files or, with a query, those of the records found, and the texts of their articles. The value is
    None for a file that can't be read or changed after it was read.
    """
    snapshot = extract.snapshot
    entries = snapshot.archive.entries
    data = {entries[record.ref].place.file for record in extract.all} | (
        set() if extract.query else set(snapshot.files)
    )
    articles = (record for record in extract.records[Kind.ARTICLE] if isinstance(record, Article))
    texts = {
        article.file: snapshot.seeds[article.file].sha256 for article in articles if article.file in snapshot.seeds
    }
    digests = {name: _digest(snapshot, name) for name in data}
    digests |= {_SEEDS + name: digest or None for name, digest in texts.items()}
    return {clean_data(name): digest for name, digest in sorted(digests.items())}


def _digest(snapshot: Snapshot, name: str) -> str | None:
    read = snapshot.files.get(name)
    try:
        stamp, content = content_of(snapshot.root / name, LARGEST_FILE)
    except (OSError, TooLargeError):
        return None
    return sha256(content).hexdigest() if read is not None and read.stamp == stamp else None


_MADE = re.compile(r"(TABLE|VIEW|FUNCTION) [a-z_, ]+(\([a-z, ]*\))?")
# The values of the rows of each table, in the order of its columns.
_Rows = dict[str, list[list[Any]]]
# Minimum field weights: a text goes to the first of a record's searched texts whose minimum its field reaches.
_WEIGHTS = (1.0, 0.9, 0.6, 0.0)


class Written(NamedTuple):
    """The result of an export: the numbers of records written and removed, and what could not be done."""

    written: int
    removed: int
    remarks: list[str]


class _Record(NamedTuple):
    digest: bytes
    rows: list[tuple[str, Mapping[str, Any]]]


def write(extract: Extract, url: str, schema: str) -> Written:
    """Write an extract into a schema of the database that a URL names, in one transaction.

    `schema` is a name that `require_name` takes. Raises NotExportedError, and then nothing was written.
    """
    place = place_of(url)
    written = None
    try:
        with connected(url) as connection, connection.transaction():
            written = _Transaction(connection, schema, place).export(extract)
    except LostError:
        if written is None:
            raise
        raise NotExportedError(f"the connection to {place} was lost at the very end: export again to be sure") from None
    return written


class _Transaction:
    def __init__(self, connection: Connection, schema: str, place: str) -> None:
        self._connection = connection
        self._schema = schema
        self._place = place

    def export(self, extract: Extract) -> Written:
        # A large archive takes long to write.
        self._connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        # Of two simultaneous exports, the second waits and then sees what the first has written.
        self._connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('explorer/' || %s, 0))", [self._schema])
        homes, why_not = self._extensions()
        made = Schema(homes, collation=self._collation())
        remarks = [why_not] if why_not else []
        earlier = self._earlier()
        is_new = earlier is None or earlier[0] != made.layout
        if earlier is not None and is_new:
            self._remove(earlier[-1])
        self._connection.execute(f"SET LOCAL search_path TO {', '.join(map(_quoted, (self._schema, *homes)))}")
        if is_new:
            if not why_not:
                # Until the extension is loaded, its setting is unknown and can't be used in a function.
                self._connection.execute("SELECT show_trgm('')")
            self._connection.execute(made.tables)
        files = file_digests(extract)
        row = [made.layout, __version__, clean_data(extract.query)]
        if not is_new and earlier and list(earlier[:3]) == row and self._is_same(extract, files):
            return Written(0, 0, remarks)
        written, removed = self._replace(extract, files)
        self._connection.execute("DELETE FROM exported")
        self._copy(
            "exported", [[*row, len(extract.all), list(MADE)]], ("layout", "program", "query", "records", "made")
        )
        if is_new:
            self._connection.execute(made.keys)
            self._connection.execute(f"ANALYZE {', '.join((*TABLES, *OWN_TABLES))}")
        return Written(written, removed, remarks)

    def _extensions(self) -> tuple[list[str], str]:
        """The schemas of the extensions, which are created if needed; or why they can't be created."""
        homes: list[str] = []
        for name in EXTENSIONS:
            home = self._home(name)
            why_not = "" if home else self._make_extension(name)
            # Another export may have created it just now.
            home = home or self._home(name)
            if not home:
                return [], f"the database has no {name} ({why_not}): misspelt words find nothing there"
            homes.append(home)
        return list(dict.fromkeys(homes)), ""

    def _home(self, extension: str) -> str:
        """The schema that contains an extension; empty if it is not installed."""
        find = "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = %s"
        found = self._connection.execute(find, [extension]).fetchone()
        return str(found[0]) if found else ""

    def _make_extension(self, name: str) -> str:
        """Create an extension, or say why it can't be created."""
        from psycopg import Error

        try:
            with self._connection.transaction():
                self._connection.execute(f"CREATE EXTENSION {name} SCHEMA public")
        except Error as error:
            if self._connection.broken:
                raise
            return one_line(error.diag.message_primary or str(error))
        return ""

    def _collation(self) -> str:
        """Unicode’s collation, or the database’s own, which may know only the case of ASCII letters."""
        there = self._connection.execute("SELECT FROM pg_collation WHERE collname = 'und-x-icu'").fetchone()
        return "default" if there is None else "und-x-icu"

    def _earlier(self) -> tuple[str, str, str, list[str]] | None:
        """The metadata of an earlier export. Create the schema if it does not exist.

        Raises BadTargetError if it contains tables of another origin.
        """
        schema = _quoted(self._schema)
        if not self._there("SELECT FROM pg_namespace WHERE nspname = %s"):
            self._make(schema)
            return None
        columns = "SELECT FROM information_schema.columns WHERE table_schema = %s AND table_name = 'exported'"
        if self._there(f"{columns} AND column_name = 'layout'"):
            found = self._connection.execute(f"SELECT layout, program, query, made FROM {schema}.exported")
            return found.fetchone()
        if self._there(
            "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = %s AND NOT EXISTS "
            "(SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')"
        ):
            raise BadTargetError(
                f"the schema {self._schema} has tables that no export has made; --schema NAME names another"
            )
        return None

    def _there(self, query: str) -> bool:
        return self._connection.execute(query, [self._schema]).fetchone() is not None

    def _make(self, schema: str) -> None:
        from psycopg.errors import InsufficientPrivilege

        try:
            self._connection.execute(f"CREATE SCHEMA {schema}")
        except InsufficientPrivilege:
            user = self._connection.info.user
            raise NotExportedError(
                f"{user} may make no schema in {self._place}; who may can give one: "
                f"CREATE SCHEMA {schema} AUTHORIZATION {_quoted(user)}"
            ) from None

    def _remove(self, made: Iterable[str]) -> None:
        """Remove what an older layout created; objects that depend on it prevent that and are not touched."""
        from psycopg.errors import DependentObjectsStillExist

        # Restrict the removal to this schema, and to objects that an export can have created.
        self._connection.execute(f"SET LOCAL search_path TO {_quoted(self._schema)}")
        try:
            for each in filter(_MADE.fullmatch, made):
                self._connection.execute(f"DROP {each}")
        except DependentObjectsStillExist as error:
            detail = (error.diag.message_detail or "").splitlines()
            raise NotExportedError(
                f"the tables in the schema {self._schema} have to be made anew, and something of yours rests on them: "
                f"{'; '.join(detail[:3])}; drop it first, or name another schema by --schema NAME"
            ) from None

    def _is_same(self, extract: Extract, files: Mapping[str, str | None]) -> bool:
        """Whether every file is unchanged since the last export, so that nothing needs comparing."""
        snapshot = extract.snapshot
        if extract.query or extract.unread or snapshot.stale or snapshot.failures or None in files.values():
            return False
        return dict(self._connection.execute("SELECT name, sha256 FROM files").fetchall()) == files

    def _replace(self, extract: Extract, files: Mapping[str, str | None]) -> tuple[int, int]:
        """Replace the rows of all changed records. Returns how many were written and how many were removed."""
        found = self._connection.execute("SELECT ref, number, digest FROM records").fetchall()
        known = {str(ref): (number, bytes(digest)) for ref, number, digest in found}
        rows: _Rows = defaultdict(list)
        kept, written = set(), 0
        renumbered: dict[str, int] = {}
        for record, number in _numbered(extract):
            made = _made(extract, record, number)
            before, digest = known.get(record.ref, (0, b""))
            if digest == made.digest:
                kept.add(record.ref)
                renumbered |= {record.ref: number} if number != before else {}
                continue
            written += 1
            for table, values in made.rows:
                rows[table].append([values.get(column) for column in columns_of(table)])
        gone = list(known.keys() - kept)
        self._count_words(gone, by=-1)
        self._connection.execute("DELETE FROM records WHERE ref = ANY (%s)", [gone])
        self._connection.execute(
            "UPDATE records r SET number = n.number FROM unnest(%s::text[], %s::integer[]) n(ref, number) "
            "WHERE r.ref = n.ref",
            [list(renumbered), list(renumbered.values())],
        )
        self._replace_files(files)
        rows["unread_files"] = [[values[name] for name in columns_of(table)] for table, values in unread_rows(extract)]
        for table in ("records", *TABLES):
            self._copy(table, rows[table], columns_of(table))
        self._count_words([row[0] for row in rows["records"]], by=1)
        return written, len(known.keys() - extract.refs)

    def _replace_files(self, files: Mapping[str, str | None]) -> None:
        for table in ("unread_files", "files"):
            self._connection.execute(f"DELETE FROM {table}")
        self._copy("files", list(files.items()), columns_of("files"))

    def _count_words(self, refs: Sequence[str], by: int) -> None:
        """Add the word counts of some records, or subtract them."""
        self._connection.execute(
            "INSERT INTO words AS w SELECT word, count(*) * %s FROM records, unnest(tsvector_to_array(searched)) word "
            "WHERE ref = ANY (%s) GROUP BY word "
            "ON CONFLICT (word) DO UPDATE SET records = w.records + excluded.records",
            [by, list(refs)],
        )
        self._connection.execute("DELETE FROM words WHERE records = 0")

    def _copy(self, table: str, rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> None:
        if not rows:
            return
        names = ", ".join(map(_quoted, columns))
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _numbered(extract: Extract) -> Iterator[tuple[AnyRecord, int]]:
    """The records, each with its position in its file."""
    entries, numbers, last = extract.snapshot.archive.entries, {}, Counter[str]()
    for ref, entry in entries.items():
        last[entry.place.file] += 1
        numbers[ref] = last[entry.place.file]
    return ((record, numbers[record.ref]) for record in extract.all)


def _made(extract: Extract, record: AnyRecord, number: int) -> _Record:
    """All rows of a record with a digest of them, which excludes its position in its file: other records change it."""
    searched: list[list[str]] = [[] for _ in _WEIGHTS]
    for code, text in texts(record, extract.snapshot.archive):
        weight = RANKED[NAMES[code]]
        searched[next(n for n, least in enumerate(_WEIGHTS) if weight >= least)].append(text)
    own: dict[str, Any] = {
        "ref": record.ref,
        "kind": str(record.kind),
        "file": clean_data(extract.snapshot.archive.entries[record.ref].place.file),
        "title": clean_data(title(record)),
        "texts": [clean_data("\n".join(filter(None, each))) for each in searched],
    }
    rows = [("records", own), *rows_of(extract, record)]
    digest = sha256(msgspec.msgpack.encode(rows)).digest()
    own |= {"number": number, "digest": digest}
    return _Record(digest, rows)


def _quoted(name: str) -> str:
    """Quote a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
