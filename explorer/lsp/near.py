"""A few files of a large archive with what they rest on, checked at once: the rest of the archive follows later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from explorer.files.belonging import DATA
from explorer.files.contents import SomeContents
from explorer.files.data_files import DataFile, read_data_files
from explorer.files.stamps import Stamp
from explorer.model.records import AnyRecord, Article, Person, Quote
from explorer.model.references import references
from explorer.snapshot import Snapshot, pending, read_snapshot


def near(whole: Snapshot, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot:
    """The data files of these names, as they are now, with all that their records refer to, and all people.

    `whole` is the archive as it was last read, and `texts` has what is open.
    """
    asked, new = _read(whole.root, texts, names, whole.files)
    wanted = set(_around(whole, (entry.record for file in new.values() for entry in file.entries)))
    kept = dict(
        _kept({name: file for name, file in whole.files.items() if name not in asked and name not in names}, wanted)
    )
    stamps: dict[str, Stamp | None] = {name: file.stamp for name, file in kept.items()}
    return read_snapshot(whole.root, kept | new, contents=SomeContents(whole.root, texts, stamps | asked))


def alone(root: Path, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot:
    """What is wrong with some data files by themselves, before anything else of the archive in `root` is read."""
    _, files = _read(root, texts, names, {})
    problems = [problem for file in files.values() for problem in file.problems]
    return msgspec.structs.replace(pending(root), problems=problems, files=files)


def _read(
    root: Path, texts: Mapping[str, bytes], names: Collection[str], known: Mapping[str, DataFile]
) -> tuple[dict[str, Stamp | None], dict[str, DataFile]]:
    """The data files of these names that are there, each with no stamp and as it is."""
    there = {name for name in names if name.startswith(f"{DATA}/") and (name in texts or (root / name).is_file())}
    asked: dict[str, Stamp | None] = dict.fromkeys(there)
    return asked, dict(read_data_files(SomeContents(root, texts, asked), known))


def _kept(files: Mapping[str, DataFile], wanted: Collection[str]) -> Iterator[tuple[str, DataFile]]:
    """The files with the records that are wanted, each without the others. Whoever speaks may be any of the people."""
    for name, file in files.items():
        entries = [entry for entry in file.entries if isinstance(entry.record, Person) or entry.record.ref in wanted]
        if entries or file.problems:
            yield name, msgspec.structs.replace(file, entries=entries)


def _around(whole: Snapshot, records: Iterable[AnyRecord]) -> Iterator[str]:
    """The refs of what some records refer to, and of all quotes of their articles."""
    archive, articles = whole.archive, set[str]()
    for record in records:
        yield from (f"{kind}/{id}" for _, kind, id in references(record))
        match record:
            case Article(id=article) | Quote(article=article):
                articles.add(article)
    for held in filter(None, (archive.get(Article, id) for id in articles)):
        yield from (quote.ref for quote in archive.quotes_of(held))
