"""Making a folder as a whole: whoever looks finds the old folder or the new, never a part of either."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from explorer.files.writing import draft_of, drop_abandoned, sync_folders


@contextmanager
def whole_folder(folder: Path, *, replacing: bool = False) -> Iterator[Path]:
    """A draft of a folder, to be filled, which at the end takes the place of an empty one, or of any if `replacing`.

    When the filling fails, nothing is changed. Raises OSError when it can't be written; a folder that has something
    in it, and is not to be replaced, is such a case.
    """
    folder = Path(os.path.realpath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(folder)
    draft.mkdir()
    try:
        drop_abandoned(draft, folder)
        with suppress(FileNotFoundError):
            draft.chmod(folder.stat().st_mode & 0o7777)
        yield draft
        if replacing and folder.exists():
            _exchange(draft, folder)
        else:
            draft.rename(folder)
        sync_folders([folder.parent])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, folder: Path) -> None:
    """Give a draft the name of a folder, and that one the name of the draft."""
    aside = draft_of(folder)
    folder.rename(aside)
    try:
        draft.rename(folder)
    except BaseException:
        aside.rename(folder)
        raise
    aside.rename(draft)
