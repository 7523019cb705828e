"""The archive's folder, as it is named on the command line."""

from __future__ import annotations

from pathlib import Path

from explorer.cli.trouble import UsageError
from explorer.files.shipped import is_installed, shipped_archive


def archive_folder(given: str | None) -> Path:
    """The folder of the archive that was asked for, or else of the default one: here, or the shipped one.

    Raises:
        UsageError: the folder that was asked for is not an archive.
    """
    if given is None:
        return Path.cwd() if (Path.cwd() / "data").is_dir() else shipped_archive()
    folder = Path(given).expanduser()
    try:
        if (folder / "data").is_dir():
            return folder
        missing = not folder.exists()
    except OSError:
        missing = True
    why = "there is no such folder" if missing else "it has no data/ folder"
    raise UsageError(f"“{given}” is not an archive: {why}")


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
