"""The files that an export is made of, each with its SHA-256: where all are as they were, so is the export."""

from __future__ import annotations

from hashlib import sha256

from explorer.display import clean_data
from explorer.exporting.extract import Extract
from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import TooLargeError, content_of
from explorer.model.records import Article, Kind
from explorer.snapshot import Snapshot

_SEEDS = "seeds/"


def file_digests(extract: Extract) -> dict[str, str | None]:
    """The SHA-256 of each file by its name, which is safe to show.

    These are all data files, or, with a query, those of the records that it found, and the texts of their articles.
    None is for a file that is not the one that was read, since it changed meanwhile, or that can't be read.
    """
    snapshot = extract.snapshot
    entries = snapshot.archive.entries
    data = {entries[record.ref].place.file for record in extract.all} | (
        set() if extract.query else set(snapshot.files)
    )
    articles = (record for record in extract.records[Kind.ARTICLE] if isinstance(record, Article))
    texts = {
        article.file: snapshot.seeds[article.file].sha256 for article in articles if article.file in snapshot.seeds
    }
    digests = {name: _digest(snapshot, name) for name in data}
    digests |= {_SEEDS + name: digest or None for name, digest in texts.items()}
    return {clean_data(name): digest for name, digest in sorted(digests.items())}


def _digest(snapshot: Snapshot, name: str) -> str | None:
    read = snapshot.files.get(name)
    try:
        stamp, content = content_of(snapshot.root / name, LARGEST_FILE)
    except (OSError, TooLargeError):
        return None
    return sha256(content).hexdigest() if read is not None and read.stamp == stamp else None
