"""The records of data files as they were last read, kept between starts in the user's cache folder.

The cache has nothing that could not be read again from the data files: it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Mapping
from importlib.machinery import PathFinder
from pathlib import Path
from urllib.parse import quote

import msgspec
import platformdirs
from msgspec.structs import replace

from explorer.files.data_files import DataFile
from explorer.files.stamps import NO_STAMP, kept_content
from explorer.files.writing import keep_private

_PACKAGE = Path(__file__).parents[1]
# In bytes. An archive of a million quotes has less.
_LARGEST = 1 << 31
# Seconds. A file that changed less than this before it is saved here has to be read again: it may change within the
# smallest step of its file system's clock, and then its stamp would stay the same.
_SETTLED = 2.0
# The modules that decide which records a file gives, with all modules of the explorer that they import. PyYAML is added
# below: it is looked for, and not imported.
_DECIDING = (
    "files/data_files.py",
    "files/contents.py",
    "files/decoding.py",
    "files/stamps.py",
    "files/belonging.py",
    "files/by_record.py",
    "files/faults/explaining.py",
    "files/faults/in_braces.py",
    "files/faults/suspect.py",
    "files/faults/suspects.py",
    "files/faults/syntax_fault.py",
    "files/faults/values.py",
    "files/lines.py",
    "files/pieces.py",
    "files/rejected.py",
    "files/salvage.py",
    "files/yaml_records.py",
    "files/yaml_text.py",
    "model/dates.py",
    "model/name_forms.py",
    "model/name_words.py",
    "model/problems.py",
    "model/records.py",
    "processes.py",
)


class _Cache(msgspec.Struct, frozen=True):
    """The cache as it is on disk. Each file is encoded by itself: all in one go would hold up every other thread.

    `digest` is that of the files.
    """

    edition: str
    files: dict[str, msgspec.Raw]
    digest: str = ""


class Loaded(dict[str, DataFile]):
    """The data files of an archive as they were saved, with the digest of them all, which is empty for none."""

    digest = ""


def load(root: Path) -> Loaded:
    """The data files of the archive in `root` as they were saved.

    One that changed since has another stamp now. It is read again, and what can't be read of it stays as it was saved.
    """
    loaded = Loaded()
    try:
        cache = msgspec.msgpack.decode(kept_content(path_of(root), _LARGEST), type=_Cache)
        if cache.edition == edition():
            decode = msgspec.msgpack.Decoder(DataFile).decode
            loaded.update({name: decode(file) for name, file in cache.files.items()})
            loaded.digest = cache.digest
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Loaded()
    return loaded


def save(root: Path, files: Mapping[str, DataFile]) -> str:
    """Keep the files; those that changed just now without their stamp. Returns their digest.

    If they can't be written, nothing is said, and the digest is empty.
    """
    newest = time.time_ns() - int(_SETTLED * 1e9)
    encode = msgspec.msgpack.Encoder().encode
    kept: dict[str, msgspec.Raw] = {}
    digest = hashlib.sha256()
    try:
        for name, file in files.items():
            kept[name] = msgspec.Raw(encode(file if file.stamp[0] < newest else replace(file, stamp=NO_STAMP)))
            digest.update(kept[name])
        keep_private(path_of(root), msgspec.msgpack.encode(_Cache(edition(), kept, digest.hexdigest())))
    except (OSError, UnicodeEncodeError):  # such as a half of a surrogate pair in a file name
        return ""
    return digest.hexdigest()


def edition() -> str:
    """A hash of all code that reads files: when it differs, the same file might give other records.

    Raises OSError where the source of these modules is not on disk. Nothing is kept then.
    """
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for path in _deciding_files():
        # The size goes in, too: otherwise, code moved from one file to the next would give the same hash.
        content = path.read_bytes()
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()


def _deciding_files() -> list[Path]:
    # This file of PyYAML states its version.
    yaml = PathFinder.find_spec("yaml")
    return [*(_PACKAGE / name for name in _DECIDING), *([Path(yaml.origin)] if yaml and yaml.origin else [])]


def path_of(root: Path, kind: str = "msgpack") -> Path:
    """Where something of the archive in `root` is kept."""
    name = quote(os.fsencode(root.absolute()), safe="")[-200:]
    return platformdirs.user_cache_path("article-explorer") / f"{name}.{kind}"
