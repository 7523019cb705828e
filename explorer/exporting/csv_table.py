"""Records as CSV: one row for each record, the fields of the YAML as columns."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.citable import in_marks
from explorer.describing.how_read import LeftOut
from explorer.display import clean_data
from explorer.exporting.cautions import cautions, left_out
from explorer.exporting.extract import Extract
from explorer.model.archive import Archive
from explorer.model.records import RECORD_TYPES, Accepted, AnyRecord, Evidence, Kind, Quote, Record, title
from explorer.model.references import reference_fields, references
from explorer.snapshot import Snapshot

# A spreadsheet would run a cell that begins with one of these as a formula; some ignore blanks before it.
_FORMULA = tuple("=+-@＝＋－＠")
_LEFT_OUT = ("id", "at")
# The additional columns of quotes, and the last columns of every record.
_OF_QUOTES = ["topics_by_query", "paragraphs", "status", "left_out"]
_COMMON = ("note", "accepts", "cautions")


def csv_tables(extract: Extract) -> Iterator[tuple[str, bytes]]:
    """`quotes.csv`, `people.csv` …: each row begins with its `ref`; the columns with `_ref` join the tables.

    `unread_files.csv` is present if the archive has data files that could not be read, as a whole or in part.
    """
    for kind in (kind for kind in Kind if extract.records[kind]):
        text = "".join(csv_table(extract.snapshot, extract.records[kind], joined=extract))
        # Without the byte order mark, Excel takes UTF-8 for another encoding.
        yield f"{kind.plural}.csv", text.encode("utf-8-sig")
    if extract.unread:
        yield "unread_files.csv", "".join(unread_table(extract.unread)).encode("utf-8-sig")


def csv_table(snapshot: Snapshot, records: Sequence[AnyRecord], *, joined: Extract | None = None) -> Iterator[str]:
    """A line for each record (RFC 4180, but with line feeds); the first piece begins with the names of the columns.

    Other records are named by title. Several values share a cell, separated by semicolons; the segments of a quote are
    each in quotation marks. Quotes have three more columns (the place of the words, their status, the words they omit),
    and all records have one of cautions. A value that a spreadsheet would take for a formula begins with an apostrophe.
    The `joined` tables of an export also have the refs of named and of missing records, and with a query the rank of
    each quote.
    """
    columns = _columns({record.kind for record in records}, joined)
    header = csv_line(columns)
    for record in records:
        cells = _cells(snapshot, record) | (_joining(joined, record) if joined else {})
        yield header + csv_line([cells.get(name, "") for name in columns])
        header = ""


def unread_table(unread: Iterable[LeftOut]) -> Iterator[str]:
    """The data files with records left out, and how many; the number is empty for a whole file."""
    yield csv_line(("file", "records"))
    yield from (csv_line((file.name, str(file.records or ""))) for file in unread)


def _columns(kinds: set[Kind], joined: Extract | None) -> list[str]:
    names = ["ref"]
    for kind in (kind for kind in Kind if kind in kinds):
        referring = {name for name, _, inner in reference_fields(RECORD_TYPES[kind]) if not inner} if joined else set()
        for name in RECORD_TYPES[kind].__struct_fields__:
            names += [name, f"{name}_ref"] if name in referring else [name]
        names += _OF_QUOTES if kind is Kind.QUOTE else []
        names += ["topics_by_query_ref"] if kind is Kind.QUOTE and joined else []
        names += ["found"] if kind is Kind.QUOTE and joined and joined.query else []
    last = (*_COMMON, *Record.__struct_fields__, *_LEFT_OUT)
    more = ["missing_references"] if joined else []
    return [*dict.fromkeys(name for name in names if name not in last), *_COMMON, *more]


def _cells(snapshot: Snapshot, record: AnyRecord) -> dict[str, str]:
    cells = {name: _text(getattr(record, name)) for name in record.__struct_fields__}
    cells |= {name: "; ".join(titles) for name, titles in _named(snapshot.archive, record).items()}
    cells |= {"ref": record.ref, "cautions": "; ".join(cautions(snapshot, record))}
    if isinstance(record, Quote):
        verification = snapshot.verifications.get(record.ref)
        text = snapshot.texts.get(record.article)
        pieces = Citable(snapshot, record).pieces
        placed = verification.placed if verification else ()
        numbers = dict.fromkeys(text.paragraph_at(passage.start) for passage in placed) if text else {}
        cells |= {
            "text": in_marks(pieces) if len(pieces) > 1 and record.speech != "indirect" else " ".join(pieces),
            "topics_by_query": "; ".join(topic.label for topic in snapshot.archive.topics_by_query(record)),
            "paragraphs": "; ".join(map(str, numbers)),
            "status": str(status_of(verification)),
            "left_out": "; ".join(each.words for each in left_out(snapshot, record)),
        }
    return cells


def _named(archive: Archive, record: AnyRecord) -> dict[str, list[str]]:
    """The titles of the records that each field refers to, or the id of a missing record."""
    named: dict[str, list[str]] = defaultdict(list)
    for path, kind, id in references(record):
        name, _, inner = path.partition("[")
        if "." in inner:  # the article of a piece of evidence, whose words are in the cell
            continue
        other = archive.find(f"{kind}/{id}")
        named[name].append(title(other) if other else id)
    return named


def _joining(extract: Extract, record: AnyRecord) -> dict[str, str]:
    """The refs of the records that each field refers to, if those records exist."""
    missing = dict(extract.missing(record))
    referred: dict[str, list[str]] = defaultdict(list)
    for path, kind, id in references(record):
        referred[f"{path.partition('[')[0]}_ref"] += [f"{kind}/{id}"] if path not in missing else []
    if isinstance(record, Quote):
        referred["topics_by_query_ref"] = [topic.ref for topic in extract.snapshot.archive.topics_by_query(record)]
    refs = referred | {"missing_references": dict.fromkeys(missing.values())}
    return {"found": str(extract.found.get(record.ref, "")), **{name: "; ".join(of) for name, of in refs.items()}}


def _text(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case Evidence(text=words):
            return words
        case Accepted(code=code, because=reason):
            return f"{code}: {reason}"
        case tuple():
            return "; ".join(map(_text, value))
    return str(value)


def csv_line(cells: Sequence[str]) -> str:
    """Cells as a CSV line that is safe to show and to open in a spreadsheet: no cell is a formula."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([_inert(clean_data(cell)) for cell in cells])
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
