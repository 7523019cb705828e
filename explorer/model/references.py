"""The fields of a record that refer to other records, found through the annotations of its class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import inspect

from explorer.model.records import AnyRecord, Kind


def references(record: AnyRecord) -> Iterator[tuple[str, Kind, str]]:
    """Yield every reference of a record to another: its path, the kind it must name, and the id it names."""
    for name, kind, inner in reference_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, kind, value
        elif value:
            for n, item in enumerate(value):
                yield (f"{name}[{n}].{inner}", kind, getattr(item, inner)) if inner else (f"{name}[{n}]", kind, item)


@cache
def reference_fields(cls: type) -> list[tuple[str, Kind, str]]:
    """Return the fields of a class that refer to records: the name, the kind, and the inner field (or empty)."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return [found for field in info.fields for found in _reference_kinds(field.name, field.type)]


def _reference_kinds(name: str, type_: inspect.Type, inner: str = "") -> Iterator[tuple[str, Kind, str]]:
    match type_:
        case inspect.Metadata(extra=extra, type=wrapped):
            if extra and "refers_to" in extra:
                yield name, extra["refers_to"], inner
            else:
                yield from _reference_kinds(name, wrapped, inner)
        case inspect.UnionType(types=types):
            for member in types:
                yield from _reference_kinds(name, member, inner)
        case inspect.VarTupleType(item_type=item_type):
            yield from _reference_kinds(name, item_type, inner)
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _reference_kinds(name, field.type, field.name)
