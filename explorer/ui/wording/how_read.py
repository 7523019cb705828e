"""Whether and how the archive was read, in words: every count and every empty pane must tell of what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Kind
from explorer.snapshot import Snapshot
from explorer.ui.wording import styles

Styled = tuple[str, str]
_ERROR = styles.TONES[signs.SEVERITIES[Severity.ERROR].tone]
# Up to this many files are named; for more, only their number is given.
_NAMED = 2


def standing(snapshot: Snapshot) -> Iterator[Styled]:
    """The state of the archive, the gravest first: problems, unread files, how many passages were found."""
    if snapshot.pending and not snapshot.failure:
        yield "reading the archive …", styles.MUTED
        return
    yield problem_count(snapshot)
    if snapshot.pending:
        return
    held, passages = snapshot.held
    if snapshot.failure:
        yield f"{held} of {passages} {signs.ALL_FOUND.name} then", styles.MUTED
        return
    unread = unread_files(snapshot)
    if unread:
        yield unread, _ERROR
    elif any(file.stale for file in snapshot.files.values()):
        yield "some records shown as last read", styles.WARNING
    whole = not any(not file.shown for file in snapshot.unread)
    sign = signs.ALL_FOUND if held == passages else signs.NOT_ALL_FOUND
    counted = f"{held} of {passages} {sign.name}"
    if whole or held != passages:
        yield styles.signed(sign, counted)
    else:
        yield f"{counted} in the rest", styles.WARNING


def problem_count(snapshot: Snapshot) -> Styled:
    """How many problems of the gravest severity there are; or that the archive can't be read."""
    if snapshot.failure:
        return styles.signed(signs.SEVERITIES[Severity.ERROR], f"not read since {_time(snapshot.failure.since)}, see !")
    counts = Counter(problem.severity for problem in snapshot.problems)
    for severity in Severity:
        if counts[severity]:
            return styles.signed(signs.SEVERITIES[severity], f"{_counted(counts[severity], severity)}, see !")
    return "no problems", styles.MUTED


def all_problems(snapshot: Snapshot) -> Sequence[Problem]:
    """The problems; if the archive as a whole can't be read, that is the first one."""
    problems = [_dated(problem, snapshot) for problem in snapshot.problems]
    failure = snapshot.failure
    if failure is None:
        return problems
    shown = "there is nothing to show yet" if snapshot.pending else "what is shown is as it was then"
    message = f"not read since {_time(failure.since)}, {shown}: {failure.message}"
    return [Problem(Place("data"), Severity.ERROR, "unreadable-archive", message), *problems]


def _dated(problem: Problem, snapshot: Snapshot) -> Problem:
    """A problem of a file that can't be read, with since when that is so and what became of its records."""
    unread = next((file for file in snapshot.unread if file.name == problem.place.file), None)
    if unread is None or problem.severity is not Severity.ERROR:
        return problem
    told = (
        f"not read since {_time(unread.since)}, its records are {'shown as last read' if unread.shown else 'left out'}"
    )
    return replace(problem, message=f"{problem.message}; {told}")


def unread_files(snapshot: Snapshot) -> str:
    """Which data files can't be read now, and whether their records are shown; empty when all can be read."""
    unread = snapshot.unread
    if not unread:
        return ""
    names = [one_line(file.name.removeprefix("data/")) for file in unread]
    named = " and ".join(names) if len(names) <= _NAMED else f"{len(names)} files"
    shown = ", shown as last read" if all(file.shown for file in unread) else ""
    return f"{named} can’t be read (since {_time(min(file.since for file in unread))}){shown}"


def why_none(snapshot: Snapshot, kind: Kind) -> str:
    """Why there is no record of a kind to show: not everything was read, or the archive has none yet."""
    if snapshot.failure:
        return f"The archive can’t be read (since {_time(snapshot.failure.since)}); see ! for why."
    if snapshot.pending:
        return "Reading the archive …"
    if any(not file.shown for file in snapshot.unread):
        return f"{unread_files(snapshot)}; see ! for why."
    return f"There are no {kind.plural} yet. Add a list “{kind.plural}:” to a YAML file below data/."


def as_of(snapshot: Snapshot) -> str:
    """What to add to a count of records while the archive can't be read; empty when it can."""
    return f", as of {_time(snapshot.failure.since)}" if snapshot.failure else ""


def _time(moment: datetime) -> str:
    """A moment in local time, with the day if it is not today."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
