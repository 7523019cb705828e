"""The files of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from explorer.exporting.extract import Extract
from explorer.exporting.site.article_page import article_files
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.overviews import (
    Cautioned,
    about_file,
    care_files,
    overview_files,
    start_file,
    timeline_files,
)
from explorer.exporting.site.quote_page import quote_file
from explorer.exporting.site.record_pages import record_files
from explorer.exporting.site.rendering import asset
from explorer.exporting.site.search_files import search_files
from explorer.exporting.site.sources_page import SaidPages, said_files, sources_files
from explorer.model.records import Article, Kind, Person, Quote, Topic
from explorer.processes import Away, File, Work
from explorer.sources import SourcesMatrix, TopicSources, sources_matrix
from explorer.store.sent import SentSnapshot

# The scripts of every page, in the order in which they run.
_SCRIPTS = ("copying.js", "folding.js", "words.js", "searching.js", "search_box.js")

# The number of records given to processes at a time, and to each: pages may wait in memory until they are written.
_GIVEN_OUT, _AT_ONCE = 4000, 50


def site_files(extract: Extract) -> Iterator[NamedFile]:
    """Every file of the site by its path: the same archive gives the same files.

    In a shard, the further pages of a record go where its first page goes.
    """
    frame = Frame(extract)
    matrix = _matrix(frame)
    yield from (file for file in _of_all(frame, matrix) if extract.is_asked_for(file[0]))
    pages = {ref: frame.addresses.page(ref) for ref in frame.archive.entries if frame.addresses.to(ref)}
    refs = [ref for ref, page in pages.items() if extract.is_asked_for(page)]
    for start in range(0, len(refs), _GIVEN_OUT):
        part = refs[start : start + _GIVEN_OUT]
        for files in extract.executor.each(_WORK, _Shared.of(frame, matrix), part, _AT_ONCE):
            yield from files


def _of_all(frame: Frame, matrix: SourcesMatrix) -> Iterator[NamedFile]:
    """The files that do not belong to a single record."""
    yield "assets/site.css", asset("site.css").encode()
    yield "assets/site.js", "".join(map(asset, _SCRIPTS)).encode()
    yield "assets/icon.svg", asset("icon.svg").encode()
    cautioned = Cautioned.of(frame)
    yield start_file(frame, cautioned)
    yield about_file(frame, cautioned)
    yield from overview_files(frame)
    yield from timeline_files(frame)
    yield from sources_files(frame, matrix)
    yield from care_files(frame, cautioned)
    yield from search_files(frame)


class _Shared(NamedTuple):
    """Data that the pages of all records need: the rows of the matrix by topic, and the topics of each person."""

    frame: Frame
    rows: dict[str, TopicSources]
    said: SaidPages

    @classmethod
    def of(cls, frame: Frame, matrix: SourcesMatrix) -> _Shared:
        return cls(frame, {row.topic.id: row for row in matrix.topics}, SaidPages.of(matrix))


def _files_of(shared: _Shared, ref: str) -> list[NamedFile]:
    """The pages of one record; for a topic, also the pages of each person's statements on it."""
    frame, rows, said = shared
    record = frame.archive.entries[ref].record
    match record:
        case Article():
            return list(article_files(frame, record))
        case Quote():
            return [quote_file(frame, record)]
        case Topic():
            row = rows.get(record.id)
            return [*record_files(frame, record, said, row), *(_said_on(frame, row, said) if row else ())]
    return list(record_files(frame, record, said))


def _said_on(frame: Frame, row: TopicSources, said: SaidPages) -> Iterator[NamedFile]:
    for id in row.cells:
        path, person = said.path(row.topic.id, id), frame.archive.get(Person, id)
        if path and person:
            yield from said_files(frame, row.topic, person, path)


def _matrix(frame: Frame) -> SourcesMatrix:
    return sources_matrix(frame.archive, frame.snapshot.verifications, frame.snapshot.reports)


class _Sent(msgspec.Struct, frozen=True):
    """An extract as sent to another machine: its snapshot, the refs of its records, and the other fields."""

    snapshot: SentSnapshot
    refs: list[str]
    query: str
    found: dict[str, int]
    title: str
    with_drafts: bool


def _packed(shared: _Shared) -> tuple[_Sent, Sequence[File]] | None:
    extract = shared.frame.extract
    sent = SentSnapshot.of(extract.snapshot)
    if sent is None:
        return None
    refs = [record.ref for record in extract.all]
    return _Sent(sent, refs, extract.query, dict(extract.found), extract.title, extract.with_drafts), ()


def _opened(value: bytes, _: Mapping[str, bytes]) -> _Shared:
    sent = msgspec.msgpack.decode(value, type=_Sent)
    snapshot = sent.snapshot.opened()
    chosen = [record for name in sent.refs if (record := snapshot.archive.find(name))]
    records = {kind: [record for record in chosen if record.kind is kind] for kind in Kind}
    frame = Frame(Extract(snapshot, records, sent.query, sent.found, title=sent.title, with_drafts=sent.with_drafts))
    return _Shared.of(frame, _matrix(frame))


def _away(_: _Shared, ref: str) -> tuple[str, Sequence[File]]:
    return ref, ()


_WORK = Work(_files_of, result=list[NamedFile], away=Away(_packed, _opened, _away))
