"""What the last edits meant, as a page: each record with what changed in it, the latest edit first."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.changes.edits import Edit
from explorer.describing.edit_rows import NO_EDITS, EditHead, edit_rows
from explorer.describing.fields import Part, RecordLink
from explorer.describing.how_read import time_of
from explorer.display import one_line
from explorer.linear.pages import Line, Page, Target, block_of, number_of
from explorer.linear.wording import sentence
from explorer.model.archive import Archive


def changes_page(edits: Sequence[Edit], archive: Archive, at: str | None = None) -> Page:
    """The records that changed; a number opens one that is still there. `at` is the ref of the one opened last."""
    entries: list[tuple[Line, ...]] = []
    targets: list[Target] = []
    before: list[Line] = []
    place = None
    for row in edit_rows(edits, archive):
        if isinstance(row, EditHead):
            before = [Line(f"At {time_of(row.at)}: {row.said}.")]
            continue
        if place is None and at is not None and row.ref == at:
            place = len(entries)
        is_there = row.ref is not None and archive.find(row.ref) is not None
        if is_there:
            targets.append(RecordLink(row.ref or ""))
        number = len(targets) if is_there else None
        entries.append((*before, Line(_spoken(row.head), number), *(Line(_spoken(line)) for line in row.lines)))
        before = []
    heading = () if entries else (sentence(NO_EDITS),)
    noun = ("record", "records")
    return Page("changes", heading, entries, targets, noun, "the latest edit first", block_of(place), number_of(place))


def _spoken(parts: Sequence[Part]) -> str:
    return one_line("".join(part.text if part.spoken is None else part.spoken for part in parts)).replace(" · ", ", ")
