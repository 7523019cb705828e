"""What adding an article needs to know of an archive: its folder, its records, and which texts it has already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.files.belonging import DATA, SEEDS, belongs
from explorer.files.contents import Contents
from explorer.files.seed_files import LARGEST_TEXT, SeedFile, Seeds
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Kind, Quote, Rejection, ref
from explorer.processes import ALONE, Executor
from explorer.snapshot import Snapshot
from explorer.store import read_records

# Where the data file of an article is made, and its text.
DATA_FILE, TEXT_FILE = f"{DATA}/articles/{{}}.yaml", f"{SEEDS}/{{}}.txt"


class Shelf(msgspec.Struct):
    """An archive that articles are added to. `known` has the ref of an article by what its text is recognised by.

    Its quotes are not in it: no draft rests on them, and they are most of an archive.
    """

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

    def below_seeds(self, given: str) -> str | None:
        """The name below `seeds/` of a file that stands there; None for any other."""
        folder, path = (self.root / SEEDS).resolve(), Path(given).expanduser().resolve()
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
        return name if name and belongs(f"{SEEDS}/{name}") else None

    def with_new(self, draft: ArticleDraft, source: Source) -> Shelf:
        """The archive once these records are in it."""
        article = draft.article
        shelf = self.with_entries(entries_of(draft, self.archive))
        marks = _marks(source.text, article.sha256, article.source_sha256)
        return msgspec.structs.replace(shelf, known=self.known | dict.fromkeys(marks, article.ref))

    def with_entries(self, entries: Iterable[Entry]) -> Self:
        """The archive once these entries are in it, in place of those with the same ref."""
        known = {**self.archive.entries, **{entry.record.ref: entry for entry in entries}}
        archive = _archive(known.values(), self.archive.rejected)
        return msgspec.structs.replace(self, archive=archive)


class SentShelf(Shelf):
    """The archive on another machine, which has not its folder.

    `taken` has the ids of its data files, and `texts` the SHA-256 of the text files by id, each where `add` makes them;
    `below` is the name below `seeds/` of the file that is drafted.
    """

    taken: frozenset[str] = frozenset()
    texts: Mapping[str, str] = {}
    below: str | None = None

    class Fields(msgspec.Struct, frozen=True):
        """The same, for msgpack."""

        root: str
        entries: list[Entry]
        rejected: list[Rejection]
        known: dict[str, str]
        taken: frozenset[str]
        texts: dict[str, str]

    @classmethod
    def fields_of(cls, shelf: Shelf) -> Fields:
        data, seeds = (Path(each.format("*")) for each in (DATA_FILE, TEXT_FILE))
        texts = ((path.stem, _digest(path)) for path in (shelf.root / seeds.parent).glob(seeds.name))
        return cls.Fields(
            str(shelf.root),
            list(shelf.archive.entries.values()),
            list(shelf.archive.rejected),
            shelf.known,
            frozenset(path.stem for path in (shelf.root / data.parent).glob(data.name)),
            dict(texts),
        )

    @classmethod
    def of(cls, fields: Fields) -> SentShelf:
        archive = _archive(fields.entries, fields.rejected)
        return cls(Path(fields.root), archive, fields.known, fields.taken, fields.texts)

    def is_taken(self, id: str, content: bytes) -> bool:
        if ref(Kind.ARTICLE, id) in self.archive.entries or id in self.taken:
            return True
        return id in self.texts and self.texts[id] != hashlib.sha256(content).hexdigest()

    def below_seeds(self, given: str) -> str | None:
        return self.below


def entries_of(draft: ArticleDraft, archive: Archive) -> list[Entry]:
    """The records of a draft, as a shelf has them, and the events of its archive that have grown by it."""
    place = Place(DATA_FILE.format(draft.article.id))
    new = [Entry(record, place) for record in draft.records if not isinstance(record, Quote)]
    return [*new, *(Entry(event, archive.entries[event.ref].place) for event in draft.grown)]


def read_shelf(root: Path, executor: Executor = ALONE) -> Shelf:
    """Read the records and the texts of an archive, and check none of them. Raises OSError when it can't be read."""
    records, seeds = read_records(root, executor), Seeds(Contents(root))
    archive = _archive(records.entries.values(), records.rejected)
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


def _archive(entries: Iterable[Entry], rejected: Sequence[Rejection]) -> Archive:
    return Archive((entry for entry in entries if not isinstance(entry.record, Quote)), rejected=rejected)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty when it can't be read, so that its name is taken."""
    try:
        return hashlib.sha256(content_of(path, LARGEST_TEXT)[1]).hexdigest()
    except (OSError, TooLargeError):
        return ""


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
