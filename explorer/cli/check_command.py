"""`explorer check`: print all problems of the archive, one a line; on a terminal with the lines they are in."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from shutil import get_terminal_size

from explorer.checking.verification import Status
from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.folders import archive_folder
from explorer.cli.jobs import add_jobs, executor_of
from explorer.cli.opening import open_archive
from explorer.cli.output import UsageError
from explorer.cli.tables import wrapped
from explorer.describing.counting import counted
from explorer.describing.how_read import astray, left_out_files
from explorer.describing.pointing import excerpts_of, pointed
from explorer.display import one_line
from explorer.exporting.record_json import problem_json
from explorer.model.archive import Archive
from explorer.model.problems import Problem, Severity
from explorer.model.records import Kind
from explorer.processes import Shard
from explorer.snapshot import Snapshot, told_in

# The indentation on a terminal of a problem's further lines.
_SET_IN = "    "


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--fix", action="store_true", help="write each sha256 that is missing into its record, and change nothing else"
    )
    add_jobs(parser)
    parser.epilog = """\
With --shard each problem is told in one part, by the file of its place, and all parts together tell what is told
without it."""


def run(arguments: argparse.Namespace) -> int:
    shard: Shard | None = arguments.shard
    if shard and arguments.fix:
        raise UsageError("--fix writes into all of an archive, and not into a --shard of it")
    folder, done = archive_folder(arguments.archive), True
    with executor_of(arguments, folder) as executor:
        snapshot = open_archive(str(folder), as_last_read=False, executor=executor, shard=shard)
        if arguments.fix:
            done = _fix(snapshot)
            snapshot = open_archive(str(folder), as_last_read=False, executor=executor)
    if shard:
        snapshot = told_in(shard, snapshot)
    if arguments.json:
        output.write_json([problem_json(problem) for problem in snapshot.problems])
    else:
        output.write("".join(_lines(snapshot)))
    output.narrate(_summary(snapshot, shard))
    if snapshot.unread:
        output.narrate(left_out_files(snapshot.unread))
    return 1 if not done or any(problem.severity is Severity.ERROR for problem in snapshot.problems) else 0


def _fix(snapshot: Snapshot) -> bool:
    """Write missing digests and report each. Returns whether all could be written."""
    from explorer.desk.mending import write_digests

    fixed = list(write_digests(snapshot))
    for item in fixed:
        what = f"not written, since {item.refused}" if item.refused else f"wrote {item.digest}"
        output.narrate(one_line(f"{item.place}: sha256 of {item.ref}: {what}"))
    if not fixed:
        output.narrate("no sha256 is missing; nothing was written")
    return not any(item.refused for item in fixed)


def _lines(snapshot: Snapshot) -> Iterator[str]:
    """Each problem on a line. On a terminal, followed by the line of its file with a caret at the place."""
    excerpts = excerpts_of(snapshot) if output.is_terminal() else None
    room = get_terminal_size().columns - 1
    for problem in (*snapshot.problems, *snapshot.accepted_errors):
        yield from (f"{line}\n" for line in _said(problem))
        excerpt = excerpts.at(problem.place) if excerpts else None
        if excerpt is not None:
            number = f"{problem.place.line:>6} │ "
            line, caret = pointed(excerpt, room - len(number))
            yield f"{number}{line}\n{' ' * (len(number) - 2)}│ {caret}\n"


def _said(problem: Problem) -> list[str]:
    """A problem on one line; on a terminal on several if needed, with further lines indented."""
    said = one_line(str(problem))
    if not output.is_terminal():
        return [said]
    first, *more = wrapped(said, max(20, get_terminal_size().columns - len(_SET_IN)), whole_words=True)
    return [first, *(f"{_SET_IN}{line}" for line in more)]


def _summary(snapshot: Snapshot, shard: Shard | None) -> str:
    if shard:
        files = sum(map(shard.has, snapshot.files))
        return f"shard {shard}: {files} of {counted(len(snapshot.files), 'file')}; {_problems(snapshot)}"
    records = ", ".join(_records_counted(snapshot.archive, kind) for kind in Kind)
    statuses = Counter(found.status for record in snapshot.verifications.values() for found in record.findings)
    passages = f"{statuses[Status.VERBATIM]} of {statuses.total()} passages verbatim"
    others = [f"{statuses[status]} {status}" for status in list(Status)[1:] if statuses[status]]
    doubts = [count.words for count in astray(snapshot)]
    return f"{records}; {', '.join([passages, *others, *doubts])}; {_problems(snapshot)}"


def _records_counted(archive: Archive, kind: Kind) -> str:
    """The number of records of a kind, and of drafts among them."""
    records = archive.of_kind(kind).values()
    drafts = sum(archive.review_of(record) == "draft" for record in records)
    said = counted(len(records), kind)
    return f"{said} ({counted(drafts, 'draft')})" if drafts else said


def _problems(snapshot: Snapshot) -> str:
    counts = Counter(problem.severity for problem in snapshot.problems)
    said = [counted(counts[severity], severity) for severity in Severity if counts[severity]]
    accepted = [f"{len(snapshot.accepted)} accepted"] if snapshot.accepted else []
    return ", ".join((said or ["no problems"]) + accepted)
