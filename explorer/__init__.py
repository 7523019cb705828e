"""Article Explorer: a terminal explorer for a curated archive of news articles.

As a library, it reads and verifies an archive: `explorer.read_archive("my-archive")`. What is in `__all__` is public,
and docs/api.md describes it. Each name is imported when it is first used, so that `import explorer` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from explorer.checking.verification import Finding, Status, Verification
    from explorer.model.archive import Archive
    from explorer.model.problems import Place, Problem, Severity
    from explorer.model.records import Article, Event, Evidence, Kind, Person, Quote, Topic
    from explorer.reading.text.passages import Passage, SourceText
    from explorer.search.hits import Hit, Match, Results
    from explorer.search.index import SearchIndex
    from explorer.snapshot import ArchiveError, Snapshot

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "ArchiveError",
    "Article",
    "Event",
    "Evidence",
    "Finding",
    "Hit",
    "Kind",
    "Match",
    "Passage",
    "Person",
    "Place",
    "Problem",
    "Quote",
    "Results",
    "SearchIndex",
    "Severity",
    "Snapshot",
    "SourceText",
    "Status",
    "Topic",
    "Verification",
    "read_archive",
]

_HOMES = {
    "explorer.reading.text.passages": ("Passage", "SourceText"),
    "explorer.checking.verification": ("Finding", "Status", "Verification"),
    "explorer.model.archive": ("Archive",),
    "explorer.model.problems": ("Place", "Problem", "Severity"),
    "explorer.model.records": ("Article", "Event", "Evidence", "Kind", "Person", "Quote", "Topic"),
    "explorer.search.hits": ("Hit", "Match", "Results"),
    "explorer.search.index": ("SearchIndex",),
    "explorer.snapshot": ("ArchiveError", "Snapshot"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def read_archive(path: str | os.PathLike[str]) -> Snapshot:
    """Read the archive in a folder, and verify every quote in it against its article.

    Problems with the records are in the snapshot's `problems` and raise nothing.

    Raises:
        ArchiveError: the folder has no `data` folder, so it is not an archive.
    """
    from pathlib import Path

    from explorer.snapshot import read_snapshot

    return read_snapshot(Path(path))


if not TYPE_CHECKING:  # type checkers would take it to mean that every name exists

    def __getattr__(name: str) -> object:
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = getattr(import_module(home), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
