"""An archive as tables: a zip with a CSV file for each kind of record that there is."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from explorer.exporting.csv_table import csv_table
from explorer.exporting.extract import Extract
from explorer.model.records import Kind

# The same records make the same bytes, so no time is said. This is the first that a zip can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def csv_zip(extract: Extract) -> bytes:
    """`quotes.csv`, `people.csv` …: each row begins with its `ref`; the columns with `_ref` join the tables."""
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        for kind in (kind for kind in Kind if extract.records[kind]):
            member = ZipInfo(f"{kind.plural}.csv", _NO_TIME)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
            text = "".join(csv_table(extract.snapshot, extract.records[kind], joined=True))
            # Without the byte order mark, Excel takes UTF-8 for another encoding.
            archive.writestr(member, text.encode("utf-8-sig"))
    return written.getvalue()
