"""The articles' texts below `seeds/`. Nothing outside of it is opened."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from explorer.decoding import decoded
from explorer.passages import SourceText
from explorer.problems import Problem, Severity, did_you_mean
from explorer.records import Article, Entry


class Seeds:
    """The folder of the articles' texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder.resolve()

    @cached_property
    def names(self) -> list[str]:
        """The files that an article could name."""
        return [path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()]

    def read(self, entry: Entry, article: Article) -> tuple[SourceText | None, list[Problem]]:
        """An article's text, and what is wrong with its file."""

        def problem(field: str, code: str, message: str) -> Problem:
            return Problem(entry.place_of(field), Severity.ERROR, code, message, article.ref)

        path = self.folder / article.file
        try:
            if ".." in Path(article.file).parts or not path.resolve().is_relative_to(self.root):
                message = f"file: “{article.file}” is not below seeds/; it is not read"
                return None, [problem("file", "outside-seeds", message)]
            if path.exists() and not path.is_file():
                raise OSError(0, "it is not a file")
            content = path.read_bytes()
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: symbolic links in a circle
            reason = getattr(error, "strerror", None) or "not a file name"
            message = f"file: seeds/{article.file} can't be read: {reason}{did_you_mean(article.file, self.names)}"
            return None, [problem("file", "no-article-text", message)]
        text, undecodable = decoded(content, f"seeds/{article.file}")
        if undecodable:
            return None, [undecodable]
        found = []
        actual = hashlib.sha256(content).hexdigest()
        if article.sha256 is not None and article.sha256.lower() != actual:
            message = f"sha256: the text in seeds/{article.file} has changed since it was curated; it is now {actual}"
            found.append(problem("sha256", "source-changed", message))
        return SourceText(text), found
