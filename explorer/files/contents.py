"""The sources of an archive's files: the disk, or the unsaved text in an editor."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from explorer.files.belonging import DATA, Member, belongs, members
from explorer.files.stamps import NO_STAMP, Stamp, TooLargeError, content_of, stamp_of

# Replaces the inode in the stamp of a text, so that no file on disk has the same stamp.
_NO_INODE = -1


class Contents:
    """The files of the archive in `root` as they are on disk, by name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = str(root)

    def members(self, top: str) -> Iterator[Member]:
        """Find what belongs to the archive below `data` or `seeds`. Raises OSError when that folder can't be read."""
        return members(self.root, top)

    def stamp(self, name: str) -> Stamp:
        """Return the stamp of a file. Raises OSError when it does not exist."""
        return stamp_of(f"{self._folder}/{name}")

    def content(self, name: str, largest: int) -> tuple[Stamp, bytes]:
        """Read a file with its stamp. Raises OSError, or TooLargeError for more than `largest` bytes."""
        return content_of(self.root / name, largest)


class OpenContents(Contents):
    """The files of an archive, some of which are open in an editor, whose unsaved text takes precedence.

    `texts` has the content of each open file by name. A file that is not on disk yet belongs to the archive, too.
    """

    def __init__(self, root: Path, texts: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self.texts = dict(texts)

    def members(self, top: str) -> Iterator[Member]:
        there = set[str]()
        for member in super().members(top):
            there.add(member.name)
            yield member
        for name in self.texts.keys() - there:
            if name.startswith(f"{top}/") and belongs(name):
                yield Member(name, f"{self._folder}/{name}")

    def stamp(self, name: str) -> Stamp:
        text = self.texts.get(name)
        return super().stamp(name) if text is None else _stamp(text)

    def content(self, name: str, largest: int) -> tuple[Stamp, bytes]:
        text = self.texts.get(name)
        if text is None:
            return super().content(name, largest)
        if len(text) > largest:
            raise TooLargeError
        return _stamp(text), text


class SeenContents(OpenContents):
    """The data files of an archive as they were last seen, or some of them, and all of its texts.

    `stamps` has the stamp of each data file by name, and may have those of article texts; None for a file that should
    be checked again.
    """

    def __init__(self, root: Path, stamps: Mapping[str, Stamp | None], texts: Mapping[str, bytes] = {}) -> None:
        super().__init__(root, texts)
        self._stamps = stamps

    def members(self, top: str) -> Iterator[Member]:
        if top != DATA:
            return super().members(top)
        return (Member(name, f"{self._folder}/{name}") for name in self._stamps if name.startswith(f"{DATA}/"))

    def stamp(self, name: str) -> Stamp:
        return self._stamps.get(name) or super().stamp(name)


class SentContents(Contents):
    """Files of an archive on another machine, by name, which have no stamp here."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(Path())
        self._files = files

    def members(self, top: str) -> Iterator[Member]:
        return (Member(name, f"{self._folder}/{name}") for name in self._files if name.startswith(f"{top}/"))

    def stamp(self, name: str) -> Stamp:
        return NO_STAMP

    def content(self, name: str, largest: int) -> tuple[Stamp, bytes]:
        if name not in self._files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return NO_STAMP, self._files[name]


def _stamp(text: bytes) -> Stamp:
    """Derive a stamp from a text, so that a text that was read before is not read again."""
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest()), len(text), _NO_INODE
