"""The journal: what each step changed in an archive's files, kept in the user's state folder so it can be undone.

A step is in the journal as `pending` before it is written, and as done after. So however the explorer ends, the next
one knows what was left. A damaged journal is put aside with its contents. When the archive's folder was moved, its
journal follows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, unquote_to_bytes

import msgspec
import platformdirs

from explorer.desk.own_files import name_of
from explorer.files.belonging import DATA, REJECTED, is_data_file
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private

# Kept for one archive: the latest steps, and the bytes of all contents that they need.
MOST_STEPS = 200
MOST_BYTES = 64 * 1024 * 1024
# The journals of the archives that have been unchanged for longest are deleted.
_MOST_ARCHIVES = 30

# The file with the steps, in an archive's folder of contents.
_STEPS = "steps.json"
# Damaged journals are put aside under the archive's name, followed by this and a number.
_BROKEN = ".broken"

Way = Literal["do", "undo", "redo"]
Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class Changed(msgspec.Struct, frozen=True):
    """A file of a step, relative to the archive's folder, and the digests of its contents; None for no file.

    Raises ValueError unless it is the name of a data file or rejected.yaml: a journal may have been tampered with.
    """

    file: str
    before: Digest | None
    after: Digest | None

    def __post_init__(self) -> None:
        if self.file != REJECTED and not is_data_file(self.file):
            raise ValueError(f"{self.file} is no data file")


class Step(msgspec.Struct, frozen=True):
    """A step: its name, the files that it changed, and when it was last done or undone, in ns as files have it."""

    what: str
    files: tuple[Changed, ...]
    at: int = 0

    def backwards(self, at: int) -> Step:
        """The step that undoes it."""
        return Step(self.what, tuple(Changed(file.file, file.after, file.before) for file in self.files), at)


class Pending(msgspec.Struct, frozen=True):
    """A step that is being written, and whether it is a new one."""

    step: Step
    way: Way


class Steps(msgspec.Struct, frozen=True):
    """The steps to undo, the latest last; the steps to redo, the next one last; and the step under way.

    `home` is the archive's folder, quoted as in a URL, and `inode` its number, which identifies it after a move.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    pending: Pending | None = None
    home: str = ""
    inode: int = 0

    @property
    def left(self) -> dict[str, str | None]:
        """The digest of what the explorer left in each file; None where it left none."""
        left = {file.file: file.after for step in self.done for file in step.files}
        return left | {file.file: file.before for step in self.undone for file in step.files}

    @property
    def finished(self) -> Steps:
        """The same steps when the one under way is written."""
        if not self.pending:
            return self
        step = self.pending.step
        match self.pending.way:
            case "do":
                return Steps((*self.done, step))
            case "undo":
                return Steps(self.done[:-1], (*self.undone, msgspec.structs.replace(self.done[-1], at=step.at)))
        return Steps((*self.done, step), self.undone[:-1])

    @property
    def dropped(self) -> Steps:
        """The same steps when the one under way was not written."""
        return Steps(self.done, self.undone)


class Journal:
    """The journal of one archive. Whoever uses it holds the archive's lock."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self.folder = platformdirs.user_state_path("article-explorer") / "undo" / name_of(root)

    @property
    def _path(self) -> Path:
        return self.folder / _STEPS

    @property
    def put_aside(self) -> list[Path]:
        """The folders of what was kept of this archive in journals that were damaged."""
        return sorted(self.folder.parent.glob(f"{self.folder.name}{_BROKEN}*"))

    def load(self) -> Steps:
        """The steps; none when they can't be read."""
        with suppress(OSError):
            if not self.folder.exists():
                self._follow()
        try:
            return _steps_in(self.folder)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            # Begin a new journal where one can't be read; all that it kept stays.
            with suppress(OSError):
                if any(self.folder.iterdir()):
                    self.folder.rename(f"{self.folder}{_BROKEN}{len(self.put_aside) + 1}")
            return Steps()

    def save(self, steps: Steps) -> None:
        """Keep the steps. Raises OSError when they can't be written."""
        home, inode = quote(os.fsencode(self._root)), self._root.stat().st_ino
        keep_private(self._path, msgspec.json.encode(msgspec.structs.replace(steps, home=home, inode=inode)))

    def _follow(self) -> None:
        """Adopt the journal of the archive that was moved to this folder, if there is one.

        It is recognized by what it left in the files: in all of them, or in one if the folder itself is still the same.
        """
        inode = self._root.stat().st_ino
        for folder in self.folder.parent.iterdir():
            with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                steps = _steps_in(folder)
                if not steps.home or (Path(os.fsdecode(unquote_to_bytes(steps.home))) / DATA).is_dir():
                    continue
                as_left = [digest_in(self._root / name) == left for name, left in steps.left.items() if left]
                if as_left and (all(as_left) or (any(as_left) and steps.inode == inode)):
                    folder.rename(self.folder)
                    return

    def keep(self, content: bytes | None, *, synced: bool = True) -> str | None:
        """Keep a content, and return its digest. Raises OSError when it can't be written.

        Where it need not be `synced`, a power cut may leave it damaged, as `content` tells.
        """
        if content is None:
            return None
        digest = digest_of(content)
        try:
            self.content(digest)
        except OSError:  # it is not kept yet, or not whole
            keep_private(self.folder / digest, zlib.compress(content, 1), synced=synced)
        return digest

    def content(self, digest: str | None) -> bytes | None:
        """The content of a digest. Raises OSError when it is not kept whole any more."""
        if digest is None:
            return None
        try:
            content = zlib.decompressobj().decompress(kept_content(self.folder / digest, LARGEST_FILE), LARGEST_FILE)
        except zlib.error as error:
            raise OSError(0, "it is not kept whole") from error
        if digest_of(content) != digest:
            raise OSError(0, "it is not kept whole")
        return content

    def settle(self, steps: Steps) -> None:
        """Keep the steps, none under way, and the contents they need, without the oldest steps if they are too many or
        too big. Raises OSError when they can't be written.
        """
        with os.scandir(self.folder) as entries:
            sizes = {entry.name: entry.stat().st_size for entry in entries if entry.name != _STEPS}
        kept = _fitting(steps, sizes)
        self.save(kept)
        for name in sizes.keys() - set(_needed(kept)):
            (self.folder / name).unlink(missing_ok=True)
        self._delete_oldest()

    def _delete_oldest(self) -> None:
        others = [path for path in self.folder.parent.iterdir() if path != self.folder and path.is_dir()]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in others[_MOST_ARCHIVES - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def digest_of(content: bytes) -> str:
    """A name for a content that no other content has."""
    return hashlib.sha256(content).hexdigest()


def digest_in(path: Path) -> str | None:
    """The digest of what is in a file now; None when there is none. Raises OSError when it can't be read."""
    try:
        return digest_of(kept_content(path, LARGEST_FILE))
    except FileNotFoundError:
        return None


def _steps_in(folder: Path) -> Steps:
    return msgspec.json.decode(kept_content(folder / _STEPS, LARGEST_FILE), type=Steps)


def _needed(steps: Steps) -> Iterator[str]:
    pending = (steps.pending.step,) if steps.pending else ()
    for step in (*steps.done, *steps.undone, *pending):
        for file in step.files:
            yield from (digest for digest in (file.before, file.after) if digest)


def _fitting(steps: Steps, sizes: dict[str, int]) -> Steps:
    """The steps without the oldest ones for which there is no room. The latest one stays."""
    steps = msgspec.structs.replace(steps, done=steps.done[-MOST_STEPS:])
    while len(steps.done) > 1 and sum(sizes.get(name, 0) for name in set(_needed(steps))) > MOST_BYTES:
        steps = msgspec.structs.replace(steps, done=steps.done[1:])
    return steps
