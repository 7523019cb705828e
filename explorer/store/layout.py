"""How a store is laid out, where it is, and of which code."""

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
# The table of the index of words that are said again; and the bytes of a pair in it.
PAIRS, PAIR_SIZE = "pairs", 8
# The name of a store has so many characters: the path of its archive, or the end of that after a digest of all of it.
_LONGEST = 200
# What decides what is in a store, besides the archive's files.
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
    """What a snapshot has that is small, and how its entries are spread over its files.

    `token` is what the store is called: no other one has it. `spread` has for each file, in their order, the numbers of
    its entries, from one to another; `odd` the entries of the files that have others than the archive, as where an id
    is taken. `timeline` has the rows, each as a letter and numbers.
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
    """Where the store of the archive in `root` is, or something else that is kept beside it."""
    path = os.fsencode(root.absolute())
    name = quote(path, safe="")
    if len(name) > _LONGEST:
        name = f"{hashlib.sha256(path).hexdigest()}-{name[65 - _LONGEST :]}"
    return platformdirs.user_cache_path("article-explorer") / f"{name}.{kind}"


@cache
def edition() -> str:
    """A digest of the names, sizes and times of all code that decides what is in a store, as it was when first asked.

    Raises OSError where that is not on disk. Nothing is kept then.
    """
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for path, status in _code():
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _code() -> Iterator[tuple[str, os.stat_result]]:
    """The files of the code, with their status. Paths are plain text, which is faster: it is done at each start."""
    yaml = PathFinder.find_spec("yaml")
    if yaml and yaml.origin:  # this file of PyYAML states its version
        yield yaml.origin, os.stat(yaml.origin)  # noqa: PTH116
    for name in DECIDING:
        path = f"{PACKAGE}/{name}"
        if name.endswith(".py"):
            yield path, os.stat(path)  # noqa: PTH116
        else:
            yield from files_below(path)
