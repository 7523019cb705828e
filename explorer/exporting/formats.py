"""The formats of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from explorer.exporting.archive_json import as_json, as_json_lines
from explorer.exporting.csv_table import csv_tables
from explorer.exporting.dossier import dossier
from explorer.exporting.extract import Extract
from explorer.exporting.json_ld import json_ld
from explorer.exporting.parquet_tables import parquet_tables
from explorer.exporting.references import bibtex, csl, web_annotations
from explorer.exporting.sqlite_file import sqlite_file
from explorer.exporting.zipped import zipped


class ExportFormat(msgspec.Struct, frozen=True):
    """A format: its id, what it is for, and what writes it. `is_binary` says that it is nothing for a terminal.

    A format of several files has `files`, by their names in a folder; `write` then makes one zip of them. `also` is
    what the format of citations is called that is most like it.
    """

    id: str
    use: str
    write: Callable[[Extract], bytes]
    is_binary: bool = False
    also: str = ""
    files: Callable[[Extract], Iterable[tuple[str, bytes]]] | None = None


def _of_files(id: str, use: str, files: Callable[[Extract], Iterable[tuple[str, bytes]]]) -> ExportFormat:
    def asked_for(extract: Extract) -> Iterable[tuple[str, bytes]]:
        return (file for file in files(extract) if extract.is_asked_for(file[0]))

    return ExportFormat(id, use, lambda extract: zipped(asked_for(extract)), is_binary=True, files=asked_for)


def _site(extract: Extract) -> Iterable[tuple[str, bytes]]:
    # Imported by what makes pages alone: no other format needs templates.
    from explorer.exporting.site import site_files

    return site_files(extract)


EXPORT_FORMATS = (
    ExportFormat("json", "all fields, with the articles’ texts: explorer import makes the same archive of it", as_json),
    ExportFormat("jsonl", "the same, a record a line", as_json_lines),
    _of_files("csv", "a table for each kind of record, as a folder or a zip", csv_tables),
    ExportFormat("markdown", "a dossier to read: topic by topic, each quote with its source", dossier),
    ExportFormat("jsonld", "linked data in the terms of schema.org, for search engines and graphs", json_ld),
    ExportFormat(
        "webannotation", "the quotes’ places in the articles, for programs that find them again", web_annotations
    ),
    ExportFormat("csl", "the articles with their quotes, for Zotero, Pandoc and citeproc", csl, also="csl-json"),
    ExportFormat("bibtex", "the articles with their quotes, for LaTeX", bibtex),
    ExportFormat("sqlite", "a database with full-text search, for SQL and Datasette", sqlite_file, is_binary=True),
    _of_files("parquet", "the tables with types, for DuckDB, pandas and R", parquet_tables),
    ExportFormat(
        "site",
        "pages to publish or to open from disk, as a folder or a zip",
        lambda extract: zipped(_site(extract)),
        is_binary=True,
        files=_site,
    ),
)
