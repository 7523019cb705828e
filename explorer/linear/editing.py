"""Opening the user's editor at a record, writing what was meant, adding an article, copying the example."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from explorer.desk.changing import Edit, NotWrittenError, Written, change
from explorer.desk.editors import NoEditorError, editor_command, uses_terminal
from explorer.desk.mending import mend
from explorer.desk.mending import told as told_of_mending
from explorer.desk.own_copy import NotCopiedError, copy_example, suggested_folder
from explorer.desk.reviewing import NotPossibleError
from explorer.desk.signals import handled, ignore
from explorer.model.problems import Place, Problem
from explorer.snapshot import Snapshot, is_installed, read_snapshot


class NotEditedError(Exception):
    """No editor was opened, or nothing was written; the message says why, and what to do."""


# What is raised when nothing was written: each message says why.
REFUSED = (NotEditedError, NotWrittenError, NotPossibleError, NotCopiedError)


def edit(root: Path, place: Place, environ: Mapping[str, str], setting: str | None, *, is_terminal: bool) -> str:
    """Open the user's editor, or that of the `setting`, at a place in the archive. Returns what to say.

    Waits for an editor in the terminal.

    Raises:
        NotEditedError: there is no editor, it could not be run, or an edit would be lost.
    """
    where = f"{place.file}, line {place.line}"
    refuse_installed(root)
    try:
        command = editor_command(root / place.file, place.line, place.column, environ, setting)
    except NoEditorError as error:
        raise NotEditedError(f"{error} It stands in {where}.") from None
    if not uses_terminal(command):
        _start(command)
        return f"Opened {where}."
    if not is_terminal:
        raise NotEditedError(f"The editor needs a terminal. It stands in {where}.")
    with handled((signal.SIGINT,), ignore):  # Ctrl+C now means the editor
        try:
            status = subprocess.run(command, check=False).returncode
        except OSError as error:
            raise NotEditedError(f"{command[0]} can’t be run: {error.strerror}.") from None
    return f"Edited {where}." if status == 0 else f"{command[0]} ended with {status}."


def write(snapshot: Snapshot, edits: Callable[[], Sequence[Edit]], what: str) -> Written:
    """Make edits of records as a step with a name. Raises one of REFUSED when nothing was written."""
    refuse_installed(snapshot.root)
    return change(snapshot, edits(), what)


def mended(snapshot: Snapshot, problem: Problem) -> str:
    """Replace what a problem is about with what was probably meant. Returns what to say.

    Raises one of REFUSED when nothing was written, or it would be lost.
    """
    refuse_installed(snapshot.root)
    return told_of_mending(mend(snapshot, problem), problem)


def added(snapshot: Snapshot, file: str) -> tuple[str, str]:
    """Add a file as an article, with its proposed records. Returns its ref, and what to say.

    Raises:
        NotEditedError: it was not added.
    """
    from explorer.desk.adding import add_files, told

    refuse_installed(snapshot.root)
    try:
        (outcome,) = add_files(snapshot, [file], lambda _: None)
    except OSError as error:
        raise NotEditedError(f"The archive can’t be read: {error.strerror}.") from None
    if outcome.done is None:
        raise NotEditedError(f"{file}: {outcome.why}.")
    return outcome.done.draft.article.ref, told(outcome.done)


def own_copy(root: Path, given: str) -> tuple[Snapshot, str]:
    """Copy the archive to a new folder, and read it there. Returns it, and what to say.

    Raises one of REFUSED when it was not copied.
    """
    if not given:
        raise NotEditedError(f"own takes a new folder, as in: own {suggested_folder(Path.home())}")
    folder, told = copy_example(root, given)
    return read_snapshot(folder), told


def refuse_installed(root: Path) -> None:
    """Raise NotEditedError for the example that comes with an installed explorer."""
    if is_installed(root):
        folder = suggested_folder(Path.home())
        raise NotEditedError(
            "An upgrade of the explorer would undo what you write into the example that is installed with it. "
            f"First copy it to a folder of yours: own {folder}"
        )


def _start(command: list[str]) -> None:
    """Start an editor that has a window of its own. It may outlive the explorer."""
    silent = subprocess.DEVNULL
    try:
        subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    except OSError as error:
        raise NotEditedError(f"{command[0]} can’t be run: {error.strerror}.") from None
