"""A list of records, with all that they refer to, in the formats of a whole archive: only to be saved as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from explorer.exporting.extract import of_records
from explorer.exporting.formats import EXPORT_FORMATS, ExportFormat
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot


class SavedFormat(msgspec.Struct, frozen=True):
    """A format: its name, its use, the ending of its files, and the format of an archive that it is."""

    name: str
    use: str
    suffix: str
    format: ExportFormat

    @property
    def is_several(self) -> bool:
        """Whether it is several files, in one zip or in a folder."""
        return self.format.files is not None

    def files(self, snapshot: Snapshot, records: Sequence[AnyRecord]) -> Iterable[tuple[str, bytes]]:
        """The files of a format of several, by their names. Raises NotExportedError."""
        return self.format.files(of_records(snapshot, records)) if self.format.files else ()

    def content(self, snapshot: Snapshot, records: Sequence[AnyRecord]) -> bytes:
        """The content of a file. Raises NotExportedError."""
        return self.format.write(of_records(snapshot, records))


_NAMES = {
    "json": ("JSON", "an archive again, with its texts", ".json"),
    "sqlite": ("SQLite", "a database, for SQL and Datasette", ".db"),
    "parquet": ("Parquet", "tables with types, in a zip", ".zip"),
    "site": ("Site", "pages to publish, without drafts, in a zip", ".zip"),
}
SAVED_FORMATS = tuple(SavedFormat(*_NAMES[format.id], format) for format in EXPORT_FORMATS if format.id in _NAMES)
