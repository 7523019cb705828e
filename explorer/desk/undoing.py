"""Undoing what was written into an archive, step by step, and doing it again; also that of earlier sessions."""

from __future__ import annotations

from pathlib import Path

import msgspec

from explorer.desk.journal import Journal, Pending, Step, Steps, Way
from explorer.desk.steps import AstrayError, Conflict, NothingToDoError, NotWrittenError, Written, journal_of, write


def undo(root: Path) -> Written:
    """Put back what was there before the latest step, in all of its files.

    Raises:
        NotWrittenError: there is no such step, or a file has changed since. Nothing was written.
    """
    with journal_of(root) as (journal, steps):
        if not steps.done:
            raise NothingToDoError("There is nothing to undo.")
        return _go(root, journal, steps, steps.done[-1].backwards, "undo")


def redo(root: Path) -> Written:
    """Write the step again that was undone last. Raises as `undo` does."""
    with journal_of(root) as (journal, steps):
        if not steps.undone:
            raise NothingToDoError("There is nothing to do again.")
        return _go(root, journal, steps, steps.undone[-1], "redo")


def _go(root: Path, journal: Journal, steps: Steps, step: Step, way: Way) -> Written:
    try:
        before = {file.file: journal.content(file.before) for file in step.files}
        after = {file.file: journal.content(file.after) for file in step.files}
    except OSError:
        raise NotWrittenError(f"What “{step.what}” changed is not kept any more. Nothing was written.") from None
    try:
        return write(
            root, journal, step.what, before, after, msgspec.structs.replace(steps, pending=Pending(step, way))
        )
    except AstrayError as error:
        names, has = ", ".join(error.now), "has" if len(error.now) == 1 else "have"
        what = "Not undone" if way == "undo" else "Not done again"
        raise NotWrittenError(
            f"{what}: {step.what}. {names} {has} changed since, which would be lost. Nothing was written.",
            [Conflict(name, now, after[name]) for name, now in error.now.items()],
        ) from None
