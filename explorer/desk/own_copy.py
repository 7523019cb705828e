"""Making an archive in a new folder of the user's own: a copy of another one, or of files that are given.

Where the user's copy of the example is, is remembered: it is opened in place of the example from then on.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import platformdirs

from explorer.files.belonging import DATA, REJECTED, SEEDS
from explorer.files.stamps import kept_content
from explorer.files.whole_folders import whole_folder
from explorer.files.writing import keep_private


class NotCopiedError(Exception):
    """The archive was not copied; the message says why."""


def suggested_folder(home: Path, name: str = "article-archive") -> Path:
    """A folder to suggest: in the home folder, and not there yet."""
    folder = home / name
    number = 2
    while folder.exists():
        folder = home / f"{name}-{number}"
        number += 1
    return folder


def copy_example(example: Path, given: str) -> tuple[Path, str]:
    """Copy the example to a new folder, to be opened in its place. Returns that, and what to tell the user.

    Raises NotCopiedError.
    """
    folder = copy_archive(example, given)
    try:
        keep_private(remembered_in(), os.fsencode(folder))
    except OSError:
        return folder, f"Copied. This is {folder} now; explorer --archive {shlex.quote(str(folder))} opens it again."
    return folder, f"Copied. This is {folder} now, and what explorer opens from here on."


def remembered() -> Path | None:
    """The user's copy of the example, whether or not it is still there; None when there was none."""
    try:
        return Path(os.fsdecode(kept_content(remembered_in())))
    except (OSError, ValueError):
        return None


def remembered_in() -> Path:
    """The file that says where the user's copy is."""
    return platformdirs.user_state_path("article-explorer") / "example-copy"


def copy_archive(source: Path, given: str) -> Path:
    """Copy the archive in a folder to a new folder, and return that.

    The copy is made as a whole or not at all.

    Raises:
        NotCopiedError: there is something in the folder already, or it can't be written.
    """

    def copy(folder: Path) -> None:
        for part in (DATA, SEEDS):
            copy_contents(source / part, folder / part)
        with suppress(FileNotFoundError):
            shutil.copyfile(source / REJECTED, folder / REJECTED)

    return _made(given, copy)


def copy_contents(source: Path, folder: Path) -> None:
    """Copy what is below a folder, without permissions: installed files may be read-only. Raises OSError."""
    folder.mkdir(exist_ok=True)
    for path in source.iterdir():
        if path.is_dir():
            copy_contents(path, folder / path.name)
        else:
            shutil.copyfile(path, folder / path.name)


def write_archive(files: Mapping[str, bytes], given: str) -> Path:
    """Make an archive of its files, by their names in it, in a new folder, as `copy_archive` does."""

    def write(folder: Path) -> None:
        (folder / SEEDS).mkdir()
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    return _made(given, write)


def _made(given: str, fill: Callable[[Path], None]) -> Path:
    """A new folder that is filled before it gets its name."""
    try:
        folder = Path(given).expanduser().absolute()
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NotCopiedError(f"{folder} is there already, and is not an empty folder.")
        with whole_folder(folder) as draft:
            fill(draft)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: there is no home for ~
        reason = getattr(error, "strerror", None) or str(error)
        raise NotCopiedError(f"It can’t be copied to {given}: {reason}.") from None
    return folder
