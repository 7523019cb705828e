"""Removing a record from the archive: what refers to it, and what becomes of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.describing.counting import counted
from explorer.desk.changing import Edit, RemoveRecord, SetFields
from explorer.files.yaml_records import required_fields
from explorer.files.yaml_values import Value
from explorer.model.archive import Archive
from explorer.model.problems import some_of
from explorer.model.records import AnyRecord
from explorer.model.references import references

# Name at most this many records that refer to one.
NAMED = 6

# The records that refer to one, by their refs, each with the names of the fields that do.
Referring = Mapping[str, Sequence[str]]


def referring(archive: Archive, ref: str) -> Referring:
    """The records that refer to one."""
    found: dict[str, list[str]] = {}
    for record in archive.referring_to((ref,)):
        named = (path.partition("[")[0] for path, kind, id in references(record) if f"{kind}/{id}" == ref)
        if record.ref != ref:
            found[record.ref] = list(dict.fromkeys(named))
    return found


def held_by(archive: Archive, found: Referring) -> list[str]:
    """Of the records that refer to one, the refs of those that require it: a quote requires its speaker."""
    return [
        other
        for other, names in found.items()
        if set(names) & {*required_fields(type(archive.entries[other].record)), "evidence"}
    ]


def removing(archive: Archive, ref: str) -> Sequence[Edit]:
    """Remove a record, as edits, also from the fields of others that name it, which must be able to do without it."""
    id = ref.partition("/")[2]
    edits: list[Edit] = [RemoveRecord(ref)]
    for other, names in referring(archive, ref).items():
        record = archive.entries[other].record
        edits.append(SetFields(other, {name: _without(record, name, id) for name in names}))
    return edits


def why_kept(archive: Archive, found: Referring) -> str:
    """Why a record can't be removed because of those that refer to it; empty when it can."""
    held = held_by(archive, found)
    rests = f"{counted(len(held), 'record rests', 'records rest')} on it: {some_of(held, NAMED)}"
    return f"It can’t be deleted: {rests}. Change or delete those first." if held else ""


def what_else_changes(found: Referring) -> str:
    """What else changes when a record is removed that others refer to."""
    others = list(found)
    refer = f"{counted(len(others), 'record refers', 'records refer')} to it: {some_of(others, NAMED)}"
    return f"{refer}. They no longer will." if others else "Nothing refers to it."


def _without(record: AnyRecord, name: str, id: str) -> Value:
    value = getattr(record, name)
    return None if isinstance(value, str) else [each for each in value if each != id] or None
