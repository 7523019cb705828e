"""Making a folder an archive, with one commented example in it."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from explorer.desk.own_copy import NotCopiedError, copy_archive, copy_contents
from explorer.files.belonging import DATA, SEEDS

_EXAMPLE = Path(__file__).parent / "first_archive"


class NotMadeError(Exception):
    """The archive was not made, and the folder is as it was; the message says why."""


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
    """Put the example into a folder. It is an archive from the last step on, when its data are there."""
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
