"""The fields of a form: how each field of a record is shown as text, and what a text in it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cache

import msgspec
from msgspec import inspect

from explorer.files.yaml_values import Value
from explorer.model.records import RECORD_TYPES, AnyRecord, Kind

_TRUE, _FALSE = ("true", "yes", "y"), ("false", "no", "n")
# Texts that may be long, besides those of several lines.
_LONG = frozenset({"attribution", "date_because", "description", "note"})


class How(Enum):
    """How a field is filled in."""

    TEXT = auto()
    DATE = auto()
    CHOICE = auto()
    BOOLEAN = auto()
    REFERENCE = auto()
    REFERENCES = auto()
    """Ids with commas between them."""
    LINES = auto()
    """Texts, a line each."""
    PAIRS = auto()
    """Two texts a line, with a colon after the first."""
    PARTS = auto()
    """A line for each part, with its name and a colon before it."""


class FormField(msgspec.Struct, frozen=True):
    """A field of a record. `to` is the kind of record that it refers to, `choices` has the values that it may have."""

    name: str
    how: How
    about: str = ""
    required: bool = False
    to: Kind | None = None
    choices: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    may_be_one: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return self.name.replace("_", " ")

    @property
    def is_long(self) -> bool:
        """Whether it has room for more than one line."""
        return self.how in (How.LINES, How.PAIRS, How.PARTS) or self.name in _LONG

    def shown(self, value: object) -> str:
        """A value as the form shows it."""
        match value:
            case None | False:
                return ""
            case True:
                return "true"
            case str():
                return " ".join(value.splitlines()) if self.is_long else value
            case msgspec.Struct():
                said = {part: getattr(value, part) for part in self.parts}
                return "\n".join(f"{part}: {words}" for part, words in said.items() if words)
            case Sequence() if self.how is How.PAIRS:
                return "\n".join(": ".join(getattr(item, part) for part in self.parts) for item in value)
            case Sequence():
                between = ", " if self.how is How.REFERENCES else "\n"
                return between.join(" ".join(str(item).splitlines()) for item in value)
        return str(value)

    def meant(self, text: str) -> Value:
        """What a text in the form says; None when it says nothing."""
        lines = [said for line in text.split("\n") if (said := line.strip())]
        if not lines:
            return None
        match self.how:
            case How.LINES:
                return lines[0] if self.may_be_one and len(lines) == 1 else lines
            case How.PAIRS:
                return [dict(zip(self.parts, _split(line), strict=True)) for line in lines]
            case How.PARTS:
                return dict(_split(line) for line in lines)
            case How.REFERENCES:
                return [id for each in " ".join(lines).split(",") if (id := each.strip())] or None
            case How.BOOLEAN if lines[0].lower() in _TRUE:
                return True
            case How.BOOLEAN if lines[0].lower() in _FALSE:
                return None
        return " ".join(lines)


def _split(line: str) -> tuple[str, str]:
    first, _, rest = line.partition(":")
    return first.strip(), rest.strip()


@cache
def fields_of(kind: Kind) -> Mapping[str, FormField]:
    """The fields of a kind of record by name, in the order of the record."""
    info = inspect.type_info(RECORD_TYPES[kind])
    assert isinstance(info, inspect.StructType)
    return {
        field.name: _field(FormField(field.name, How.TEXT, required=field.required), field.type)
        for field in info.fields
    }


def texts_of(record: AnyRecord) -> dict[str, str]:
    """All fields of a record, as a form shows them."""
    return {name: field.shown(getattr(record, name)) for name, field in fields_of(record.kind).items()}


def _field(field: FormField, type_: inspect.Type) -> FormField:
    change = msgspec.structs.replace
    match type_:
        case inspect.Metadata(type=inner, extra_json_schema=described, extra=extra):
            found = _field(field, inner)
            if extra and extra.get("edtf"):
                found = change(found, how=How.DATE)
            if extra and "refers_to" in extra:
                found = change(found, how=How.REFERENCE, to=extra["refers_to"])
            return change(found, about=(described or {}).get("description", found.about))
        case inspect.UnionType(types=types):
            members = [_field(field, each) for each in types if not isinstance(each, inspect.NoneType)]
            return change(members[-1], may_be_one=len(members) > 1)
        case inspect.VarTupleType(item_type=inspect.StructType(fields=inner)):
            return change(field, how=How.PAIRS, parts=tuple(each.name for each in inner))
        case inspect.VarTupleType(item_type=item):
            to = _field(field, item).to
            return change(field, how=How.REFERENCES if to else How.LINES, to=to)
        case inspect.StructType(fields=inner):
            return change(field, how=How.PARTS, parts=tuple(each.name for each in inner))
        case inspect.LiteralType(values=values):
            return change(field, how=How.CHOICE, choices=tuple(map(str, values)))
        case inspect.BoolType():
            return change(field, how=How.BOOLEAN, choices=("true", "false"))
    return field
