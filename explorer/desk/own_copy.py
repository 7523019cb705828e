"""Making an archive in a new folder of the user's: a copy of another one, of given files, or an example.

The place of the user's copy of the example is remembered: from then on it is opened instead of the example.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import platformdirs

from explorer.files.belonging import DATA, REJECTED, SEEDS
from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private, whole_folder


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
        keep_private(copy_marker_file(), os.fsencode(folder))
    except OSError:
        return folder, f"Copied. This is {folder} now; explorer --archive {shlex.quote(str(folder))} opens it again."
    return folder, f"Copied. This is {folder} now, and what explorer opens from here on."


def remembered() -> Path | None:
    """The user's copy of the example, whether or not it is still there; None when there was none."""
    try:
        return Path(os.fsdecode(kept_content(copy_marker_file())))
    except (OSError, ValueError):
        return None


def copy_marker_file() -> Path:
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
    """Make a new folder that is filled before it gets its name."""
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


_EXAMPLE = Path(__file__).parent / "first_archive"


class NotMadeError(Exception):
    """The archive was not made, and the folder is unchanged; the message says why."""


def new_archive(given: str) -> Path:
    """Make a folder an archive, and return it. It may be there, with other things in it than data.

    Raises:
        NotMadeError: it has a `data` folder, or the example's text, already; or it can't be written.
    """
    try:
        folder = Path(given).expanduser().absolute()
        if not folder.is_dir():
            return copy_archive(_EXAMPLE, given)
        _add_to(folder)
    except NotCopiedError as error:
        raise NotMadeError(str(error).rstrip(".")) from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: there is no home for ~
        raise NotMadeError(f"{given} can’t be written: {getattr(error, 'strerror', None) or error}") from None
    return folder


def _add_to(folder: Path) -> None:
    """Put the example into a folder. It is an archive only after the last step, when its data are there."""
    texts = sorted(path.name for path in (_EXAMPLE / SEEDS).iterdir())
    for there in (folder / DATA, *(folder / SEEDS / name for name in texts)):
        if there.exists() or there.is_symlink():
            what = "a data/ folder" if there.name == DATA else f"{SEEDS}/{there.name}"
            raise NotMadeError(f"{folder} has {what} already, which is left as it is")
    made_folder = not (folder / SEEDS).exists()
    draft = Path(mkdtemp(prefix=f".{DATA}.", dir=folder))
    made: list[Path] = []
    try:
        copy_contents(_EXAMPLE / DATA, draft)
        draft.chmod(0o755)
        (folder / SEEDS).mkdir(exist_ok=True)
        for name in texts:
            made.append(folder / SEEDS / name)
            shutil.copyfile(_EXAMPLE / SEEDS / name, made[-1])
        draft.rename(folder / DATA)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        for path in (*made, *([folder / SEEDS] if made_folder else [])):
            with suppress(OSError):
                path.unlink() if path in made else path.rmdir()
        raise
