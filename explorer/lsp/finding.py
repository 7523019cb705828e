"""Find the archive of a file and its name there; convert between file URIs and paths."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from explorer.files.belonging import DATA, SEEDS, belongs

# Returns the URI of an archive's file, given its name there.
Address = Callable[[str], str]


def path_of(uri: str) -> Path | None:
    """The path of a file URI; None for other URIs."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or "\0" in unquote(parts.path):
        return None
    return Path(unquote(parts.path))


def uri_of(path: Path) -> str:
    """The URI of a file."""
    return f"file://{quote(path.absolute().as_posix())}"


def is_archive(folder: Path) -> bool:
    """Whether a folder looks like an archive."""
    try:
        return (folder / DATA).is_dir() and (folder / SEEDS).is_dir()
    except OSError:
        return False


def archive_around(path: Path, folders: Iterable[Path] = ()) -> Path | None:
    """The nearest archive that contains the file in its `data/` or `seeds/`.

    For an opened folder in `folders`, `data/` alone is enough, as for all commands.
    """
    opened = set(folders)
    for folder in path.parents:
        if name_in(folder, path) and (is_archive(folder) or (folder in opened and (folder / DATA).is_dir())):
            return folder
    return None


def archives_in(folder: Path) -> list[Path]:
    """The archives of an opened folder: itself, the one around it, or those directly below it."""
    if (folder / DATA).is_dir():
        return [folder]
    above = next((parent for parent in folder.parents if is_archive(parent)), None)
    if above and folder.relative_to(above).parts[0] in (DATA, SEEDS):
        return [above]
    try:
        return sorted(child for child in folder.iterdir() if is_archive(child))
    except OSError:
        return []


def name_in(root: Path, path: Path) -> str | None:
    """The name of a file in the archive in `root`; None if it does not belong to it."""
    return _below(root, path) or _below(_real(root), _real(path))


def _below(root: Path, path: Path) -> str | None:
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    return name if belongs(name) else None


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
