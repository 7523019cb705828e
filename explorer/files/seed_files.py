"""Reading the articles' texts below `seeds/`. No file outside this folder is opened."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec

from explorer.files.belonging import SEEDS, belongs
from explorer.files.contents import Contents
from explorer.files.lines import decoded
from explorer.files.stamps import Stamp, TooLargeError
from explorer.model.problems import Problem, Severity, did_you_mean
from explorer.model.records import Article, Entry
from explorer.reading.text.passages import SourceText

# In bytes. An article has some thousand words. A far longer text is something else, and every quote would be searched
# for in all of it.
LARGEST_TEXT = 4 * 1024 * 1024
# Parts of a path that allow several names for one file.
_DOTS = re.compile(r"(?:^|/)\.|//")


class SeedFile(msgspec.Struct, frozen=True):
    """An article text as read: the file's stamp and SHA-256 at that time, and its text or the problem with it."""

    stamp: Stamp
    sha256: str
    text: SourceText | None = None
    problem: Problem | None = None


class Seeds:
    """The articles' texts of an archive. A file that is `known` with the same stamp is not read again.

    `stamps` has the stamps of the known files, and `files` the files that were read, by their name below `seeds/`.
    """

    def __init__(
        self, contents: Contents, known: Mapping[str, SeedFile] | None = None, stamps: Mapping[str, Stamp] | None = None
    ) -> None:
        self.folder = contents.root / SEEDS
        self.files: dict[str, SeedFile] = {}
        self._contents = contents
        self._inside = os.path.realpath(self.folder)
        self._known = known or {}
        self._stamps = stamps or {}

    def changed(self) -> set[str]:
        """Return the names of the known files whose stamp is different now, or can't be compared."""
        return {name for name, stamp in self._stamps.items() if _DOTS.search(name) or self._stamp(name) != stamp}

    def _stamp(self, name: str) -> Stamp | None:
        with suppress(OSError):
            return self._contents.stamp(f"{SEEDS}/{name}")
        return None

    @cached_property
    def names(self) -> list[str]:
        """The files that an article could name."""
        names: list[str] = []
        with suppress(OSError):
            found = (member for member in self._contents.members(SEEDS) if not member.wrong)
            names += (member.name.partition("/")[2] for member in found if Path(member.path).is_file())
        return names

    def read(self, entry: Entry, article: Article) -> tuple[SeedFile | None, Problem | None]:
        """Return the file with an article's text, and what is wrong with it; either may be None."""

        def problem(code: str, message: str) -> Problem:
            return Problem(entry.place_of("file"), Severity.ERROR, code, f"file: {message}", article.ref)

        name = article.file
        if (same := self._unchanged(name)) is not None:
            return same, same.problem
        path = self.folder / name
        try:
            if ".." in Path(name).parts or Path(name).is_absolute():
                return None, problem("outside-seeds", f"“{name}” is not below seeds/; it is not read")
            if not path.resolve().is_relative_to(self._inside):
                return None, problem("outside-seeds", f"“{name}” is a link that leads out of seeds/; it is not read")
            file = self._read(name)
        except TooLargeError:
            message = f"seeds/{name} is larger than {LARGEST_TEXT >> 20} MB, and not read; keep only the article’s text"
            return None, problem("article-too-large", message)
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: circular links
            reason = getattr(error, "strerror", None) or "not a file name"
            message = f"seeds/{name} can't be read: {reason}{did_you_mean(name, self.names)}"
            return None, problem("no-article-text", message)
        return file, file.problem

    def _unchanged(self, name: str) -> SeedFile | None:
        """Return a known file with the same stamp, whose name leads where it did; None for any other."""
        if name not in self._stamps or _DOTS.search(name):
            return None
        if name not in self.files:
            if self._stamp(name) != self._stamps[name]:
                return None
            self.files[name] = self._known[name]
        return self.files[name]

    def _read(self, name: str) -> SeedFile:
        file = self.files.get(name)
        if file is None:
            path = f"{SEEDS}/{Path(name).as_posix()}"
            stamp, known = self._contents.stamp(path), self._known.get(name)
            if not belongs(path):
                raise OSError(0, "it is hidden or an editor's own file, and passed over")
            is_same = known is not None and self._stamps.get(name) == stamp
            file = known if known and is_same else _read(self._contents, path, name, known)
            self.files[name] = file
        return file


def _read(contents: Contents, path: str, name: str, known: SeedFile | None) -> SeedFile:
    stamp, content = contents.content(path, LARGEST_TEXT)
    digest = hashlib.sha256(content).hexdigest()
    if known and known.sha256 == digest:
        return msgspec.structs.replace(known, stamp=stamp)
    text, undecodable = decoded(content, f"seeds/{name}")
    if undecodable:
        return SeedFile(stamp, digest, problem=undecodable)
    return SeedFile(stamp, digest, SourceText(text, digest))
