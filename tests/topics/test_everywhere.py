"""Topics that get quotes by a query are topics wherever topics are told of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import write_archive

from explorer.changes.edits import Filled, edit_between
from explorer.describing.describe import describe
from explorer.describing.edits import consequences
from explorer.exporting.archive_json import as_json, as_json_lines
from explorer.exporting.csv_table import csv_tables
from explorer.exporting.dossier import dossier
from explorer.exporting.extract import Extract, found_by, whole
from explorer.exporting.importing import archive_files
from explorer.exporting.record_json import record_json
from explorer.exporting.sqlite_file import sqlite_file
from explorer.model.records import Kind, Quote
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.sources import sources_matrix

QUERY = "told OR favourite"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The archive of the pier, with a topic that two of its quotes answer."""
    root = write_archive(tmp_path / "pier")
    added = f"topics: [{{id: asked, label: Asked, matches: '{QUERY}'}}]\n"
    (root / "data/asked.yaml").write_text(added, encoding="utf-8")
    return root


@pytest.fixture
def snapshot(root: Path) -> Snapshot:
    return read_snapshot(root)


def quote(snapshot: Snapshot, id: str) -> Quote:
    found = snapshot.archive.get(Quote, id)
    assert found is not None
    return found


def values(snapshot: Snapshot, ref: str, label: str) -> list[str]:
    record = snapshot.archive.find(ref)
    assert record is not None
    fields = [field for field in describe(snapshot, record) if field.label.word == label]
    return ["".join(part.text for part in value.parts) for field in fields for value in field.values]


def test_detail_says_which_topics_are_by_query_and_why(snapshot: Snapshot) -> None:
    assert values(snapshot, "quote/okafor-told-in-march", "Topics") == [
        "Harbour",
        "Asked · by its query: “told” in the text",
    ]
    assert values(snapshot, "topic/asked", "Query") == [QUERY]
    assert values(snapshot, "topic/asked", "Quotes")[0] == "2, all drafts, all by query: 1 partial, 1 indirect"


def test_json_has_them_apart(snapshot: Snapshot) -> None:
    told = record_json(snapshot, quote(snapshot, "okafor-told-in-march"))
    assert (["harbour"], ["asked"]) == (told["topics"], told["topics_by_query"])
    assert "topics_by_query" not in record_json(snapshot, quote(snapshot, "ruiz-rebuild"))


@pytest.mark.parametrize("write", [as_json, as_json_lines])
def test_an_import_of_an_export_has_the_same_topics(
    tmp_path: Path, root: Path, write: Callable[[Extract], bytes]
) -> None:
    file = next(path for path in root.glob("data/*.yaml") if "- id: ruiz-budget" in path.read_text())
    file.write_text(file.read_text().replace("- id: ruiz-budget", "- id: ruiz-budget\n  not_topics: [asked]"))
    before = read_snapshot(root)
    assert before.archive.by_query == {"okafor-told-in-march": ("asked",)}
    for name, content in archive_files(write(whole(before)).decode(), "export").items():
        (tmp_path / "again" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "again" / name).write_bytes(content)
    assert read_snapshot(tmp_path / "again").archive.by_query == before.archive.by_query


def test_the_search_finds_by_their_labels(snapshot: Snapshot) -> None:
    index = SearchIndex.of(snapshot)
    expected = {"quote/okafor-told-in-march", "quote/ruiz-budget"}
    assert expected == set(index.search("topic:asked", kind=Kind.QUOTE).refs)
    assert expected == set(index.search("asked", kind=Kind.QUOTE).refs)


def test_the_search_follows_an_edit_of_the_query(root: Path, snapshot: Snapshot) -> None:
    index = SearchIndex.of(snapshot)
    file = root / "data/asked.yaml"
    file.write_text(file.read_text().replace(QUERY, "rebuild"))
    after = read_again(snapshot)
    updated = index.updated(after.archive, {})
    assert updated is not None
    for query in ("topic:asked", "asked"):
        assert ["quote/ruiz-rebuild"] == updated.search(query, kind=Kind.QUOTE).refs


def test_sources_count_them(snapshot: Snapshot) -> None:
    rows = {row.topic.id: row for row in sources_matrix(snapshot.archive, snapshot.verifications).topics}
    assert rows["asked"].total.quotes == 2


def test_tables_say_which_are_by_query(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(sqlite_file(whole(snapshot)))
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        rows = database.execute("SELECT quote, topic, by_query FROM quote_topics ORDER BY quote, topic").fetchall()
        matches = database.execute("SELECT matches FROM topics WHERE id = 'asked'").fetchone()
    assert rows == [
        ("okafor-told-in-march", "asked", 1),
        ("okafor-told-in-march", "harbour", 0),
        ("ruiz-budget", "asked", 1),
        ("ruiz-budget", "city-budget", 0),
        ("ruiz-rebuild", "pier", 0),
    ]
    assert matches == (QUERY,)
    tables = dict(csv_tables(whole(snapshot)))
    lines = tables["quotes.csv"].decode("utf-8-sig").splitlines()
    assert ["Asked" in line and "topic/asked" in line for line in lines[1:]] == [False, True, True]


def test_an_export_of_quotes_brings_the_topics_whose_query_they_answer(snapshot: Snapshot) -> None:
    extract = found_by(snapshot, "favourite")
    assert ["city-budget", "asked"] == [topic.id for topic in extract.records[Kind.TOPIC]]
    assert "## Asked" in dossier(extract).decode()


def test_an_export_brings_whom_the_query_of_a_topic_names(root: Path) -> None:
    """Else the topic would ask for somebody who is not there."""
    file = root / "data/asked.yaml"
    file.write_text(file.read_text().replace(QUERY, "favourite OR who:ben-okafor"))
    extract = found_by(read_snapshot(root), "favourite")
    assert {"ana-ruiz", "ben-okafor"} == {person.id for person in extract.records[Kind.PERSON]}


def test_an_edit_tells_which_quotes_came_and_went(root: Path, snapshot: Snapshot) -> None:
    file = root / "data/asked.yaml"
    file.write_text(file.read_text().replace(QUERY, "rebuild OR favourite"))
    edit = edit_between(snapshot, read_again(snapshot), datetime.now(UTC))
    assert [Filled("topic/asked", ("quote/ruiz-rebuild",), ("quote/okafor-told-in-march",))] == edit.filled
    assert [
        "1 quote (quote/ruiz-rebuild) came by its query, 1 quote (quote/okafor-told-in-march) went by its query"
    ] == [one.said for one in consequences(edit)]


def test_an_edit_elsewhere_tells_of_no_quotes(root: Path, snapshot: Snapshot) -> None:
    file = root / "data/asked.yaml"
    file.write_text(file.read_text().replace("label: Asked", "label: Asked again"))
    assert not edit_between(snapshot, read_again(snapshot), datetime.now(UTC)).filled


def test_a_quote_with_another_id_has_not_come(root: Path, snapshot: Snapshot) -> None:
    file = root / "data/archive.yaml"
    file.write_text(file.read_text().replace("id: ruiz-budget", "id: ruiz-on-budget"))
    assert not edit_between(snapshot, read_again(snapshot), datetime.now(UTC)).filled


def test_json_of_a_topic_is_that_of_its_file(snapshot: Snapshot) -> None:
    topic = snapshot.archive.find("topic/asked")
    assert topic is not None
    assert json.loads(json.dumps(record_json(snapshot, topic)))["matches"] == QUERY
