"""The archive's folder, as it is named on the command line."""

from __future__ import annotations

from pathlib import Path

from explorer.cli import output
from explorer.cli.output import UsageError
from explorer.display import one_line
from explorer.files.shipped import is_installed, shipped_archive


def archive_folder(given: str | None) -> Path:
    """The folder of the archive that was asked for, or else of the default one: here, or the example.

    Raises:
        UsageError: the folder that was asked for is not an archive.
    """
    if given is None:
        return Path.cwd() if (Path.cwd() / "data").is_dir() else _example()
    folder = Path(given).expanduser()
    if is_archive(folder):
        return folder
    try:
        missing = not folder.exists()
    except OSError:
        missing = True
    why = "there is no such folder" if missing else "it has no data/ folder"
    raise UsageError(f"“{given}” is not an archive: {why}")


def _example() -> Path:
    """The user's copy of the example that comes with the explorer; without one, the example itself."""
    from explorer.desk.own_copy import remembered

    copy = remembered()
    if copy is None:
        return shipped_archive()
    if is_archive(copy):
        return copy
    output.narrate(f"explorer: your copy of the example is not in {one_line(str(copy))} any more; this is the example")
    return shipped_archive()


def is_archive(folder: Path) -> bool:
    """Whether there is an archive at a path, which may be longer than the system takes, or not for us to look at."""
    try:
        return (folder / "data").is_dir()
    except OSError:
        return False


def own_archive_folder(given: str | None) -> Path:
    """The folder of the archive to write into: the one that was asked for, or else the one that we are in.

    Raises:
        UsageError: it is not an archive, or the one that comes with the explorer.
    """
    if given is None and not (Path.cwd() / "data").is_dir():
        raise UsageError("this folder is not an archive; --archive DIR names one, and explorer new DIR makes one")
    folder = archive_folder(given)
    if is_installed(folder):
        raise UsageError(
            "the archive that comes with the explorer stays as it is; explorer new DIR makes one of your own"
        )
    return folder
