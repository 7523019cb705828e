"""Two states of an archive → what changed, by record. The order of records, of lists and of fields is no change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from explorer.changes.change import Change, ChangeKind, FieldChange, Weight, by_gravity, weight_and_rank
from explorer.changes.renaming import renamed
from explorer.changes.weighing import ORDERED, weighed
from explorer.model.archive import Archive
from explorer.model.queries import with_new_ids
from explorer.model.records import AnyRecord, Entry, Kind, Topic, kind_of, title
from explorer.model.references import references
from explorer.reading.text.passages import SourceText

# What a record has besides its YAML: the data file that it is in, and an article the text in its file.
DATA_FILE, ARTICLE_TEXT = "data file", "article text"
# A record that came or went weighs as much as one that got another speaker.
_CAME_OR_WENT = 1
_NO_TEXTS: Mapping[str, SourceText] = {}


def changes(
    before: Archive,
    after: Archive,
    unread: Collection[str] = (),
    *,
    texts: tuple[Mapping[str, SourceText], Mapping[str, SourceText]] = (_NO_TEXTS, _NO_TEXTS),
    among: Iterable[str] | None = None,
) -> list[Change]:
    """What changed from one state to the other: what weighs most first, then by kind, in the order of the files.

    A record with another id is followed. What refers to it has not changed when it refers to its new id. A record of
    an `unread` data file, which can't be read in one of the states, is not taken for one that came or went; nor is one
    that itself can't be read there. `texts` are
    those of the articles, by id. When it is known that only records `among` some refs can have changed, the others are
    not looked at.
    """
    touched = list(_touched(before, after, [*before.entries, *after.entries] if among is None else among))
    names = renamed(before, after, touched)
    found = {
        change.ref: change
        for change in _changes(before, after, names, touched)
        if not _was_only_unread(change, before, after, unread)
    }
    for ref, field in _text_changes(*texts, names):
        found[ref] = _with_field(found.get(ref), field, after.entries[ref].record)
    kinds = list(Kind)

    def order(change: Change) -> tuple[object, ...]:
        kind = kinds.index(kind_of(change.ref))
        return by_gravity(change), kind, change.change == "removed", _place(change, before, after)

    return sorted(found.values(), key=order)


def followed(before: Archive, after: Archive, ref: str) -> str:
    """The ref that a record has in a later state, where it may have another id; its own if it is gone."""
    if before.find(ref) is None or after.find(ref) is not None:
        return ref
    touched = list(_touched(before, after, [*before.entries, *after.entries]))
    return renamed(before, after, touched).get(ref, ref)


def _was_only_unread(change: Change, before: Archive, after: Archive, unread: Collection[str]) -> bool:
    """Whether a record seems to have come or gone since it, or its file, can't be read in the other state."""
    match change.change:
        case "added":
            return change.ref in before.left_out or _place(change, before, after)[0] in unread
        case "removed":
            return change.ref in after.left_out or _place(change, before, after)[0] in unread
    return False


def _touched(before: Archive, after: Archive, refs: Iterable[str]) -> Iterator[str]:
    """The refs of the records that differ, or are in another file, or are in one state only."""
    for ref in dict.fromkeys(refs):
        was, now = before.as_written(ref), after.as_written(ref)
        if was is now:
            continue
        if was is None or now is None or was.record != now.record or was.place.file != now.place.file:
            yield ref


def _place(change: Change, before: Archive, after: Archive) -> tuple[str, int, int]:
    place = (before if change.change == "removed" else after).entries[change.ref].place
    return place.file, place.line, place.column


def _changes(before: Archive, after: Archive, names: Mapping[str, str], touched: Iterable[str]) -> Iterator[Change]:
    kept = set(names.values())
    for ref in touched:
        was, now = before.as_written(ref), after.as_written(names.get(ref, ref))
        if was is not None and now is not None:
            yield from _change(was, now, names)
        elif was is not None:
            yield Change(ref, ref, "removed", (), Weight.MEANING, title(was.record), _CAME_OR_WENT)
        elif now is not None and ref not in kept:
            yield Change(ref, None, "added", (), Weight.MEANING, title(now.record), _CAME_OR_WENT)


def _change(was: Entry, now: Entry, names: Mapping[str, str]) -> Iterator[Change]:
    following = _following(was.record, names)
    before, after = _values(following), _values(now.record)
    # Of values that are equal one may be left out: msgspec knows a default by its identity.
    fields = [
        weighed(name, before.get(name), after.get(name))
        for name in now.record.__struct_fields__
        if name != "id"
        and getattr(following, name) != getattr(now.record, name)
        and _unordered(name, before.get(name)) != _unordered(name, after.get(name))
    ]
    weight, rank = weight_and_rank(fields)
    ref, old = now.record.ref, was.record.ref
    moved = was.place.file != now.place.file
    if fields or moved or ref != old:
        kind: ChangeKind = "renamed" if ref != old else "changed" if fields else "moved"
        if moved:
            fields.append(FieldChange(DATA_FILE, was.place.file, now.place.file, Weight.TYPOGRAPHY))
        ordered = tuple(sorted(fields, key=by_gravity))
        yield Change(ref, old, kind, ordered, weight, title(now.record), rank)


def _with_field(change: Change | None, field: FieldChange, record: AnyRecord) -> Change:
    """A change of a record, if it has any, with another field."""
    before = change or Change(record.ref, record.ref, "changed", (), Weight.TYPOGRAPHY, title(record))
    fields = sorted([field, *before.fields], key=by_gravity)
    weight, rank = weight_and_rank(fields)
    kind: ChangeKind = "changed" if before.change == "moved" else before.change
    return msgspec.structs.replace(before, fields=tuple(fields), weight=weight, rank=rank, change=kind)


def _values(record: AnyRecord) -> dict[str, Any]:
    """A record's fields as the YAML has them, without those that it leaves out. A text of one segment is no list."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    text = values.get("text")
    if isinstance(text, list) and len(text) == 1:
        values["text"] = text[0]
    return values


def _following(record: AnyRecord, names: Mapping[str, str]) -> AnyRecord:
    """A record whose references, and whose query, lead to the new ids."""
    changed: dict[str, Any] = {}
    for path, kind, id in references(record):
        new = names.get(f"{kind}/{id}")
        if new is not None:
            field, _, rest = path.partition("[")
            value = changed.get(field, getattr(record, field))
            changed[field] = _replaced(value, rest, new.partition("/")[2])
    if isinstance(record, Topic) and record.matches and names:
        changed["matches"] = with_new_ids(record.matches, names)
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


def _text_changes(
    before: Mapping[str, SourceText], after: Mapping[str, SourceText], names: Mapping[str, str]
) -> Iterator[tuple[str, FieldChange]]:
    """The ref of each article whose text is another one now, with the paragraphs that differ.

    A text that could not be read in one of the states says nothing.
    """
    for id, was in before.items():
        if after.get(id) is was:
            continue
        ref = names.get(f"article/{id}", f"article/{id}")
        now = after.get(ref.partition("/")[2])
        if now is not None and now.text != was.text:
            yield ref, weighed(ARTICLE_TEXT, *_differing(was, now))


def _differing(was: SourceText, now: SourceText) -> tuple[str, str]:
    from difflib import SequenceMatcher

    before, after = ([text.text[part.start : part.end] for part in text.paragraphs] for text in (was, now))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [part for tag, start, end, _, _ in steps if tag != "equal" for part in before[start:end]]
    new = [part for tag, _, _, start, end in steps if tag != "equal" for part in after[start:end]]
    return "\n\n".join(gone), "\n\n".join(new)
