"""The fields of a form: how each field of a record is shown as text, and how that text is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from textwrap import dedent

import msgspec
from msgspec import inspect

from explorer.files import yaml_records
from explorer.files.rewording import common_ends
from explorer.files.yaml_values import Value
from explorer.model.records import RECORD_TYPES, AnyRecord, Kind

_TRUE, _FALSE = ("true", "yes", "y"), ("false", "no", "n")
# Texts that may be long, besides those of several lines.
_LONG = frozenset({"attribution", "date_because", "description", "note"})
# Begins each further line of a text in a list.
_INDENT = "  "
# Separates ids, or follows the name of a part; a backslash precedes it where it belongs to either.
_MARKS = re.compile(r"[\\,:\n]")
_NAME = re.compile(r"((?:\\.|[^\\:])*):?(.*)", re.DOTALL)
_ID = re.compile(r"(?:\\.|[^\\,])+")


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
    """Texts, each of which begins a line; its further lines are indented."""
    PAIRS = auto()
    """As LINES, each of two texts with a colon after the first."""
    PARTS = auto()
    """As LINES, one for each part, with its name and a colon before it."""


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
        """The label of the field."""
        return self.name.replace("_", " ")

    @property
    def is_long(self) -> bool:
        """Whether it has room for more than one line."""
        return self.how in (How.LINES, How.PAIRS, How.PARTS) or self.name in _LONG

    def shown(self, value: object) -> str:
        """A value as the form shows it: `meant` makes the same value of it again."""
        match value:
            case None | False:
                return ""
            case True:
                return "true"
            case str() if self.how is not How.LINES:
                return value
            case str():
                return _lines([value])
            case Sequence() if self.how is How.REFERENCES:
                return ", ".join(map(_escaped, value))
            case Sequence() if self.how is How.PAIRS:
                name, words = self.parts
                return _lines(f"{_escaped(_of(item, name))}: {_of(item, words)}" for item in value)
            case Sequence():
                return _lines(map(str, value))
        return _lines(f"{part}: {words}" for part in self.parts if (words := _of(value, part)))

    def meant(self, text: str, was: Value = None) -> Value:
        """Read a text of the form; None when it is empty. If `was` was a list of one text, it stays a list."""
        said = text.strip()
        if not said:
            return None
        match self.how:
            case How.LINES:
                items = list(_items(text))
                is_list = isinstance(was, Sequence) and not isinstance(was, str) and len(was) == 1
                return items[0] if self.may_be_one and len(items) == 1 and not is_list else items
            case How.PAIRS:
                return [dict(zip(self.parts, _split(item), strict=True)) for item in _items(text)]
            case How.PARTS:
                parts: dict[str, Value] = {}
                for name, words in map(_split, _items(text)):
                    parts[name] = [parts[name], words] if name in parts else words
                return parts
            case How.REFERENCES:
                ids = (_unescaped(id.strip()) for id in _ID.findall(text.replace("\n", " ")))
                return [id for id in ids if id] or None
            case How.BOOLEAN if said.lower() in _TRUE:
                return True
            case How.BOOLEAN if said.lower() in _FALSE:
                return None
        return said


def _of(item: object, part: str) -> str:
    """A part of a record's value, or of what is to be written."""
    return str(item.get(part) or "" if isinstance(item, Mapping) else getattr(item, part) or "")


def _lines(items: Iterable[str]) -> str:
    return "\n".join(re.sub(r"\n(?!\n|\Z)", f"\n{_INDENT}", item) for item in items)


def _items(text: str) -> Iterator[str]:
    """Split a text into items: each begins a line, and continues on indented lines."""
    items: list[list[str]] = []
    for line in (dedent(text) if text[0].isspace() else text).split("\n"):
        if items and line.startswith(_INDENT):
            items[-1].append(line.removeprefix(_INDENT))
        elif items and not line.strip():
            items[-1].append("")
        else:
            items.append([line])
    yield from (said for lines in items if (said := "\n".join(lines).strip()))


def _split(item: str) -> tuple[str, str]:
    found = _NAME.match(item)
    assert found  # anything matches
    return _unescaped(found[1].strip()), found[2].strip()


def _escaped(name: str) -> str:
    return _MARKS.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", name)


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], name)


def with_typed(text: str, shown: str, typed: str) -> str:
    """Update a text after its display `shown`, character for character, was edited to `typed`."""
    if text == shown:
        return typed
    head, tail = common_ends(shown, typed)
    return f"{text[:head]}{typed[head : len(typed) - tail]}{text[len(shown) - tail :]}"


@cache
def fields_of(kind: Kind) -> Mapping[str, FormField]:
    """The fields of a kind of record by name, in the order of the record."""
    fields = yaml_records.fields_of(RECORD_TYPES[kind])
    return {name: _field(FormField(name, How.TEXT, required=each.required), each.type) for name, each in fields.items()}


def texts_of(record: AnyRecord) -> dict[str, str]:
    """All fields of a record, as a form shows them."""
    return {name: field.shown(getattr(record, name)) for name, field in fields_of(record.kind).items()}


def values_of(record: AnyRecord) -> dict[str, Value]:
    """All fields of a record, as a data file may have them."""
    return {name: msgspec.to_builtins(getattr(record, name)) for name in fields_of(record.kind)}


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
