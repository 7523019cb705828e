"""Writing a value that is certain: the word that a problem suggests, or the SHA-256 of an article's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from explorer.desk.changing import NotWrittenError, Written, rewrite
from explorer.display import shortened
from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import replaced, with_field, without
from explorer.model.problems import Place, Problem
from explorer.model.records import Article
from explorer.snapshot import Snapshot


def mend(snapshot: Snapshot, problem: Problem) -> Written:
    """Replace what a problem is about with what was probably meant, or remove it.

    The file is replaced as a whole or not at all, and only when it is as it was when the snapshot was read.

    Raises:
        NotWrittenError: nothing was written.
    """
    place, meant = problem.place, problem.meant
    if meant is None:
        raise NotWrittenError("Nothing is known to write here instead; edit it by hand.")
    if place.file not in snapshot.files:
        raise NotWrittenError(f"{place.file} is no data file of the archive; edit it by hand.")
    word, by = meant.word, meant.by
    if by is None:
        return rewrite(
            snapshot, place.file, lambda content: without(content, place, word), f"Took “{shortened(word)}” out"
        )
    what = f"Wrote “{by}” in place of “{word}”"
    return rewrite(snapshot, place.file, lambda content: replaced(content, place, word, by), what)


def told(written: Written, problem: Problem) -> str:
    """A sentence on what was written."""
    return f"{written.what}, {problem.place.file} line {problem.place.line}.{written.remark}"


class Fixed(NamedTuple):
    """An article whose record got its digest, or `why` it could not get it."""

    place: Place
    ref: str
    digest: str
    refused: str = ""


def write_digests(snapshot: Snapshot) -> Iterator[Fixed]:
    """Write the digests that are missing, each file in one go, and nothing else.

    A file that is broken or has changed since the snapshot was read stays as it is, and so does a record to which a
    field can't be added without changing more.
    """
    archive, seeds = snapshot.archive, snapshot.seeds
    articles = (article for article in archive.all(Article) if article.sha256 is None and article.id in snapshot.texts)
    missing = [
        Fixed(archive.entries[article.ref].place, article.ref, seeds[article.file].sha256) for article in articles
    ]
    # From the last record of a file to the first, so that writing one moves no place before it.
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
