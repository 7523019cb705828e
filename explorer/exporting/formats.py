"""The formats of an export, including zipped and citation formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from explorer.citing.bibtex import comment
from explorer.citing.web_annotation import annotation
from explorer.display import pretty_json
from explorer.exporting.archive_json import as_json, as_json_lines
from explorer.exporting.csv_table import csv_tables
from explorer.exporting.dossier import dossier
from explorer.exporting.extract import Extract, of_records
from explorer.exporting.json_ld import json_ld
from explorer.exporting.lists import LIST_FORMATS
from explorer.exporting.parquet_tables import parquet_tables
from explorer.exporting.sqlite_file import sqlite_file
from explorer.model.records import AnyRecord, Kind
from explorer.snapshot import Snapshot


def bibtex(extract: Extract) -> bytes:
    """Write an entry for each article, with commands that cite its quotes; a comment above names what is left out."""
    said = f"{comment(extract.unread_said)}\n" if extract.unread else ""
    return said.encode() + _listed("bibtex", extract)


def csl(extract: Extract) -> bytes:
    """Write a list with an item for each article, with its quotes in the note."""
    return _listed("csl-json", extract) or b"[]\n"


def web_annotations(extract: Extract) -> bytes:
    """Write an annotation page (W3C Web Annotation Data Model, section 5.2) with an annotation for each quote.

    If something is left out, the page is part of a collection, which, unlike a page, can have a label that says so.
    """
    items = [annotation(extract.cited(quote)) for quote in extract.quotes]
    context = [item.pop("@context") for item in items]
    name = "\n".join(str(item["id"]) for item in items)
    page: dict[str, object] = {
        "@context": next(iter(context), "http://www.w3.org/ns/anno.jsonld"),
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "type": "AnnotationPage",
        "items": items,
    }
    if extract.unread:
        whole = f"urn:uuid:{uuid5(NAMESPACE_URL, f'all of {name}')}"
        page["partOf"] = {"id": whole, "type": "AnnotationCollection", "label": extract.unread_said}
    return pretty_json(page).encode()


def _listed(id: str, extract: Extract) -> bytes:
    format = next(each for each in LIST_FORMATS if each.id == id)
    records = [*extract.records[Kind.ARTICLE], *extract.records[Kind.QUOTE]]
    return "".join(format.pieces(extract.snapshot, records)).encode()


# The same records must give the same bytes, so use a fixed time: the earliest that a zip can hold.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Zip named files in the order given."""
    written = io.BytesIO()
    write_zip(files, written)
    return written.getvalue()


def write_zip(files: Iterable[tuple[str, bytes]], into: IO[bytes]) -> None:
    """Write such a zip file by file, so that only one file at a time is in memory."""
    with ZipFile(into, "w") as archive:
        for name, content in files:
            member = ZipInfo(name, _NO_TIME)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, content)


class ExportFormat(msgspec.Struct, frozen=True):
    """An export format: its id, use and writer. `is_binary` output is not for a terminal.

    A format of several files has `files`, by their names in a folder; `write` puts them into one zip. `also` is the
    name of the most similar citation format.
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
    # Imported here because only this format needs templates.
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


class SavedFormat(msgspec.Struct, frozen=True):
    """A format in which records are saved: its name, use, file extension, and the corresponding archive format."""

    name: str
    use: str
    suffix: str
    format: ExportFormat

    @property
    def is_several(self) -> bool:
        """Whether it consists of several files, in one zip or in a folder."""
        return self.format.files is not None

    def files(self, snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterable[tuple[str, bytes]]:
        """The named files of a format with several. Raises NotExportedError."""
        return self.format.files(of_records(snapshot, records)) if self.format.files else ()

    def content(
        self, snapshot: Snapshot, records: Sequence[AnyRecord], pause: Callable[[], None] = lambda: None
    ) -> bytes:
        """The content of a file. Raises NotExportedError.

        `pause` is called before each file of a zip; it may raise to cancel.
        """
        if not self.is_several:
            return self.format.write(of_records(snapshot, records))

        def files() -> Iterator[tuple[str, bytes]]:
            for file in self.files(snapshot, records):
                pause()
                yield file

        return zipped(files())


_NAMES = {
    "json": ("JSON", "an archive again, with its texts", ".json"),
    "sqlite": ("SQLite", "a database, for SQL and Datasette", ".db"),
    "parquet": ("Parquet", "tables with types, in a zip", ".zip"),
    "site": ("Site", "pages to publish, without drafts, in a zip", ".zip"),
}
SAVED_FORMATS = tuple(SavedFormat(*_NAMES[format.id], format) for format in EXPORT_FORMATS if format.id in _NAMES)
