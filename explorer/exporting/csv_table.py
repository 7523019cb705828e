"""Records as CSV: a row each, the fields of the YAML as columns."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.quoting import in_marks
from explorer.display import clean
from explorer.model.archive import Archive, references
from explorer.model.records import RECORD_TYPES, Accepted, AnyRecord, Evidence, Kind, Quote, Record, title
from explorer.snapshot import Snapshot

# A spreadsheet takes a cell that begins with one of these for a formula, and would obey it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LEFT_OUT = {"id", "at"}


def csv_table(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
    """A line for each record (RFC 4180, but with line feeds); the first piece begins with the names of the columns.

    A record is named by its title where another record refers to it, and several values stand in one cell, parted by
    semicolons; but several segments of a quote, each in quotation marks. For quotes there are two columns more: where
    the words stand, and how. A value that a spreadsheet would take for a formula begins with an apostrophe.
    """
    columns = _columns({record.kind for record in records})
    header = _line(columns)
    for record in records:
        cells = _cells(snapshot, record)
        yield header + _line([cells.get(name, "") for name in columns])
        header = ""


def _columns(kinds: set[Kind]) -> list[str]:
    names = ["ref"]
    for kind in (kind for kind in Kind if kind in kinds):
        names += [*RECORD_TYPES[kind].__struct_fields__, *(("paragraphs", "status") if kind is Kind.QUOTE else ())]
    common = Record.__struct_fields__
    return [*dict.fromkeys(name for name in names if name not in (*_LEFT_OUT, *common)), "note", "accepts"]


def _cells(snapshot: Snapshot, record: AnyRecord) -> dict[str, str]:
    cells = {name: _text(getattr(record, name)) for name in record.__struct_fields__}
    cells |= {name: "; ".join(titles) for name, titles in _named(snapshot.archive, record).items()}
    cells["ref"] = record.ref
    if isinstance(record, Quote):
        verification = snapshot.verifications.get(record.ref)
        text = snapshot.texts.get(record.article)
        found = [passage for passage in verification.passages if passage] if verification and text else []
        pieces = Citable.of(snapshot, record).pieces
        numbers = dict.fromkeys(text.paragraph_at(passage.start) for passage in found) if text else {}
        cells |= {
            "text": in_marks(pieces) if len(pieces) > 1 and record.speech != "indirect" else " ".join(pieces),
            "paragraphs": "; ".join(map(str, numbers)),
            "status": str(status_of(verification)),
        }
    return cells


def _named(archive: Archive, record: AnyRecord) -> dict[str, list[str]]:
    """The titles of the records that each field refers to; of one that is not there, its id."""
    named: dict[str, list[str]] = defaultdict(list)
    for path, kind, id in references(record):
        name, _, inner = path.partition("[")
        if "." in inner:  # the article of a piece of evidence, whose words are in the cell
            continue
        other = archive.find(f"{kind}/{id}")
        named[name].append(title(other) if other else id)
    return named


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


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([_inert(clean(cell).replace("\n", " ")) for cell in cells])
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
