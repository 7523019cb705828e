"""The PostgreSQL tables: those of `exporting.database_tables`, those for incremental export, and the search."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from explorer.exporting.database_tables import OF_KINDS, OTHERS, SEARCHED, TABLES, VIEWS, Column, Table, views

# The extensions that the search for misspelt words needs.
EXTENSIONS = ("pg_trgm", "fuzzystrmatch")

# The columns searched for similar words and parts of words.
_LIKE = {
    "quotes": "words",
    "articles": "headline",
    "people": "name",
    "aliases": "alias",
    "topics": "label",
    "events": "name",
}
# Index a long article only up to this many characters.
_LONGEST = 120_000

# `files` has the SHA-256 of every file read, null if it can't be read or changed meanwhile. `records` has each
# record's place in the archive (`ORDER BY path, number`), its searched texts by weight, and a digest of all its rows.
# `words` counts the records that contain a word. `exported` is a single row about the export.
_OWN = """
CREATE TABLE files (name text PRIMARY KEY, sha256 text);
CREATE TABLE records (
  ref text PRIMARY KEY,
  kind text NOT NULL,
  file text NOT NULL,
  path text[] COLLATE "C" GENERATED ALWAYS AS (string_to_array(file, '/')) STORED,
  number integer NOT NULL,
  title text NOT NULL,
  texts text[] NOT NULL,
  searched tsvector GENERATED ALWAYS AS (
    setweight(lexemes(texts[1], 60000), 'A') || setweight(lexemes(texts[2]), 'B')
    || setweight(lexemes(texts[3]), 'C') || setweight(lexemes(texts[4]), 'D')) STORED,
  digest bytea NOT NULL
);
CREATE TABLE words (word text COLLATE "C" PRIMARY KEY, records integer NOT NULL);
CREATE TABLE exported (
  layout text PRIMARY KEY, program text NOT NULL, query text NOT NULL, records integer NOT NULL, made text[] NOT NULL
);
"""
OWN_TABLES = ("files", "records", "words", "exported")
_OWN_KEYS = """
ALTER TABLE records ADD FOREIGN KEY (file) REFERENCES files DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX records_file ON records (file);
CREATE INDEX records_searched ON records USING gin (searched);
"""
_FUNCTIONS = (
    "search(text, text, integer)",
    "alike(text, boolean)",
    "closeness(text, text)",
    "lexemes(text, integer)",
    "fold(text)",
)

# What an export creates, to be dropped when the layout changes: dependent objects come first.
MADE = (
    *(f"VIEW {name}" for name in reversed(VIEWS)),
    "TABLE " + ", ".join((*reversed(TABLES), "records", "words", "exported", "files")),
    *(f"FUNCTION {name}" for name in _FUNCTIONS),
)


class Schema:
    """The statements that create the tables, with or without the search for misspelt words.

    `homes` are the schemas of the extensions; without them, there is no such search. `collation` is Unicode's if the
    database has it. Names are unqualified: objects are created in the first schema of `search_path`, which must also
    include the homes.
    """

    def __init__(self, homes: Sequence[str], collation: str) -> None:
        self._typos = bool(homes)
        self._homes = homes
        self._collation = collation

    @property
    def layout(self) -> str:
        """A digest of all statements and of the extensions' schemas: if it is equal, so are the tables."""
        return sha256("\n".join((self.tables, self.keys, *self._homes)).encode()).hexdigest()

    @property
    def tables(self) -> str:
        """The statements to run before rows are inserted."""
        folding = _sql("folding").replace("@COLLATION@", self._collation)
        functions = (_sql("typos" if self._typos else "exact"), _sql("search"))
        made = (_table(name, table) for name, table in TABLES.items())
        joined = views("string_agg(COLUMN, '; ' ORDER BY number)")
        return "\n".join((folding, _OWN, *made, joined, *functions))

    @property
    def keys(self) -> str:
        """The foreign keys and indexes, which are created much faster after the rows."""
        referring = "".join(f"{_references(name, table)}\n" for name, table in TABLES.items())
        full_text = "".join(f"CREATE INDEX {name}_searched ON {name} USING gin (searched);\n" for name in SEARCHED)
        return _OWN_KEYS + referring + full_text + (_trigrams() if self._typos else "")


def _trigrams() -> str:
    indexes = (
        f"CREATE INDEX {table}_{column}_like ON {table} USING gin ({column} gin_trgm_ops);\n"
        for table, column in (*_LIKE.items(), ("words", "word"))
    )
    return "".join(indexes)


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a table that rows are written to, in order."""
    own = {"files": ("name", "sha256"), "records": ("ref", "kind", "file", "number", "title", "texts", "digest")}
    return own[name] if name in own else tuple(TABLES[name].columns)


def _table(name: str, table: Table) -> str:
    columns = [f'"{column}" {kind.type}{" NOT NULL" * kind.needed}' for column, kind in table.columns.items()]
    columns += [
        f"ref text NOT NULL GENERATED ALWAYS AS ('{kind}/' || id) STORED UNIQUE"
        for kind in OF_KINDS
        if kind.plural == name
    ]
    if name in SEARCHED:
        texts = (f"lexemes({each}, {_LONGEST})" if each == "text" else f"lexemes({each})" for each in SEARCHED[name])
        columns.append(f"searched tsvector GENERATED ALWAYS AS ({' || '.join(texts)}) STORED")
    defined = ",\n  ".join([*columns, f"PRIMARY KEY ({', '.join(table.key)})"])
    return f"CREATE TABLE {name} (\n  {defined}\n);"


def _references(name: str, table: Table) -> str:
    """The foreign keys of a table. Deleting a record deletes all rows of its own.

    References from other records are checked only at the end: by then a replaced record is present again.
    """
    owner = "ref" if name not in OTHERS or table.key[0] == "ref" else table.key[0]
    refers = {column: kind for column, kind in table.columns.items() if kind.to and column != owner}
    lines = [f'ALTER TABLE {name} ADD FOREIGN KEY ("{column}") {_to(kind)};' for column, kind in refers.items()]
    lines += [f'CREATE INDEX {name}_{column} ON {name} ("{column}");' for column in refers]
    if name != "unread_files":
        to = "records" if owner == "ref" else _plural(table.columns[owner])
        lines.append(
            f"ALTER TABLE {name} ADD FOREIGN KEY ({owner}) REFERENCES {to} "
            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;"
        )
    return "\n".join(lines)


def _to(column: Column) -> str:
    return f"REFERENCES {_plural(column)} DEFERRABLE INITIALLY DEFERRED"


def _plural(column: Column) -> str:
    assert column.to is not None
    return column.to.plural


def _sql(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
