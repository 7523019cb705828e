"""Two states of an archive → what changed, by record. The order of records, of lists and of fields is no change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from explorer.changes.change import Change, ChangeKind, FieldChange, Weight, weightiest
from explorer.changes.renaming import renamed
from explorer.changes.weighing import ORDERED, weight_of
from explorer.model.archive import Archive, references
from explorer.model.records import AnyRecord, Entry, Kind, kind_of

# What a record has besides its YAML: the data file that it is in.
DATA_FILE = "data file"


def changes(before: Archive, after: Archive, unread: Collection[str] = ()) -> list[Change]:
    """What changed from one state to the other: what weighs most first, then by kind, in the order of the files.

    A record with another id is followed. What refers to it has not changed when it refers to its new id. A record of
    an `unread` data file, which can't be read in one of the states, is not taken for one that came or went.
    """
    names = renamed(before, after)
    found = [
        change
        for change in _changes(before, after, names)
        if change.change not in ("added", "removed") or _file(change, before, after) not in unread
    ]
    places = {ref: n for n, ref in enumerate([*after.entries, *before.entries])}
    kinds, weights = list(Kind), list(Weight)

    def order(change: Change) -> tuple[int, int, int]:
        kind = kind_of(change.ref)
        return weights.index(change.weight), kinds.index(kind), places[change.ref]

    return sorted(found, key=order)


def _file(change: Change, before: Archive, after: Archive) -> str:
    return (after if change.change == "added" else before).entries[change.ref].place.file


def _changes(before: Archive, after: Archive, names: Mapping[str, str]) -> Iterator[Change]:
    became = {name: names.get(name, name) for name in before.entries}
    for name, was in before.entries.items():
        now = after.entries.get(became[name])
        if now is None:
            yield Change(name, name, "removed", (), Weight.MEANING)
        elif was is not now:
            yield from _change(was, now, names)
    kept = set(became.values())
    for name in after.entries:
        if name not in kept:
            yield Change(name, None, "added", (), Weight.MEANING)


def _change(was: Entry, now: Entry, names: Mapping[str, str]) -> Iterator[Change]:
    before, after = _values(_following(was.record, names)), _values(now.record)
    fields = [
        FieldChange(name, before.get(name), after.get(name), weight_of(name, before.get(name), after.get(name)))
        for name in now.record.__struct_fields__
        if name != "id" and _unordered(name, before.get(name)) != _unordered(name, after.get(name))
    ]
    weight = weightiest([field.weight for field in fields])
    ref, old = now.record.ref, was.record.ref
    moved = was.place.file != now.place.file
    if moved and (fields or ref != old):
        fields.append(FieldChange(DATA_FILE, was.place.file, now.place.file, Weight.TYPOGRAPHY))
    if fields or moved or ref != old:
        kind: ChangeKind = "renamed" if ref != old else "changed" if fields else "moved"
        if kind == "moved":
            fields = [FieldChange(DATA_FILE, was.place.file, now.place.file, Weight.TYPOGRAPHY)]
        yield Change(ref, old, kind, tuple(fields), weight)


def _values(record: AnyRecord) -> dict[str, Any]:
    """A record's fields as the YAML has them, without those that it leaves out. A text of one segment is no list."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    text = values.get("text")
    if isinstance(text, list) and len(text) == 1:
        values["text"] = text[0]
    return values


def _following(record: AnyRecord, names: Mapping[str, str]) -> AnyRecord:
    """A record whose references lead to the new ids."""
    changed: dict[str, Any] = {}
    for path, kind, id in references(record):
        new = names.get(f"{kind}/{id}")
        if new is not None:
            field, _, rest = path.partition("[")
            value = changed.get(field, getattr(record, field))
            changed[field] = _replaced(value, rest, new.partition("/")[2])
    return msgspec.structs.replace(record, **changed) if changed else record


def _replaced(value: Any, rest: str, id: str) -> Any:
    """A field's value with the reference at `rest` (`2]`, `0].article`, or empty for the value itself) replaced."""
    if not rest:
        return id
    number, _, inner = rest.partition("]")
    items = list(value)
    items[int(number)] = msgspec.structs.replace(items[int(number)], **{inner[1:]: id}) if inner else id
    return tuple(items)


def _unordered(field: str, value: Any) -> Any:
    """A value for comparing: the order of a list says nothing, but that of a quote's segments does."""
    if isinstance(value, list) and field not in ORDERED:
        return sorted(value, key=repr)
    return value
