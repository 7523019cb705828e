"""Whether and how the archive was read, as it looks on a status line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.how_read import astray, how_far, time_of, unread_files
from explorer.model.pausing import Progress
from explorer.model.problems import Severity
from explorer.snapshot import Snapshot
from explorer.ui.wording import styles

Styled = tuple[str, str]
_ERROR = styles.TONES[signs.SEVERITIES[Severity.ERROR].tone]


def standing(snapshot: Snapshot, reading: Progress | None = None, *, short: bool = False) -> Iterator[Styled]:
    """The state of the archive, the gravest first: problems, unread files, how many passages were found.

    While it is being read for longer than a moment, how far that is. The `short` form has the passages in figures, and
    does not say that there are no problems.
    """
    if reading:
        yield how_far(reading) if short else f"reading: {how_far(reading)}", styles.MUTED
        return
    if snapshot.pending and not snapshot.failure:
        yield "reading the archive …", styles.MUTED
        return
    held, passages = snapshot.held
    if snapshot.problems or snapshot.failure or not (short and passages):
        yield problem_count(snapshot)
    if snapshot.pending:
        return
    if snapshot.failure:
        yield f"{held} of {passages} {signs.ALL_FOUND.name} then", styles.MUTED
        return
    # What can't be read needs the room, and how many passages are found in the rest.
    if snapshot.archive.drafts and not snapshot.unread:
        yield draft_count(snapshot)
    unread = unread_files(snapshot, short=short)
    if unread:
        yield unread, _ERROR
    elif snapshot.stale:
        yield "some records shown as last read", styles.WARNING
    whole = not any(not file.shown for file in snapshot.unread)
    is_well = held == passages and not snapshot.astray
    sign = signs.ALL_FOUND if is_well else signs.NOT_ALL_FOUND
    counted = f"{held}/{passages}" if short else f"{held} of {passages} {sign.name}"
    if whole or not is_well:
        yield styles.signed(sign, counted + _astray(snapshot, short=short))
    else:
        yield f"{counted} in the rest", styles.WARNING


def _astray(snapshot: Snapshot, *, short: bool) -> str:
    """The quotes whose words are found and that are astray all the same, to go on with; `short`, by their signs."""
    if short:
        return "".join(f" {signs.STATUSES[status].mark}{number}" for status, number in snapshot.astray.items())
    return "".join(f", {doubt}" for doubt in astray(snapshot))


def draft_count(snapshot: Snapshot) -> Styled:
    """How many records nobody has accepted yet."""
    return counted(snapshot.archive.drafts, "draft"), styles.WARNING


def problem_count(snapshot: Snapshot) -> Styled:
    """How many problems of the gravest severity there are; or that the archive can't be read."""
    if snapshot.failure:
        return styles.signed(
            signs.SEVERITIES[Severity.ERROR], f"not read since {time_of(snapshot.failure.since)}, see !"
        )
    counts = Counter(problem.severity for problem in snapshot.problems)
    for severity in Severity:
        if counts[severity]:
            return styles.signed(signs.SEVERITIES[severity], f"{counted(counts[severity], severity)}, see !")
    return "no problems", styles.MUTED
