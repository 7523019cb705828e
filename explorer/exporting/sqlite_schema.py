"""The tables of an archive in SQLite: who joins them needs no more than what is said here.

Ids are the primary keys and the foreign keys, as in the YAML. A reference to a record that is not there is null, or has
no row, and is in `missing_references`. `cautions` and `remarks` are by ref (`quote/ID`), since all kinds have them.
"""

from __future__ import annotations

from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic

_TEXT = dict.fromkeys(("note", "verification"), "TEXT")
_REVIEW = {"review": "TEXT NOT NULL"}


def _to(kind: Kind, *, needed: bool = False) -> str:
    """A column with the id of another record. All rows are there only at the end, when the references are checked."""
    null = " NOT NULL" if needed else ""
    return f"TEXT{null} REFERENCES {kind.plural}(id) DEFERRABLE INITIALLY DEFERRED"


# The columns of the table of each kind of record, after its id.
COLUMNS: dict[type[AnyRecord], dict[str, str]] = {
    Article: {
        **dict.fromkeys(("headline", "published", "publisher", "byline", "url", "language", "file"), "TEXT"),
        **_TEXT,
        "text": "TEXT",
    },
    Person: {
        "name": "TEXT NOT NULL",
        "type": "TEXT NOT NULL",
        "role": "TEXT",
        "affiliation": "TEXT",
        **_REVIEW,
        **_TEXT,
    },
    Topic: {"label": "TEXT NOT NULL", "description": "TEXT", "broader": _to(Kind.TOPIC), "note": "TEXT"},
    Event: {
        "name": "TEXT NOT NULL",
        **dict.fromkeys(("date", "date_basis", "date_because", "place"), "TEXT"),
        "part_of": _to(Kind.EVENT),
        "after": _to(Kind.EVENT),
        "announced": "INTEGER NOT NULL",
        **_REVIEW,
        **_TEXT,
    },
    Quote: {
        "words": "TEXT NOT NULL",
        "speaker": _to(Kind.PERSON),
        "article": _to(Kind.ARTICLE),
        "paragraphs": "TEXT",
        "speech": "TEXT NOT NULL",
        "attribution": "TEXT",
        "relayed": "INTEGER NOT NULL",
        "relayed_by": _to(Kind.PERSON),
        "interpreted": "INTEGER NOT NULL",
        "medium": "TEXT",
        "event": _to(Kind.EVENT),
        **dict.fromkeys(("date", "date_basis", "date_because"), "TEXT"),
        "within": _to(Kind.QUOTE),
        "same_as": _to(Kind.QUOTE),
        **_REVIEW,
        **_TEXT,
        "citation": "TEXT NOT NULL",
        # The rank among what the query found; null for what is only referred to.
        "found": "INTEGER",
    },
}

# The tables that join or add to those, with their columns.
OTHERS: dict[str, dict[str, str]] = {
    "aliases": {"person": _to(Kind.PERSON, needed=True), "alias": "TEXT NOT NULL"},
    "possibly_same": {"person": _to(Kind.PERSON, needed=True), "other": _to(Kind.PERSON, needed=True)},
    "event_participants": {"event": _to(Kind.EVENT, needed=True), "person": _to(Kind.PERSON, needed=True)},
    "event_topics": {"event": _to(Kind.EVENT, needed=True), "topic": _to(Kind.TOPIC, needed=True)},
    "quote_topics": {"quote": _to(Kind.QUOTE, needed=True), "topic": _to(Kind.TOPIC, needed=True)},
    "quote_addressees": {"quote": _to(Kind.QUOTE, needed=True), "person": _to(Kind.PERSON, needed=True)},
    # `start` and `end` count code points of the article's text; both are null where the words were not found.
    "segments": {
        "quote": _to(Kind.QUOTE, needed=True),
        "number": "INTEGER NOT NULL",
        "words": "TEXT NOT NULL",
        "start": "INTEGER",
        "end": "INTEGER",
    },
    "left_out": {
        "quote": _to(Kind.QUOTE, needed=True),
        "place": "TEXT NOT NULL",
        "words": "TEXT NOT NULL",
        "weighty": "TEXT NOT NULL",
    },
    "evidence": {
        "person": _to(Kind.PERSON),
        "event": _to(Kind.EVENT),
        "article": _to(Kind.ARTICLE),
        "words": "TEXT NOT NULL",
    },
    "cautions": {"ref": "TEXT NOT NULL", "caution": "TEXT NOT NULL"},
    "remarks": {"ref": "TEXT NOT NULL", "remark": "TEXT NOT NULL"},
    "missing_references": {"ref": "TEXT NOT NULL", "field": "TEXT NOT NULL", "missing_ref": "TEXT NOT NULL"},
    # Data files of the archive whose records are left out, all of them or so many.
    "unread_files": {"file": "TEXT NOT NULL", "records": "INTEGER"},
}

# What is searched by words: `SELECT … FROM quotes_fts WHERE quotes_fts MATCH …`; `rowid` is that of the table.
_SEARCHED = {"quotes": ("words", "attribution", "note"), "articles": ("headline", "text"), "events": ("name", "note")}

_VIEWS = """
CREATE VIEW quotes_in_full AS
SELECT q.id, q.words, p.name AS speaker, q.speech, q.relayed, r.name AS relayed_by, q.date, q.date_basis,
  e.name AS event, a.headline AS article, a.published, q.paragraphs, q.verification, q.review,
  (SELECT group_concat(caution, '; ') FROM cautions c WHERE c.ref = 'quote/' || q.id) AS cautions,
  (SELECT group_concat(remark, '; ') FROM remarks m WHERE m.ref = 'quote/' || q.id) AS remarks,
  q.found
FROM quotes q
LEFT JOIN people p ON p.id = q.speaker
LEFT JOIN people r ON r.id = q.relayed_by
LEFT JOIN events e ON e.id = q.event
LEFT JOIN articles a ON a.id = q.article;

CREATE VIEW quotes_with_care AS
SELECT * FROM quotes_in_full WHERE cautions IS NOT NULL;

CREATE VIEW topics_counted AS
SELECT t.id, t.label, count(q.id) AS quotes, count(DISTINCT q.speaker) AS speakers
FROM topics t
LEFT JOIN quote_topics qt ON qt.topic = t.id
LEFT JOIN quotes q ON q.id = qt.quote
GROUP BY t.id;

CREATE VIEW speakers_counted AS
SELECT p.id, p.name, p.type, count(q.id) AS quotes, sum(q.relayed) AS relayed
FROM people p JOIN quotes q ON q.speaker = p.id
GROUP BY p.id;
"""


def tables() -> str:
    """The statements that make the tables, with an index for each reference, and the views."""
    made = [_table(cls.kind.plural, {"id": "TEXT PRIMARY KEY", **columns}) for cls, columns in COLUMNS.items()]
    made += [_table(name, columns) for name, columns in OTHERS.items()]
    return "\n".join(made) + _VIEWS


def search_tables() -> str:
    """The statements that make the indexes for full-text search, when all rows are there.

    `searched` is a function that gives each text as it is to be searched.
    """
    return "\n".join(
        f'CREATE VIRTUAL TABLE {table}_fts USING fts5({", ".join(columns)}, content="{table}", '
        f"tokenize='unicode61 remove_diacritics 2');\n"
        f"INSERT INTO {table}_fts(rowid, {', '.join(columns)}) "
        f"SELECT rowid, {', '.join(f'searched({column})' for column in columns)} FROM {table};"
        for table, columns in _SEARCHED.items()
    )


def _table(name: str, columns: dict[str, str]) -> str:
    defined = ",\n".join(f'  "{column}" {kind}' for column, kind in columns.items())
    referring = [column for column, kind in columns.items() if "REFERENCES" in kind or column == "ref"]
    indexes = "".join(f'CREATE INDEX {name}_{column} ON {name}("{column}");\n' for column in referring)
    return f"CREATE TABLE {name} (\n{defined}\n);\n{indexes}"
