"""Taking what was probably meant: the one word that a problem names is written into the YAML, and nothing else."""

from __future__ import annotations

from explorer.desk.changing import NotWrittenError, rewrite
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot


def mend(snapshot: Snapshot, problem: Problem) -> str:
    """Write what was probably meant in place of what a problem is about. Returns a sentence on what was written.

    The file is replaced as a whole or not at all, and only when it is as it was when the snapshot was read.

    Raises:
        NotWrittenError: nothing was written.
    """
    from explorer.files.word_edits import replaced

    place, meant = problem.place, problem.meant
    if meant is None:
        raise NotWrittenError("Nothing is known to write here instead; edit it by hand.")
    if place.file not in snapshot.files:
        raise NotWrittenError(f"{place.file} is no data file of the archive; edit it by hand.")
    what = f"Wrote “{meant.by}” in place of “{meant.word}”"
    written = rewrite(snapshot, place.file, lambda content: replaced(content, place, meant.word, meant.by), what)
    return f"{what}, {place.file} line {place.line}.{written.remark}"
