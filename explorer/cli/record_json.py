"""A record as JSON: the fields of its YAML, every one of them, with its ref and how its words were verified."""

from __future__ import annotations

from typing import Any

import msgspec

from explorer.reading import Snapshot
from explorer.records import AnyRecord, Quote, Topic
from explorer.verification import Verification


def record_json(snapshot: Snapshot, record: AnyRecord) -> dict[str, Any]:
    """All fields of the record, null or empty where the YAML has none. Passages count Unicode code points."""
    fields = {"ref": record.ref, **_plain(record)}
    if isinstance(record, Topic):
        return fields
    return fields | {"verification": _verification(record, snapshot.verifications.get(record.ref))}


def _verification(record: AnyRecord, verification: Verification | None) -> dict[str, Any] | None:
    if verification is None:
        return None
    said: dict[str, Any] = {"status": str(verification.status)}
    if isinstance(record, Quote):
        said["passages"] = [_plain(passage) for passage in verification.passages]
    return said


def _plain(value: object) -> Any:
    match value:
        case msgspec.Struct():
            return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
        case tuple():
            return [_plain(item) for item in value]
    return value
