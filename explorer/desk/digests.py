"""Writing the SHA-256 of each article's file into its record, where that has none: what `explorer check --fix` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from explorer.desk.changing import NotWrittenError, rewrite
from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import with_field
from explorer.model.problems import Place
from explorer.model.records import Article
from explorer.snapshot import Snapshot


class Fixed(NamedTuple):
    """An article whose record got its digest; or one that could not get it, and why."""

    place: Place
    ref: str
    digest: str
    refused: str = ""


def write_digests(snapshot: Snapshot) -> Iterator[Fixed]:
    """Write the digests that are missing, each file in one go, and nothing beside them.

    A file that is broken or has changed since the snapshot was read stays as it is, and so does a record to which there
    is no way to add a field without changing more.
    """
    archive, seeds = snapshot.archive, snapshot.seeds
    articles = (article for article in archive.all(Article) if article.sha256 is None and article.id in snapshot.texts)
    missing = [
        Fixed(archive.entries[article.ref].place, article.ref, seeds[article.file].sha256) for article in articles
    ]
    # From the last record of a file to the first: what is written moves no place above it.
    missing.sort(key=lambda item: (item.place.file, -item.place.line, -item.place.column))
    for name, items in groupby(missing, key=lambda item: item.place.file):
        yield from reversed(_written(snapshot, name, list(items)))


def _written(snapshot: Snapshot, name: str, items: Sequence[Fixed]) -> list[Fixed]:
    fixed: list[Fixed] = []

    def with_digests(content: bytes) -> bytes:
        for item in items:
            try:
                content = with_field(content, item.place, "file", "sha256", item.digest)
                fixed.append(item)
            except CannotSplice as error:
                fixed.extend(_refused([item], str(error)))
        return content

    try:
        rewrite(snapshot, name, with_digests, f"Wrote the SHA-256 of articles’ texts into {name}")
    except NotWrittenError as error:
        return _refused(items, str(error).partition(". ")[0])
    return fixed


def _refused(items: Sequence[Fixed], why: str) -> list[Fixed]:
    return [item._replace(refused=why) for item in items]
