"""What the last edits meant, as a page: each record with what changed in it, the latest edit first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.changes.edits import Edit
from explorer.describing.edit_rows import HOW_TO_EDIT, NO_EDITS, EditHead, EditRow, edit_rows
from explorer.describing.fields import Part, RecordLink
from explorer.describing.how_read import time_of
from explorer.display import one_line
from explorer.linear.pages import Lazy, Line, Page, Target, block_of
from explorer.linear.wording import sentence
from explorer.model.archive import Archive


def changes_page(edits: Sequence[Edit], archive: Archive, at: str | None = None) -> Page:
    """The records that changed; a number opens one that is still there. `at` is the ref of the one opened last."""
    rows: list[tuple[EditHead | None, EditRow, int | None]] = []
    targets: list[Target] = []
    head: EditHead | None = None
    for row in edit_rows(edits, archive):
        if isinstance(row, EditHead):
            head = row
            continue
        if row.ref is not None and archive.find(row.ref) is not None:
            targets.append(RecordLink(row.ref))
            rows.append((head, row, len(targets)))
        else:
            rows.append((head, row, None))
        head = None
    place = next((n for n, (_, row, _) in enumerate(rows) if row.ref == at), None) if at is not None else None
    heading = () if rows else (sentence(f"{NO_EDITS}{HOW_TO_EDIT}"),)
    entries = Lazy(len(rows), lambda n: tuple(_said(*rows[n])))
    start, number = block_of(place), rows[place][2] if place is not None else None
    return Page("changes", heading, entries, targets, ("record", "records"), "the latest edit first", start, number)


def _said(head: EditHead | None, row: EditRow, number: int | None) -> Iterator[Line]:
    if head is not None:
        yield Line(f"At {time_of(head.at)}: {head.said}.")
    yield Line(_spoken(row.head), number)
    yield from (Line(_spoken(line)) for line in row.lines())


def _spoken(parts: Sequence[Part]) -> str:
    return one_line("".join(part.text if part.spoken is None else part.spoken for part in parts)).replace(" · ", ", ")
