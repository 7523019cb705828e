"""A data file after edits, checked: these records changed and no other, and none became invalid by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from explorer.files import yaml_records, yaml_text
from explorer.files.decoding import decoded
from explorer.files.record_edits import AddRecord, Edit, RemoveRecord, RenameId, SetFields, edited
from explorer.files.splicing import NO_PLACE, UNREADABLE, CannotSplice
from explorer.model.archive import references
from explorer.model.problems import Problem
from explorer.model.records import Entry


class Invalid(Exception):
    """A record would become invalid; `problem` says by what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Read(NamedTuple):
    """What is in a data file: its content, the records, and what is wrong with it."""

    content: bytes
    entries: Sequence[Entry]
    problems: Sequence[Problem]


def read(content: bytes, name: str) -> Read:
    """Read a data file that is YAML. Raises CannotSplice when it is none."""
    text, wrong = decoded(content, name)
    try:
        document, problems = yaml_text.read(text, name)
    except yaml_text.SyntaxFault:
        raise CannotSplice(UNREADABLE) from None
    if wrong or (document is None and problems):
        raise CannotSplice(UNREADABLE)
    entries, more = yaml_records.read_records(document, name)
    return Read(content, entries, [*problems, *more])


def edited_file(before: Read, name: str, edits: Sequence[Edit]) -> Read:
    """A data file after edits.

    Raises:
        CannotSplice: an edit can't be made alone.
        Invalid: a record would become invalid.
    """
    after = read(edited(before.content, edits), name)
    require_no_worse(before.problems, after.problems)
    named = {edit.ref: edit.new_ref for edit in edits if isinstance(edit, RenameId)}
    asked = {edit.ref for edit in edits if isinstance(edit, SetFields | RemoveRecord | AddRecord)}
    asked |= {entry.record.ref for entry in before.entries if _refers(entry, named)}
    was = [entry.record for entry in before.entries if entry.record.ref not in asked]
    now = [entry.record for entry in after.entries if entry.record.ref not in asked | set(named.values())]
    # What was written says what it is to say, step by step; this is the same promise again, of the records.
    if was != [record for record in now if record.ref not in {named.get(ref, ref) for ref in asked}]:
        raise CannotSplice(NO_PLACE)
    return after


def require_no_worse(before: Collection[Problem], after: Collection[Problem]) -> None:
    """Raise Invalid with the first problem that is new."""
    known = Counter(map(_essence, before))
    for problem in after:
        known[_essence(problem)] -= 1
        if known[_essence(problem)] < 0:
            raise Invalid(problem)


def _refers(entry: Entry, named: Collection[str]) -> bool:
    """Whether a record has one of these refs, or refers to one."""
    return entry.record.ref in named or any(f"{kind}/{id}" in named for _, kind, id in references(entry.record))


def _essence(problem: Problem) -> tuple[str, str | None, str]:
    """What a problem says, wherever in its file it stands."""
    words = "".join(letter for letter in problem.message if not letter.isdigit())
    return problem.code, problem.ref, words
