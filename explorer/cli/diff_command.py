"""`explorer diff`: describe an edit, record by record, since a git revision or between two."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from explorer.changes.change import Change, Weight
from explorer.changes.edits import Edit, Filled, edit_between
from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.cli.output import UsageError
from explorer.cli.tables import wrapped
from explorer.describing.changes import said, said_one_by_one
from explorer.describing.counting import counted
from explorer.describing.edits import consequences, problems_counted
from explorer.describing.how_read import named_part
from explorer.display import one_line, shortened
from explorer.files.revisions import RevisionError, write_revision
from explorer.model.problems import some_of
from explorer.snapshot import ArchiveError, Snapshot, read_snapshot

_COLUMNS = ("weight", "ref", "change")
# The maximum number of consequences, and of new problems, shown.
_NAMED = 5
# On a terminal, changes are indented to the ref, which follows the weight.
_SET_IN = len(max(Weight, key=len)) + 2


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
        filled = {one.ref: one for one in edit.filled}
        output.write_json([_as_json(change, filled.get(change.ref)) for change in edit.changes])
    elif output.is_terminal():
        width = get_terminal_size().columns
        output.write("".join(f"{line}\n" for change in edit.changes for line in _laid_out(change, width)))
    else:
        tables.write_table(_COLUMNS, [(change.weight, change.ref, said(change)) for change in edit.changes])
    left_out = _left_out(before, after)
    for line in _summary(edit, in_the_rest=bool(left_out)):
        output.narrate(line)
    if left_out:
        output.narrate(f"left out, since it can’t be read on both sides: {some_of(left_out, _NAMED)}")
    return 0


def _laid_out(change: Change, width: int) -> Iterator[str]:
    """A change on a terminal, in full."""
    head = f"{change.weight:<{_SET_IN}}{change.ref}"
    yield from [head] if len(head) <= width else [str(change.weight), change.ref]
    for told in said_one_by_one(change):
        yield from (f"{'':<{_SET_IN}}{part}" for part in wrapped(told, max(20, width - _SET_IN)))


def _both(root: Path, revisions: str) -> tuple[Snapshot, Snapshot]:
    """The two states to compare. A range without an end goes up to the current archive."""
    if not revisions.isprintable():  # nor could it be handed to git
        raise RevisionError(f"git knows no revision “{shortened(one_line(revisions))}”")
    first, dots, second = revisions.partition("..")
    with (
        _at(root, first or "HEAD") as was,
        _at(root, second.lstrip(".") or "HEAD") if dots else nullcontext(root) as now,
    ):
        before = read_snapshot(was)
        # Take what is unreadable on one side from the other: as far as known, it did not change.
        after = read_snapshot(now, before.files)
        return (read_snapshot(was, after.files), after) if before.unread or before.archive.left_out else (before, after)


@contextmanager
def _at(root: Path, revision: str) -> Iterator[Path]:
    """A folder with the archive at a revision."""
    with TemporaryDirectory(prefix="explorer-") as folder:
        write_revision(root, revision, Path(folder))
        yield Path(folder)


def _as_json(change: Change, filled: Filled | None) -> dict[str, Any]:
    """A change as an object; for a topic, with the quotes that its query newly or no longer matches."""
    quotes = {"came": filled.came, "went": filled.went} if filled else {}
    fields = [{"field": field.field, "before": field.before, "after": field.after} for field in change.fields]
    return {
        "ref": change.ref,
        "was": change.was,
        "change": change.change,
        "fields": fields,
        "weight": str(change.weight),
        **quotes,
    }


def _summary(edit: Edit, *, in_the_rest: bool) -> Iterator[str]:
    """The number of changed records, and the effects on others. Unreadable files are reported elsewhere."""
    found = edit.changes
    counts = [(weight, sum(change.weight is weight for change in found)) for weight in Weight]
    weights = ", ".join(f"{count} of {weight}" for weight, count in counts if count)
    problems = problems_counted(edit.new, edit.gone)
    nothing = "nothing changed in the rest" if in_the_rest else "nothing changed"
    told = f"{counted(len(found), 'record')} changed: {weights}" if found else nothing
    yield "; ".join(filter(None, [told, problems]))
    beside = replace(edit, unread=(), read=())
    yield from _some(f"{one.ref}: {one.said}" for one in consequences(beside))
    yield from _some(f"new: {problem}" for problem in edit.new)


def _left_out(before: Snapshot, after: Snapshot) -> list[str]:
    """The files and records that are unreadable on one side, and therefore assumed equal on both."""
    sides = (before, after)
    whole = {file.name for side in sides for file in side.unread if not file.records}
    lost = {named_part(file, file.name) for side in sides for file in side.unread if file.records and not file.shown}
    refs = {ref for side in sides for ref in side.stale if side.archive.entries[ref].place.file not in whole}
    return [*sorted(whole), *sorted(lost), *sorted(refs)]


def _some(lines: Iterable[str]) -> Iterator[str]:
    """The first few lines, and the number of others."""
    told = list(lines)
    yield from told[:_NAMED]
    if len(told) > _NAMED:
        yield f"and {len(told) - _NAMED} more"
