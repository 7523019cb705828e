"""Taking what was probably meant: the one word that a problem names is written into the YAML, and nothing else."""

from __future__ import annotations

from explorer.files.data_files import LARGEST_FILE
from explorer.files.stamps import TooLargeError, content_of
from explorer.files.writing import replace_file
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot


class NotMendedError(Exception):
    """Nothing was written; the message is a sentence that says why, and what to do."""


def mend(snapshot: Snapshot, problem: Problem) -> str:
    """Write what was probably meant in place of what a problem is about. Returns a sentence on what was written.

    The file is replaced as a whole or not at all, and only when it is as it was when the snapshot was read.

    Raises:
        NotMendedError: nothing was written.
    """
    from explorer.files.splicing import CannotSplice, replaced

    place, meant = problem.place, problem.meant
    if meant is None:
        raise NotMendedError("Nothing is known to write here instead; edit it by hand.")
    known, path = snapshot.files.get(place.file), snapshot.root / place.file
    if known is None:
        raise NotMendedError(f"{place.file} is no data file of the archive; edit it by hand.")
    try:
        stamp, content = content_of(path, LARGEST_FILE)
        if stamp != known.stamp:
            raise NotMendedError(f"{place.file} has changed since it was read. Nothing was written; reload it first.")
        mended = replaced(content, place, meant.word, meant.by)
        if content_of(path, LARGEST_FILE) != (stamp, content):
            raise NotMendedError(f"{place.file} has just changed. Nothing was written; reload it first.")
        replace_file(path, mended)
    except CannotSplice as error:
        raise NotMendedError(f"Nothing was written into {place.file}: {error}.") from None
    except TooLargeError:
        raise NotMendedError(f"{place.file} is too large.") from None
    except OSError as error:
        raise NotMendedError(f"{place.file} can’t be written: {error.strerror}.") from None
    return f"Wrote “{meant.by}” in place of “{meant.word}”, {place.file} line {place.line}."
