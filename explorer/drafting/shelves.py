"""What adding an article needs to know of an archive: its folder, its records, and which texts it has already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.files.belonging import DATA, SEEDS
from explorer.files.contents import Contents
from explorer.files.seed_files import LARGEST_TEXT, SeedFile, Seeds
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Kind, ref
from explorer.snapshot import Snapshot
from explorer.store import read_records

# Where the data file of an article is made, and its text.
DATA_FILE, TEXT_FILE = f"{DATA}/articles/{{}}.yaml", f"{SEEDS}/{{}}.txt"


class Shelf(msgspec.Struct):
    """An archive that articles are added to. `known` has the ref of an article by what its text is recognised by."""

    root: Path
    archive: Archive
    known: dict[str, str]

    def require_new(self, source: Source) -> None:
        """Raise NotTakenError when the archive has the text, or the file that it was taken out of."""
        if article := self.article_with(source):
            raise NotTakenError(f"the archive has this text already: {article.ref}")

    def article_with(self, source: Source) -> Article | None:
        """The article that has this text, or whose text was taken out of the same file."""
        marks = _marks(source.text, hashlib.sha256(source.content).hexdigest(), source.source_sha256)
        found = next((self.known[mark] for mark in marks if mark in self.known), None)
        return self.archive.get(Article, found.partition("/")[2]) if found else None

    def is_taken(self, id: str, content: bytes) -> bool:
        """Whether there is an article of this id, or another file where its files would be.

        A text without a record, which a program that was killed has left, is no other file.
        """
        if ref(Kind.ARTICLE, id) in self.archive.entries or os.path.lexists(self.root / DATA_FILE.format(id)):
            return True
        text = self.root / TEXT_FILE.format(id)
        return os.path.lexists(text) and not _holds(text, content)

    def with_new(self, draft: ArticleDraft, source: Source) -> Shelf:
        """The archive once these records are in it."""
        article = draft.article
        place = Place(DATA_FILE.format(article.id))
        entries = [*self.archive.entries.values(), *(Entry(record, place) for record in draft.records)]
        archive = Archive(entries, rejected=self.archive.rejected)
        marks = _marks(source.text, article.sha256, article.source_sha256)
        return Shelf(self.root, archive, self.known | dict.fromkeys(marks, article.ref))


def read_shelf(root: Path) -> Shelf:
    """Read the records and the texts of an archive, and check none of them. Raises OSError when it can't be read."""
    archive, seeds = read_records(root), Seeds(Contents(root))
    read = ((article, seeds.read(archive.entries[article.ref], article)[0]) for article in archive.all(Article))
    return _shelf(root, archive, [(article, file) for article, file in read if file])


def shelf_of(snapshot: Snapshot) -> Shelf:
    """The archive of a snapshot, as it was when that was read."""
    articles = snapshot.archive.all(Article)
    texts = [(article, snapshot.seeds[article.file]) for article in articles if article.file in snapshot.seeds]
    return _shelf(snapshot.root, snapshot.archive, texts)


def _shelf(root: Path, archive: Archive, texts: list[tuple[Article, SeedFile]]) -> Shelf:
    known = {
        mark: article.ref
        for article, file in texts
        for mark in _marks(file.text.text if file.text else "", file.sha256, article.source_sha256)
    }
    return Shelf(root, archive, known)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return content_of(path, LARGEST_TEXT)[1] == content
    except (OSError, TooLargeError):
        return False


def _marks(text: str, *digests: str | None) -> Iterator[str]:
    """What a text is recognised by: the hashes of its file and of the file that it came from, and its words."""
    yield from filter(None, digests)
    if words := " ".join(text.removeprefix("\ufeff").split()):
        yield f"words {hashlib.sha256(words.encode()).hexdigest()}"
