"""The articles' texts below `seeds/`. Nothing outside of it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from explorer.checking.passages import SourceText
from explorer.files.decoding import decoded
from explorer.files.stamps import Stamp, stamp_of
from explorer.model.problems import Problem, Severity, did_you_mean
from explorer.model.records import Article, Entry


class SeedFile(msgspec.Struct, frozen=True):
    """One article text as read: the stamp and the SHA-256 that its file had, and the text, or why there is none."""

    stamp: Stamp
    sha256: str
    text: SourceText | None = None
    problem: Problem | None = None


class Seeds:
    """The folder of the articles' texts. Files `known` with the same stamp are not read again.

    `files` has those that were asked for, by their name below the folder.
    """

    def __init__(self, folder: Path, known: Mapping[str, SeedFile] | None = None) -> None:
        self.folder = folder
        self.root = folder.resolve()
        self.files: dict[str, SeedFile] = {}
        self._known = known or {}

    @cached_property
    def names(self) -> list[str]:
        """The files that an article could name."""
        return [path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()]

    def read(self, entry: Entry, article: Article) -> tuple[SeedFile | None, Problem | None]:
        """The file with an article's text, or what is wrong with it."""

        def problem(code: str, message: str) -> Problem:
            return Problem(entry.place_of("file"), Severity.ERROR, code, message, article.ref)

        path = self.folder / article.file
        try:
            if ".." in Path(article.file).parts or not path.resolve().is_relative_to(self.root):
                message = f"file: “{article.file}” is not below seeds/; it is not read"
                return None, problem("outside-seeds", message)
            if path.exists() and not path.is_file():
                raise OSError(0, "it is not a file")
            file = self._read(article.file, path)
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: symbolic links in a circle
            reason = getattr(error, "strerror", None) or "not a file name"
            message = f"file: seeds/{article.file} can't be read: {reason}{did_you_mean(article.file, self.names)}"
            return None, problem("no-article-text", message)
        return file, file.problem

    def _read(self, name: str, path: Path) -> SeedFile:
        file = self.files.get(name)
        if file is None:
            stamp, known = stamp_of(path), self._known.get(name)
            file = known if known and known.stamp == stamp else _read(path, name, stamp)
            self.files[name] = file
        return file


def _read(path: Path, name: str, stamp: Stamp) -> SeedFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    text, undecodable = decoded(content, f"seeds/{name}")
    return SeedFile(stamp, digest, problem=undecodable) if undecodable else SeedFile(stamp, digest, SourceText(text))
