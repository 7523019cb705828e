"""An archive as JSON, with the texts of its articles, so that `exporting.importing` can restore the archive from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec

from explorer.citing import Citable
from explorer.display import json_escaped, pretty_json
from explorer.exporting.cautions import cautions, left_out
from explorer.exporting.extract import Extract
from explorer.exporting.record_json import record_json
from explorer.model.records import AnyRecord, Article, Kind, Quote
from explorer.snapshot import Snapshot

FORMAT, VERSION = "article-explorer", 1
# The keys that a record has in addition to its fields: the name of its data file, and an article’s full text.
FILE, TEXT = "in", "full_text"
_BOM = "\ufeff"


def as_json(extract: Extract) -> bytes:
    """Write one object: a summary and the cautions first, then a list for each kind of record."""
    whole = _head(extract) | {
        kind.plural: [_record(extract.snapshot, record) for record in extract.records[kind]] for kind in Kind
    }
    return pretty_json(whole).encode()


def as_json_lines(extract: Extract) -> bytes:
    """Write one object a line: first a header, then each record with its `kind`."""
    lines = [record_line(extract.snapshot, record) for record in extract.all]
    return "".join((_line({"kind": "archive", **_head(extract)}), *lines)).encode()


def record_line(snapshot: Snapshot, record: AnyRecord) -> str:
    """A record as a line of JSON Lines, safe to show."""
    return _line({"kind": str(record.kind), **_record(snapshot, record)})


def _line(value: object) -> str:
    return json_escaped(json.dumps(value, ensure_ascii=False)) + "\n"


def _head(extract: Extract) -> dict[str, Any]:
    in_doubt = {str(caution): refs for caution, refs in extract.in_doubt.items()}
    asked = {"query": extract.query, "found": list(extract.found)} if extract.query else {}
    unread = {"unread": [file.name for file in extract.unread]} if extract.unread else {}
    return {"format": FORMAT, "version": VERSION, **asked, "cautions": in_doubt, **unread}


def _record(snapshot: Snapshot, record: AnyRecord) -> dict[str, Any]:
    """A record as in `explorer show --json`, with its cautions, and with the text if it is an article."""
    entry = snapshot.archive.as_written(record.ref)
    fields = record_json(snapshot, entry.record if entry else record)
    fields |= {FILE: entry.place.file} if entry else {}
    # If no quote says whether it is a draft, omit the field: otherwise an import would mark every quote.
    fields |= {"review": None} if isinstance(record, Quote) and not snapshot.archive.shows_drafts else {}
    return fields | dict(_more(snapshot, record))


def _more(snapshot: Snapshot, record: AnyRecord) -> Iterator[tuple[str, Any]]:
    yield "cautions", [str(caution) for caution in cautions(snapshot, record)]
    yield "remarks", Citable(snapshot, record).remarks
    if isinstance(record, Quote):
        yield "paragraphs", Citable(snapshot, record).paragraphs
        yield "left_out", [msgspec.to_builtins(each) for each in left_out(snapshot, record)]
    if isinstance(record, Article):
        yield TEXT, _full_text(snapshot, record)


def _full_text(snapshot: Snapshot, article: Article) -> str | None:
    """The complete text of an article's file, including a byte order mark."""
    text = snapshot.texts.get(article.id)
    if text is None:
        return None
    same = not text.sha256 or sha256(text.text.encode()).hexdigest() == text.sha256
    return text.text if same else _BOM + text.text
