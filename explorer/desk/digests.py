"""Writing the SHA-256 of each article's file into its record, where that has none: what `explorer check --fix` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from explorer.files.data_files import LARGEST_FILE
from explorer.files.splicing import CannotSplice, with_field
from explorer.files.stamps import TooLargeError, content_of
from explorer.files.writing import replace_file
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
    path, known = snapshot.root / name, snapshot.files[name]
    try:
        stamp, content = content_of(path, LARGEST_FILE)
        if stamp != known.stamp:
            return _refused(items, "the file has changed since it was read")
        fixed, changed = [], content
        for item in items:
            try:
                changed = with_field(changed, item.place, "file", "sha256", item.digest)
                fixed.append(item)
            except CannotSplice as error:
                fixed += _refused([item], str(error))
        if content_of(path, LARGEST_FILE) != (stamp, content):
            return _refused(items, "the file has just changed")
        if changed != content:
            replace_file(path, changed)
        return fixed
    except TooLargeError:
        return _refused(items, "the file is too large")
    except OSError as error:
        return _refused(items, f"the file can’t be written: {error.strerror}")


def _refused(items: Sequence[Fixed], why: str) -> list[Fixed]:
    return [item._replace(refused=why) for item in items]
