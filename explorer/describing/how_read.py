"""How completely the archive was read, in words: every count and every empty list must say what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.display import one_line
from explorer.model.pausing import Progress
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Kind
from explorer.snapshot import READING, Snapshot, UnreadFile

# Up to this many files are named; more are only counted.
_NAMED = 2
_NAMED_IN_A_SENTENCE = 4


class LeftOut(NamedTuple):
    """A data file that can't be read, or the number of its records that are left out; 0 means the whole file."""

    name: str
    records: int


# A data file that can't be read, as a whole or in part.
Unread = UnreadFile | LeftOut


def all_left_out(snapshot: Snapshot) -> list[LeftOut]:
    """The data files that can't be read, and those with records left out, such as the second record with an id."""
    records = Counter({name: refused for name in snapshot.hurt if (refused := snapshot.files[name].refused)})
    records.update(each.place.file for each in _taken(snapshot))
    for file in snapshot.unread:
        if not file.shown:
            records[file.name] += file.records
    return [LeftOut(name, number) for name, number in sorted(records.items())]


def what_is_left_out(snapshot: Snapshot) -> str:
    """A sentence that names the files, the parts left out and the duplicate ids; empty if nothing is left out."""
    files = all_left_out(snapshot)
    taken = list(dict.fromkeys(f"{each.ref}" for each in _taken(snapshot)))
    named = ", ".join(taken[:_NAMED_IN_A_SENTENCE]) + (", …" if taken[_NAMED_IN_A_SENTENCE:] else "")
    more = f"; {'an id is' if len(taken) == 1 else 'ids are'} taken by an earlier record: {named}" if taken else ""
    return f"{left_out_files(files)}{more}" if files else ""


def _taken(snapshot: Snapshot) -> list[Problem]:
    return [problem for problem in snapshot.archive.problems if problem.code == "duplicate-id"]


def all_problems(snapshot: Snapshot) -> Sequence[Problem]:
    """The problems; if the whole archive can't be read, that comes first."""
    problems = list(snapshot.problems)
    if snapshot.unread:
        problems = [_dated(problem, snapshot) for problem in problems]
    failure = snapshot.failure
    if failure is None:
        return problems
    shown = "there is nothing to show yet" if snapshot.pending else "what is shown is as it was then"
    message = f"not read since {time_of(failure.since)}, {shown}: {failure.message}"
    return [Problem(Place("data"), Severity.ERROR, "unreadable-archive", message), *problems]


class Count(NamedTuple):
    """A count with its sign: in words and in figures."""

    sign: signs.Sign
    words: str
    figures: str


def passages_found(snapshot: Snapshot) -> Count:
    """How many passages were found in their articles."""
    held, passages = snapshot.held
    sign = signs.ALL_FOUND if held == passages else signs.NOT_ALL_FOUND
    return Count(sign, f"{held} of {passages} {sign.name}", f"{held}/{passages}")


def astray(snapshot: Snapshot) -> list[Count]:
    """The number of quotes with other faults although their words were found: `1 quote misattributed`."""
    return [
        Count(signs.STATUSES[status], f"{counted(number, 'quote')} {status}", str(number))
        for status, number in snapshot.astray.items()
    ]


def unread_files(snapshot: Snapshot, *, short: bool = False) -> str:
    """The data files that can't be read now, and whether their records are still shown; empty if all can be read.

    The `short` form only counts the files or their records, and does not give the time.
    """
    unread = snapshot.unread
    if not unread:
        return ""
    if short:
        records = sum(file.records for file in unread)
        whole = sum(not file.records for file in unread)
        counts = [counted(number, what) for number, what in ((whole, "file"), (records, "record")) if number]
        return f"{' and '.join(counts)} unread"
    names = [named_part(file, one_line(file.name.removeprefix("data/"))) for file in unread]
    parts = "" if not any(file.records for file in unread) else "parts of "
    named = " and ".join(names) if len(names) <= _NAMED else f"{parts}{len(names)} files"
    shown = ", shown as last read" if all(file.shown for file in unread) else ""
    return f"{named} can’t be read (since {time_of(min(file.since for file in unread))}){shown}"


def left_out_files(unread: Sequence[Unread]) -> str:
    """A sentence that names the files, or the number of their records, that are left out."""
    names = [named_part(file, file.name) for file in unread]
    if names[_NAMED_IN_A_SENTENCE:]:
        names = [*names[: _NAMED_IN_A_SENTENCE - 1], f"{len(names) - _NAMED_IN_A_SENTENCE + 1} others"]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
    if all(file.records for file in unread):
        return f"{listed} can’t be read and {'are' if sum(file.records for file in unread) > 1 else 'is'} left out"
    return f"{listed} can’t be read: {'their' if names[1:] else 'its'} records are left out"


def named_part(file: Unread, name: str) -> str:
    """The unreadable part of a file: its name alone, or the number of records."""
    if not file.records:
        return name
    return f"{counted(file.records, 'record')} of {name}"


def how_far(progress: Progress) -> str:
    """The progress of a reading: `1,240 of 5,000 files`."""
    return f"{progress.done:,} of {progress.total:,} {progress.what}"


def why_none(snapshot: Snapshot, kind: Kind, how_to_tag: str = "", proposes: str = "explorer topics") -> str:
    """Why there is no record of a kind to show: some files were not read, or the archive has none yet.

    `how_to_tag` says how to tag a quote with a first topic from the current view; empty if that is impossible.
    `proposes` is the key or command that proposes topics.
    """
    if snapshot.failure:
        return f"The archive can’t be read (since {time_of(snapshot.failure.since)}); see ! for why."
    if snapshot.pending:
        return f"{doing(snapshot)} …"
    if any(not file.shown for file in snapshot.unread):
        return f"{unread_files(snapshot)}; see ! for why."
    if kind is Kind.TOPIC and how_to_tag and snapshot.archive.of_kind(Kind.QUOTE):
        return f"There are no topics yet. {how_to_tag} makes one; {proposes} proposes some."
    return f"There are no {kind.plural} yet. Add a list “{kind.plural}:” to a YAML file below data/."


def doing(snapshot: Snapshot) -> str:
    """The work in progress on an archive that is not yet completely read."""
    return "Checking the archive" if snapshot.is_unchecked else "Reading the archive"


def as_of(snapshot: Snapshot) -> str:
    """A note to append to counts of records that are shown as last read; otherwise nothing."""
    if snapshot.failure:
        return f", as of {time_of(snapshot.failure.since)}"
    return ", as last read" if snapshot.is_past and not snapshot.is_unseen else ""


def time_of(moment: datetime) -> str:
    """A moment in local time, with the day if it is not today."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"


def _dated(problem: Problem, snapshot: Snapshot) -> Problem:
    """A problem of an unreadable file, with the time since when and what happened to its records."""
    unread = next((file for file in snapshot.unread if file.name == problem.place.file), None)
    if unread is None or problem.severity is not Severity.ERROR:
        return problem
    if unread.records and problem.code not in READING:
        return problem
    whose, shown = (
        ("the record is", _is_shown(problem, snapshot)) if unread.records else ("its records are", unread.shown)
    )
    told = f"not read since {time_of(unread.since)}, {whose} {'shown as last read' if shown else 'left out'}"
    return replace(problem, message=f"{problem.message}; {told}")


def _is_shown(problem: Problem, snapshot: Snapshot) -> bool:
    """Whether the record that a problem keeps from being read is still shown as it was last read."""
    return problem.ref is not None and snapshot.archive.find(problem.ref) is not None
