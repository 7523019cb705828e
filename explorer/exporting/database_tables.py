"""The tables and rows of an archive, the same for every database; queries need no other data to join them.

Ids are the primary and foreign keys, as in the YAML. A reference to a missing record is null or has no row, and is
listed in `missing_references`. Data common to several kinds, such as `cautions`, is keyed by ref (`quote/ID`). `number`
counts from 1 in the order of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from explorer.checking.verification import status_of
from explorer.citing.plain import plain
from explorer.display import clean_data
from explorer.exporting.cautions import left_out
from explorer.exporting.extract import Extract
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic


class Type(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    NUMBER = "integer"
    YES_OR_NO = "boolean"


class Column(NamedTuple):
    """A column: the type of its values, whether it is required, and the kind of record whose ids it holds."""

    type: Type = Type.TEXT
    needed: bool = False
    to: Kind | None = None


class Table(NamedTuple):
    """A table: its primary key and its columns."""

    key: tuple[str, ...]
    columns: dict[str, Column]


_TEXT, _NEEDED = Column(), Column(needed=True)
_NUMBER, _NUMBERED = Column(Type.NUMBER), Column(Type.NUMBER, needed=True)
_YES_OR_NO = Column(Type.YES_OR_NO, needed=True)


def _texts(*names: str) -> dict[str, Column]:
    return dict.fromkeys(names, _TEXT)


def _to(kind: Kind, *, needed: bool = False) -> Column:
    return Column(needed=needed, to=kind)


def _of(kind: Kind, **columns: Column) -> Table:
    """A table with any number of rows for each record of a kind."""
    owner = str(kind)
    return Table((owner, "number"), {owner: _to(kind, needed=True), "number": _NUMBERED, **columns})


def _of_any(**columns: Column) -> Table:
    """A table with any number of rows for each record of any kind."""
    return Table(("ref", "number"), {"ref": _NEEDED, "number": _NUMBERED, **columns})


# The columns of each kind's table, except the id.
_COLUMNS: dict[type[AnyRecord], dict[str, Column]] = {
    Article: _texts(
        *("headline", "published", "publisher", "byline", "url", "language", "file"),
        *("note", "verification", "text"),
    ),
    Person: {
        "name": _NEEDED,
        "type": _NEEDED,
        **_texts("role", "affiliation"),
        "review": _NEEDED,
        **_texts("note", "verification"),
    },
    Topic: {"label": _NEEDED, **_texts("description", "matches"), "broader": _to(Kind.TOPIC), "note": _TEXT},
    Event: {
        "name": _NEEDED,
        **_texts("date", "date_basis", "date_because", "place"),
        "part_of": _to(Kind.EVENT),
        "after": _to(Kind.EVENT),
        "announced": _YES_OR_NO,
        "review": _NEEDED,
        **_texts("note", "verification"),
    },
    Quote: {
        "words": _NEEDED,
        "speaker": _to(Kind.PERSON),
        "article": _to(Kind.ARTICLE),
        "paragraphs": _TEXT,
        "speech": _NEEDED,
        "attribution": _TEXT,
        "relayed": _YES_OR_NO,
        "relayed_by": _to(Kind.PERSON),
        "interpreted": _YES_OR_NO,
        "medium": _TEXT,
        "event": _to(Kind.EVENT),
        **_texts("date", "date_basis", "date_because"),
        "within": _to(Kind.QUOTE),
        "same_as": _to(Kind.QUOTE),
        "review": _NEEDED,
        **_texts("note", "verification"),
        "citation": _NEEDED,
        # The rank among the results of the query; null for a record that is only referred to.
        "found": _NUMBER,
    },
}

# The table of each kind of record.
OF_KINDS = {cls.kind: Table(("id",), {"id": _NEEDED, **columns}) for cls, columns in _COLUMNS.items()}

# The tables that join or extend those.
OTHERS = {
    "aliases": _of(Kind.PERSON, alias=_NEEDED),
    "possibly_same": _of(Kind.PERSON, other=_to(Kind.PERSON, needed=True)),
    "event_participants": _of(Kind.EVENT, person=_to(Kind.PERSON, needed=True)),
    "event_topics": _of(Kind.EVENT, topic=_to(Kind.TOPIC, needed=True)),
    # `by_query`: the quote does not name the topic, but matches its query.
    "quote_topics": _of(Kind.QUOTE, topic=_to(Kind.TOPIC, needed=True), by_query=_YES_OR_NO),
    "quote_addressees": _of(Kind.QUOTE, person=_to(Kind.PERSON, needed=True)),
    # `start` and `end` count code points of the article's text; both are null where the words were not found.
    "segments": _of(Kind.QUOTE, words=_NEEDED, start=_NUMBER, end=_NUMBER),
    "left_out": _of(Kind.QUOTE, place=_NEEDED, words=_NEEDED, weighty=_NEEDED),
    "evidence": _of_any(person=_to(Kind.PERSON), event=_to(Kind.EVENT), article=_to(Kind.ARTICLE), words=_NEEDED),
    "cautions": _of_any(caution=_NEEDED),
    "remarks": _of_any(remark=_NEEDED),
    "missing_references": Table(("ref", "field"), dict.fromkeys(("ref", "field", "missing_ref"), _NEEDED)),
    # Data files with records left out; null means the whole file.
    "unread_files": Table(("file",), {"file": _NEEDED, "records": _NUMBER}),
}

TABLES = {**{kind.plural: table for kind, table in OF_KINDS.items()}, **OTHERS}

# The columns with full-text search.
SEARCHED = {"quotes": ("words", "attribution", "note"), "articles": ("headline", "text"), "events": ("name", "note")}

_VIEWS = """
CREATE VIEW quotes_in_full AS
SELECT q.id, q.words, p.name AS speaker, q.speech, q.relayed, r.name AS relayed_by, q.date, q.date_basis,
  e.name AS event, a.headline AS article, a.published, q.paragraphs, q.verification, q.review,
  (SELECT JOINED(caution) FROM cautions c WHERE c.ref = 'quote/' || q.id) AS cautions,
  (SELECT JOINED(remark) FROM remarks m WHERE m.ref = 'quote/' || q.id) AS remarks,
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
SELECT p.id, p.name, p.type, count(q.id) AS quotes, sum(CASE WHEN q.relayed THEN 1 ELSE 0 END) AS relayed
FROM people p JOIN quotes q ON q.speaker = p.id
GROUP BY p.id;
"""

VIEWS = ("quotes_in_full", "quotes_with_care", "topics_counted", "speakers_counted")


def views(joined: str) -> str:
    """The SQL statements that create the views; `joined` is the expression that joins a `COLUMN` by semicolons."""
    head, *rest = _VIEWS.split("JOINED(")
    parts = (each.partition(")") for each in rest)
    return head + "".join(joined.replace("COLUMN", column) + more for column, _, more in parts)


Value = str | int | bool | None
# The name of a table and the values of some columns; the other columns are null.
Row = tuple[str, Mapping[str, Value]]


def unread_rows(extract: Extract) -> Iterator[Row]:
    """The rows for files that could not be read, as a whole or in part."""
    for file in extract.unread:
        yield _cleaned("unread_files", {"file": file.name, "records": file.records or None})


def rows_of(extract: Extract, record: AnyRecord) -> Iterator[Row]:
    """All rows of a record, starting with the one in its kind's table. Texts are safe to show."""
    missing = extract.missing(record)
    yield _cleaned(record.kind.plural, _fields(extract, record, {path for path, _ in missing}))
    for path, ref in missing:
        yield _cleaned("missing_references", {"ref": record.ref, "field": path, "missing_ref": ref})
    for table, rows in _more(extract, record):
        for number, row in enumerate(rows, 1):
            yield _cleaned(table, {**_owner(table, record), "number": number, **row})


def _cleaned(table: str, row: Mapping[str, Value]) -> Row:
    return table, {name: clean_data(value) if isinstance(value, str) else value for name, value in row.items()}


def _owner(table: str, record: AnyRecord) -> dict[str, Value]:
    column = OTHERS[table].key[0]
    return {column: record.ref if column == "ref" else record.id}


def _fields(extract: Extract, record: AnyRecord, missing: set[str]) -> dict[str, Value]:
    """The row of a record in its kind's table."""
    names = OF_KINDS[record.kind].columns
    fields: dict[str, Value] = {name: None if name in missing else getattr(record, name, None) for name in names}
    verification = extract.snapshot.verifications.get(record.ref)
    if "verification" in names and (verification or isinstance(record, Quote)):
        fields["verification"] = str(status_of(verification))
    if isinstance(record, Article):
        text = extract.snapshot.texts.get(record.id)
        fields["text"] = text.text if text else None
    if isinstance(record, Quote):
        cited = extract.cited(record)
        fields |= {
            "words": " ".join(cited.pieces),
            "paragraphs": cited.paragraphs or None,
            "relayed": record.is_relayed,
            "citation": plain(cited),
            "found": extract.found.get(record.ref),
        }
    return fields


def _more(extract: Extract, record: AnyRecord) -> Iterator[tuple[str, Iterable[Mapping[str, Value]]]]:
    """The rows of a record in the other tables, without the ref or id."""
    match record:
        case Person():
            yield "aliases", ({"alias": alias} for alias in record.aliases)
            yield "possibly_same", _there(extract, "other", Kind.PERSON, record.possibly_same_as)
        case Event():
            yield "event_participants", _there(extract, "person", Kind.PERSON, record.participants)
            yield "event_topics", _there(extract, "topic", Kind.TOPIC, record.topics)
        case Quote():
            yield "quote_topics", _topics(extract, record)
            yield "quote_addressees", _there(extract, "person", Kind.PERSON, record.addressees)
            yield "segments", _segments(extract, record)
            yield (
                "left_out",
                (
                    {"place": each.where, "words": each.words, "weighty": "; ".join(each.weighty)}
                    for each in left_out(extract.snapshot, record)
                ),
            )
    if isinstance(record, Person | Event):
        yield "evidence", _evidence(extract, record)
    yield "cautions", ({"caution": str(each)} for each in extract.cautions(record))
    yield "remarks", ({"remark": each} for each in extract.cited(record).remarks)


def _topics(extract: Extract, quote: Quote) -> Iterator[Mapping[str, Value]]:
    """The topics of a quote, each with whether the quote matches only its query."""
    archive = extract.snapshot.archive
    for by_query, ids in ((False, quote.topics), (True, archive.by_query.get(quote.id, ()))):
        yield from ({**row, "by_query": by_query} for row in _there(extract, "topic", Kind.TOPIC, ids))


def _there(extract: Extract, column: str, kind: Kind, ids: Sequence[str]) -> Iterator[Mapping[str, Value]]:
    """The ids of the existing records of a kind that another record names."""
    there = extract.snapshot.archive.of_kind(kind)
    return ({column: id} for id in dict.fromkeys(ids) if id in there)


def _evidence(extract: Extract, record: Person | Event) -> Iterator[Mapping[str, Value]]:
    there = extract.snapshot.archive.of_kind(Kind.ARTICLE)
    for each in record.evidence:
        article = each.article if each.article in there else None
        yield {str(record.kind): record.id, "article": article, "words": each.text}


def _segments(extract: Extract, quote: Quote) -> Iterator[Mapping[str, Value]]:
    verification = extract.snapshot.verifications.get(quote.ref)
    passages = verification.passages if verification else ()
    for n, words in enumerate(quote.segments):
        at = passages[n] if n < len(passages) else None
        yield {"words": words, "start": at.start if at else None, "end": at.end if at else None}
