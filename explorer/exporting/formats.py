"""The formats of an export."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from explorer.exporting.archive_json import as_json, as_json_lines
from explorer.exporting.csv_zip import csv_zip
from explorer.exporting.extract import Extract


class ExportFormat(msgspec.Struct, frozen=True):
    """A format: its id, what it is for, and what writes it. `is_binary` says that it is nothing for a terminal."""

    id: str
    use: str
    write: Callable[[Extract], bytes]
    is_binary: bool = False


EXPORT_FORMATS = (
    ExportFormat("json", "all fields, with the articles’ texts: explorer import makes the same archive of it", as_json),
    ExportFormat("jsonl", "the same, a record a line", as_json_lines),
    ExportFormat("csv", "a zip with a table for each kind of record", csv_zip, is_binary=True),
)
