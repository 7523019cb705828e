"""Changing records in their data files: all edits of a step are written, or none.

Nothing is written unless each file is as it was when the snapshot was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain

from explorer.desk.steps import Conflict, Content, NotWrittenError, UnexpectedContentError, Written, write_step
from explorer.files.belonging import DATA, REJECTED, is_data_file, is_inside
from explorer.files.contents import Contents
from explorer.files.data_files import LARGEST_FILE
from explorer.files.record_edits import (
    AddRecord,
    Invalid,
    Read,
    RemoveRecord,
    RenameId,
    SetFields,
    edited_file,
    new_refs,
    read,
    require_no_worse,
)
from explorer.files.record_edits import Edit as RecordEdit
from explorer.files.stamps import TooLargeError
from explorer.files.text_changes import CannotSplice
from explorer.model.amended import base_of
from explorer.model.joining import Joined
from explorer.model.records import Entry, RejectedTopic, Rejection, kind_of
from explorer.model.splicing import splice
from explorer.snapshot import Snapshot

__all__ = [
    "AddRecord",
    "Conflict",
    "Edit",
    "NotWrittenError",
    "Reject",
    "RemoveRecord",
    "RenameId",
    "SetFields",
    "Written",
    "change",
    "planned",
    "rewrite",
]


@dataclass(frozen=True, slots=True)
class Reject:
    """The memory that a draft, or a proposed topic, was rejected. It changes no record."""

    rejection: Rejection | RejectedTopic


Edit = RecordEdit | Reject


def change(snapshot: Snapshot, edits: Sequence[Edit], what: str) -> Written:
    """Make edits as one step, which undo names by `what`. The files are written as a whole, all or none.

    Everything else in the files stays as it is, byte for byte. Each edit names a record by the ref that it has in the
    snapshot. Takes as long as reading the files that change: call it in a thread of its own.

    Raises:
        NotWrittenError: nothing was written.
    """
    contents = planned(snapshot, edits, Contents(snapshot.root))
    if not contents:
        return Written(what, ())
    old = {name: before if name in snapshot.files else None for name, (before, _) in contents.items()}
    new = {name: after for name, (_, after) in contents.items()}
    try:
        return write_step(snapshot.root, what, old, new)
    except UnexpectedContentError as error:
        both = [Conflict(name, now, _ours(snapshot, name, now, edits)) for name, now in error.now.items()]
        raise _changed(both) from None


def planned(snapshot: Snapshot, edits: Sequence[Edit], contents: Contents) -> dict[str, tuple[bytes, bytes]]:
    """What edits would make of an archive: the content of each file that they change, before and after.

    Nothing is written. Raises NotWrittenError, as `change` does.
    """
    asked = {name: some for name, some in _by_file(snapshot, edits).items() if _may_change(contents, name, some)}
    renames = asked.pop(REJECTED, ())
    before = {name: _read(snapshot, contents, name, edits) for name in asked}
    after: dict[str, Read] = {}
    for name, some in asked.items():
        with _telling(name):
            after[name] = edited_file(before[name], name, some)
    _require_sound(snapshot, after, new_refs(edit for edit in edits if isinstance(edit, RenameId)))
    both = {name: (before[name].content, file.content) for name, file in after.items()}
    if renames or any(isinstance(edit, Reject) for edit in edits):
        if not is_inside(snapshot.root, snapshot.root / REJECTED):
            raise NotWrittenError(f"{REJECTED} leads out of the archive. Nothing was written.")
        old = _as_read(snapshot, contents, REJECTED, edits)
        with _telling(REJECTED):
            both[REJECTED] = old, _with_rejected(old, edits)
    return {name: (old, new) for name, (old, new) in both.items() if old != new}


def rewrite(snapshot: Snapshot, name: str, make: Callable[[bytes], bytes], what: str) -> Written:
    """Replace the content of a data file with what `make` returns for it. Raises as `change` does; `make` may, too."""
    old = _as_read(snapshot, Contents(snapshot.root), name)
    with _telling(name):
        new = make(old)
    try:
        return write_step(snapshot.root, what, {name: old}, {name: new}) if new != old else Written(what, ())
    except UnexpectedContentError as error:
        raise _changed([Conflict(name, now, None) for now in error.now.values()]) from None


def _may_change(contents: Contents, name: str, edits: Sequence[RecordEdit]) -> bool:
    """Whether a file has to be read as YAML: an id can change only where it is written.

    An id written with an escape would be left behind. That is an error, and then nothing is written.
    """
    if not all(isinstance(edit, RenameId) for edit in edits):
        return True
    with suppress(OSError, TooLargeError):
        content = contents.content(name, LARGEST_FILE)[1]
        return any(edit.ref.partition("/")[2].encode() in content for edit in edits)
    return True


def _by_file(snapshot: Snapshot, edits: Sequence[Edit]) -> dict[str, list[RecordEdit]]:
    """The edits of records in each file, by its name."""
    asked: dict[str, list[RecordEdit]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, Reject):
            continue
        for name in dict.fromkeys(_files(snapshot, edit)):
            asked[name].append(edit)
    return dict(asked)


def _files(snapshot: Snapshot, edit: RecordEdit) -> list[str]:
    """Find the files in which an edit may change something."""
    if isinstance(edit, AddRecord):
        return [_new_file(snapshot, edit.file)]
    entry = snapshot.archive.entries.get(edit.ref)
    if entry is None:
        raise NotWrittenError(f"{edit.ref} is not there any more. Nothing was written.")
    if not isinstance(edit, RenameId):
        return [entry.place.file]
    for unread in snapshot.unread:
        raise NotWrittenError(
            f"{unread.name} can’t be read now, and may refer to {edit.ref}. Nothing was written; put that right first."
        )
    if not edit.to:
        raise NotWrittenError("An id can’t be empty. Nothing was written.")
    if edit.new_ref in snapshot.archive.entries:
        raise NotWrittenError(f"There is a {kind_of(edit.ref)} “{edit.to}” already. Nothing was written.")
    return [entry.place.file, *snapshot.files]


def _new_file(snapshot: Snapshot, name: str) -> str:
    """Return the name of the file to add a record to: a data file, or one that can become a data file."""
    if name in snapshot.files and name != REJECTED:
        return name
    if not is_data_file(name):
        raise NotWrittenError(f"{name} can be no data file: those end with .yaml and lie below {DATA}/.")
    if not is_inside(snapshot.root, snapshot.root / name):
        raise NotWrittenError(f"{name} leads out of the archive. Nothing was written.")
    return name


def _as_read(snapshot: Snapshot, contents: Contents, name: str, edits: Sequence[Edit] = ()) -> bytes:
    """The content of a file that has not changed since the snapshot was read."""
    known = snapshot.files.get(name)
    if known is None and not (snapshot.root / name).exists():
        return b""
    try:
        stamp, content = contents.content(name, LARGEST_FILE)
    except FileNotFoundError:
        raise _changed([Conflict(name, None, None)]) from None
    except TooLargeError:
        raise NotWrittenError(f"{name} is too large. Nothing was written.") from None
    except OSError as error:
        raise NotWrittenError(f"{name} can’t be read: {error.strerror}. Nothing was written.") from None
    if known is None or stamp != known.stamp:
        raise _changed([Conflict(name, content, _ours(snapshot, name, content, edits))])
    return content


def _read(snapshot: Snapshot, contents: Contents, name: str, edits: Sequence[Edit]) -> Read:
    """A file as it was when the snapshot was read, with its records."""
    content, known = _as_read(snapshot, contents, name, edits), snapshot.files.get(name)
    with _telling(name):
        there = read(content, name)
    # Within the smallest step of the file system's clock, a file that changed keeps its stamp.
    if known and not known.stale and there.entries != known.entries:
        raise _changed([Conflict(name, content, _ours(snapshot, name, content, edits))])
    return there


def _with_rejected(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Add rejections to the file of rejections, or give those in it the new ids of their records."""
    from explorer.files import rejected_edits

    names = {edit.ref: edit.to for edit in edits if isinstance(edit, RenameId)}
    content = rejected_edits.with_new_ids(content, names) if names else content
    return rejected_edits.with_rejected(content, [edit.rejection for edit in edits if isinstance(edit, Reject)])


def _require_sound(snapshot: Snapshot, after: Mapping[str, Read], named: Mapping[str, str]) -> None:
    """Raise NotWrittenError if an id would be taken twice, or a reference would be broken or circular."""
    files: dict[str, Sequence[Entry]] = {name: file.entries for name, file in snapshot.files.items()}
    files |= {name: file.entries for name, file in after.items()}
    entries = [files[name] for name in sorted(files, key=lambda name: name.split("/"))]
    left_out = {problem.ref for file in snapshot.files.values() for problem in file.problems if problem.ref}
    before = snapshot.archive
    left_out = {ref for ref in left_out if ref not in before.entries}
    known = splice(base_of(before.entries), entries)
    problems = Joined(chain.from_iterable(entries), left_out, before, splice=known).problems
    with _telling():
        require_no_worse(before.problems, problems, named)


@contextmanager
def _telling(file: str = "") -> Iterator[None]:
    """Raise NotWrittenError to say why a file can't be changed, or what would be wrong with its records then."""
    try:
        yield
    except CannotSplice as error:
        raise NotWrittenError(f"Nothing was written into {file}: {error}.") from None
    except Invalid as error:
        where = f"{error.problem.ref}: " if error.problem.ref else ""
        said = f"{where}{error}"
        raise NotWrittenError(f"Nothing was written: {said}{'' if said.endswith('?') else '.'}") from None


def _ours(snapshot: Snapshot, name: str, now: Content, edits: Sequence[Edit]) -> Content:
    """Make the edits in a file that has changed since it was read; None when they can't be made in it."""
    try:
        if name == REJECTED:
            return _with_rejected(now or b"", edits)
        return edited_file(read(now or b"", name), name, _by_file(snapshot, edits).get(name, ())).content
    except (CannotSplice, Invalid, NotWrittenError):
        return None


def _changed(conflicts: Sequence[Conflict]) -> NotWrittenError:
    names, has = ", ".join(both.file for both in conflicts), "has" if len(conflicts) == 1 else "have"
    message = f"{names} {has} changed since it was read. Nothing was written; see what is there now, then do it again."
    return NotWrittenError(message, conflicts)
