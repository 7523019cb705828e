"""A data file after edits, checked: these records changed and no other, and none became invalid by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from explorer.files import by_record, yaml_records
from explorer.files.decoding import decoded
from explorer.files.faults.syntax_fault import SyntaxFault
from explorer.files.record_edits import AddRecord, Edit, RemoveRecord, RenameId, SetFields, edited
from explorer.files.text_changes import NO_PLACE, UNREADABLE, CannotSplice
from explorer.model.problems import Problem, Severity, said_meant
from explorer.model.queries import refs_named
from explorer.model.records import Entry, Topic
from explorer.model.references import references


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
        memory = by_record.memory_of(name)
        document, problems = by_record.read(text, name, memory)
    except SyntaxFault:
        raise CannotSplice(UNREADABLE) from None
    if wrong or (document is None and problems):
        raise CannotSplice(UNREADABLE)
    entries, more = yaml_records.read_records(document, name, memory.records)
    return Read(content, entries, [*problems, *more])


def edited_file(before: Read, name: str, edits: Sequence[Edit]) -> Read:
    """A data file after edits.

    Raises:
        CannotSplice: an edit can't be made alone.
        Invalid: a record would become invalid.
    """
    after = read(_edited(before, edits), name)
    named = new_refs(edits)
    require_no_worse(before.problems, after.problems, named)
    asked = {edit.ref for edit in edits if isinstance(edit, SetFields | RemoveRecord | AddRecord)}
    asked |= {entry.record.ref for entry in before.entries if _refers(entry, named)}
    then = {*asked, *named.values(), *(named.get(ref, ref) for ref in asked)}
    was = [entry.record for entry in before.entries if entry.record.ref not in asked]
    # What was written says what it is to say, step by step; this is the same promise again, of the records.
    if was != [entry.record for entry in after.entries if entry.record.ref not in then]:
        raise CannotSplice(NO_PLACE)
    return after


def _edited(before: Read, edits: Sequence[Edit]) -> bytes:
    """The content after edits. Where only records of one list change, it is made of these alone."""
    lines = {entry.record.ref: entry.place.line for entry in reversed(before.entries)}
    if edits and all(isinstance(edit, SetFields) and edit.ref in lines for edit in edits):
        text = before.content.decode()
        part = by_record.excerpt(text, yaml_records.DEFAULTS, {lines[edit.ref] for edit in edits})
        if part:
            new = edited((part.above + text[part.start : part.end]).encode(), edits).decode()
            if new.startswith(part.above):
                return (text[: part.start] + new[len(part.above) :] + text[part.end :]).encode()
    return edited(before.content, edits)


def new_refs(edits: Iterable[Edit]) -> dict[str, str]:
    """The refs that records get, by those that they have."""
    return {edit.ref: edit.new_ref for edit in edits if isinstance(edit, RenameId)}


def require_no_worse(before: Iterable[Problem], after: Iterable[Problem], named: Mapping[str, str]) -> None:
    """Raise Invalid with the first error that is new. `named` has the new refs of records by their old ones."""
    known = Counter((named.get(problem.ref or "", problem.ref), *_essence(problem)) for problem in before)
    for problem in after:
        told = (problem.ref, *_essence(problem))
        known[told] -= 1
        if known[told] < 0 and problem.severity is Severity.ERROR:
            raise Invalid(problem)


def _refers(entry: Entry, named: Collection[str]) -> bool:
    """Whether a record has one of these refs, or refers to one, or has a query that names one."""
    record = entry.record
    query = record.matches if isinstance(record, Topic) else None
    names = {record.ref, *(f"{kind}/{id}" for _, kind, id in references(record)), *refs_named(query or "")}
    return not names.isdisjoint(named)


def _essence(problem: Problem) -> tuple[str, str]:
    """What a problem says, wherever in its file it stands, and whichever id is the nearest right one by now."""
    said = problem.message.removesuffix(said_meant(problem.meant))
    return problem.code, "".join(letter for letter in said if not letter.isdigit())
