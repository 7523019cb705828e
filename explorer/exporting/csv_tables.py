"""An archive as tables: a CSV file for each kind of record that there is."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.exporting.csv_table import csv_table, unread_table
from explorer.exporting.extract import Extract
from explorer.model.records import Kind


def csv_tables(extract: Extract) -> Iterator[tuple[str, bytes]]:
    """`quotes.csv`, `people.csv` …: each row begins with its `ref`; the columns with `_ref` join the tables.

    `unread_files.csv` is there if an archive has data files with records that are left out: all of them, or so many.
    """
    for kind in (kind for kind in Kind if extract.records[kind]):
        text = "".join(csv_table(extract.snapshot, extract.records[kind], joined=extract))
        # Without the byte order mark, Excel takes UTF-8 for another encoding.
        yield f"{kind.plural}.csv", text.encode("utf-8-sig")
    if extract.unread:
        yield "unread_files.csv", "".join(unread_table(extract.unread)).encode("utf-8-sig")
