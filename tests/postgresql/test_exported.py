"""What PostgreSQL gets is the archive: the rows of the other database, in order, with keys that hold."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from archives import write_archive
from cli.running import Explorer
from postgresql.databases import do, everything, read

from benchmarks.postgresql_server import Server
from explorer.display import clean
from explorer.exporting.database_tables import TABLES, VIEWS
from explorer.exporting.extract import Extract, found_by, whole
from explorer.exporting.postgresql import writing
from explorer.exporting.postgresql.writing import write
from explorer.exporting.sqlite_file import sqlite_file
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Evidence, Person
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot, read_snapshot

HOSTILE = "a\0b \\N \\. \t\n\r '; DROP TABLE quotes;-- $$ %s {} \" \u202e\x1b[31m é 😀"


def hostile(root: Path) -> Extract:
    """An archive with all that a text may have in it, and with references to nothing."""
    name = json.dumps(HOSTILE, ensure_ascii=False)
    yaml = f"""\
articles:
- {{id: one, file: one.txt, headline: {name}, byline: {name}}}
people:
- {{id: ana, name: {name}, aliases: [{name}, {name}, x], type: named, possibly_same_as: [nobody, bo], evidence: [
    {{article: one, text: w}}, {{article: none, text: {name}}}]}}
- {{id: bo, name: Bo}}
topics:
- {{id: top, label: {name}, broader: gone}}
- {{id: low, label: low, broader: top}}
events:
- {{id: ev, name: {name}, participants: [nobody, ana, ana, bo], topics: [low], announced: true, after: gone}}
quotes:
- {{id: q, article: one, speech: direct, text: [w, {name}], speaker: ana, relayed_by: gone, topics: [low, none, top]}}
- {{id: r, article: absent, speech: indirect, text: x, speaker: nobody, same_as: q, addressees: [bo, ana]}}
"""
    files = {"z.yaml": yaml, "a/b.yaml": "people: [{id: di, name: Di}]", "a.yaml": "people: [{id: ed, name: Ed}]\nx: y"}
    return whole(read_snapshot(write_archive(root, {"one.txt": f"“w,” Ana said. {HOSTILE}\n"}, files)))


def of_sqlite(extract: Extract, table: str) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{name}"' for name in TABLES[table].columns)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(sqlite_file(extract))
        return sorted(database.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)


@pytest.mark.parametrize("which", ["shipped", "hostile"])
def test_every_row_is_that_of_the_other_database(url: str, shipped: Snapshot, tmp_path: Path, which: str) -> None:
    extract = whole(shipped) if which == "shipped" else hostile(tmp_path)
    write(extract, url, "it's \"x")
    for table in TABLES:
        columns = ", ".join(f'"{name}"' for name in TABLES[table].columns)
        found = read(url, f'SELECT {columns} FROM "it\'s ""x".{table}')
        assert of_sqlite(extract, table) == sorted(
            found, key=lambda row: str(tuple(int(v) if isinstance(v, bool) else v for v in row))
        ), table


def test_what_an_archive_lacks_is_said_apart(url: str, tmp_path: Path) -> None:
    """Then the reference is null, or has no row; what is there keeps its place in the list."""
    write(hostile(tmp_path), url, "s")
    missing = {row[0] for row in read(url, "SELECT missing_ref FROM s.missing_references")}
    assert {
        "article/none",
        "article/absent",
        "person/nobody",
        "person/gone",
        "topic/gone",
        "topic/none",
        "event/gone",
    } == missing
    assert [(None, None)] == read(url, "SELECT speaker, article FROM s.quotes WHERE id = 'r'")
    assert [(1, "ana"), (2, "bo")] == read(url, "SELECT number, person FROM s.event_participants ORDER BY number")


def test_records_are_in_the_order_of_the_files(url: str, tmp_path: Path) -> None:
    extract = hostile(tmp_path)
    write(extract, url, "s")
    order = "ORDER BY array_position('{article,person,topic,event,quote}', kind), path, number"
    assert [each.ref for each in extract.all] == [ref for (ref,) in read(url, f"SELECT ref FROM s.records {order}")]
    (title,) = read(url, "SELECT title FROM s.records WHERE ref = 'person/ana'")[0]
    assert clean(HOSTILE.replace("\t", " ")) == title.replace("\t", " ")


def test_keys_hold_and_every_query_has_its_index(url: str, shipped: Snapshot) -> None:
    write(whole(shipped), url, "s")
    kinds = dict(
        read(
            url,
            "SELECT contype::text, count(*) FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace "
            "WHERE nspname = 's' GROUP BY 1",
        )
    )
    references = sum(bool(column.to) for table in TABLES.values() for column in table.columns.values())
    assert (len(TABLES) + 4, True) == (kinds["p"], kinds["f"] > references)
    assert [] == read(url, "SELECT conname FROM pg_constraint WHERE NOT convalidated")
    indexes = " ".join(row[0] for row in read(url, "SELECT indexdef FROM pg_indexes WHERE schemaname = 's'"))
    for table in ("quotes", "articles", "events", "records"):
        assert f"ON s.{table} USING gin (searched)" in indexes
    for table, column in (("quotes", "words"), ("people", "name"), ("words", "word")):
        assert f"ON s.{table} USING gin ({column} public.gin_trgm_ops)" in indexes or "gin_trgm_ops" in indexes
    with pytest.raises(Exception, match="foreign key"):
        do(url, "DELETE FROM s.people WHERE id = 'joe-biden'")


def test_views_say_what_those_of_the_other_database_say(url: str, shipped: Snapshot) -> None:
    extract = whole(shipped)
    write(extract, url, "s")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(sqlite_file(extract))
        for view in VIEWS:
            cursor = database.execute(f"SELECT * FROM {view}")
            names = [each[0] for each in cursor.description]
            there = {tuple(dict(zip(names, row, strict=True)).items()) for row in cursor}
            found = read(url, f"SELECT {', '.join(names)} FROM s.{view}")
            assert there == {tuple(dict(zip(names, row, strict=True)).items()) for row in found}, view


def test_of_a_query_there_is_what_it_finds_and_later_all(explorer: Explorer, url: str) -> None:
    """With the ranks; whatever was exported there before."""
    explorer("export", url, "--schema", "a")
    assert 0 == explorer("export", url, "-q", "rebuild", "--schema", "a").code
    assert [("ruiz-rebuild", 1)] == read(url, "SELECT id, found FROM a.quotes")
    assert [("rebuild",)] == read(url, "SELECT query FROM a.exported")
    extract = found_by(read_snapshot(explorer.root), "rebuild")
    write(extract, url, "b")
    assert everything(url, "b") == everything(url, "a")
    explorer("export", url, "--schema", "a")
    write(whole(read_snapshot(explorer.root)), url, "c")
    assert everything(url, "c") == everything(url, "a")


def test_a_command_says_what_it_wrote_and_where(explorer: Explorer, url: str) -> None:
    """The schema is called as the archive. What is not changed is not written."""
    found = explorer("export", url)
    place = "postgresql://postgres@/shared, schema archive"
    said = [
        f"explorer: {place}: 1 article, 3 people, 3 topics, 1 event, 3 quotes",
        "explorer: with care: 2 draft, 1 relayed",
    ]
    assert (0, "", [*said, "explorer: 11 records written, 0 removed"]) == (
        found.code,
        found.out,
        found.err.splitlines(),
    )
    found = explorer("export", url.replace("postgresql:", "postgres:"), "--jobs", "2")
    assert [*said, "explorer: 0 records written, 0 removed"] == found.err.splitlines()


def test_files_that_can_not_be_read_are_there(explorer: Explorer, url: str) -> None:
    (explorer.root / "data/broken.yaml").write_text("people: [\n")
    assert "data/broken.yaml can’t be read" in explorer("export", url).err
    assert [("data/broken.yaml", None)] == read(url, "SELECT file, records FROM archive.unread_files")
    assert [("data/broken.yaml",)] == read(url, "SELECT name FROM archive.files WHERE name LIKE %s", "%broken%")


def test_texts_of_any_length_are_taken(url: str, tmp_path: Path) -> None:
    """PostgreSQL indexes less than a megabyte of words of a row, and no word of more than 2 kB."""
    signs = " ".join(chr(0x20000 + n) for n in range(40_000))
    words = " ".join(f"w{n:x}𐐀" for n in range(150_000))
    text = f"{'x' * 3_000} {signs} {words}"
    records: tuple[AnyRecord, ...] = (
        Article(id="a", file="a.txt", headline=words, note=words),
        Person(id="p", name=signs, role=words, affiliation=words, evidence=(Evidence(article="a", text=words),)),
        Event(id="e", name=words, note=words),
    )
    archive = Archive(Entry(record, Place("data/a.yaml", n)) for n, record in enumerate(records))
    write(whole(Snapshot(root=tmp_path, archive=archive, texts={"a": SourceText(text)})), url, "s")
    assert [(len(text),)] == read(url, "SELECT length(text) FROM s.articles")
    assert "person/p" in {ref for (ref,) in read(url, "SELECT ref FROM s.search(%s)", f"{signs[:4]} {'y' * 400}")}


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_any_locale_will_do(running: Server, tmp_path: Path, locale: str) -> None:
    """Case is folded in every alphabet, though the database may know of none but ASCII."""
    url = running.make(f"locale_{len(locale)}", f"LOCALE '{locale}'")
    yaml = "people: [{id: a, name: Élodie Ñúñez}, {id: b, name: ИВАНОВ Σ}]"
    write(whole(read_snapshot(write_archive(tmp_path, {}, yaml))), url, "s")
    assert [("elodie nunez",), ("иванов σ",)] == read(url, "SELECT trim(s.fold(name)) FROM s.people ORDER BY id")
    assert [("person/b",)] == read(url, "SELECT ref FROM s.search('иванов')")


def test_without_unicodes_collation_that_of_the_database_will_do(
    url: str, shipped: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PostgreSQL may have been built without ICU."""
    monkeypatch.setattr(writing._Transaction, "_collation", lambda _: "default")  # noqa: SLF001
    write(whole(shipped), url, "s")
    assert [("elodie",)] == read(url, "SELECT trim(s.fold('ÉLODIE'))")
    assert read(url, "SELECT ref FROM s.search('fentanil')")


def test_the_queries_of_the_documentation_are_taken(url: str, shipped: Snapshot) -> None:
    page = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text(encoding="utf-8")
    queries = re.findall(r"^```sql\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    write(whole(shipped), url, "archive")
    assert queries
    for query in ";".join(queries).split(";"):
        if query.strip():
            assert read(f"{url}&options=-csearch_path%3Darchive,public", query), query
