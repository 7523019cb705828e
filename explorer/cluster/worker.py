"""A worker's side: it does a share of some work with the input sent along, if it has exactly the same code."""

from __future__ import annotations

import hashlib
import pickle
import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec

from explorer.processes import File, Work

# The packages that affect the results, besides the explorer and Python.
_DECIDING = ("pyyaml", "msgspec", "rapidfuzz", "lxml", "trafilatura")
# A worker keeps this many kinds of work open; their shared input may be a whole archive.
_KEPT = 2


class Asked(msgspec.Struct, frozen=True):
    """A share of some work, for a worker that has this `edition`.

    `shared` are the files that belong to the shared input, relative to `root`; the worker finds input that it has open
    by the `key`. `own` are the files of the things, of which `given` has those that the worker lacks. `work` and
    `things` are pickled.
    """

    edition: str
    key: str
    root: str
    work: bytes
    shared: list[File]
    things: bytes
    own: list[File]
    given: dict[str, bytes] = {}


class Answer(msgspec.Struct, frozen=True):
    """The answer to a share: its outcome, the files that are lacking, or the worker's edition, if that is different."""

    outcome: bytes = b""
    lacking: list[File] = []
    edition: str = ""


def content_of(file: File, root: Path) -> bytes | None:
    """Return the content of a file on this machine; None if it is not the same file."""
    path = root / file.path
    try:
        content = path.read_bytes() if path.is_file() else b""
    except (OSError, ValueError):
        return None
    return content if hashlib.sha256(content).hexdigest() == file.sha256 else None


class _Open(msgspec.Struct):
    """Shared input that a worker has open, and the files that it sees."""

    shared: Any
    files: dict[str, bytes]


# What this worker has open, by key. It does one share at a time, however many threads it has.
_open: dict[str, _Open] = {}
_one = Lock()


def serve(asked: bytes, sent: bytes) -> bytes:
    """Do a share of some work on a worker, with the shared input that was sent along, and return the answer."""
    ask = msgspec.msgpack.decode(asked, type=Asked)
    if ask.edition != edition():
        return msgspec.msgpack.encode(Answer(edition=edition()))
    with _one:
        work: Work[Any, Any, Any] = pickle.loads(ask.work)
        assert work.away
        root, given = Path(ask.root), ask.given
        opened = _open.get(ask.key)
        value = b""
        if opened is None:
            value, more = msgspec.msgpack.decode(sent, type=tuple[bytes, dict[str, bytes]])
            given = {**more, **given}
        needed = [*ask.own, *(ask.shared if opened is None else ())]
        contents = {file: given.get(file.path) or content_of(file, root) for file in needed}
        if lacking := [file for file, content in contents.items() if content is None]:
            return msgspec.msgpack.encode(Answer(lacking=lacking))
        found = {file.path: content for file, content in contents.items() if content is not None}
        if opened is None:
            files = dict(found)
            opened = _open[ask.key] = _Open(work.away.opened(value, files), files)
            for key in list(_open)[:-_KEPT]:
                del _open[key]
        opened.files.update(found)
        outcome = work.outcome(opened.shared, pickle.loads(ask.things))
        for file in ask.own:
            opened.files.pop(file.path, None)
        return msgspec.msgpack.encode(Answer(outcome))


@cache
def edition() -> str:
    """Identify what determines the results: the explorer with a hash of its code, and the packages that it needs."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package)
        # The example archive does not affect results, and is elsewhere in a checkout.
        if path.is_file() and not {"__pycache__", "shipped"} & set(name.parts):
            digest.update(f"{name.as_posix()} {path.stat().st_size}\n".encode() + path.read_bytes())
    versions = ", ".join(f"{name} {_version(name)}" for name in _DECIDING)
    own = f"article-explorer {_version('article-explorer')} ({digest.hexdigest()[:12]})"
    return f"{own}, Unicode {unicodedata.unidata_version}, {versions}"


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
