"""Writing a step: all of its files or none, only if each is as expected, and so that it can be undone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from explorer.desk.journal import Changed, Journal, Pending, Step, Steps, digest_of
from explorer.files.belonging import DATA, is_inside
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import TooLargeError, content_of
from explorer.files.writing import alone, replace_files

# A file's content, or None if there is no file.
Content = bytes | None
Contents = Mapping[str, Content]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that somebody else has changed: what is in it now, and what it would be with the edits.

    `now` is None when the file is gone; `ours` when the edits can't be made in what is there now.
    """

    file: str
    now: Content
    ours: Content


class NotWrittenError(Exception):
    """Nothing was written; the message is a sentence or two that say why, and what to do.

    `conflicts` has both versions of each file that was changed meanwhile.
    """

    def __init__(self, message: str, conflicts: Sequence[Conflict] = ()) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)


class NothingToDoError(NotWrittenError):
    """There is no step to undo, or to do again."""


class UnexpectedContentError(Exception):
    """Some files are not as expected: what is in them now, by their names."""

    def __init__(self, now: Contents) -> None:
        super().__init__(f"changed: {', '.join(now)}")
        self.now = now


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the step's name, and its files, relative to the archive's folder.

    `undoable` says whether it can be undone: not where the user's state folder can't be written.
    """

    what: str
    files: tuple[str, ...]
    undoable: bool = True

    @property
    def remark(self) -> str:
        """What else to say about it, with a space in front; empty for nothing."""
        return "" if self.undoable else " It can’t be undone: your state folder can’t be written."


@contextmanager
def journal_of(root: Path) -> Iterator[tuple[Journal, Steps]]:
    """Open the journal of the archive in `root`, which nobody else changes meanwhile, and the steps in it.

    What an explorer left half done when it was killed is finished first.

    Raises:
        NotWrittenError: somebody else is writing, or what was left can't be finished.
    """
    try:
        with alone(root / DATA) as is_alone:
            if not is_alone:
                raise NotWrittenError("Another explorer is writing into this archive. Nothing was written; try again.")
            journal = Journal(root)
            yield journal, _settled(root, journal)
    except OSError as error:
        raise NotWrittenError(f"{DATA}/ can’t be written: {error.strerror}. Nothing was written.") from None


def write_step(root: Path, what: str, before: Contents, after: Contents) -> Written:
    """Write the files of a new step, whose expected contents are in `before`.

    Raises:
        UnexpectedContentError: some of them have something else. Nothing was written.
        NotWrittenError: nothing was written, for another reason.
    """
    # What is half written when the power fails is finished from what is kept. A new file alone is never half written.
    synced = len(after) > 1 or any(content is not None for content in before.values())
    with journal_of(root) as (journal, steps):
        try:
            files = [
                Changed(name, journal.keep(before[name]), journal.keep(after[name], synced=synced)) for name in after
            ]
            step = Step(what, tuple(files), time.time_ns())
            pending = msgspec.structs.replace(steps, pending=Pending(step, "do"))
        except OSError:
            pending = None
        return write(root, journal, what, before, after, pending)


def write(root: Path, journal: Journal, what: str, before: Contents, after: Contents, pending: Steps | None) -> Written:
    """Write files while the journal notes that this is under way; without `pending`, it notes nothing.

    Raises as `write_step` does.
    """
    _require_inside(root, after)
    require(root, before)
    undoable = False
    if pending:
        with suppress(OSError):
            journal.save(pending)
            undoable = True
    changed: dict[str, int] | None = None  # when each existing file was last changed, in ns

    def begin() -> None:
        nonlocal changed
        require(root, before)
        changed = {name: (root / name).stat().st_mtime_ns for name in before if before[name] is not None}

    try:
        replace_files({root / name: content for name, content in after.items()}, begin)
    except BaseException as error:
        if changed is not None:
            _put_back(root, before, after, changed)
        if pending and undoable:
            with suppress(OSError):
                journal.settle(pending.dropped)
        if isinstance(error, OSError):
            raise NotWrittenError(f"{_told(error, after)} Nothing was written.") from None
        raise
    if pending and undoable:
        with suppress(OSError):
            journal.settle(pending.finished)
    return Written(what, tuple(after), undoable)


def require(root: Path, expected: Contents) -> None:
    """Raise UnexpectedContentError unless the files have their expected contents."""
    now = {name: content_in(root / name) for name in expected}
    astray = {name: content for name, content in now.items() if content != expected[name]}
    if astray:
        raise UnexpectedContentError(astray)


def content_in(path: Path) -> Content:
    """Read what is in a file now; None if there is no file. Raises NotWrittenError when it can't be read."""
    try:
        return content_of(path, LARGEST_FILE)[1]
    except FileNotFoundError:
        return None
    except TooLargeError:
        raise NotWrittenError(f"{path.name} is too large. Nothing was written.") from None
    except OSError as error:
        raise NotWrittenError(f"{path.name} can’t be read: {error.strerror}. Nothing was written.") from None


def _require_inside(root: Path, names: Iterable[str]) -> None:
    """Raise NotWrittenError for a file that a link leads to outside the archive."""
    for name in names:
        if not is_inside(root, root / name):
            raise NotWrittenError(f"{name} leads out of the archive. Nothing was written.")


def _put_back(root: Path, before: Contents, after: Contents, changed: Mapping[str, int]) -> None:
    """Restore the old content, and its time of change, in the files that have all or some of the new content."""
    for name, content in before.items():
        with suppress(OSError, NotWrittenError):
            now = content_in(root / name)
            if now != content and (now == after[name] or _is_between(now, content, after[name])):
                replace_files({root / name: content})
                if name in changed:
                    os.utime(root / name, ns=(changed[name], changed[name]))


def _told(error: OSError, names: Contents) -> str:
    path = Path(error.filename or "").name
    told = [name for name in names if Path(name).name in path] or [*names]
    return f"{', '.join(told)} can’t be written: {error.strerror}."


# What was left half done


def _settled(root: Path, journal: Journal) -> Steps:
    """The steps, with none of them under way: one that was left half done is finished."""
    steps = journal.load()
    if not steps.pending:
        return steps
    step = steps.pending.step
    try:
        _require_inside(root, [file.file for file in step.files])
    except NotWrittenError:
        journal.save(steps.dropped)
        raise
    rest = {file.file: file for file in step.files}
    now = {name: _digest(root / name) for name in rest}
    written = [name for name, file in rest.items() if now[name] == file.after]
    waiting = [name for name, file in rest.items() if now[name] == file.before]
    others = [name for name in rest if name not in (*written, *waiting)]
    halfway = [name for name in others if _is_halfway(root, journal, rest[name])]
    others, waiting = [name for name in others if name not in halfway], [*waiting, *halfway]
    settled = steps.finished if written or halfway else steps.dropped
    if (written or halfway) and waiting and others:
        journal.save(steps.dropped)
        raise NotWrittenError(
            f"“{step.what}” was interrupted, and {', '.join(others)} changed since: {', '.join(written)} has it, "
            f"{', '.join(waiting)} has not. Nothing more was written; look at these files."
        )
    if (written or halfway) and waiting:
        replace_files({root / name: journal.content(rest[name].after) for name in waiting})
    journal.save(settled)
    return settled


def _is_halfway(root: Path, journal: Journal, file: Changed) -> bool:
    """Whether a file was being written into when the explorer was killed."""
    try:
        return _is_between(content_in(root / file.file), journal.content(file.before), journal.content(file.after))
    except OSError:
        return False


def _is_between(now: Content, before: Content, after: Content) -> bool:
    """Whether a file begins with its new content and continues with the old one, or with the room made for more."""
    if now is None or before is None or after is None:
        return False
    same = next((n for n, (one, other) in enumerate(zip(now, after, strict=False)) if one != other), len(after))
    return now[same:] == before.ljust(len(now), b"\0")[same:]


def _digest(path: Path) -> str | None:
    content = content_in(path)
    return None if content is None else digest_of(content)
