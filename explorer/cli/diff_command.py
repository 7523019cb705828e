"""`explorer diff`: what an edit meant, record by record, against a revision of git or between two."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from explorer.changes.change import Change, Weight
from explorer.changes.edits import Edit, edit_between
from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import archive_folder
from explorer.cli.trouble import UsageError
from explorer.describing.changes import said
from explorer.describing.edits import consequences, problems_counted
from explorer.files.revisions import RevisionError, require_repository, write_revision
from explorer.snapshot import ArchiveError, Snapshot, read_snapshot

_COLUMNS = ("weight", "ref", "change")
# How many consequences are told, and how many of the new problems.
_NAMED = 5


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("revision", metavar="REV", nargs="?", default="HEAD", help="a revision of git, or REV..REV")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.epilog = """\
Says what an edit meant: the archive as it is against HEAD or another revision, or one revision against another
(REV..REV). What weighs most comes first: meaning (a source's words, a name, a date, a number, a relation), then
wording (notes, descriptions, labels), then typography. Comments and order are no change, and a new id is followed.
The exit code is 0 with or without changes, 2 where there is no repository."""


def run(arguments: argparse.Namespace) -> int:
    root = archive_folder(arguments.archive)
    try:
        before, after = _both(root, arguments.revision)
    except (RevisionError, ArchiveError) as error:
        raise UsageError(str(error)) from None
    edit = edit_between(before, after, datetime.now(UTC))
    if arguments.json:
        output.write_json([_as_json(change) for change in edit.changes])
    elif edit.changes:
        tables.write_table(_COLUMNS, [(change.weight, change.ref, said(change)) for change in edit.changes])
    for line in _summary(edit):
        output.narrate(line)
    unread = sorted({file.name for file in (*before.unread, *after.unread)})
    if unread:
        output.narrate(f"left out, since it can’t be read on both sides: {', '.join(unread)}")
    return 0


def _both(root: Path, revisions: str) -> tuple[Snapshot, Snapshot]:
    """The two states that are compared. A range without its end goes up to the archive as it is."""
    require_repository(root)
    first, dots, second = revisions.partition("..")
    before = _at(root, first or "HEAD")
    after = _at(root, second.lstrip(".") or "HEAD") if dots else read_snapshot(root)
    return before, after


def _at(root: Path, revision: str) -> Snapshot:
    with TemporaryDirectory(prefix="explorer-") as folder:
        write_revision(root, revision, Path(folder))
        return read_snapshot(Path(folder))


def _as_json(change: Change) -> dict[str, Any]:
    fields = [{"field": field.field, "before": field.before, "after": field.after} for field in change.fields]
    return {
        "ref": change.ref,
        "was": change.was,
        "change": change.change,
        "fields": fields,
        "weight": str(change.weight),
    }


def _summary(edit: Edit) -> Iterator[str]:
    """How many records changed, and what that did to others."""
    found = edit.changes
    counts = [(weight, sum(change.weight is weight for change in found)) for weight in Weight]
    counted = ", ".join(f"{count} of {weight}" for weight, count in counts if count)
    problems = problems_counted(edit.new, edit.gone)
    records = "1 record changed" if len(found) == 1 else f"{len(found)} records changed"
    yield "; ".join(filter(None, [f"{records}: {counted}" if found else "nothing changed", problems]))
    yield from _some(f"{one.ref}: {one.said}" for one in consequences(edit))
    yield from _some(f"new: {problem}" for problem in edit.new)


def _some(lines: Iterable[str]) -> Iterator[str]:
    """The first of some lines, and how many more there are."""
    told = list(lines)
    yield from told[:_NAMED]
    if len(told) > _NAMED:
        yield f"and {len(told) - _NAMED} more"
