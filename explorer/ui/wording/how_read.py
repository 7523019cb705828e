"""Whether and how the archive was read, as shown on a status line."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.how_read import astray, doing, how_far, passages_found, time_of, unread_files
from explorer.model.pausing import Progress
from explorer.model.problems import Severity
from explorer.snapshot import Snapshot
from explorer.ui.wording import styles

Styled = tuple[str, str]
_ERROR = styles.TONES[signs.SEVERITIES[Severity.ERROR].tone]


def standing(snapshot: Snapshot, reading: Progress | None = None, *, short: bool = False) -> Iterator[Styled]:
    """The state of the archive, the gravest first: problems, unread files, how many passages were found.

    If it has been read for longer than a moment, the progress of that. The `short` form has the passages in figures,
    and does not say that there are no problems.
    """
    if reading or ((snapshot.pending or snapshot.is_past or snapshot.is_unchecked) and not snapshot.failure):
        yield _reading(snapshot, reading, short=short), styles.MUTED
        return
    if snapshot.problems or snapshot.failure or not (short and snapshot.held[1]):
        yield problem_count(snapshot)
    if snapshot.pending or snapshot.is_unchecked:
        return
    if snapshot.failure:
        yield f"{passages_found(snapshot).words} then", styles.MUTED
        return
    # Unreadable files need the room, and how many passages are found in the rest.
    if snapshot.archive.drafts and not snapshot.unread:
        yield draft_count(snapshot)
    unread = unread_files(snapshot, short=short)
    if unread:
        yield unread, _ERROR
    elif snapshot.stale:
        yield "some records shown as last read", styles.WARNING
    # How many passages were found, and how many quotes have a problem all the same, each with its own sign.
    found, whole = passages_found(snapshot), all(file.shown for file in snapshot.unread)
    said = found.figures if short else found.words
    if whole or found.sign is signs.NOT_ALL_FOUND:
        yield styles.signed(found.sign, said)
    else:
        yield f"{said} in the rest", styles.WARNING
    for count in astray(snapshot):
        yield styles.signed(count.sign, count.figures if short else count.words)


def _reading(snapshot: Snapshot, reading: Progress | None, *, short: bool) -> str:
    whole = doing(snapshot).lower()
    if reading is None or not reading.total:
        return f"{whole} …"
    return how_far(reading) if short else f"{whole.split()[0]}: {how_far(reading)}"


def draft_count(snapshot: Snapshot) -> Styled:
    """How many records nobody has accepted yet."""
    return counted(snapshot.archive.drafts, "draft"), styles.WARNING


def problem_count(snapshot: Snapshot) -> Styled:
    """The number of problems of the gravest severity; or that the archive can't be read."""
    if snapshot.failure:
        return styles.signed(
            signs.SEVERITIES[Severity.ERROR], f"not read since {time_of(snapshot.failure.since)}, see !"
        )
    counts = snapshot.severities
    for severity in Severity:
        if counts[severity]:
            return styles.signed(signs.SEVERITIES[severity], f"{counted(counts[severity], severity)}, see !")
    return f"{doing(snapshot).lower()} …" if snapshot.is_unchecked else "no problems", styles.MUTED
