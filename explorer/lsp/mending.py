"""Fixes for problems: write what was probably meant, or add a missing hash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from explorer.display import shortened
from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import replaced, with_field, without
from explorer.lsp.diagnosing import Diagnosis
from explorer.lsp.renaming import Change, changes
from explorer.lsp.texts import FileText
from explorer.model.problems import Problem
from explorer.model.records import Article
from explorer.snapshot import Snapshot


class Mending(NamedTuple):
    """A fix for a problem: its title and its changes to the problem's file."""

    title: str
    diagnosis: Diagnosis
    changes: list[Change]


def mendings(snapshot: Snapshot, file: FileText, diagnoses: Iterable[Diagnosis]) -> Iterator[Mending]:
    """The fixes for problems of a data file."""
    for diagnosis in diagnoses:
        title, made = _mended(snapshot, file, diagnosis.problem)
        if made:
            yield Mending(title, diagnosis, made)


def _mended(snapshot: Snapshot, file: FileText, problem: Problem) -> tuple[str, list[Change]]:
    place, entry = problem.place, snapshot.archive.entries.get(problem.ref or "")
    if problem.meant:
        word, by = problem.meant.word, problem.meant.by
        if by is None:
            return f"Take “{shortened(word)}” out", _changed(file, lambda content: without(content, place, word))
        made = _changed(file, lambda content: replaced(content, place, word, by))
        at = file.word(place)
        if not made and file.text[at.start : at.end] == word:
            # The file may be invalid YAML elsewhere; the word can still be replaced.
            made = [Change(at.start, at.end, by)]
        return f"Write “{by}” for “{word}”", made
    record = entry.record if entry and problem.code == "sha256-missing" else None
    seed = snapshot.seeds.get(record.file) if isinstance(record, Article) else None
    if entry is None or seed is None:
        return "", []
    made = _changed(file, lambda content: with_field(content, entry.place, "file", "sha256", seed.sha256))
    return "Write the sha256 of the article’s text", made


def _changed(file: FileText, edit: Callable[[bytes], bytes]) -> list[Change]:
    """The changes that an edit makes to a file; empty if the text there has changed."""
    content = file.text.encode("utf-8", "replace")
    try:
        return changes(content.decode(), edit(content).decode())
    except CannotSplice:
        return []
