"""What to do about a problem: writing what was probably meant, or the hash that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explorer.checking.passages import Passage
from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import replaced, with_field
from explorer.lsp.diagnosing import Diagnosis
from explorer.lsp.renaming import Change, changes
from explorer.lsp.texts import FileText
from explorer.model.problems import Problem
from explorer.model.records import Article
from explorer.snapshot import Snapshot


class Mending(NamedTuple):
    """A way to mend a problem: what it is called, and what it changes in the problem's file."""

    title: str
    diagnosis: Diagnosis
    changes: list[Change]


def mendings(snapshot: Snapshot, file: FileText, diagnoses: Iterable[Diagnosis]) -> Iterator[Mending]:
    """The ways to mend problems of a data file."""
    for diagnosis in diagnoses:
        problem = diagnosis.problem
        if problem.meant:
            made = _word(file, problem)
            if made:
                yield Mending(f"Write “{problem.meant.by}” for “{problem.meant.word}”", diagnosis, made)
        elif problem.code == "sha256-missing":
            made = _digest(snapshot, file, problem)
            if made:
                yield Mending("Write the sha256 of the article’s text", diagnosis, made)


def _word(file: FileText, problem: Problem) -> list[Change]:
    """The change of the one word that a problem is about; none if something else stands there now."""
    assert problem.meant
    content = file.text.encode("utf-8", "replace")
    try:
        new = replaced(content, problem.place, problem.meant.word, problem.meant.by)
        return changes(content.decode(), new.decode())
    except CannotSplice:
        # Somewhere else the file may be no YAML; the word can be changed all the same.
        at: Passage = file.word(problem.place)
        is_there = file.text[at.start : at.end] == problem.meant.word
        return [Change(at.start, at.end, problem.meant.by)] if is_there else []


def _digest(snapshot: Snapshot, file: FileText, problem: Problem) -> list[Change]:
    entry = snapshot.archive.entries.get(problem.ref or "")
    record = entry.record if entry else None
    seed = snapshot.seeds.get(record.file) if isinstance(record, Article) else None
    if entry is None or seed is None:
        return []
    content = file.text.encode("utf-8", "replace")
    try:
        new = with_field(content, entry.place, "file", "sha256", seed.sha256)
    except CannotSplice:
        return []
    return changes(content.decode(), new.decode())
