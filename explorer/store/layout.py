"""The layout of a store, its path, and the version of the code that it depends on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from urllib.parse import quote

import msgspec
import platformdirs

from explorer.checking.verification import Status
from explorer.files.stamps import Stamp, files_below
from explorer.model.failures import Failure
from explorer.model.problems import Problem, Severity
from explorer.model.records import Entry

PACKAGE = Path(__file__).parents[1]
# The table with the index of repeated words, and the number of bytes of a pair in it.
PAIRS, PAIR_SIZE = "pairs", 8
# A store's file name has at most this many characters: the archive's path, or a digest of it and its end.
_LONGEST = 200
# The code that determines the content of a store, besides the archive's files.
DECIDING = (
    "checking",
    "reading",
    "model",
    "files",
    "store",
    "topics",
    "search",
    "snapshot.py",
    "display.py",
    "processes.py",
    "tracebacks.py",
)


class Head(msgspec.Struct, frozen=True):
    """The small parts of a snapshot, and the distribution of its entries over its files.

    `token` is the unique name of the store. `spread` has the range of entry numbers of each file, in order; `odd` the
    entries of files that differ from those of the archive, for example because of a duplicate id. `timeline` has the
    rows, each as a letter and numbers.
    """

    token: str
    edition: str
    spread: list[tuple[int, int]]
    odd: dict[str, list[Entry]]
    timeline: list[tuple[str, int, int, int]]
    accepted: list[Problem]
    unread_texts: list[Problem]
    held: tuple[int, int]
    astray: dict[Status, int]
    unsettled: list[str]
    stale: list[str]
    severities: dict[Severity, int]
    hurt: list[str]
    failures: list[Failure]


class Seed(msgspec.Struct, frozen=True, array_like=True):
    """A `SeedFile` as the store has it."""

    stamp: Stamp
    sha256: str
    text: str | None
    problem: Problem | None


def path_of(root: Path, kind: str = "store") -> Path:
    """Return the path of the store of the archive in `root`, or of another file of this kind next to it."""
    path = os.fsencode(root.absolute())
    name = quote(path, safe="")
    if len(name) > _LONGEST:
        name = f"{hashlib.sha256(path).hexdigest()}-{name[65 - _LONGEST :]}"
    return platformdirs.user_cache_path("article-explorer") / f"{name}.{kind}"


@cache
def edition() -> str:
    """Return a digest of the names, sizes and times of all code that determines a store, computed once.

    Raises OSError if the code is not on disk. Nothing is stored then.
    """
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for path, status in _code():
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _code() -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of the code, with their status. Paths are strings, which are faster: this runs at each start."""
    yaml = PathFinder.find_spec("yaml")
    if yaml and yaml.origin:  # this file of PyYAML contains its version
        yield yaml.origin, os.stat(yaml.origin)  # noqa: PTH116
    for name in DECIDING:
        path = f"{PACKAGE}/{name}"
        if name.endswith(".py"):
            yield path, os.stat(path)  # noqa: PTH116
        else:
            yield from files_below(path)
