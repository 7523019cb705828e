"""A list of records as one text: each record is cited as it would be alone, or is a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from explorer.citing import Citable
from explorer.citing.bibtex import bibtex
from explorer.citing.markdown import markdown
from explorer.citing.plain import plain
from explorer.exporting.csv_table import csv_table
from explorer.model.records import AnyRecord, Kind
from explorer.snapshot import Snapshot

Pieces = Callable[[Snapshot, Sequence[AnyRecord]], Iterator[str]]


class ListFormat(msgspec.Struct, frozen=True):
    """A format: its name, its use, the ending of its files, and the kinds of record that it can hold.

    `pieces` writes the text, one piece for each record. A file in it has the `encoding`.
    """

    name: str
    use: str
    suffix: str
    pieces: Pieces
    kinds: tuple[Kind, ...] = tuple(Kind)
    encoding: str = "utf-8"


def _cited(write: Callable[[Citable], str], between: str) -> Pieces:
    """Each record as its citation; `between` stands between two of them."""

    def pieces(snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        for number, record in enumerate(records):
            citable = Citable.of(snapshot.archive, record, snapshot.verifications, snapshot.texts)
            cited = write(citable).rstrip("\n")
            yield f"{between if number else ''}{cited}\n"

    return pieces


LIST_FORMATS = (
    ListFormat("Plain text", "a line each, for mail and notes", ".txt", _cited(plain, "")),
    ListFormat("Markdown", "block quotations with their sources", ".md", _cited(markdown, "\n")),
    # Without the byte order mark, Excel takes UTF-8 for another encoding.
    ListFormat("CSV", "a table for spreadsheets, a row each", ".csv", csv_table, encoding="utf-8-sig"),
    ListFormat("BibTeX", "entries for LaTeX", ".bib", _cited(bibtex, "\n"), (Kind.QUOTE, Kind.ARTICLE)),
)


def formats_of(records: Sequence[AnyRecord]) -> list[ListFormat]:
    """The formats that can hold all of some records, the plainest first."""
    kinds = {record.kind for record in records}
    return [format for format in LIST_FORMATS if kinds <= set(format.kinds)]


def pieces(snapshot: Snapshot, records: Sequence[AnyRecord], format: ListFormat) -> Iterator[str]:
    """The records in a format, piece by piece in their order: joined, the pieces are the text. It is safe to show."""
    return format.pieces(snapshot, records)
