"""What to do about a problem: writing what was probably meant, or the hash that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explorer.display import shortened
from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import replaced, with_field, without
from explorer.lsp.diagnosing import Diagnosis
from explorer.lsp.renaming import Change, changes
from explorer.lsp.texts import FileText
from explorer.model.problems import Place, Problem
from explorer.model.records import Article
from explorer.reading.text.passages import Passage
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
            word, by = problem.meant.word, problem.meant.by
            made = _item(file, problem.place, word) if by is None else _word(file, problem.place, word, by)
            title = f"Take “{shortened(word)}” out" if by is None else f"Write “{by}” for “{word}”"
            if made:
                yield Mending(title, diagnosis, made)
        elif problem.code == "sha256-missing":
            made = _digest(snapshot, file, problem)
            if made:
                yield Mending("Write the sha256 of the article’s text", diagnosis, made)


def _item(file: FileText, place: Place, word: str) -> list[Change]:
    """The changes that take an item of a list out; none if something else stands there now."""
    content = file.text.encode("utf-8", "replace")
    try:
        return changes(content.decode(), without(content, place, word).decode())
    except CannotSplice:
        return []


def _word(file: FileText, place: Place, word: str, by: str) -> list[Change]:
    """The change of the one word that a problem is about; none if something else stands there now."""
    content = file.text.encode("utf-8", "replace")
    try:
        new = replaced(content, place, word, by)
        return changes(content.decode(), new.decode())
    except CannotSplice:
        # Somewhere else the file may be no YAML; the word can be changed all the same.
        at: Passage = file.word(place)
        is_there = file.text[at.start : at.end] == word
        return [Change(at.start, at.end, by)] if is_there else []


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
