"""The file format at a path of a record: its fields, their meanings, values and references."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from explorer.files.schema import json_schema
from explorer.files.yaml_records import DEFAULTS, required_fields
from explorer.model.problem_codes import CODES
from explorer.model.records import RECORD_TYPES, Kind
from explorer.model.references import reference_fields

Schema = dict[str, Any]
_LINK = re.compile(r"\[([^]]*)\]\(#[^)]*\)")


@cache
def _schema() -> Schema:
    return json_schema()


def sections() -> dict[str, str]:
    """The keys of a data file, with a description of each section."""
    return {name: str(schema["description"]) for name, schema in _schema()["properties"].items()}


def fields_at(kind: Kind, path: tuple[str, ...], *, is_default: bool = False) -> dict[str, Schema]:
    """The fields, with their schemas, of a record or of the mapping at a path in it."""
    schema = _schema()
    within = schema["properties"][DEFAULTS]["properties"][kind.plural] if is_default else schema["$defs"][str(kind)]
    for name in path:
        within = _inside(within.get("properties", {}).get(name, {}))
    properties: dict[str, Schema] = within.get("properties", {})
    return properties


def field_at(kind: Kind, path: tuple[str, ...]) -> Schema:
    """The schema of the field at a path; empty if there is none."""
    return fields_at(kind, path[:-1]).get(path[-1], {}) if path else {}


def about(schema: Schema) -> str:
    """The meaning of a field, without links that only work within the documentation."""
    return _LINK.sub(r"\1", str(schema.get("description", "")))


def is_many(schema: Schema) -> bool:
    """Whether a field holds a list."""
    return "array" in _types(schema)


def has_fields(schema: Schema) -> bool:
    """Whether a field holds a mapping or a list of mappings."""
    return bool(_inside(schema).get("properties"))


def values_of(kind: Kind, path: tuple[str, ...]) -> dict[str, str]:
    """The possible values of a field with their meanings, if they can be listed."""
    if path == ("accepts", "code"):
        is_quote = kind is Kind.QUOTE
        return {
            name: code.means for name, code in CODES.items() if code.can_be_accepted and (is_quote or not code.is_read)
        }
    schema = field_at(kind, path)
    choices = [str(value) for value in schema.get("enum", ()) if value is not None]
    if "boolean" in _types(schema) and "true" in schema.get("pattern", ""):
        choices = ["true", "false"]
    return dict.fromkeys(choices, "")


def referred(kind: Kind, path: tuple[str, ...]) -> Kind | None:
    """The kind of record that a field refers to; None if it is not a reference."""
    for name, to, inner in reference_fields(RECORD_TYPES[kind]):
        if path == ((name, inner) if inner else (name,)):
            return to
    return None


def is_needed(kind: Kind, path: tuple[str, ...]) -> bool:
    """Whether a record must have a field."""
    return len(path) == 1 and path[0] in required_fields(RECORD_TYPES[kind])


def _types(schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [type_ for member in schema["anyOf"] for type_ in _types(member)]
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _inside(schema: Schema) -> Schema:
    return dict(schema.get("items", schema))
