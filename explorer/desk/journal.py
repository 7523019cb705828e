"""The journal: what each step changed in the files of an archive, kept in the user's state folder to undo it by.

A step is in the journal before it is written, as `pending`, and done after. So whatever ends the explorer meanwhile,
the next one knows what it left.
"""

from __future__ import annotations

import hashlib
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec
import platformdirs

from explorer.desk.sessions import name_of
from explorer.files.writing import replace_file

# What is kept of one archive: the latest steps, and the bytes of all contents that they need.
MOST_STEPS = 200
MOST_BYTES = 64 * 1024 * 1024
# The journals of archives in which nothing was changed for longest are deleted.
_MOST_ARCHIVES = 30

Way = Literal["do", "undo", "redo"]


class Changed(msgspec.Struct, frozen=True):
    """A file of a step, relative to the archive's folder, and the digests of its contents; None for no file."""

    file: str
    before: str | None
    after: str | None


class Step(msgspec.Struct, frozen=True):
    """A step: its name, and the files that it changed."""

    what: str
    files: tuple[Changed, ...]

    @property
    def backwards(self) -> Step:
        """The step that undoes it."""
        return Step(self.what, tuple(Changed(file.file, file.after, file.before) for file in self.files))


class Pending(msgspec.Struct, frozen=True):
    """A step that is being written, and whether it is a new one."""

    step: Step
    way: Way


class Steps(msgspec.Struct, frozen=True):
    """The steps that can be undone, the latest last; those that can be done again, the next last; and one under way."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    pending: Pending | None = None

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
                return Steps(self.done[:-1], (*self.undone, self.done[-1]))
        return Steps((*self.done, step), self.undone[:-1])

    @property
    def dropped(self) -> Steps:
        """The same steps when the one under way was not written."""
        return Steps(self.done, self.undone)


class Journal:
    """The journal of one archive. Whoever uses it holds the archive's lock."""

    def __init__(self, root: Path) -> None:
        self.folder = platformdirs.user_state_path("article-explorer") / "undo" / name_of(root)

    @property
    def _path(self) -> Path:
        return self.folder / "steps.json"

    def load(self) -> Steps:
        """The steps; none when they can't be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Steps)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return Steps()

    def save(self, steps: Steps) -> None:
        """Keep the steps. Raises OSError when they can't be written."""
        self._make_folder()
        replace_file(self._path, msgspec.json.encode(steps))

    def keep(self, content: bytes | None) -> str | None:
        """Keep a content, and return its digest. Raises OSError when it can't be written."""
        if content is None:
            return None
        digest = digest_of(content)
        path = self.folder / digest
        if not path.exists():
            self._make_folder()
            replace_file(path, zlib.compress(content, 1))
        return digest

    def content(self, digest: str | None) -> bytes | None:
        """The content of a digest. Raises OSError when it is not kept whole any more."""
        if digest is None:
            return None
        try:
            content = zlib.decompress((self.folder / digest).read_bytes())
        except zlib.error as error:
            raise OSError(0, "it is not kept whole") from error
        if digest_of(content) != digest:
            raise OSError(0, "it is not kept whole")
        return content

    def tidy(self, steps: Steps) -> None:
        """Delete the oldest steps if there are too many, or if they need too much room, and what no step needs."""
        with suppress(OSError):
            sizes = {path.name: path.stat().st_size for path in self.folder.iterdir() if path != self._path}
            kept = _fitting(steps, sizes)
            if kept != steps:
                self.save(kept)
            for name in sizes.keys() - set(_needed(kept)):
                (self.folder / name).unlink(missing_ok=True)
            self._delete_oldest()

    def _make_folder(self) -> None:
        # An archive may be nobody else's business, and so are its earlier states.
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _delete_oldest(self) -> None:
        others = [path for path in self.folder.parent.iterdir() if path != self.folder and path.is_dir()]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in others[_MOST_ARCHIVES - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def digest_of(content: bytes) -> str:
    """A name for a content, which no other one has."""
    return hashlib.sha256(content).hexdigest()


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
