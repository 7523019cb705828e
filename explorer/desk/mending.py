"""Taking what was probably meant: the one word that a problem names is written into the YAML, or taken out of it."""

from __future__ import annotations

from explorer.desk.changing import NotWrittenError, Written, rewrite
from explorer.display import shortened
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot


def mend(snapshot: Snapshot, problem: Problem) -> Written:
    """Write what was probably meant in place of what a problem is about, or take that out.

    The file is replaced as a whole or not at all, and only when it is as it was when the snapshot was read.

    Raises:
        NotWrittenError: nothing was written.
    """
    from explorer.files.word_edits import replaced, without

    place, meant = problem.place, problem.meant
    if meant is None:
        raise NotWrittenError("Nothing is known to write here instead; edit it by hand.")
    if place.file not in snapshot.files:
        raise NotWrittenError(f"{place.file} is no data file of the archive; edit it by hand.")
    if meant.by is None:
        return rewrite(
            snapshot,
            place.file,
            lambda content: without(content, place, meant.word),
            f"Took “{shortened(meant.word)}” out",
        )
    by = meant.by
    what = f"Wrote “{meant.by}” in place of “{meant.word}”"
    return rewrite(snapshot, place.file, lambda content: replaced(content, place, meant.word, by), what)


def told(written: Written, problem: Problem) -> str:
    """A sentence on what was written."""
    return f"{written.what}, {problem.place.file} line {problem.place.line}.{written.remark}"
