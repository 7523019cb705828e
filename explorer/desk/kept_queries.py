"""The queries that the user used or named, kept between starts in the user's state folder.

They are shared by all archives. Another explorer may run at the same time, so each change reads the file anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

import msgspec
import platformdirs

from explorer.display import one_line
from explorer.files.stamps import kept_content
from explorer.files.writing import alone, keep_private, private_folder

MOST_EARLIER = 100
# In code points: a longer name would fill a list by itself.
LONGEST_NAME = 60

_WRITING = Lock()


class Queries(msgspec.Struct, frozen=True):
    """The kept queries: `earlier` has those that found something, the latest first; `saved` those with names."""

    earlier: tuple[str, ...] = ()
    saved: Mapping[str, str] = {}

    def name_of(self, query: str) -> str | None:
        """The name of a query; None when it has none."""
        return next((name for name, saved in self.saved.items() if saved == query.strip()), None)

    def used(self, query: str) -> Queries:
        """The same queries, with this one as the latest."""
        query = query.strip()
        others = (earlier for earlier in self.earlier if earlier != query)
        return msgspec.structs.replace(self, earlier=(query, *others)[:MOST_EARLIER])

    def named(self, query: str, name: str) -> Queries:
        """The same queries, with this name for a query in place of its earlier one. An empty name deletes it."""
        query, name = query.strip(), one_line(name)[:LONGEST_NAME]
        saved = {other: kept for other, kept in self.saved.items() if kept != query}
        return msgspec.structs.replace(self, saved={**saved, name: query} if name else saved)


def load() -> Queries:
    """The queries on disk. A file with wrong content is put aside, so that it is not written over."""
    try:
        return _read()
    except OSError:
        return Queries()


def update(change: Callable[[Queries], Queries]) -> Queries:
    """Change the queries on disk, and return them.

    Raises OSError when they can't be written, or when those on disk can't be read and would be lost.
    """
    path = _path()
    private_folder(path.parent)
    with _WRITING, alone(path.parent):
        queries = change(_read())
        keep_private(path, msgspec.json.format(msgspec.json.encode(queries)) + b"\n")
        return queries


def _read() -> Queries:
    path = _path()
    try:
        return msgspec.json.decode(kept_content(path), type=Queries)
    except FileNotFoundError:
        return Queries()
    except (msgspec.MsgspecError, UnicodeDecodeError):
        path.replace(path.with_suffix(".broken"))
        return Queries()


def _path() -> Path:
    return platformdirs.user_state_path("article-explorer") / "queries.json"
