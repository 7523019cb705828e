"""An archive's records as rows of the tables in `exporting.database_tables`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from explorer.checking.verification import status_of
from explorer.citing.plain import plain
from explorer.display import clean_data
from explorer.exporting.cautions import left_out
from explorer.exporting.database_tables import OF_KINDS, OTHERS
from explorer.exporting.extract import Extract
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote

Value = str | int | bool | None
# The name of a table, and the values of some of its columns; the others are null.
Row = tuple[str, Mapping[str, Value]]


def unread_rows(extract: Extract) -> Iterator[Row]:
    """The rows of the files that could not be read, or only in part."""
    for file in extract.unread:
        yield _cleaned("unread_files", {"file": file.name, "records": file.records or None})


def rows_of(extract: Extract, record: AnyRecord) -> Iterator[Row]:
    """All rows of a record, that of its kind first. Texts are safe to show."""
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
    """The row of a record in the table of its kind."""
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
    """The rows of a record in other tables, without whose they are."""
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
    """The topics of a quote, each with whether the quote belongs to it by its query alone."""
    archive = extract.snapshot.archive
    for by_query, ids in ((False, quote.topics), (True, archive.by_query.get(quote.id, ()))):
        yield from ({**row, "by_query": by_query} for row in _there(extract, "topic", Kind.TOPIC, ids))


def _there(extract: Extract, column: str, kind: Kind, ids: Sequence[str]) -> Iterator[Mapping[str, Value]]:
    """The ids of the records of a kind that another one names, as far as they are there."""
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
