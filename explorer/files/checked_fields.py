"""Values of fields → the record that they make, by the same rules as a data file, or what is wrong with each."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.files.yaml_records import read_records, required_fields
from explorer.files.yaml_text import Fields, Items, Text, YamlValue
from explorer.files.yaml_values import Value
from explorer.model.problems import Place
from explorer.model.records import RECORD_TYPES, AnyRecord, Kind

# A place in no file; its line is the number of a field.
_NOWHERE = Place("", 0)


def checked_fields(kind: Kind, fields: Mapping[str, Value]) -> tuple[AnyRecord | None, dict[str, str]]:
    """The record that some values make, and what is wrong with a value, by the name of its field.

    There is no record when a field that it needs is missing or can't be read.
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
