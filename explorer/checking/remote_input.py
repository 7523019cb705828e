"""Send a check to another machine: records as a value, and articles' texts as files, by path and hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from explorer.checking.verification import Texts
from explorer.model.archive import Archive
from explorer.model.records import Article, Entry
from explorer.processes import File
from explorer.reading.text.passages import SourceText


class RemoteInput(msgspec.Struct, frozen=True):
    """Records, and the files of articles' texts by article id. `raising`: whether failures are raised."""

    entries: list[Entry]
    texts: dict[str, File]
    raising: bool

    @classmethod
    def of(cls, entries: Iterable[Entry], articles: Iterable[Article], texts: Texts, *, raising: bool) -> RemoteInput:
        files = {
            article.id: File(f"seeds/{article.file}", texts[article.id].sha256)
            for article in articles
            if article.id in texts
        }
        return cls(list(entries), files, raising)

    @property
    def files(self) -> list[File]:
        return list(self.texts.values())

    def archive(self) -> Archive:
        return Archive(self.entries)

    def texts_in(self, files: Mapping[str, bytes]) -> dict[str, SourceText]:
        """Read the texts from the files."""
        return {id: SourceText(files[file.path].decode("utf-8-sig"), file.sha256) for id, file in self.texts.items()}


def decoded(value: bytes) -> RemoteInput:
    """Decode what was sent."""
    return msgspec.msgpack.decode(value, type=RemoteInput)
