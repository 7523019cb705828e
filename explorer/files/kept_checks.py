"""What the checks of an archive found, kept between starts in the user's cache folder beside its records.

It belongs to records and texts that are the very same, and to the code that made it. It may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.also import Also
from explorer.checking.repeats.places import Again
from explorer.checking.verification import Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.files.record_cache import Loaded, path_of
from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private
from explorer.model.problems import Problem

_PACKAGE = Path(__file__).parents[1]
# What decides what the checks find, besides the records and the texts.
_DECIDING = ("checking", "reading", "model", "files", "snapshot.py", "display.py", "processes.py")
# In bytes.
_LARGEST = 1 << 31
# How many bytes the checksum has that stands before all else.
_SUM = 32
# So many things are encoded in one go: more would hold up every other thread.
_AT_ONCE = 200


class KeptChecks(msgspec.Struct, frozen=True):
    """What the checks found in records with this `digest`, and texts whose SHA-256 are `texts`, by the article's id.

    `unread` are the problems of texts that can't be read. `also` and `again` are the repeats: the other places of each
    quote, and all that were found.
    """

    digest: str
    texts: Mapping[str, str]
    unread: tuple[Problem, ...]
    verifications: Mapping[str, Verification]
    coverage: Mapping[str, Coverage]
    omissions: Mapping[str, Omissions]
    also: Mapping[str, tuple[Also, ...]]
    again: Mapping[str, tuple[Again, ...]]
    problems: tuple[Problem, ...]
    accepted: tuple[Problem, ...]
    unstated: frozenset[str]


class _Kept(msgspec.Struct, frozen=True):
    """The same as it is on disk: each field in parts, which are encoded one by one."""

    edition: str
    digest: str
    texts: dict[str, str]
    unread: list[Problem]
    verifications: list[msgspec.Raw]
    coverage: list[msgspec.Raw]
    omissions: list[msgspec.Raw]
    also: list[msgspec.Raw]
    again: list[msgspec.Raw]
    problems: list[Problem]
    accepted: list[Problem]
    unstated: list[str]


def load(root: Path, records: Loaded) -> KeptChecks | None:
    """What was found in these records of the archive in `root`; None where nothing is kept that belongs to them."""
    if not records.digest:
        return None
    try:
        content = memoryview(kept_content(path_of(root, "checks.msgpack"), _LARGEST))
        if hashlib.sha256(content[_SUM:]).digest() != content[:_SUM]:
            return None
        kept = msgspec.msgpack.decode(content[_SUM:], type=_Kept)
        if (kept.edition, kept.digest) != (edition(), records.digest):
            return None
        return KeptChecks(
            kept.digest,
            kept.texts,
            tuple(kept.unread),
            _joined(kept.verifications, Verification),
            _joined(kept.coverage, Coverage),
            _joined(kept.omissions, Omissions),
            _joined(kept.also, tuple[Also, ...]),
            _joined(kept.again, tuple[Again, ...]),
            tuple(kept.problems),
            tuple(kept.accepted),
            frozenset(kept.unstated),
        )
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def save(root: Path, checks: KeptChecks) -> None:
    """Keep what the checks found. Raises OSError when it can't be written, UnicodeEncodeError when not encoded."""
    kept = _Kept(
        edition(),
        checks.digest,
        dict(checks.texts),
        list(checks.unread),
        list(_parts(checks.verifications)),
        list(_parts(checks.coverage)),
        list(_parts(checks.omissions)),
        list(_parts(checks.also)),
        list(_parts(checks.again)),
        list(checks.problems),
        list(checks.accepted),
        sorted(checks.unstated),
    )
    content = msgspec.msgpack.encode(kept)
    keep_private(path_of(root, "checks.msgpack"), hashlib.sha256(content).digest() + content)


def edition() -> str:
    """A digest of the names, sizes and times of all files that decide what the checks find."""
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for name in _DECIDING:
        for path in _files(_PACKAGE / name):
            status = path.stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(each for each in folders if each != "__pycache__")
        yield from (Path(folder) / name for name in sorted(names))


def _parts(things: Mapping[str, Any]) -> Iterator[msgspec.Raw]:
    encode = msgspec.msgpack.Encoder().encode
    items = iter(things.items())
    while part := dict(islice(items, _AT_ONCE)):
        yield msgspec.Raw(encode(part))


def _joined(parts: list[msgspec.Raw], type: Any) -> dict[str, Any]:
    decode = msgspec.msgpack.Decoder(dict[str, type]).decode
    return {key: value for part in parts for key, value in decode(part).items()}
