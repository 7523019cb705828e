"""Editing records in a data file, so that nothing changes but these records and the references to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from explorer.files import by_record, yaml_records
from explorer.files.faults.suspect import SyntaxFault
from explorer.files.handwriting import ITEM
from explorer.files.lines import decoded
from explorer.files.record_lists import RecordLists
from explorer.files.splicing import Splicing
from explorer.files.text_changes import NO_PLACE, UNREADABLE, CannotSplice
from explorer.files.yaml_nodes import Node
from explorer.files.yaml_records import required_fields
from explorer.files.yaml_values import Value, said, same
from explorer.model.problems import Problem, Severity, said_meant
from explorer.model.queries import refs_named, with_new_ids
from explorer.model.records import RECORD_TYPES, Entry, Kind, Topic, kind_of
from explorer.model.references import reference_fields, references


@dataclass(frozen=True, slots=True)
class SetFields:
    """Give fields of a record new values; None removes a field.

    `was` has what was read of the current values. If a list or a mapping in the file contains more, such as an item
    that can't be read, it is not overwritten.
    """

    ref: str
    fields: Mapping[str, Value]
    was: Mapping[str, Value] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AddRecord:
    """Add a record to a data file, which may be a new one. It gets these `fields` whatever the file's defaults are."""

    file: str
    kind: Kind
    fields: Mapping[str, Value]

    @property
    def ref(self) -> str:
        return f"{self.kind}/{self.fields.get('id', '')}"


@dataclass(frozen=True, slots=True)
class RemoveRecord:
    """Remove a record from its file."""

    ref: str


@dataclass(frozen=True, slots=True)
class RenameId:
    """Give a record another id, and update all references to it, including queries of topics."""

    ref: str
    to: str

    @property
    def new_ref(self) -> str:
        return f"{self.ref.partition('/')[0]}/{self.to}"


Edit = SetFields | AddRecord | RemoveRecord | RenameId
_Step = Callable[[Splicing, RecordLists, Sequence[Any]], None]


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Apply edits to a data file. References to records of other files follow their new ids, too.

    First fields are set, then ids are changed, then records are removed, and then added. All edits refer to records by
    the ids that these have before.

    Raises:
        CannotSplice: an edit can't be made without changing more, or its record is missing; the message says why.
    """
    kinds: tuple[tuple[type[Edit], _Step], ...] = (
        (SetFields, _set_fields),
        (RenameId, _rename),
        (RemoveRecord, _remove),
        (AddRecord, _add),
    )
    # Each step sees the result of the one before.
    for kind, step in kinds:
        asked = [edit for edit in edits if isinstance(edit, kind)]
        if asked:
            splicing = Splicing(content)
            step(splicing, RecordLists(splicing), asked)
            content = splicing.done()
    return content


def _set_fields(splicing: Splicing, lists: RecordLists, edits: Sequence[SetFields]) -> None:
    together: dict[str, dict[str, Value]] = defaultdict(dict)
    for edit in edits:
        together[edit.ref] |= edit.fields
        for name, value in edit.was.items():
            # Raise CannotSplice when a list or a mapping has more than what was read of it.
            node = lists.record(edit.ref).value(name)
            if node and not node.is_text and not same(said(node), value):
                raise CannotSplice(f"“{name}” has something that can’t be read, and would be lost; edit it by hand")
    for ref, fields in together.items():
        kind, record = kind_of(ref), lists.record(ref)
        defaults, order = lists.defaults(kind), RECORD_TYPES[kind].__struct_fields__
        wanted = {name: value for name, value in fields.items() if not _says(record.value(name), value)}
        # Drop what the defaults of the file say already.
        dropped = [name for name, value in wanted.items() if same(value, defaults.get(name))]
        splicing.drop_fields(record, dropped)
        # Add new fields last, in order: two of them may belong in the same place.
        places = {name: n for n, name in enumerate(order)}
        for name in sorted(
            wanted.keys() - set(dropped), key=lambda name: (not record.value(name), places.get(name, 0))
        ):
            splicing.set_field(record, name, wanted[name], (kind.plural, ITEM), order)


def _says(node: Node | None, value: Value) -> bool:
    return node is not None and same(said(node), value)


def _rename(splicing: Splicing, lists: RecordLists, edits: Sequence[RenameId]) -> None:
    names, refs = {edit.ref: edit.to for edit in edits}, {edit.ref: edit.new_ref for edit in edits}
    for kind, mapping in lists.mappings():
        query = mapping.value("matches") if kind is Kind.TOPIC else None
        if query and query.is_text and query.meaning.value:
            splicing.set(query, with_new_ids(query.meaning.value, refs))
        for to, node in (kind, mapping.value("id")), *_references(kind, mapping):
            new = names.get(f"{to}/{(node.meaning.value or '').strip()}") if node and node.is_text else None
            if node and new:
                splicing.set(node, new)


def _references(kind: Kind, mapping: Node) -> Iterator[tuple[Kind, Node | None]]:
    """Yield the nodes by which a record, or the defaults of a kind, refer to others, with the kind of those."""
    for name, to, inner in reference_fields(RECORD_TYPES[kind]):
        value = mapping.value(name)
        for node in value.items if value and value.is_list else [value]:
            yield to, node.value(inner) if node and inner else node


def _remove(_: Splicing, lists: RecordLists, edits: Sequence[RemoveRecord]) -> None:
    lists.remove([edit.ref for edit in edits])


def _add(_: Splicing, lists: RecordLists, edits: Sequence[AddRecord]) -> None:
    new: dict[Kind, list[Mapping[str, Value]]] = defaultdict(list)
    for edit in edits:
        new[edit.kind].append(_written(edit, lists.defaults(edit.kind)))
    lists.add(new)


def _written(edit: AddRecord, defaults: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields to write of a new record, so that the file's defaults do not change what it says."""
    fields = {name: value for name, value in edit.fields.items() if not same(value, defaults.get(name))}
    needed = required_fields(RECORD_TYPES[edit.kind])
    return fields | {name: None for name in defaults if edit.fields.get(name) is None and name not in needed}


class Invalid(Exception):
    """A record would become invalid; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Read(NamedTuple):
    """The content of a data file, its records and its problems."""

    content: bytes
    entries: Sequence[Entry]
    problems: Sequence[Problem]


def read(content: bytes, name: str) -> Read:
    """Read a data file. Raises CannotSplice when it is not YAML."""
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
    """Apply edits to a data file and check the result.

    Raises:
        CannotSplice: an edit can't be made without changing more.
        Invalid: a record would become invalid.
    """
    after = read(_edited(before, edits), name)
    named = new_refs(edits)
    require_no_worse(before.problems, after.problems, named)
    asked = {edit.ref for edit in edits if isinstance(edit, SetFields | RemoveRecord | AddRecord)}
    asked |= {entry.record.ref for entry in before.entries if _refers(entry, named)}
    then = {*asked, *named.values(), *(named.get(ref, ref) for ref in asked)}
    was = [entry.record for entry in before.entries if entry.record.ref not in asked]
    # Each change was checked step by step already; this checks the same for the records.
    if was != [entry.record for entry in after.entries if entry.record.ref not in then]:
        raise CannotSplice(NO_PLACE)
    return after


def _edited(before: Read, edits: Sequence[Edit]) -> bytes:
    """Apply edits to the content. If only records of one list change, rewrite only that part."""
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
    """Map the old refs of renamed records to the new ones."""
    return {edit.ref: edit.new_ref for edit in edits if isinstance(edit, RenameId)}


def require_no_worse(before: Iterable[Problem], after: Iterable[Problem], named: Mapping[str, str]) -> None:
    """Raise Invalid with the first error that is new. `named` maps the old refs of records to the new ones."""
    known = Counter((named.get(problem.ref or "", problem.ref), *_essence(problem)) for problem in before)
    for problem in after:
        told = (problem.ref, *_essence(problem))
        known[told] -= 1
        if known[told] < 0 and problem.severity is Severity.ERROR:
            raise Invalid(problem)


def _refers(entry: Entry, named: Collection[str]) -> bool:
    """Whether a record has one of these refs, refers to one, or has a query that names one."""
    record = entry.record
    query = record.matches if isinstance(record, Topic) else None
    names = {record.ref, *(f"{kind}/{id}" for _, kind, id in references(record)), *refs_named(query or "")}
    return not names.isdisjoint(named)


def _essence(problem: Problem) -> tuple[str, str]:
    """Return what a problem says, without its position in the file and the suggested id."""
    said = problem.message.removesuffix(said_meant(problem.meant))
    return problem.code, "".join(letter for letter in said if not letter.isdigit())
