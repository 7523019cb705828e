"""An archive as typed tables: one Parquet file for each kind of record, for DuckDB, Polars, pandas and R."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from explorer.checking.verification import status_of
from explorer.citing.plain import plain
from explorer.display import clean_data
from explorer.exporting.cautions import left_out
from explorer.exporting.extract import Extract, ExtraMissingError
from explorer.model import dates
from explorer.model.records import AnyRecord, Article, Kind, Quote

if TYPE_CHECKING:
    from pyarrow import Table

Row = dict[str, Any]

_NEEDED = "parquet needs another package: pip install 'article-explorer[parquet]'"
_DATES = ("date", "published")


def parquet_tables(extract: Extract) -> Iterator[tuple[str, bytes]]:
    """Write `quotes.parquet`, `people.parquet` …; an empty table also has its columns, so queries still work.

    `unread_files.parquet` is present if data files could not be read, as a whole or in part.

    Texts are safe to show. Raises ExtraMissingError where pyarrow is not installed.
    """
    try:
        from pyarrow import Table
        from pyarrow.parquet import write_table

        from explorer.exporting.parquet_columns import UNREAD, columns
    except ImportError:
        raise ExtraMissingError(_NEEDED) from None
    for kind in Kind:
        rows = [_row(extract, record) for record in extract.records[kind]]
        yield f"{kind.plural}.parquet", _written(Table.from_pylist(rows, columns(kind)), write_table)
    if extract.unread:
        files = [{"file": clean_data(file.name), "records": file.records or None} for file in extract.unread]
        yield "unread_files.parquet", _written(Table.from_pylist(files, UNREAD), write_table)


def _written(table: Table, write: Any) -> bytes:
    written = io.BytesIO()
    write(table, written, compression="zstd")
    return written.getvalue()


def _row(extract: Extract, record: AnyRecord) -> Row:
    """All fields of the YAML except references to missing records, with the values that the explorer derives."""
    snapshot = extract.snapshot
    missing = dict(extract.missing(record))
    row: Row = msgspec.structs.asdict(record)
    verification = snapshot.verifications.get(record.ref)
    row |= {
        "ref": record.ref,
        "verification": str(status_of(verification)) if verification or isinstance(record, Quote) else None,
        "cautions": extract.cautions(record),
        "remarks": extract.cited(record).remarks,
        "missing_references": list(missing.values()),
    }
    for name in _DATES:
        row |= _days(name, getattr(record, name, None))
    if isinstance(record, Article):
        text = snapshot.texts.get(record.id)
        row["text"] = text.text if text else None
    if isinstance(record, Quote):
        row |= _said(extract, record)
    return dict(_plain(row, missing))


def _said(extract: Extract, quote: Quote) -> Row:
    """The columns that only quotes have."""
    snapshot, cited = extract.snapshot, extract.cited(quote)
    verification = snapshot.verifications.get(quote.ref)
    return {
        "text": " ".join(cited.pieces),
        "segments": quote.segments,
        "passages": list(verification.passages) if verification else [],
        "paragraphs": cited.paragraph_numbers,
        "relayed": quote.is_relayed,
        "left_out": list(left_out(snapshot, quote)),
        "citation": plain(cited),
        "found": extract.found.get(quote.ref),
    }


def _days(name: str, edtf: str | None) -> dict[str, date | None]:
    """The first and the last day that a date can mean; null where it is open-ended."""
    span = dates.span(edtf) if edtf else None
    first = span.earliest if span and span.earliest != date.min else None
    last = span.latest if span and span.latest != date.max else None
    return {f"{name}_from": first, f"{name}_to": last}


def _plain(value: Any, missing: Collection[str], path: str = "") -> Any:
    """A value as Parquet takes it, with texts that are safe to show, and without references to `missing` records."""
    match value:
        case str():
            return None if path in missing else clean_data(value)
        case list() | tuple():
            places = (f"{path}[{n}]" for n in range(len(value)))
            return [_plain(item, missing, at) for at, item in zip(places, value, strict=True) if at not in missing]
        case dict():
            return {name: _plain(item, missing, f"{path}.{name}" if path else name) for name, item in value.items()}
        case msgspec.Struct():
            return _plain(msgspec.structs.asdict(value), missing, path)
    return value
