"""Writing a file or a folder atomically: a reader finds the old one or the new one, never a part of either.

The new file has the old one's owner, group, permissions, access control lists and extended attributes. If it can't have
them, or if the old one has other names (hard links), the new content is written into the old file instead, once all of
it is on the disk next to it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import BinaryIO

# The bytes to write, or a function that writes them piece by piece if they are too many to hold at once.
Content = bytes | Callable[[BinaryIO], None]

# Seconds. A draft that was not written to for this long was left by a process that ended while writing it.
_ABANDONED = 3600.0
_DRAFT = ".draft"

# The drafts that this process is writing. They are created only under this lock, so that none is missed at the end.
_drafts: set[Path] = set()
_making = RLock()  # reentrant: the same thread writes the crash report after discarding the drafts
# Seconds: creating a draft takes far less, and exiting must not wait.
_PATIENCE = 0.2

# The modes of files and folders that only the user may access.
_PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_ACCESS_LIST = "system.posix_acl_access"
# Attributes that describe the old content.
_OF_CONTENT = frozenset({"security.capability", "security.evm", "security.ima"})


def replace_file(path: Path, content: Content) -> None:
    """Replace a file, creating its folder if needed; follow a link.

    Raises OSError when it can't be written, PermissionError when the user may not write to it. The old file is then
    unchanged, and nothing is left next to it.
    """
    replace_files({path: content})


def keep_private(path: Path, content: Content, *, synced: bool = True) -> None:
    """Write a file that only the user may read, as `replace_file` does, in a private folder.

    If it is not `synced`, there is no waiting for the disk: a power cut may leave the file empty.
    """
    private_folder(path.parent)
    if path.exists():
        _require_file(path)
        path.chmod(_PRIVATE)
    _replace({path: content}, lambda: None, _PRIVATE, synced=synced)


@contextmanager
def private_draft(path: Path) -> Iterator[Path]:
    """Yield a new empty file to write to, which replaces the file at `path` at the end unless an exception is raised.

    Only the user may read it, and its folder is private. Raises OSError when it can't be written.
    """
    private_folder(path.parent)
    _require_file(path)
    with _draft_for(path) as draft:
        with _making:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE))
        drop_abandoned(draft, path)
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folders([path.parent])


def private_folder(folder: Path) -> None:
    """Create a folder and its missing parents so that only the user can access them, or restrict an existing folder."""
    for missing in [above for above in (*reversed(folder.parents), folder) if not above.exists()]:
        missing.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(_PRIVATE_FOLDER)


def replace_files(contents: Mapping[Path, Content | None], require: Callable[[], None] = lambda: None) -> None:
    """Write several files, each as `replace_file` does. All are on the disk before the first replaces anything.

    A file whose content is None is removed. `require` is called right before the first replacement; if it raises,
    nothing is replaced. Raises OSError when a file can't be written; then nothing is replaced. In the rare case that a
    file can't be moved into place, those before it have been.
    """
    _replace(contents, require, 0o666)


def _replace(
    contents: Mapping[Path, Content | None], require: Callable[[], None], mode: int, *, synced: bool = True
) -> None:
    """Write files; new ones get a mode, as far as the user's umask allows."""
    contents = {Path(os.path.realpath(path)): content for path, content in contents.items()}
    drafts: dict[Path, Path] = {}
    into: set[Path] = set()
    with ExitStack() as beside:
        for path, content in contents.items():
            _require_file(path)
            _require_writable(path)
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = beside.enter_context(_draft_for(path))
                if not _write(drafts[path], content, path, mode, synced=synced):
                    into.add(path)
                drop_abandoned(drafts[path], path)
        require()
        for path, draft in drafts.items():
            if path in into:
                _write_into(path, draft)
            else:
                draft.replace(path)
        for path, content in contents.items():
            if content is None:
                path.unlink(missing_ok=True)
        if synced:
            sync_folders(path.parent for path in contents)


def new_file(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, creating its folder if needed.

    Raises FileExistsError when something has this name, which stays as it is, and OSError when it can't be written.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "it is there already", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft_for(path) as draft:
        _write(draft, content, path, 0o666)
        try:
            # Unlike a rename, this fails when another program has just created the file.
            path.hardlink_to(draft)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            draft.rename(path)
        sync_folders([path.parent])


@contextmanager
def _draft_for(path: Path) -> Iterator[Path]:
    """Yield a path for writing a file until it is complete. What is left there at the end is removed."""
    draft = draft_of(path)
    _drafts.add(draft)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()
        _drafts.discard(draft)


def discard_drafts() -> None:
    """Remove the drafts that are being written, right before the process ends; no more are created after this.

    Safe in any thread; hardly ever waits.
    """
    _making.acquire(timeout=_PATIENCE)
    for draft in tuple(_drafts):
        with suppress(OSError):
            draft.unlink()


def draft_of(path: Path) -> Path:
    """Return a temporary name next to a file or folder for writing it."""
    return path.with_name(f".{path.name[:200]}.{os.urandom(8).hex()}{_DRAFT}")


def sync_folders(folders: Iterable[Path]) -> None:
    """Flush the names in some folders to the disk, if it can, because a power cut could restore the old ones."""
    for folder in set(folders):
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _require_file(path: Path) -> None:
    """Raise OSError for what is not a regular file, such as a device that a link leads to: it would be replaced."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))


def _require_writable(path: Path) -> None:
    """Raise PermissionError for a file that the user may not write to, because replacing it would succeed nonetheless.

    A read-only file is refused even for the administrator.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        if not path.stat().st_mode & 0o222:
            raise PermissionError(errno.EACCES, "it is read-only", str(path))
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, "you may not write into it", str(path))


def _write(draft: Path, content: Content, path: Path, mode: int, *, synced: bool = True) -> bool:
    """Write a draft, which only those who may access the file can ever access.

    Return whether it may replace the file: not if it can't have all of the file's attributes.
    """
    try:
        old = path.stat()
    except OSError:
        old = None
    with _making:
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE if old else mode)
    with os.fdopen(opened, "wb") as file:
        is_like = old is None or (old.st_nlink == 1 and _make_like(opened, path, old))
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)
        file.flush()
        # Otherwise the new name could reach the disk before the content, and a power cut would leave an empty file.
        if synced:
            os.fsync(file.fileno())
    return is_like


def _make_like(draft: int, path: Path, old: os.stat_result) -> bool:
    """Copy a file's attributes to an open draft; return False if the system does not allow it."""
    try:
        made = os.fstat(draft)
        if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
            os.fchown(draft, old.st_uid, old.st_gid)
        theirs, ours = _attributes(path), _attributes(draft)
        if _ACCESS_LIST in ours and _ACCESS_LIST not in theirs:  # from the folder's default list
            os.removexattr(draft, _ACCESS_LIST)
        for name, value in theirs.items():
            if ours.get(name) != value:
                os.setxattr(draft, name, value)
        os.fchmod(draft, old.st_mode & 0o7777)
    except OSError:
        return False
    return True


def _attributes(file: Path | int) -> dict[str, bytes]:
    """Return the extended attributes of a file, including its access control list; empty if unsupported."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise
    return {name: os.getxattr(file, name) for name in names if name not in _OF_CONTENT}


def _write_into(path: Path, draft: Path) -> None:
    """Copy the content of a draft into a file. If there is not enough space, nothing is changed."""
    with draft.open("rb") as new, path.open("r+b") as file:
        before, after = os.fstat(file.fileno()).st_size, os.fstat(new.fileno()).st_size
        if after > before and hasattr(os, "posix_fallocate"):
            try:
                os.posix_fallocate(file.fileno(), before, after - before)
            except OSError:
                file.truncate(before)
                raise
        shutil.copyfileobj(new, file)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def drop_abandoned(draft: Path, path: Path) -> None:
    """Remove old drafts of the same name that killed processes left, comparing times of the file system only."""
    start = draft.name[: -len(_DRAFT) - 16]
    with suppress(OSError):
        oldest = draft.stat().st_mtime - _ABANDONED
        # Names alone: in a folder of very many files, creating paths would take most of the time.
        names = os.listdir(path.parent)  # noqa: PTH208
        for other in (path.parent / name for name in names if name.startswith(start) and name.endswith(_DRAFT)):
            if other.stat().st_mtime < oldest:
                _remove(other)


def _remove(draft: Path) -> None:
    if draft.is_dir():
        shutil.rmtree(draft)
    else:
        draft.unlink()


@contextmanager
def whole_folder(folder: Path, *, replacing: bool = False) -> Iterator[Path]:
    """Yield a draft of a folder, to be filled, which then replaces an empty one, or any folder if `replacing`.

    If an exception is raised, nothing is changed. Raises OSError when it can't be written, or when the old folder has
    something in it and is not to be replaced.
    """
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(folder)
    draft.mkdir()
    try:
        drop_abandoned(draft, folder)
        with suppress(FileNotFoundError):
            draft.chmod(folder.stat().st_mode & 0o7777)
        yield draft
        if replacing and folder.exists():
            # Swap the names of the draft and the folder.
            aside = draft_of(folder)
            folder.rename(aside)
            try:
                draft.rename(folder)
            except BaseException:
                aside.rename(folder)
                raise
            aside.rename(draft)
        else:
            draft.rename(folder)
        sync_folders([folder.parent])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


# Seconds. The wait is short, since a suspended process may hold the lock. A change takes some milliseconds.
_LOCK_PATIENCE, _BETWEEN = 2.0, 0.01


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder, which also keeps out other threads of this process.

    Yield whether nobody else holds it, as far as can be known. Raises OSError when there is no such folder.
    """
    lock = os.open(folder, os.O_RDONLY)
    try:
        deadline, is_alone = time.monotonic() + _LOCK_PATIENCE, False
        while not is_alone and time.monotonic() < deadline:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_alone = True
            except BlockingIOError:
                time.sleep(_BETWEEN)
            except OSError:  # the disk does not support locks
                is_alone = True
        yield is_alone
    finally:
        os.close(lock)
