"""A form: a record's fields as they are typed, compared with the record, and the edits that write what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Self

import msgspec

from explorer.changes.comparing import followed
from explorer.desk.changing import AddRecord, Edit, NotWrittenError, RenameId, SetFields
from explorer.desk.form_fields import fields_of, texts_of, values_of
from explorer.desk.reviewing import free_id
from explorer.drafting.record_ids import slug
from explorer.files.yaml_records import checked_fields
from explorer.files.yaml_values import Value
from explorer.model.archive import Archive
from explorer.model.records import RECORD_TYPES, AnyRecord, Kind, ids_of, kind_of, ref
from explorer.model.references import references
from explorer.snapshot import Snapshot

# The kinds of records that a form can create on the way, with the field that names such a record.
NAMED = {Kind.PERSON: "name", Kind.TOPIC: "label", Kind.EVENT: "name"}
# A field with more lines, or more characters, would be slow to show and slow at each key.
MOST_LINES, MOST_CHARACTERS = 20_000, 500_000
NewRecords = Mapping[str, Mapping[str, Value]]


class Form(msgspec.Struct, frozen=True):
    """What is typed into a form.

    `ref` names the record; it is empty for a new one, which goes into `file`. `given` has the values that the form
    began with, `base` those of the record as texts, and `texts` the present content of the fields. `new` has the
    records that are created on the way, by their refs: those that the form refers to are written with it. `theirs` has
    what somebody else has meanwhile written in fields that were changed here.
    """

    kind: Kind
    ref: str
    file: str
    given: Mapping[str, Value]
    base: Mapping[str, str]
    texts: Mapping[str, str]
    new: NewRecords = {}
    theirs: Mapping[str, str] = {}

    @classmethod
    def of(cls, snapshot: Snapshot, record: AnyRecord) -> Self:
        """The form of a record of the archive."""
        texts = texts_of(record)
        file = snapshot.archive.entries[record.ref].place.file
        return cls(record.kind, record.ref, file, values_of(record), texts, texts)

    @classmethod
    def of_new(cls, kind: Kind, file: str, given: Mapping[str, Value]) -> Self:
        """The form of a new record, with the fields that are known already."""
        fields = fields_of(kind)
        texts = {name: field.shown(given.get(name)) for name, field in fields.items()}
        return cls(kind, "", file, given, dict.fromkeys(fields, ""), texts)

    @property
    def changed(self) -> list[str]:
        """The names of the fields that differ from the record."""
        return [name for name, text in self.texts.items() if text.strip() != self.base[name].strip()]

    @property
    def id(self) -> str:
        """The id as it is typed."""
        return self.texts["id"].strip()

    def typed(self, name: str, text: str) -> Self:
        """Replace the text of a field."""
        return msgspec.structs.replace(self, texts={**self.texts, name: text})

    def filled(self, given: Mapping[str, Value], new: NewRecords) -> Self:
        """Fill in values that have become known, where nothing was typed."""
        fields = fields_of(self.kind)
        found = {name: fields[name].shown(value) for name, value in given.items() if not self.texts[name].strip()}
        kept = {name: given[name] for name in found}
        return msgspec.structs.replace(
            self, given={**self.given, **kept}, texts={**self.texts, **found}, new={**new, **self.new}
        )

    def with_new(self, archive: Archive, kind: Kind, name: str) -> tuple[Self, str]:
        """Add a new record with that name. Returns the form, and the record's id."""
        called = " ".join(name.split())
        taken = set(ids_of(kind, self.new))
        id = free_id(slug(called) or str(kind), archive, kind, taken)
        fields: dict[str, Value] = {"id": id, NAMED[kind]: called}
        return msgspec.structs.replace(self, new={**self.new, ref(kind, id): fields}), id

    # What it says

    def value(self, name: str) -> Value:
        """The value of a field: the one it was given, as long as its text is unchanged."""
        field, text, given = fields_of(self.kind)[name], self.texts[name], self.given.get(name)
        return (given or None) if text == field.shown(given) else field.meant(text, given)

    @property
    def values(self) -> dict[str, Value]:
        """The values of all fields that are not empty."""
        return {name: value for name in self.texts if (value := self.value(name)) is not None}

    def read(self) -> tuple[AnyRecord | None, dict[str, str]]:
        """Read the record that the fields make, and what is wrong with each field, by its name."""
        return checked_fields(self.kind, self.values)

    @property
    def needed(self) -> dict[str, Mapping[str, Value]]:
        """The new records that the form refers to, directly or through another one of them."""
        found: dict[str, Mapping[str, Value]] = {}
        todo = [self.read()[0]]
        while todo:
            record = todo.pop()
            for _, kind, id in references(record) if record else ():
                if ref(kind, id) in self.new and ref(kind, id) not in found:
                    found[ref(kind, id)] = self.new[ref(kind, id)]
                    todo.append(checked_fields(kind, self.new[ref(kind, id)])[0])
        return found

    # Writing it

    def edits(self, snapshot: Snapshot) -> list[Edit]:
        """The edits that write what differs from the record, and the new records that it refers to.

        Raises NotWrittenError when the record is not the one that the form shows.
        """
        edits: list[Edit] = [
            AddRecord(file_for(snapshot, kind_of(ref), self.file), kind_of(ref), fields)
            for ref, fields in self.needed.items()
        ]
        if not self.ref:
            # Without fields that have their default, which a record has anyway.
            defaults = {field.name: field.default for field in msgspec.structs.fields(RECORD_TYPES[self.kind])}
            said = {name: value for name, value in self.values.items() if value != defaults[name]}
            return [*edits, AddRecord(self.file, self.kind, said)]
        record = snapshot.archive.find(self.ref)
        if record is None:
            raise NotWrittenError(f"{self.lost(snapshot)} Nothing was written.")
        now = texts_of(record)
        if any(now[name] not in (self.base[name], self.texts[name]) for name in self.changed):
            raise NotWrittenError(f"{self.ref} has changed meanwhile. Nothing was written; see what it says now.")
        fields = {name: self.value(name) for name in self.changed if name != "id"}
        if fields:
            edits.append(SetFields(self.ref, fields, {name: self.given.get(name) for name in fields}))
        if "id" in self.changed:
            edits.append(RenameId(self.ref, self.id))
        return edits

    # What becomes of the record meanwhile

    def lost(self, snapshot: Snapshot) -> str:
        """Why the record is not in the archive; empty when it is there, or is a new one."""
        if not self.ref or snapshot.archive.find(self.ref):
            return ""
        why = f"can’t be read now: see {self.file}" if self.is_unread(snapshot) else "is not in the archive any more"
        return f"{self.ref} {why}."

    def is_unread(self, snapshot: Snapshot) -> bool:
        """Whether the record, or its file, can't be read, so that nobody knows whether it is gone."""
        return self.ref in snapshot.archive.left_out or any(file.name == self.file for file in snapshot.unread)

    def anew(self) -> Self:
        """Return the form of a new record with the same content."""
        return msgspec.structs.replace(self, ref="", base=dict.fromkeys(self.texts, ""), theirs={})

    def rebased(self, snapshot: Snapshot, before: Archive) -> Self:
        """Compare with the record as it is now, which may have another id than `before`.

        Fields that were not changed here follow the record; where both changed, ours stays.
        """
        named = followed(before, snapshot.archive, self.ref) if self.ref else ""
        record = snapshot.archive.find(named) if named else None
        if record is None:
            return self
        now = texts_of(record)
        changed = set(self.changed)
        theirs = {name for name in changed if now[name] not in (self.base[name], self.texts[name])}
        return msgspec.structs.replace(
            self,
            ref=named,
            file=snapshot.archive.entries[named].place.file,
            given=values_of(record),
            base=now,
            texts={name: text if name in changed else now[name] for name, text in self.texts.items()},
            theirs={
                **{name: now[name] for name in self.theirs if name in changed},
                **{name: now[name] for name in theirs},
            },
        )


def too_long(record: AnyRecord) -> str:
    """Say what is too long for a form: a field with the number of its lines or characters; empty if nothing is."""
    for name, text in texts_of(record).items():
        if (lines := text.count("\n") + 1) > MOST_LINES:
            return f"“{name}” has {lines:,} lines"
        if len(text) > MOST_CHARACTERS:
            return f"“{name}” has {len(text):,} characters"
    return ""


def file_for(snapshot: Snapshot, kind: Kind, beside: str) -> str:
    """Choose the data file for a new record: that of `beside` if it fits, else the one with the most such records."""
    archive = snapshot.archive
    files = Counter(archive.entries[ref(kind, id)].place.file for id in archive.of_kind(kind))
    return beside if beside in files or not files else files.most_common(1)[0][0]
