"""A last column for tables of records: which of them are drafts or disputed. It is there if any of them is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from explorer.cli.tables import Cells
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord


def reviewed(
    archive: Archive, columns: Cells, rows: Sequence[Cells], records: Collection[AnyRecord | None]
) -> tuple[Cells, Sequence[Cells]]:
    """The columns and rows of a table, each row that of a record, with the review added where that tells something."""
    if not any(record and archive.review_of(record) for record in records):
        return columns, rows
    reviews = (getattr(record, "review", "") for record in records)
    return (*columns, "review"), [(*row, review) for row, review in zip(rows, reviews, strict=True)]
