"""A few files of a large archive with what they rest on, checked at once: the rest of the archive follows later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from explorer.files.belonging import DATA
from explorer.files.contents import SomeContents
from explorer.files.data_files import read_data_files
from explorer.model.archive import references
from explorer.model.records import Article, Entry, Quote
from explorer.snapshot import Snapshot, read_snapshot

# With more files than this, checking them takes about as long as checking everything.
_MOST_FILES = 40


def near(whole: Snapshot, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot | None:
    """The data files of these names, as they are now, with the files of all that their records refer to.

    `whole` is the archive as it was last read, and `texts` has what is open. None when too much is near.
    """
    names = {name for name in names if name.startswith(f"{DATA}/")}
    files = dict(read_data_files(SomeContents(whole.root, texts, names), whole.files))
    entries = [entry for file in files.values() for entry in file.entries]
    needed = names | set(_files_of(whole, entries))
    if not names or len(needed) > _MOST_FILES:
        return None
    known = {name: file for name, file in whole.files.items() if name in needed} | files
    return read_snapshot(whole.root, known, contents=SomeContents(whole.root, texts, needed))


def _files_of(whole: Snapshot, entries: Iterable[Entry]) -> Iterator[str]:
    """The files with the records that some refer to, and with all quotes of their articles."""
    archive = whole.archive
    for entry in entries:
        for _, kind, id in references(entry.record):
            there = archive.entries.get(f"{kind}/{id}")
            if there:
                yield there.place.file
        article = _article_of(entry)
        if article is not None and (held := archive.get(Article, article)) is not None:
            yield from (archive.entries[quote.ref].place.file for quote in archive.quotes_of(held))


def _article_of(entry: Entry) -> str | None:
    match entry.record:
        case Article(id=article) | Quote(article=article):
            return article
    return None
