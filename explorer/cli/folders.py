"""The archive folder named on the command line."""

from __future__ import annotations

from pathlib import Path

from explorer.cli import output
from explorer.cli.output import UsageError
from explorer.display import one_line
from explorer.files.shipped import is_installed, shipped_archive


def archive_folder(given: str | None) -> Path:
    """The archive folder given, or else the default one: the current folder, or the example.

    Raises:
        UsageError: the given folder is not an archive.
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
    """The user's copy of the example that comes with the explorer, or else the original."""
    from explorer.desk.own_copy import remembered

    copy = remembered()
    if copy is None:
        return shipped_archive()
    if is_archive(copy):
        return copy
    output.narrate(f"explorer: your copy of the example is not in {one_line(str(copy))} any more; this is the example")
    return shipped_archive()


def is_archive(folder: Path) -> bool:
    """Whether there is an archive at a path. The path may be too long for the system, or not accessible."""
    try:
        return (folder / "data").is_dir()
    except OSError:
        return False


def own_archive_folder(given: str | None) -> Path:
    """The archive folder to write into: the given one, or else the current one.

    Raises:
        UsageError: it is not an archive, or it is the one that comes with the explorer.
    """
    if given is None and not (Path.cwd() / "data").is_dir():
        raise UsageError("this folder is not an archive; --archive DIR names one, and explorer new DIR makes one")
    folder = archive_folder(given)
    if is_installed(folder):
        raise UsageError(
            "the archive that comes with the explorer stays as it is; explorer new DIR makes one of your own"
        )
    return folder
