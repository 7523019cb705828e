"""Undoing what was written into an archive, step by step, and redoing it; also the steps of earlier sessions."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from explorer.describing.how_read import time_of
from explorer.desk.journal import Journal, Pending, Step, Steps, Way, digest_in
from explorer.desk.steps import (
    Conflict,
    NothingToDoError,
    NotWrittenError,
    UnexpectedContentError,
    Written,
    journal_of,
    require,
    write,
)
from explorer.files.belonging import DATA, members
from explorer.files.stamps import Stamp, stamp_of

_MOST_NAMED = 3


class Later(msgspec.Struct, frozen=True):
    """The next step to undo, and the files that something else has changed after it."""

    step: Step
    files: Mapping[str, Stamp]


class ChangedLaterError(NotWrittenError):
    """Something else was changed after the step: it is undone only `over` that, when the user confirms."""

    def __init__(self, message: str, later: Later) -> None:
        super().__init__(message)
        self.later = later


def undo(root: Path, over: Later | None = None) -> Written:
    """Restore what was there before the latest step, in all of its files.

    Raises:
        NotWrittenError: there is no such step, or a file has changed since. Nothing was written.
        ChangedLaterError: a file that the step did not change has changed since, and `over` does not name that.
    """
    with journal_of(root) as (journal, steps):
        if not steps.done:
            raise NothingToDoError(f"There is nothing to undo.{_lost(journal)}")
        return _go(root, journal, steps, steps.done[-1].backwards(time.time_ns()), "undo", over)


def redo(root: Path, over: Later | None = None) -> Written:
    """Write again the step that was undone last. Raises as `undo` does."""
    with journal_of(root) as (journal, steps):
        if not steps.undone:
            raise NothingToDoError(f"There is nothing to do again.{_lost(journal)}")
        return _go(root, journal, steps, msgspec.structs.replace(steps.undone[-1], at=time.time_ns()), "redo", over)


def _go(root: Path, journal: Journal, steps: Steps, step: Step, way: Way, over: Later | None) -> Written:
    try:
        before = {file.file: journal.content(file.before) for file in step.files}
        after = {file.file: journal.content(file.after) for file in step.files}
    except OSError:
        raise NotWrittenError(f"What “{step.what}” changed is not kept any more. Nothing was written.") from None
    try:
        require(root, before)
        _require_latest(root, steps, way, over)
        return write(
            root, journal, step.what, before, after, msgspec.structs.replace(steps, pending=Pending(step, way))
        )
    except UnexpectedContentError as error:
        names, has = ", ".join(error.now), "has" if len(error.now) == 1 else "have"
        what = "Not undone" if way == "undo" else "Not done again"
        raise NotWrittenError(
            f"{what}: {step.what}. {names} {has} changed since, which would be lost. Nothing was written.",
            [Conflict(name, now, after[name]) for name, now in error.now.items()],
        ) from None


def _require_latest(root: Path, steps: Steps, way: Way, over: Later | None) -> None:
    """Raise ChangedLaterError if something else has since changed a data file that the step does not touch."""
    step = steps.done[-1] if way == "undo" else steps.undone[-1]
    later = Later(step, _changed_since(root, steps, step))
    if not later.files or later == over:
        return
    *others, last = sorted(later.files)
    named = f"{', '.join(others[: _MOST_NAMED - 1])} and {last}" if others else last
    if len(others) >= _MOST_NAMED:
        named = f"{len(later.files)} files, {last} among them,"
    has, is_from = "has" if not others else "have", "was written" if way == "undo" else "was undone"
    at = time_of(datetime.fromtimestamp(step.at / 1e9, UTC))
    raise ChangedLaterError(
        f"“{step.what}” {is_from} at {at}, and {named} {has} been changed by something else since. "
        f"To {way} that step alone, ask again.",
        later,
    )


def _changed_since(root: Path, steps: Steps, step: Step) -> dict[str, Stamp]:
    """The data files that have changed since a step, other than by the explorer, with their stamps."""
    changed: dict[str, Stamp] = {}
    left = steps.left
    for member in members(root, DATA):
        if member.wrong:
            continue
        try:
            stamp = stamp_of(member.path)
            if stamp[0] > step.at and (member.name not in left or digest_in(Path(member.path)) != left[member.name]):
                changed[member.name] = stamp
        except OSError:
            continue
    return changed


def _lost(journal: Journal) -> str:
    """A note to add if a journal was damaged; empty otherwise."""
    folders = journal.put_aside
    return (
        f" What was written before can’t be undone: its journal is damaged, and lies in {folders[-1]}."
        if folders
        else ""
    )
