"""The records of data files as they were last read, kept between starts in the user's cache folder.

Only what can be read again is kept, and nothing breaks when it is deleted. A file whose stamp differs is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
from collections.abc import Mapping
from importlib.machinery import PathFinder
from pathlib import Path
from urllib.parse import quote

import msgspec
import platformdirs

from explorer.files.data_files import DataFile
from explorer.files.stamps import stamp_of
from explorer.files.writing import replace_file

_PACKAGE = Path(__file__).parents[1]
# A file changed so shortly before it was read may change again within its file system's smallest step of time, and keep
# its stamp. Seconds.
_SETTLED = 2.0
# What decides which records a file gives: these modules of the explorer's and all that they import of it. `yaml` is
# here as it is found, and not imported.
_DECIDING = (
    "files/data_files.py",
    "files/decoding.py",
    "files/stamps.py",
    "files/belonging.py",
    "files/yaml_records.py",
    "files/yaml_text.py",
    "model/dates.py",
    "model/problems.py",
    "model/records.py",
)


class _Cache(msgspec.Struct, frozen=True):
    """Each file is encoded on its own: a large archive in one go would hold up every other thread."""

    edition: str
    files: dict[str, msgspec.Raw]


def load(root: Path) -> Mapping[str, DataFile]:
    """The data files of the archive in `root` that did not change since they were saved."""
    try:
        cache = msgspec.msgpack.decode(_path(root).read_bytes(), type=_Cache)
        if cache.edition != edition():
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
    with contextlib.suppress(OSError):
        replace_file(_path(root), msgspec.msgpack.encode(_Cache(edition(), kept)))


def edition() -> str:
    """What differs when the same file might give other records.

    Raises OSError where the source of the modules that read files is not there: then nothing can be kept.
    """
    digest = hashlib.sha256(f"{msgspec.__version__} {sys.version}".encode())
    for path in _deciding_files():
        # With its size, so that nothing can move from one file to the next.
        content = path.read_bytes()
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()


def _deciding_files() -> list[Path]:
    # The file has PyYAML's version in it.
    yaml = PathFinder.find_spec("yaml")
    return [*(_PACKAGE / name for name in _DECIDING), *([Path(yaml.origin)] if yaml and yaml.origin else [])]


def _is_as_it_was(path: Path, file: DataFile) -> bool:
    try:
        return stamp_of(path) == file.stamp
    except OSError:
        return False


def _path(root: Path) -> Path:
    name = quote(str(root.absolute()), safe="")[-200:]
    return platformdirs.user_cache_path("article-explorer") / f"{name}.msgpack"
