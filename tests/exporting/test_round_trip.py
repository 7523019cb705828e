"""Whatever an archive has, what is exported as JSON becomes the same archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import write_archive
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import inspect
from trying import tries

from explorer.exporting.archive_json import as_json, as_json_lines
from explorer.exporting.extract import Extract, whole
from explorer.exporting.importing import archive_files
from explorer.files.composing import CannotCompose, composed
from explorer.model.records import RECORD_TYPES, AnyRecord
from explorer.snapshot import Snapshot, read_snapshot

FILES: st.SearchStrategy[str] = st.sampled_from(["a.txt", "sub/b.txt", "ü/ c.md"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
DATES = st.none() | st.sampled_from(["2024", "2024-03-05?", "2023-21", "../2024", "202X"])
# What a file may hold beside other texts: byte order marks, any ends of lines, and none at the end.
BYTES = TEXT.map(str.encode) | st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbfx\r\ny", b"\ra\r\nb\nc"]
)
IDS = st.sampled_from(["a", "b", "c"])
BY_NAME: dict[str, st.SearchStrategy[Any]] = {"id": IDS, "file": FILES, "date": DATES, "published": DATES}


def values(name: str, type_: inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a field, by its type; one that refers to others may name what is not there."""
    if name in BY_NAME:
        return BY_NAME[name]
    match type_:
        case inspect.Metadata(type=wrapped, extra=extra):
            return BY_NAME["id"] if extra and "refers_to" in extra else values(name, wrapped)
        case inspect.UnionType(types=types):
            return st.one_of([values(name, each) for each in types])
        case inspect.VarTupleType(item_type=item):
            return st.lists(values(name, item), min_size=name == "text", max_size=2).map(tuple)
        case inspect.StructType(cls=cls, fields=fields):
            return st.builds(cls, **{each.name: values(each.name, each.type) for each in fields})
        case inspect.LiteralType(values=names):
            return st.sampled_from(names)
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
    return TEXT


RECORDS = st.one_of([values(str(cls), inspect.type_info(cls)) for cls in RECORD_TYPES.values()])


def written(root: Path, records: list[AnyRecord], texts: dict[str, bytes]) -> Snapshot:
    """An archive of records in two files, one of them in a folder."""
    half = len(records) // 2
    parts = {"ü/b c.yml": records[:half], "a.yaml": records[half:]}
    return read_snapshot(write_archive(root, texts, {name: composed(part) for name, part in parts.items() if part}))


def as_written(snapshot: Snapshot) -> list[AnyRecord]:
    entries = (snapshot.archive.as_written(ref) for ref in snapshot.archive.entries)
    return [entry.record for entry in entries if entry]


@settings(max_examples=tries(40))
@given(
    st.lists(RECORDS, min_size=1, max_size=6, unique_by=lambda record: record.ref),
    st.dictionaries(FILES, BYTES),
    st.sampled_from([as_json, as_json_lines]),
)
def test_records_their_order_files_problems_and_texts_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[AnyRecord],
    texts: dict[str, bytes],
    write: Callable[[Extract], bytes],
) -> None:
    try:
        before = written(tmp_path_factory.mktemp("before"), records, texts)
    except CannotCompose:
        assume(False)  # no YAML can say it
    after = tmp_path_factory.mktemp("after")
    for name, content in archive_files(write(whole(before)).decode(), "export").items():
        (after / name).parent.mkdir(parents=True, exist_ok=True)
        (after / name).write_bytes(content)
    (after / "seeds").mkdir(exist_ok=True)
    again = read_snapshot(after)
    assert as_written(before) == as_written(again)
    assert list(before.files) == list(again.files)
    told = [[(each.code, each.ref) for each in one.problems if each.ref] for one in (before, again)]
    assert told[0] == told[1]
    for article, text in before.texts.items():
        assert text.sha256 == again.texts[article].sha256
