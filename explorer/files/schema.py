"""The JSON Schema of a data file, which editors use to check and complete YAML during typing.

An editor's YAML parser gives scalars a type by their looks: a bare 2022 is a number, a bare `no` may be false. The
explorer reads every scalar as text. So the schema accepts any scalar where a field holds text, and the words true and
false where it holds a truth value.
"""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from explorer.files.yaml_records import DEFAULTS, fields_of, is_own
from explorer.model.records import RECORD_TYPES, SLUG_PATTERN, Kind

Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
_DATE_EXAMPLES = ["2023-11-15", "2023-11", "2023", "2022?", "2023-11-15/2023-11-17"]

_A = {kind: f"an {kind}" if kind[0] in "ae" else f"a {kind}" for kind in Kind}


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of one file below `data/`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Article Explorer: a data file",
        "description": "Records of an archive. An archive has any number of such files, in any folders below data/.",
        "type": ["object", "null"],
        "properties": {kind.plural: _records(kind) for kind in Kind} | {DEFAULTS: _defaults()},
        "additionalProperties": False,
        "allOf": [_needed(kind, name) for kind in Kind for name in _may_be_left_out(kind)],
        "$defs": {str(kind): _record(kind) for kind in Kind},
    }


def _record(kind: Kind) -> Schema:
    schema = _of(inspect.type_info(RECORD_TYPES[kind]))
    left_out = _may_be_left_out(kind)
    return schema | {"required": [name for name in schema["required"] if name not in left_out]}


def _defaults() -> Schema:
    return {
        "description": "What the records of this file have in a field that they leave out.",
        "type": ["object", "null"],
        "properties": {kind.plural: _default(kind) for kind in Kind},
        "additionalProperties": False,
    }


def _default(kind: Kind) -> Schema:
    fields = fields_of(RECORD_TYPES[kind]).items()
    return {
        "description": f"What the {kind.plural} of this file have in a field that they leave out.",
        "type": ["object", "null"],
        "properties": {name: _or_null(_of(field.type)) for name, field in fields if not is_own(field.type)},
        "additionalProperties": False,
    }


def _may_be_left_out(kind: Kind) -> list[str]:
    """Return the required fields of a record that may come from the file's defaults."""
    fields = fields_of(RECORD_TYPES[kind]).items()
    return [name for name, field in fields if field.required and not is_own(field.type)]


def _needed(kind: Kind, name: str) -> Schema:
    """Require a field of each record of a kind, unless the file's defaults have it."""
    default = {"properties": {kind.plural: {"type": "object", "required": [name]}}, "required": [kind.plural]}
    return {
        "if": {"properties": {DEFAULTS: {"type": "object", **default}}, "required": [DEFAULTS]},
        "else": {"properties": {kind.plural: {"items": {"required": [name]}}}},
    }


def _records(kind: Kind) -> Schema:
    description = f"The {kind.plural} of this file."
    return {"description": description, "type": ["array", "null"], "items": {"$ref": f"#/$defs/{kind}"}}


def _of(type_: inspect.Type) -> Schema:
    match type_:
        case inspect.Metadata(type=inner, extra_json_schema=described, extra=extra):
            return _described(_of(inner), described or {}, extra or {})
        case inspect.UnionType(types=members):
            return _union([_of(member) for member in members if not isinstance(member, inspect.NoneType)])
        case inspect.StructType(fields=fields, cls=cls):
            return _object(fields, cls)
        case inspect.VarTupleType(item_type=item):
            return {"type": "array", "items": _of(item)}
        case inspect.LiteralType(values=values):
            return {"enum": list(values)}
        case inspect.BoolType():
            return {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
        case inspect.StrType(pattern=pattern):
            return {"type": _SCALAR, "minLength": 1} | ({"pattern": pattern} if pattern else {})
    raise TypeError(f"no schema for {type_}")


def _described(schema: Schema, described: Schema, extra: dict[str, Any]) -> Schema:
    inner, outer = schema.get("description", ""), described.get("description", "")
    schema = schema | described
    if extra.get("edtf"):
        schema["examples"] = _DATE_EXAMPLES
    if "refers_to" in extra:
        schema["pattern"] = SLUG_PATTERN
        inner = f"The id of {_A[extra['refers_to']]}."
    if inner.startswith("The id of") and inner != outer:
        schema["description"] = f"{outer} {inner}"
    return schema


def _union(members: list[Schema]) -> Schema:
    """Accept one value, or a list of at least one."""
    if len(members) == 1:
        return members[0]
    return {"anyOf": [member | {"minItems": 1} if member["type"] == "array" else member for member in members]}


def _object(fields: tuple[inspect.Field, ...], cls: type) -> Schema:
    return {
        "description": cls.__doc__,
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _field(field: inspect.Field) -> Schema:
    schema = _of(field.type)
    return schema if field.required else _or_null(schema)


def _or_null(schema: Schema) -> Schema:
    """Allow null, which means absent, for a field that is not required."""
    schema = dict(schema)
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    else:
        types = schema["type"]
        schema["type"] = [*([types] if isinstance(types, str) else types), "null"]
    return schema
