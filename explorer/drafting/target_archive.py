"""The archive that articles are added to: its folder, its records, and which texts it already has."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.drafting.known import KnownRecords
from explorer.files.belonging import DATA, SEEDS, belongs
from explorer.files.contents import Contents
from explorer.files.seed_files import LARGEST_TEXT, SeedFile, Seeds
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Quote, Rejection
from explorer.processes import ALONE, Executor
from explorer.snapshot import Snapshot
from explorer.store import read_records

# The paths of an article's data file and of its text.
DATA_FILE, TEXT_FILE = f"{DATA}/articles/{{}}.yaml", f"{SEEDS}/{{}}.txt"


class TargetArchive(msgspec.Struct):
    """An archive that articles are added to. `texts` maps the fingerprints of a text to its article's id."""

    root: Path
    known: KnownRecords
    texts: dict[str, str]

    def require_new(self, source: Source) -> None:
        """Raise NotTakenError when the archive has the text, or the file that it was extracted from."""
        if article := self.article_with(source):
            raise NotTakenError(f"the archive has this text already: {article.ref}")

    def article_with(self, source: Source) -> Article | None:
        """The article that has this text, or whose text was extracted from the same file."""
        marks = _fingerprints(source.text, hashlib.sha256(source.content).hexdigest(), source.source_sha256)
        return self.known.get(Article, next((self.texts[mark] for mark in marks if mark in self.texts), None))

    def is_taken(self, id: str, content: bytes) -> bool:
        """Whether the id is in use by an article, or by another file where the article's files would be.

        A text without a record, left by a program that was killed, does not count as another file.
        """
        if self.known.get(Article, id) or os.path.lexists(self.root / DATA_FILE.format(id)):
            return True
        text = self.root / TEXT_FILE.format(id)
        return os.path.lexists(text) and not _holds(text, content)

    def below_seeds(self, given: str) -> str | None:
        """The name of a file below `seeds/`; None if it isn't there."""
        folder, path = (self.root / SEEDS).resolve(), Path(given).expanduser().resolve()
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
        return name if name and belongs(f"{SEEDS}/{name}") else None

    def add(self, draft: ArticleDraft, source: Source) -> None:
        """Note an article that was added."""
        article = draft.article
        self.known.add(referable(draft), Place(DATA_FILE.format(article.id)))
        self.texts |= dict.fromkeys(_fingerprints(source.text, article.sha256, article.source_sha256), article.id)


class RemoteTargetArchive(TargetArchive):
    """The archive on another machine, which does not have its folder.

    `taken` has the ids of its data files, and `digests` the SHA-256 of the text files by id, both at the paths where
    `add` creates them; `below` is the name below `seeds/` of the file to draft.
    """

    taken: frozenset[str] = frozenset()
    digests: Mapping[str, str] = {}
    below: str | None = None

    class Fields(msgspec.Struct, frozen=True):
        """The same, for msgpack. Each has a unique `token`, since whoever receives the fields adds to the result."""

        token: str
        root: str
        records: list[AnyRecord]
        rejected: list[Rejection]
        texts: dict[str, str]
        taken: frozenset[str]
        digests: dict[str, str]

    @classmethod
    def fields_of(cls, target: TargetArchive) -> Fields:
        data, seeds = (Path(each.format("*")) for each in (DATA_FILE, TEXT_FILE))
        digests = ((path.stem, _digest(path)) for path in (target.root / seeds.parent).glob(seeds.name))
        return cls.Fields(
            os.urandom(8).hex(),
            str(target.root),
            list(target.known.records()),
            list(target.known.rejected),
            target.texts,
            frozenset(path.stem for path in (target.root / data.parent).glob(data.name)),
            dict(digests),
        )

    @classmethod
    def of(cls, fields: Fields) -> RemoteTargetArchive:
        archive = Archive((Entry(record, Place("")) for record in fields.records), rejected=fields.rejected)
        return cls(Path(fields.root), KnownRecords(archive), fields.texts, fields.taken, fields.digests)

    def is_taken(self, id: str, content: bytes) -> bool:
        if self.known.get(Article, id) or id in self.taken:
            return True
        return id in self.digests and self.digests[id] != hashlib.sha256(content).hexdigest()

    def below_seeds(self, given: str) -> str | None:
        return self.below


def referable(draft: ArticleDraft) -> list[AnyRecord]:
    """The records of a draft that other drafts may refer to, and the archive's events that it extends."""
    return [*(record for record in draft.records if not isinstance(record, Quote)), *draft.grown]


def read_target(root: Path, executor: Executor = ALONE) -> TargetArchive:
    """Read the records and texts of an archive without checking them. Raises OSError when it can't be read."""
    records, seeds = read_records(root, executor), Seeds(Contents(root))
    read = ((article, seeds.read(records.entries[article.ref], article)[0]) for article in records.all(Article))
    return _target(root, records, [(article, file) for article, file in read if file])


def target_of(snapshot: Snapshot) -> TargetArchive:
    """The archive of a snapshot, as it was when the snapshot was read."""
    articles = snapshot.archive.all(Article)
    texts = [(article, snapshot.seeds[article.file]) for article in articles if article.file in snapshot.seeds]
    return _target(snapshot.root, snapshot.archive, texts)


def _target(root: Path, archive: Archive, texts: list[tuple[Article, SeedFile]]) -> TargetArchive:
    known = {
        mark: article.id
        for article, file in texts
        for mark in _fingerprints(file.text.text if file.text else "", file.sha256, article.source_sha256)
    }
    return TargetArchive(root, KnownRecords(archive), known)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty when it can't be read, so that its name counts as taken."""
    try:
        return hashlib.sha256(content_of(path, LARGEST_TEXT)[1]).hexdigest()
    except (OSError, TooLargeError):
        return ""


def _holds(path: Path, content: bytes) -> bool:
    try:
        return content_of(path, LARGEST_TEXT)[1] == content
    except (OSError, TooLargeError):
        return False


def _fingerprints(text: str, *digests: str | None) -> Iterator[str]:
    """The fingerprints of a text: the hashes of its file, of the file it was extracted from, and of its words."""
    yield from filter(None, digests)
    if words := " ".join(text.removeprefix("\ufeff").split()):
        yield f"words {hashlib.sha256(words.encode()).hexdigest()}"
