"""Compose records into the text of a new data file that reads back as the same records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from explorer.display import one_line
from explorer.files import yaml_blocks, yaml_records, yaml_text
from explorer.model.records import AnyRecord, Article, Kind, Quote, is_draft

_OWN_FILE = "new.yaml"


class CannotCompose(Exception):
    """Records would not read back unchanged; the message says which one, and why."""


def composed(
    records: Sequence[AnyRecord],
    heading: str = "",
    remarks: Mapping[str, str] | None = None,
    *,
    shows_drafts: bool = True,
) -> str:
    """Compose a data file: the heading, then the records of each kind in order.

    If the records have a single article, it is a default of the quotes. `remarks` are comments to put above records, by
    ref. Without `shows_drafts`, drafts are not marked as such, which is for files where all quotes are. Raises
    CannotCompose when a record would not read back unchanged.
    """
    text = "\n".join(_lines(records, heading, remarks or {}, shows_drafts)) + "\n"
    document, problems = yaml_text.parse(text, _OWN_FILE)
    entries, more = yaml_records.read_records(document, _OWN_FILE)
    for problem in (*problems, *more):
        raise CannotCompose(f"{problem.ref or 'the records'}: {problem.message}")
    found = {entry.record.ref: _fields(entry.record) for entry in entries}
    for record in records:
        if found.get(record.ref) != _fields(record):
            raise CannotCompose(f"{record.ref} can’t be written as it is")
    return text


def _lines(records: Sequence[AnyRecord], heading: str, remarks: Mapping[str, str], shows_drafts: bool) -> Iterator[str]:
    articles = [record.id for record in records if isinstance(record, Article)]
    quotes = [record for record in records if isinstance(record, Quote)]
    yield from (f"# {one_line(line)}" for line in heading.splitlines())
    shared = (
        {"article": articles[0]} if len(articles) == 1 and {quote.article for quote in quotes} == {*articles} else {}
    )
    if shared:
        yield from ("defaults:", f"  quotes: {yaml_blocks.flow(shared)}", "")
    for n, kind in enumerate(kind for kind in Kind if any(record.kind is kind for record in records)):
        yield from ([""] if n else [])
        yield f"{kind.plural}:"
        for place, record in enumerate(record for record in records if record.kind is kind):
            yield from ([""] if place else [])
            unsaid = set(shared) if kind is Kind.QUOTE else set()
            unsaid |= {"review"} if kind is Kind.QUOTE and is_draft(record) and not shows_drafts else set()
            yield from _record(record, unsaid, remarks.get(record.ref, ""))


def _record(record: AnyRecord, unsaid: set[str], remark: str) -> Iterator[str]:
    yield from [f"# {one_line(remark)}"] if remark else []
    fields = _fields(record)
    order = [name for name in record.__struct_fields__ if name in fields and name not in unsaid]
    return (yield from yaml_blocks.record_lines({name: fields[name] for name in order}))


def _fields(record: AnyRecord) -> dict[str, Any]:
    """Return the fields of a record as they are read: stripped of surrounding white space, with empty ones left out."""
    fields = _bare(msgspec.to_builtins(record))
    assert isinstance(fields, dict)
    # Always include the review status, even where it may be omitted.
    return fields | ({"review": record.review} if hasattr(record, "review") else {})


def _bare(value: object) -> object:
    match value:
        case str():
            return value.strip()
        case dict():
            bare = {name: _bare(item) for name, item in value.items()}
            return {name: item for name, item in bare.items() if item not in ("", {}, [])}
        case list() | tuple():
            return [_bare(item) for item in value]
    return value
