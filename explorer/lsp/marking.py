"""The diagnostics in the files of an archive, and those that changed since they were last published."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from explorer.files.contents import OpenContents
from explorer.files.stamps import NO_STAMP, Stamp
from explorer.lsp.diagnosing import OF_THE_WHOLE, Diagnosis, by_file, diagnoses, moved
from explorer.lsp.positions import Encoding
from explorer.lsp.texts import FileText, Texts
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot


class Marked(NamedTuple):
    """A file's text, its problems, and their ranges."""

    stamp: Stamp
    file: FileText
    problems: Sequence[Problem] = ()
    diagnoses: Sequence[Diagnosis] = ()


Marks = Mapping[str, Marked]


def marked(
    before: Marks, snapshot: Snapshot, contents: OpenContents, encoding: Encoding, near: Collection[str] | None
) -> Marks:
    """The marks of all files, by name, after a reading. Unchanged marks are the same objects as before.

    If only some files were read, `near` names them; their problems that need the whole archive are kept from before.
    """
    problems, texts = by_file((*snapshot.problems, *snapshot.accepted_errors)), Texts(contents, encoding)
    names = {*problems, *before, *contents.texts} if near is None else set(near)
    found = {} if near is None else dict(before)
    for name in names:
        earlier = before.get(name)
        stamp = _stamp(contents, name)
        here = _where_they_are(snapshot, name, problems.get(name, []), earlier, texts)
        if near is not None:
            here = _with_those_of_the_whole(here, earlier, texts[name])
        if earlier and earlier.stamp == stamp and earlier.problems == here:
            found[name] = earlier
        elif here or name in contents.texts:
            file = texts[name] or FileText(name, "", encoding)
            found[name] = Marked(stamp, file, here, diagnoses(snapshot, file, here))
    return found


def _where_they_are(
    snapshot: Snapshot, name: str, here: list[Problem], earlier: Marked | None, texts: Texts
) -> list[Problem]:
    """Move the problems of a record that is shown as last read to the current lines.

    Such problems may be outdated: those on changed lines are dropped.
    """
    read = snapshot.files.get(name)
    if read is None or not read.kept:
        return here
    of_the_text = {(problem.place, problem.code) for problem in read.problems}
    old = [each for each in here if each.ref in read.kept and (each.place, each.code) not in of_the_text]
    if not old:
        return here
    file, said = texts[name], {(problem.ref, problem.code, problem.message) for problem in old}
    kept = [problem for problem in here if problem not in old]
    if earlier and file:
        told = (each for each in earlier.problems if (each.ref, each.code, each.message) in said)
        kept += moved(earlier.file.text, file.text, told)
    return sorted(kept, key=lambda problem: problem.place)


def _with_those_of_the_whole(here: list[Problem], earlier: Marked | None, file: FileText | None) -> list[Problem]:
    kept = [problem for problem in here if problem.code not in OF_THE_WHOLE]
    if earlier and file:
        whole = (problem for problem in earlier.problems if problem.code in OF_THE_WHOLE)
        kept += moved(earlier.file.text, file.text, whole)
    return sorted(kept, key=lambda problem: problem.place)


def _stamp(contents: OpenContents, name: str) -> Stamp:
    try:
        return contents.stamp(name)
    except (OSError, ValueError):
        return NO_STAMP
