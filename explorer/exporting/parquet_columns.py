"""The columns of the Parquet files: each kind of record's fields with their types, and the values derived from them."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from msgspec import inspect

from explorer.files.yaml_records import fields_of
from explorer.model.records import RECORD_TYPES, Kind

_TEXTS = pa.list_(pa.string())
_NUMBER = pa.int32()
_PASSAGE = pa.struct([("start", _NUMBER), ("end", _NUMBER)])
_LEFT_OUT = pa.struct([("where", pa.string()), ("words", pa.string()), ("weighty", _TEXTS)])
# A quote's text is one string here; its segments are in a column of their own.
_OF_QUOTES = {
    "segments": _TEXTS,
    "passages": pa.list_(_PASSAGE),
    "paragraphs": pa.list_(_NUMBER),
    "left_out": pa.list_(_LEFT_OUT),
    "citation": pa.string(),
    "found": _NUMBER,
}
_COMMON = {"verification": pa.string(), "cautions": _TEXTS, "remarks": _TEXTS, "missing_references": _TEXTS}
# Data files with records that could not be read: the number of records, or null for the whole file.
UNREAD = pa.schema({"file": pa.string(), "records": _NUMBER})


def columns(kind: Kind) -> pa.Schema:
    """The columns of a kind of record."""
    return pa.schema(dict(_columns(kind)))


def _columns(kind: Kind) -> Iterator[tuple[str, pa.DataType]]:
    yield "ref", pa.string()
    for name, field in fields_of(RECORD_TYPES[kind]).items():
        yield name, pa.string() if name == "text" else _type(field.type)
        if name in ("date", "published"):
            yield from ((f"{name}_{end}", pa.date32()) for end in ("from", "to"))
    if kind is Kind.ARTICLE:
        yield "text", pa.string()
    if kind is Kind.QUOTE:
        yield from _OF_QUOTES.items()
    yield from (item for item in _COMMON.items() if kind is not Kind.TOPIC or item[0] != "verification")


def _type(type_: inspect.Type) -> pa.DataType:
    match type_:
        case inspect.Metadata(type=wrapped):
            return _type(wrapped)
        case inspect.UnionType(types=types):  # with None
            return next(_type(member) for member in types if not isinstance(member, inspect.NoneType))
        case inspect.VarTupleType(item_type=item):
            return pa.list_(_type(item))
        case inspect.StructType(fields=fields):
            return pa.struct([(field.name, _type(field.type)) for field in fields])
        case inspect.BoolType():
            return pa.bool_()
    return pa.string()
