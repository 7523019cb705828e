"""The records of data files as they were last read, kept between starts in the user's cache folder.

Only what can be read again is kept, and nothing breaks when it is deleted. A file whose stamp differs is read anew.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import msgspec
import platformdirs

from explorer import __version__
from explorer.files.data_files import DataFile
from explorer.files.stamps import stamp_of

# A file changed so shortly before it was read may change again within its file system's smallest step of time, and keep
# its stamp. Seconds.
_SETTLED = 2.0
# Raised when records or the way they are read change in a way that old caches do not show.
_EDITION = f"{__version__}/2"


class _Cache(msgspec.Struct, frozen=True):
    """Each file is encoded on its own: a large archive in one go would hold up every other thread."""

    edition: str
    files: dict[str, msgspec.Raw]


def load(root: Path) -> Mapping[str, DataFile]:
    """The data files of the archive in `root` that did not change since they were saved."""
    try:
        cache = msgspec.msgpack.decode(_path(root).read_bytes(), type=_Cache)
        if cache.edition != _EDITION:
            return {}
        decode = msgspec.msgpack.Decoder(DataFile).decode
        files = {name: decode(file) for name, file in cache.files.items()}
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return {name: file for name, file in files.items() if _is_as_it_was(root / name, file)}


def save(root: Path, files: Mapping[str, DataFile]) -> None:
    """Keep the files that were read whole and have settled. A cache that can't be written is done without."""
    newest = time.time_ns() - int(_SETTLED * 1e9)
    encode = msgspec.msgpack.Encoder().encode
    kept = {
        name: msgspec.Raw(encode(file)) for name, file in files.items() if not file.stale and file.stamp[0] < newest
    }
    path = _path(root)
    draft = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(msgspec.msgpack.encode(_Cache(_EDITION, kept)))
        draft.replace(path)


def _is_as_it_was(path: Path, file: DataFile) -> bool:
    try:
        return stamp_of(path) == file.stamp
    except OSError:
        return False


def _path(root: Path) -> Path:
    name = quote(str(root.absolute()), safe="")[-200:]
    return platformdirs.user_cache_path("article-explorer") / f"{name}.msgpack"
