"""Prepare drafts of files in an executor, and check whether they are still valid in the archive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from explorer.checking.speakers.linking import affected_keys_elsewhere
from explorer.drafting.adding import article_of, data_file
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.drafting.intake.reading import STDIN, content_of_given, read_source, source_of
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.drafting.known import is_named_in
from explorer.drafting.target_archive import RemoteTargetArchive, TargetArchive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Event, Person
from explorer.processes import Away, File, Work
from explorer.reading.text.passages import SourceText

ResultT = TypeVar("ResultT")


class FileToDraft(msgspec.Struct, frozen=True):
    """A file to draft. `news` are records added to the archive since it was shared, in msgpack.

    On another machine its bytes are those at `path`, and `below` is its name below `seeds/`, if it is there.
    """

    name: str
    news: tuple[bytes, ...] = ()
    path: str = ""
    below: str | None = None


class DraftingContext:
    """The archive, if any, for which files are drafted. On another machine it has the files, too."""

    def __init__(self, target: TargetArchive | None, files: Mapping[str, bytes] | None = None) -> None:
        self.target = target
        self._files = files
        # The number of news that the archive has: it may have more of them than those given with a file.
        self._told = 0

    def source(self, given: FileToDraft) -> Source:
        """Read a file. Raises NotTakenError."""
        if self._files is None:
            return source_of(given.name)
        return read_source(self._files[given.path], given.name)

    def target_for(self, given: FileToDraft) -> TargetArchive | None:
        """The archive with the news given with this file and with earlier ones."""
        decode = msgspec.msgpack.Decoder(list[AnyRecord]).decode
        target = self.target
        if target is None:
            return None
        for each in given.news[self._told :]:
            target.known.add(decode(each), Place(""))
        self._told = max(self._told, len(given.news))
        return msgspec.structs.replace(target, below=given.below) if isinstance(target, RemoteTargetArchive) else target

    def add(self, draft: ArticleDraft, source: Source) -> None:
        """Note an article that was added here, whose records are the next news."""
        if self.target:
            self.target.add(draft, source)
            self._told += 1


def drafting(
    do: Callable[[DraftingContext, FileToDraft], ResultT], result: object
) -> Work[DraftingContext, FileToDraft, ResultT]:
    """The work of drafting files, for an executor."""
    return Work(do, result=result, away=Away(_packed, _opened, _sent))


def _packed(context: DraftingContext) -> tuple[RemoteTargetArchive.Fields | None, Sequence[File]]:
    return (RemoteTargetArchive.fields_of(context.target) if context.target else None), ()


def _opened(value: bytes, files: Mapping[str, bytes]) -> DraftingContext:
    fields = msgspec.msgpack.decode(value, type=RemoteTargetArchive.Fields | None)
    return DraftingContext(RemoteTargetArchive.of(fields) if fields else None, files)


def _sent(context: DraftingContext, given: FileToDraft) -> tuple[FileToDraft, Sequence[File]] | None:
    """A file with what only this machine knows of it; None if it can't be read, which is reported here."""
    if given.name == STDIN:
        return None
    try:
        content = content_of_given(given.name)
    except NotTakenError:
        return None
    path = str(Path(given.name).expanduser().absolute())
    below = context.target.below_seeds(given.name) if context.target else None
    sent = msgspec.structs.replace(given, path=path, below=below)
    return sent, [File(path, hashlib.sha256(content).hexdigest())]


class PreparedDraft(msgspec.Struct, frozen=True):
    """The draft of an article and its data file, for an archive to which `known` files had been added."""

    article: Article
    draft: ArticleDraft
    data: str
    known: int

    @classmethod
    def of(cls, source: Source, given: str, target: TargetArchive, id: str | None, known: int) -> PreparedDraft:
        """Draft a new article. Raises NotTakenError."""
        article = article_of(source, given, target, id)
        new = draft(article, SourceText(source.text, article.sha256 or ""), target.known)
        return cls(article, new, data_file(new), known)

    def if_still_valid(
        self, article: Article, text: str, added: Sequence[Sequence[AnyRecord]]
    ) -> tuple[ArticleDraft, str] | None:
        """The draft and the data file, if they are still valid after all that was `added` since."""
        is_same = article == self.article and self._holds(text, added[self.known :])
        return (self.draft, self.data) if is_same else None

    def _holds(self, text: str, news: Iterable[Iterable[AnyRecord]]) -> bool:
        records = [record for each in news for record in each]
        ids = {record.ref for record in self.draft.records}
        ids |= {event.ref for event in self.draft.grown}
        if any(record.ref in ids for record in records):
            return False
        if self.draft.tells_of_events and any(isinstance(record, Event) for record in records):
            return False  # they may be the same
        people = [record for record in records if isinstance(record, Person)]
        is_found = any(not self.draft.looked_up.isdisjoint(affected_keys_elsewhere(person)) for person in people)
        return not (is_found or any(is_named_in(text, person) for person in people))
