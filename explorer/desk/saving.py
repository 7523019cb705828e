"""Saving a text, or a folder of files, where the user chooses."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from explorer.files.belonging import is_taken
from explorer.files.stamps import kept_content
from explorer.files.writing import Content, replace_file, whole_folder
from explorer.model.problems import some_of

# A file in each saved folder, with the names of what was saved there: such a folder may be replaced.
_SAVED = ".article-explorer-export"
# Files that a file manager adds to a folder.
_NOBODYS = {".DS_Store", "Thumbs.db", "desktop.ini"}
_MOST_NAMED = 3
# The extension of a file that holds several.
ZIP = ".zip"


class NotSavedError(Exception):
    """The text was not saved; the message says why."""


class BadNameError(NotSavedError):
    """Nothing is saved under such a name: it is misleading about the content, or belongs to an archive."""


def named_file(given: str) -> Path:
    """Find the file that the user means. Raises NotSavedError if none is named, or there is no home for `~`."""
    if not given:
        raise NotSavedError("It can’t be saved: the file has no name.")
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError as error:
        raise _not_saved(given, error) from None


def save_bytes(content: Content, given: str, root: Path, *, is_zip: bool = False) -> Path:
    """Write a file as a whole, in place of what was there, and return it.

    Nothing is written over, or into, what belongs to the archive in `root` or to another. A device or a pipe is written
    to directly, since nothing else can take its place. Raises NotSavedError.
    """
    file = named_file(given)
    try:
        if names_folder(given):
            raise IsADirectoryError("it is a folder, and this is one file")
        is_device = file.exists() and not file.is_file()
        if file.suffix.lower() == ZIP and not is_zip and not is_device:
            raise BadNameError(f"It is one file, and no zip: {given} is no name for it.")
        _require_free(file, given, root)
        if is_device:
            file.write_bytes(content if isinstance(content, bytes) else _whole(content))
        else:
            replace_file(file, content)
    except (OSError, ValueError) as error:
        raise _not_saved(given, error) from None
    return file


def _whole(write: Callable[[BinaryIO], None]) -> bytes:
    """Write everything: a device such as /dev/null takes it, but can't report a position."""
    written = io.BytesIO()
    write(written)
    return written.getvalue()


def names_folder(given: str) -> bool:
    """Whether a folder with that name exists, or the name is clearly a folder's. Raises NotSavedError."""
    try:
        return given.endswith(os.sep) or named_file(given).is_dir()
    except OSError as error:
        raise _not_saved(given, error) from None


def is_for_folder(given: str) -> bool:
    """Whether several files go into a folder of that name, not into one zip. Raises BadNameError, NotSavedError."""
    if names_folder(given):
        return True
    suffix = named_file(given).suffix
    if suffix and suffix.lower() != ZIP:
        raise BadNameError(f"It is several files: NAME{ZIP} saves them as one, {given}{os.sep} as a folder.")
    return not suffix and not named_file(given).exists()


def save_files(files: Iterable[tuple[str, bytes]], given: str, root: Path) -> Path:
    """Write a folder of files, by their names in it, as a whole, and return it.

    It replaces an empty folder, or one that was saved in this way; files saved there before that are not among the new
    ones are gone then. Raises NotSavedError, also when the folder has anything else in it, or is an archive's.
    """
    folder = named_file(given)
    try:
        _require_free(folder, given, root)
        _require_replaceable(folder)
        with whole_folder(folder, replacing=True) as draft:
            names = []
            for name, content in files:
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_bytes(content)
                names.append(name)
            (draft / _SAVED).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
            _require_replaceable(folder)
    except (OSError, ValueError) as error:
        raise _not_saved(given, error) from None
    return folder


def _require_free(path: Path, given: str, root: Path) -> None:
    """Raise BadNameError for a path that belongs to an archive."""
    if is_taken(root, path):
        raise BadNameError(f"It can’t be saved as {given}: that belongs to an archive, or would become part of one.")


def _require_replaceable(folder: Path) -> None:
    """Raise OSError if a folder has something in it that was not saved there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FileExistsError("it is there already, and is no folder")
    if Path.cwd().is_relative_to(os.path.realpath(folder)):
        raise FileExistsError("it is the folder that you are in, which can’t be replaced")
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    there = {name for name in there if name.rpartition("/")[2] not in _NOBODYS}
    if there and _SAVED not in there:
        raise FileExistsError("it is there already, and is no folder that an export has made")
    saved = {_SAVED, *kept_content(folder / _SAVED).decode().splitlines()} if there else set()
    if others := sorted(there - saved):
        named = some_of(others, _MOST_NAMED)
        raise FileExistsError(f"what no export has made is in it, and would be lost: {named}")


def _not_saved(given: str, error: Exception) -> NotSavedError:
    reason = getattr(error, "strerror", None) or str(error)
    return NotSavedError(f"It can’t be saved as {given}: {reason.rstrip('.')}.")
