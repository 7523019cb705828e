"""The edits by which draft events of an archive say what another article tells of them besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.files.data_files import LARGEST_FILE
from explorer.files.edited_file import Invalid, edited_file, read
from explorer.files.record_edits import SetFields
from explorer.files.stamps import TooLargeError, content_of
from explorer.files.text_changes import CannotSplice
from explorer.model.archive import Archive
from explorer.model.records import Event


def growing(grown: Sequence[Event], archive: Archive) -> list[SetFields]:
    """The edits by which events of an archive say what they are given with."""
    edits = []
    for event in grown:
        before, after = (msgspec.to_builtins(each) for each in (archive.entries[event.ref].record, event))
        changed = {name: value for name, value in after.items() if value != before.get(name)}
        edits.append(SetFields(event.ref, changed, {name: before[name] for name in changed if name in before}))
    return edits


def files_with(grown: Sequence[Event], archive: Archive, root: Path) -> dict[str, tuple[bytes, bytes]]:
    """The data files of some events before and after they grow.

    One that is not as the archive has it any more is left out: what is drafted refers to its event all the same.
    """
    edits: dict[str, list[SetFields]] = defaultdict(list)
    for edit in growing(grown, archive):
        edits[archive.entries[edit.ref].place.file].append(edit)
    files = {}
    for name, some in edits.items():
        with suppress(OSError, TooLargeError, CannotSplice, Invalid):
            before = content_of(root / name, LARGEST_FILE)[1]
            files[name] = before, edited_file(read(before, name), name, some).content
    return files
