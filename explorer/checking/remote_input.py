"""Send a check to another machine: records as a value, and articles' texts as files, by path and hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explorer.checking.verification import Texts
from explorer.model.archive import Archive
from explorer.model.failures import Failures
from explorer.model.records import Article, Entry
from explorer.processes import File
from explorer.reading.text.passages import SourceText


class RemoteInput(msgspec.Struct, frozen=True):
    """Records, and the files of articles' texts by article id. `raising`: whether failures are raised."""

    entries: list[Entry]
    texts: dict[str, File]
    raising: bool


def packed(archive: Archive, texts: Texts, failures: Failures) -> tuple[RemoteInput, Sequence[File]]:
    """Pack the records of an archive and its texts, with the texts' files."""
    articles = (article for article in archive.all(Article) if article.id in texts)
    files = {article.id: File(f"seeds/{article.file}", texts[article.id].sha256) for article in articles}
    return RemoteInput(list(archive.entries.values()), files, failures.raising), list(files.values())


def opened(value: bytes, files: Mapping[str, bytes]) -> tuple[Archive, Texts, Failures]:
    """Unpack the archive and the texts, with an object that collects failures."""
    sent = msgspec.msgpack.decode(value, type=RemoteInput)
    read = {id: SourceText(files[file.path].decode("utf-8-sig"), file.sha256) for id, file in sent.texts.items()}
    return Archive(sent.entries), read, Failures(raising=sent.raising)
