"""Convert YAML values to typed records, or report problems with their places, as `model.records` defines them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from msgspec import inspect

from explorer.files.yaml_text import Fields, Items, Text, YamlValue, described
from explorer.files.yaml_values import Value
from explorer.model import dates
from explorer.model.problems import Place, Problem, Replacement, Severity, any_of, meant, said_meant
from explorer.model.records import RECORD_TYPES, SLUG_PATTERN, AnyRecord, Comment, Entry, Kind, RejectedTopic, Rejection

_SLUG = re.compile(SLUG_PATTERN)
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# The kind of the records under each key of a data file.
KINDS = {kind.plural: kind for kind in Kind}
DEFAULTS = "defaults"
_KEYS = dict.fromkeys((*KINDS, DEFAULTS))
_NOTHING: Final = object()
# Limited because the speaker is searched for next to each segment of a quote.
_MOST_SEGMENTS: Final = 200
# Report at most this many unknown keys of a mapping.
_MOST_UNKNOWN: Final = 100


class _Default(NamedTuple):
    """The value of a field where a record omits it, with the places of the values in it."""

    value: object
    spots: dict[str, tuple[int, int]]


_NO_DEFAULTS: Final[Mapping[str, _Default]] = {}


class ReadRecord(NamedTuple):
    """A record as it was read from a value, with the defaults of its kind, and its problems."""

    kind: Kind
    value: YamlValue
    defaults: Mapping[str, _Default]
    entry: Entry | None
    problems: list[Problem]


def read_records(
    document: YamlValue | None, file: str, memory: dict[int, ReadRecord] | None = None
) -> tuple[list[Entry], list[Problem]]:
    """Read the records of a YAML file's value, and report everything that is wrong with it.

    A field that can't be read keeps its default, if it has one. A record that lacks a required field is left out. Both
    are reported, and the rest is still read. `memory` maps the identity of each value to what an earlier reading made
    of it, which is reused for the same object; it is then updated.
    """
    reader = _RecordReader(memory)
    entries = list(reader.entries(document, file))
    if memory is not None:
        memory.clear()
        memory.update(reader.now)
    return entries, reader.problems


def read_rejections(document: YamlValue | None) -> tuple[list[tuple[Place, Rejection | RejectedTopic]], list[Problem]]:
    """Read the rejections in the value of `rejected.yaml` with their places, and report everything wrong with it."""
    reader = _RecordReader(None)
    return list(reader.rejections(document)), reader.problems


def records_in(document: YamlValue | None) -> int:
    """Count the records in a file's value, including those that `read_records` leaves out."""
    sections = document.values.items() if isinstance(document, Fields) else ()
    return sum(len(value.values) for key, value in sections if key in KINDS and isinstance(value, Items))


class _RecordReader:
    def __init__(self, memory: Mapping[int, ReadRecord] | None) -> None:
        self.memory = memory
        self.now: dict[int, ReadRecord] = {}
        self.problems: list[Problem] = []
        self.ref: str | None = None
        self.spots: dict[str, tuple[int, int]] = {}
        self.comments: dict[str, Comment] = {}
        self.defaults: Mapping[Kind, Mapping[str, _Default]] = {}

    def entries(self, document: YamlValue | None, file: str) -> Iterable[Entry]:
        if document is None or (isinstance(document, Text) and document.is_null):
            return
        if not isinstance(document, Fields):
            self._report(document.place, "wrong-type", f"a data file is a mapping with any of {any_of(KINDS)}")
            return
        if DEFAULTS in document.values:
            self.defaults = dict(self._defaults(document.values[DEFAULTS]))
        for key, value in document.values.items():
            if key in KINDS:
                kind = KINDS[key]
                if isinstance(value, Items):
                    read = self._entry if self.memory is None else self._remembered
                    found = (read(kind, item) for item in value.values)
                    yield from (entry for entry in found if entry is not None)
                elif not (isinstance(value, Text) and value.is_null):
                    hint = "; each record begins with “- ”" if isinstance(value, Fields) else ""
                    message = f"{kind.plural} must be a list of records, not {described(value)}{hint}"
                    self._report(value.place, "wrong-type", message)
        self._tell_unknown(document, _KEYS, "key", "")

    def rejections(self, document: YamlValue | None) -> Iterator[tuple[Place, Rejection | RejectedTopic]]:
        if document is None or (isinstance(document, Text) and document.is_null):
            return
        if not isinstance(document, Items):
            message = f"this file is a list of rejected drafts and topics, not {described(document)}"
            self._report(document.place, "wrong-type", message)
            return
        for item in document.values:
            if isinstance(item, Fields):
                is_topic = "topic" in item.values
                cls, noun = (RejectedTopic, "rejected topic") if is_topic else (Rejection, "rejected draft")
                read = self._struct(cls, item, "", noun)
                if isinstance(read, Rejection | RejectedTopic):
                    yield item.place, read
            else:
                message = f"a rejection must be a mapping, not {described(item)}"
                self._report(item.place, "wrong-type", message)

    def _defaults(self, value: YamlValue) -> Iterator[tuple[Kind, dict[str, _Default]]]:
        """Yield the values of fields that the records of each kind may omit."""
        for key, fields in self._mapping(value, DEFAULTS):
            kind = KINDS.get(key)
            if kind is None:
                self._unknown(value.keys[key], key, f"unknown key “{key}” of {DEFAULTS}", KINDS)  # type: ignore[union-attr]
                continue
            yield kind, dict(self._default_fields(kind, fields, key))

    def _default_fields(self, kind: Kind, value: YamlValue, key: str) -> Iterator[tuple[str, _Default]]:
        known = fields_of(RECORD_TYPES[kind])
        can_have = [name for name, field in known.items() if not is_own(field.type)]
        for name, given in self._mapping(value, key):
            place = value.keys[name]  # type: ignore[union-attr]
            if name not in known:
                self._unknown(place, name, f"unknown field “{name}” of {_a(kind)}", can_have)
            elif name not in can_have:
                self._report(place, "wrong-default", f"“{name}” can't have a default: it belongs to one {kind} alone")
            elif not (isinstance(given, Text) and given.is_null):
                self.spots = {}
                read = self._value(known[name].shape, given, name, name)
                if read is not _NOTHING:
                    yield name, _Default(read, self.spots)

    def _mapping(self, value: YamlValue, name: str) -> Iterable[tuple[str, YamlValue]]:
        if isinstance(value, Fields):
            return value.values.items()
        if not (isinstance(value, Text) and value.is_null):
            self._wrong(value, name, "a mapping")
        return ()

    def _remembered(self, kind: Kind, value: YamlValue) -> Entry | None:
        """Read a record, unless its value is the same object as last time."""
        defaults = self.defaults.get(kind, _NO_DEFAULTS)
        known = self.memory.get(id(value)) if self.memory else None
        if known and known.value is value and known.kind is kind and known.defaults == defaults:
            self.problems += known.problems
        else:
            told = len(self.problems)
            entry = self._entry(kind, value)
            known = ReadRecord(kind, value, defaults, entry, self.problems[told:])
        self.now[id(value)] = known
        return known.entry

    def _entry(self, kind: Kind, value: YamlValue) -> Entry | None:
        self.ref, self.spots, self.comments = None, {}, {}
        if not isinstance(value, Fields):
            hint = _unspaced(value, fields_of(RECORD_TYPES[kind]))
            self._report(value.place, "wrong-type", f"{_a(kind)} must be a mapping, not {described(value)}{hint}")
            return None
        id = value.values.get("id")
        if isinstance(id, Text) and _SLUG.fullmatch(id.value.strip()):
            self.ref = f"{kind}/{id.value.strip()}"
        record = self._struct(RECORD_TYPES[kind], value, "", str(kind), self.defaults.get(kind, {}))
        self.ref = None
        return None if record is _NOTHING else Entry(record, value.place, self.spots, self.comments)  # type: ignore[arg-type]

    def _struct(
        self, cls: type, value: Fields, path: str, noun: str, defaults: Mapping[str, _Default] = _NO_DEFAULTS
    ) -> object:
        fields = fields_of(cls)
        self._tell_unknown(value, fields, "field", f" of {_a(noun)}")
        known: dict[str, object] = {}
        for name, field in fields.items():
            given = value.values.get(name)
            if given is None and name in defaults:
                known[name] = defaults[name].value
                self.spots |= defaults[name].spots
                continue
            if given is None or (isinstance(given, Text) and given.is_null):
                if field.required:
                    place = value.place if given is None else given.place
                    hint = "; a # after a space begins a comment" if isinstance(given, Text) and given.comment else ""
                    self._report(place, "missing-field", f"{_a(noun)} must have “{name}”{hint}")
                continue
            read = self._value(field.shape, given, f"{path}{name}", name)
            if field.required and read == ():
                self._report(given.place, "missing-field", f"“{name}” must not be empty")
            elif read is not _NOTHING:
                known[name] = read
        if any(name not in known for name in required_fields(cls)):
            return _NOTHING
        return cls(**known)

    def _value(self, shape: _Shape, value: YamlValue, path: str, name: str) -> object:
        if shape.as_list is not None and isinstance(value, Items):
            shape = shape.as_list
        self.spots[sys.intern(path)] = (value.place.line, value.place.column)
        if isinstance(value, Text):
            if value.comment:
                self.comments[path] = value.comment
            if shape.item is None and shape.cls is None:
                return self._scalar(shape, value, name)
        if shape.item is not None:
            if not isinstance(value, Items):
                return self._wrong(value, name, "a list")
            if name == "text" and len(value.values) > _MOST_SEGMENTS:
                message = f"“text” has {len(value.values):,} segments; a quote has at most {_MOST_SEGMENTS}"
                self._report(value.place, "too-many-segments", message)
                return _NOTHING
            return self._items(shape.item, value.values, path, name)
        if shape.cls is not None:
            if not isinstance(value, Fields):
                return self._wrong(value, name, "a mapping")
            return self._struct(shape.cls, value, f"{path}.", name)
        return self._wrong(value, name, "true or false" if shape.is_bool else "text")

    def _items(self, item: _Shape, values: Iterable[YamlValue], path: str, name: str) -> tuple[object, ...]:
        """Read the valid items. Only these count in their paths, since only these are in the record."""
        items: list[object] = []
        for value in values:
            if isinstance(value, Text) and value.is_null:
                self._report(value.place, "wrong-type", f"“{name}” has an empty item; leave it out instead")
                continue
            read = self._value(item, value, f"{path}[{len(items)}]", name)
            if read is not _NOTHING:
                items.append(read)
        return tuple(items)

    def _scalar(self, shape: _Shape, text: Text, name: str) -> object:
        if shape.is_bool:
            if text.plain and text.value in _BOOLEANS:
                return _BOOLEANS[text.value]
            return self._wrong(text, name, "true or false")
        if shape.choices is not None:
            if text.value in shape.choices:
                return text.value
            nearest = meant(text.value, shape.choices)
            return self._wrong(text, name, f"one of {any_of(shape.choices)}", said_meant(nearest), nearest)
        said = text.value.strip()
        if not said:
            return self._wrong(text, name, "text, and is empty; leave it out instead")
        if name == "id" and not _SLUG.fullmatch(said):
            return self._wrong(text, name, "a lower-case slug such as ana-ruiz", f"; this is “{said}”")
        if shape.is_date:
            try:
                dates.span(said)
            except dates.EdtfError as error:
                self._report(text.place, "bad-date", f"“{name}”: {error}")
                return _NOTHING
        return said

    def _wrong(
        self, value: YamlValue, name: str, wanted: str, hint: str = "", meant: Replacement | None = None
    ) -> object:
        if wanted == "text" and isinstance(value, Fields):
            hint = "; a “: ” inside of a text makes it a mapping: put the text in quotation marks"
        given = f", not {described(value)}" if not hint and not wanted.startswith("text,") else ""
        self._report(value.place, "wrong-type", f"“{name}” must be {wanted}{given}{hint}", meant)
        return _NOTHING

    def _tell_unknown(self, value: Fields, known: Mapping[str, object], what: str, whose: str) -> None:
        """Report the unknown keys of a mapping; if there are very many, only the first ones and how many more."""
        if value.keys.keys() <= known.keys():
            return
        unknown = [(key, place) for key, place in value.keys.items() if key not in known]
        for key, place in unknown[:_MOST_UNKNOWN]:
            self._unknown(place, key, f"unknown {what} “{key}”{whose}", known)
        if more := unknown[_MOST_UNKNOWN:]:
            self._report(more[0][1], "unknown-key", f"{len(more):,} more unknown {what}s{whose}")

    def _unknown(self, place: Place, word: str, message: str, known: Iterable[str]) -> None:
        unspaced = _unspaced(Text(place, word, plain=True), known)
        nearest = None if unspaced else meant(word, known)
        hint = unspaced or said_meant(nearest) or f"; known are {any_of(known)}"
        self._report(place, "unknown-key", f"{message}{hint}", nearest)

    def _report(self, place: Place, code: str, message: str, meant: Replacement | None = None) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message, self.ref, meant=meant))


class _Shape(NamedTuple):
    """How to read a value: as a struct, as a list of items, or as a text, which may have to be one of some `choices`.

    `as_list` applies instead if the value is a list, for a type that may be one.
    """

    cls: type | None = None
    item: _Shape | None = None
    choices: tuple[str, ...] | None = None
    is_bool: bool = False
    is_date: bool = False
    as_list: _Shape | None = None


class RecordField(NamedTuple):
    """A field of a record: its type, how to read its value, and whether each record must have it."""

    type: inspect.Type
    shape: _Shape
    required: bool


def _shape_of(type_: inspect.Type, *, is_date: bool = False) -> _Shape:
    match type_:
        case inspect.Metadata(type=inner, extra=extra):
            return _shape_of(inner, is_date=is_date or bool((extra or {}).get("edtf")))
        case inspect.UnionType(types=types):
            shapes = [
                _shape_of(member, is_date=is_date) for member in types if not isinstance(member, inspect.NoneType)
            ]
            return shapes[0]._replace(as_list=next((shape for shape in shapes if shape.item), None))
        case inspect.VarTupleType(item_type=item):
            return _Shape(item=_shape_of(item))
        case inspect.StructType(cls=cls):
            return _Shape(cls=cls)
        case inspect.LiteralType(values=values):
            return _Shape(choices=tuple(map(str, values)))
    return _Shape(is_bool=isinstance(type_, inspect.BoolType), is_date=is_date)


def is_own(type_: inspect.Type) -> bool:
    """Whether each record must state a field of this type itself, so that it can have no default."""
    while isinstance(type_, inspect.Metadata):
        if (type_.extra or {}).get("own"):
            return True
        type_ = type_.type
    return False


@cache
def required_fields(cls: type) -> list[str]:
    """Return the names of the fields that a record must have, itself or by a default."""
    return [name for name, field in fields_of(cls).items() if field.required]


@cache
def fields_of(cls: type) -> dict[str, RecordField]:
    """Return the fields of a record type, or of a type inside records, by name."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return {field.name: RecordField(field.type, _shape_of(field.type), field.required) for field in info.fields}


def holds_dates(field: str) -> bool:
    """Whether records have dates in a field of this name."""
    return any(field in known and known[field].shape.is_date for known in map(fields_of, RECORD_TYPES.values()))


def _unspaced(value: YamlValue, fields: Iterable[str]) -> str:
    """Return the end of a message if a text is a field and its value without a space in between; else empty."""
    name, colon, _ = value.value.partition(":") if isinstance(value, Text) else ("", "", "")
    name = name if colon else ""
    return f"; a space is missing after “{name}:”" if name in fields else ""


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


# A place in no file; its line is the number of a field.
_NOWHERE = Place("", 0)


def checked_fields(kind: Kind, fields: Mapping[str, Value]) -> tuple[AnyRecord | None, dict[str, str]]:
    """Create a record from some values, and find what is wrong with them, by the name of the field.

    There is no record when a required field is missing or can't be read.
    """
    cls = RECORD_TYPES[kind]
    places = {name: Place("", number) for number, name in enumerate(cls.__struct_fields__, 1)}
    given = Fields(_NOWHERE)
    for name in (*fields, *required_fields(cls)):
        given.values[name] = _as_yaml(fields.get(name), places[name])
        given.keys[name] = places[name]
    entries, problems = read_records(Fields(_NOWHERE, {kind.plural: Items(_NOWHERE, [given])}), "")
    wrong: dict[str, str] = {}
    for problem in problems:
        wrong.setdefault(cls.__struct_fields__[problem.place.line - 1], problem.message)
    return entries[0].record if entries else None, wrong


def _as_yaml(value: Value, place: Place) -> YamlValue:
    match value:
        case None:
            return Text(place, "", plain=True)
        case bool():
            return Text(place, str(value).lower(), plain=True)
        case str():
            return Text(place, value, plain=False)
        case Mapping():
            inner = {name: _as_yaml(item, place) for name, item in value.items()}
            return Fields(place, inner, dict.fromkeys(inner, place))
    return Items(place, [_as_yaml(item, place) for item in value])
