"""Whatever an archive says is text, and nothing else, in every format: to other programs and to a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

import citeproc
import duckdb
import pytest
from archives import write_archive
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON
from markdown_it import MarkdownIt
from pyld import jsonld
from rdflib import Graph, Literal, URIRef

from explorer.display import clean
from explorer.exporting.extract import Extract, NotExportedError, whole
from explorer.exporting.formats import EXPORT_FORMATS
from explorer.snapshot import read_snapshot

HOSTILE = (
    "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)> </script><b>x</b> [a](javascript:b) \\} } { \\{ @article{x, "
    "%x $y$ `z` \"q\" 'r'; DROP TABLE quotes;-- \0 \u202eevil\u2066 \x1b[31m # * _ é"
)
WORDS = "We =SUM(A1) <b>will</b> \\} rebuild"
SDO = "https://schema.org/"


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    name = json.dumps(HOSTILE)
    yaml = f"""\
articles:
- {{id: one, file: one.txt, headline: {name}, byline: {name}, publisher: {name}, published: 2024-03?, url: {name}}}
- {{id: web, file: web.txt, headline: Web, url: "https://example.org/a b)<c>", published: 2024-03}}
people:
- {{id: ana, name: {name}, aliases: [{name}], role: {name}, affiliation: {name}, note: {name}, type: named}}
topics:
- {{id: top, label: {name}, description: {name}}}
- {{id: low, label: low, broader: top}}
events:
- {{id: ev, name: {name}, place: {name}, participants: [ana, nobody], date: 2024-03-05/2024-03-07}}
quotes:
- id: q
  article: one
  speech: direct
  text: {json.dumps(WORDS)}
  speaker: ana
  relayed_by: gone
  attribution: {name}
  medium: {name}
  event: ev
  topics: [low, none]
  note: {name}
- {{id: s, article: web, speech: partial, text: w, speaker: ana, review: reviewed}}
- {{id: r, article: absent, speech: indirect, text: {name}, speaker: ana, review: disputed}}
"""
    root = tmp_path_factory.mktemp("hostile")
    return whole(read_snapshot(write_archive(root, {"one.txt": f"“{WORDS}, not now,” Ana said.\n"}, yaml)))


def written(extract: Extract, id: str) -> bytes:
    return next(each for each in EXPORT_FORMATS if each.id == id).write(extract)


@pytest.mark.parametrize("format", [each for each in EXPORT_FORMATS if not each.is_binary], ids=lambda each: each.id)
def test_no_terminal_is_commanded(extract: Extract, format: object) -> None:
    text = format.write(extract).decode()  # type: ignore[attr-defined]
    assert text == clean(text)
    assert text.endswith("\n")


def test_json_has_every_text_as_it_is_and_what_is_in_doubt(extract: Extract) -> None:
    read = json.loads(written(extract, "json"))
    assert HOSTILE == read["people"][0]["name"]
    assert ["quote/r"] == read["cautions"]["disputed"]
    assert ["article/one", "article/web", "quote/q", "quote/s", "quote/r"] == read["cautions"]["not verified"]
    assert ["quote/q"] == read["cautions"]["relayed"]
    lines = [json.loads(line) for line in written(extract, "jsonl").decode().splitlines()]
    assert [read["people"][0] | {"kind": "person"}] == [line for line in lines if line["kind"] == "person"]


def test_no_cell_of_a_table_is_a_formula(extract: Extract) -> None:
    with ZipFile(io.BytesIO(written(extract, "csv"))) as tables:
        for name in tables.namelist():
            for row in csv.reader(io.StringIO(tables.read(name).decode("utf-8-sig"))):
                assert [] == [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_dossier_has_no_markup_but_its_own(extract: Extract) -> None:
    """With HTML and links allowed, none comes of the texts."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(written(extract, "markdown").decode())
    known = {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote", "code", "a"}
    assert set(re.findall(r"<(\w+)", html)) <= known
    assert [] == re.findall(r'href="(?!https://example.org/)', html)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the reader's own affair
def test_linked_data_are_read_by_another_program(extract: Extract) -> None:
    """Each reference is to a node that is there, and texts are what they were."""
    text = written(extract, "jsonld").decode()
    assert "<" not in text
    graph = Graph().parse(data=text, format="json-ld", publicID="https://example.org/a")
    quote, person = (URIRef(f"https://example.org/a#{ref}") for ref in ("quote/q", "person/ana"))
    assert (quote, URIRef(f"{SDO}creator"), person) in graph
    assert (person, URIRef(f"{SDO}name"), Literal(HOSTILE)) in graph
    nodes = {str(node) for node in graph.subjects() if isinstance(node, URIRef)}
    linked = {str(node) for node in graph.objects() if str(node).startswith("https://example.org/a#")}
    assert set() == linked - nodes
    values = {str(value) for value in graph.objects(None, URIRef(f"{SDO}value"))}
    assert {"not verified", "disputed", "draft", "relayed"} <= values


def test_linked_data_need_nothing_from_the_web(extract: Extract) -> None:
    """Their context is in the file; flattened, each record is one node, and each property is a term."""

    def refused(url: str, _: object) -> NoReturn:
        raise AssertionError(url)

    read = json.loads(written(extract, "jsonld"))
    options = {"base": "https://example.org/a", "documentLoader": refused}
    nodes = {node["@id"]: node for node in jsonld.flatten(read, None, options)}
    assert {f"https://example.org/a#{ref}" for ref in extract.refs} <= set(nodes)
    assert all(name.startswith(("@", SDO)) for node in nodes.values() for name in node)
    [said] = nodes["https://example.org/a#person/ana"][f"{SDO}name"]
    assert HOSTILE == said["@value"]


def test_a_bibliography_is_read_by_another_program(extract: Extract) -> None:
    library = parse_string(written(extract, "bibtex").decode())
    assert [] == library.failed_blocks
    assert ["one", "web", "absent"] == [entry.key for entry in library.entries]
    for entry in library.entries:
        for field in entry.fields:
            assert field.value.count("{") == field.value.count("}")
    assert "draft" in library.entries[0]["annotation"]
    assert "disputed" in library.entries[2]["annotation"]


def test_items_and_annotations_are_json_that_says_what_is_in_doubt(extract: Extract) -> None:
    items = json.loads(written(extract, "csl"))
    assert ["one", "web", "absent"] == [item["id"] for item in items]
    assert "not verified" in items[0]["note"]
    page = json.loads(written(extract, "webannotation"))
    assert ("AnnotationPage", 3) == (page["type"], len(page["items"]))
    assert 4 == len({page["id"], *(item["id"] for item in page["items"])})
    assert all("not verified" in item["body"][0]["value"] for item in page["items"])


def test_items_are_shown_as_they_are_by_another_program(extract: Extract) -> None:
    """No text is markup for a processor of styles."""
    items = json.loads(written(extract, "csl"))
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), citeproc.formatter.html)
    made.register(citeproc.Citation([citeproc.CitationItem(item["id"]) for item in items]))
    shown = " ".join(map(str, made.bibliography()))
    assert set(re.findall(r"<(/?\w+)", shown)) <= {"i", "/i"}
    assert "onerror=alert" in shown


def test_tables_with_types_are_read_by_another_program(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those of spreadsheets: every text is one cell. What is named and not there is apart."""
    monkeypatch.chdir(tmp_path)
    for id in ("parquet", "csv"):
        ZipFile(io.BytesIO(written(extract, id))).extractall()
    with closing(duckdb.connect()) as tables:

        def read(query: str) -> list[tuple[object, ...]]:
            return tables.execute(query).fetchall()

        assert [(clean(HOSTILE), [clean(HOSTILE)])] == read("SELECT name, aliases FROM 'people.parquet'")
        assert [(clean(HOSTILE),)] == read("SELECT ltrim(name, chr(39)) FROM 'people.csv'")
        assert [(["low"],)] == read("SELECT topics FROM 'quotes.parquet' WHERE id = 'q'")
        days = [(date(2024, 3, 5), date(2024, 3, 7), False, ["ana"], ["person/nobody"])]
        columns = "date_from, date_to, announced, participants, missing_references"
        assert days == read(f"SELECT {columns} FROM 'events.parquet'")
        words = "a.text[q.passages[1]['start'] + 1 : q.passages[1]['end']]"
        joined = "FROM 'quotes.parquet' q JOIN 'articles.parquet' a ON a.id = q.article"
        assert [(WORDS,)] == read(f"SELECT {words} {joined} WHERE q.id = 'q'")
        types = {row[0]: row[1] for row in read("DESCRIBE FROM 'quotes.parquet'")}
    expected = {"topics": "VARCHAR[]", "relayed": "BOOLEAN", "date_to": "DATE", "found": "INTEGER"}
    assert expected == {name: types[name] for name in expected}


def test_without_its_package_a_format_says_what_to_install(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NotExportedError, match=r"pip install 'article-explorer\[parquet\]'"):
        written(extract, "parquet")


@pytest.mark.parametrize("word", ["再建", "東橋は冬", "冬", "สะพาน", "สร้างสะพาน", "pier"])
def test_a_database_finds_words_of_texts_without_spaces(tmp_path: Path, word: str) -> None:
    """There a whole run of signs is one word to SQLite; the index has no other fault by it."""
    words = "東橋は冬までに必ず再建する pier เราจะสร้างสะพานใหม่"
    yaml = f"""\
articles: [{{id: a, file: a.txt, headline: A}}]
people: [{{id: p, name: P}}]
quotes:
- {{id: q, article: a, speech: direct, text: {words}, speaker: p}}
- {{id: other, article: a, speech: direct, text: 東京と橋, speaker: p}}
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"a.txt": f"A\n\n「{words}」東京と橋\n"}, yaml))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(written(whole(snapshot), "sqlite"))
        found = "SELECT id FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)"
        assert [("q",)] == database.execute(found, (word,)).fetchall()
        assert [] == database.execute("INSERT INTO quotes_fts(quotes_fts) VALUES ('integrity-check')").fetchall()
        assert [("ok",)] == database.execute("PRAGMA integrity_check").fetchall()


def test_a_database_is_sound_and_has_only_what_is_there(extract: Extract) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(written(extract, "sqlite"))
        assert [("ok",)] == database.execute("PRAGMA integrity_check").fetchall()
        assert [] == database.execute("PRAGMA foreign_key_check").fetchall()
        assert [(clean(HOSTILE),)] == database.execute("SELECT name FROM people").fetchall()
        found = "SELECT id FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH 'rebuild')"
        assert [("q",)] == database.execute(found).fetchall()
        missing = database.execute("SELECT missing_ref FROM missing_references ORDER BY missing_ref").fetchall()
        assert [("article/absent",), ("person/gone",), ("person/nobody",), ("topic/none",)] == missing
        care = database.execute("SELECT id, cautions FROM quotes_with_care").fetchall()
        expected = {"q": "not verified; draft; relayed; leaves out words", "r": "not verified; disputed"}
        assert expected | {"s": "not verified"} == dict(care)
        assert [("low", 1), ("top", 0)] == database.execute("SELECT id, quotes FROM topics_counted").fetchall()


def test_tables_keep_tabs_and_lines(tmp_path: Path) -> None:
    """What a program reads them with gets the note as it is written."""
    yaml = 'people:\n- {id: ana, name: Ana Ruiz, note: "one\\ttwo\\nthree\\e"}\n'
    extract = whole(read_snapshot(write_archive(tmp_path, {}, yaml)))
    with ZipFile(io.BytesIO(written(extract, "csv"))) as tables:
        (row,) = csv.DictReader(io.StringIO(tables.read("people.csv").decode("utf-8-sig"), newline=""))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(written(extract, "sqlite"))
        ((note,),) = database.execute("SELECT note FROM people")
    assert ("one\ttwo\nthree␛", "one\ttwo\nthree␛") == (row["note"], note)
