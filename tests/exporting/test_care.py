"""Every format says of each record what to be careful about, and has all that it names, whatever was asked for."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from archives import write_archive
from bibtexparser.entrypoint import parse_string

from explorer.exporting.cautions import Caution
from explorer.exporting.extract import Extract, found_by, whole
from explorer.exporting.formats import EXPORT_FORMATS
from explorer.model.records import Kind
from explorer.snapshot import Snapshot, read_again, read_snapshot

TEXT = """\
Pier to be rebuilt

“We will rebuild the pier. Not now,” Ana Ruiz said. “The pier is old,” Ana Ruiz said, according to a clerk. “The pier \
costs too much,” Ana Ruiz said. “The pier is ours,” Ana Ruiz said. “The pier stays,” Ana Ruiz said.

“Never mind,” Ana Ruiz said.
"""
PIER = """\
articles: [{id: pier, file: pier.txt, headline: Pier to be rebuilt}]
people:
- {id: ana, name: Ana Ruiz}
- {id: clerk, name: a clerk, review: draft}
topics: [{id: pier, label: Pier}]
events: [{id: fair, name: Pier fair, review: draft}]
quotes:
- {id: cut, article: pier, speech: direct, text: We will rebuild the pier, speaker: ana, review: reviewed}
- {id: told, article: pier, speech: direct, text: The pier is old, speaker: ana, relayed_by: clerk, review: reviewed}
- {id: doubted, article: pier, speech: direct, text: The pier costs too much, speaker: ana, review: disputed}
- {id: proposed, article: pier, speech: direct, text: The pier is ours, speaker: ana, event: fair, topics: [pier, none]}
- {id: lost, article: pier, speech: direct, text: The pier sinks, speaker: nobody, review: reviewed, same_as: other}
- {id: other, article: pier, speech: direct, text: Never mind, speaker: ana, review: reviewed}
"""
BROKEN = "quotes:\n- {id: old, article: pier, speech: direct, text: The pier stays, speaker: ana, review: reviewed}\n"
# What is said of which record, in one way or another.
CAUTIONS = {
    "quote/cut": "leaves out words",
    "quote/told": "relayed",
    "quote/doubted": "disputed",
    "quote/proposed": "draft",
    "quote/lost": "not verified",
    "quote/old": "as last read",
    "person/clerk": "draft",
    "event/fair": "draft",
}
# How that is said where records are cited.
CITED = CAUTIONS | {"quote/cut": "[…]", "quote/told": "relaying Ana Ruiz"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    root = tmp_path_factory.mktemp("care")
    before = read_snapshot(write_archive(root, {"pier.txt": TEXT}, {"pier.yaml": PIER, "old.yaml": BROKEN}))
    Path(root, "data/old.yaml").write_text(BROKEN.replace("quotes:", "quotes: ["), encoding="utf-8")
    return read_again(before)


def tables(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as files:
        return {name: files.read(name) for name in files.namelist()}


def of_json(content: bytes) -> dict[str, str]:
    read = json.loads(content)
    return {one["ref"]: str(one["cautions"]) for kind in Kind for one in read[kind.plural]}


def of_lines(content: bytes) -> dict[str, str]:
    _, *lines = map(json.loads, content.decode().splitlines())
    return {line["ref"]: str(line["cautions"]) for line in lines}


def of_csv(content: bytes) -> dict[str, str]:
    rows = (csv.DictReader(io.StringIO(table.decode("utf-8-sig"))) for table in tables(content).values())
    return {row["ref"]: row["cautions"] for table in rows for row in table}


def of_parquet(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    with closing(duckdb.connect()) as database:
        for table in tables(content).values():
            file = Path("table.parquet")
            file.write_bytes(table)
            rows = database.execute("SELECT ref, array_to_string(cautions, '; ') FROM 'table.parquet'").fetchall()
            found |= {str(ref): str(said) for ref, said in rows}
    return found


def of_sqlite(content: bytes) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        return dict(database.execute("SELECT ref, group_concat(caution, '; ') FROM cautions GROUP BY ref").fetchall())


def of_jsonld(content: bytes) -> dict[str, str]:
    return {node["identifier"]: str(node.get("additionalProperty")) for node in json.loads(content)["@graph"]}


def of_markdown(content: bytes) -> dict[str, str]:
    """A part of the text for each record: from its block, or its line in a list, to its ref."""
    parts = re.split(r"\n\n(?=> |## |- )|\n(?=- )", content.decode().replace("\\", "").partition("\n## Pier")[2])
    return {found[1]: part for part in parts if (found := re.search(r"\b((?:quote|person|event)/[a-z]+)", part))}


def of_cited(said: str) -> dict[str, str]:
    """A part of a text for each quote, from the ref of the one before to its own."""
    parts = re.split(r"(quote/[a-z]+)", said)
    return dict(zip(parts[1::2], parts[0::2], strict=False))


def of_csl(content: bytes) -> dict[str, str]:
    (item,) = json.loads(content)
    return of_cited(item["note"])


def of_bibtex(content: bytes) -> dict[str, str]:
    (entry,) = parse_string(content.decode()).entries
    return of_cited(entry["annotation"])


def of_annotations(content: bytes) -> dict[str, str]:
    return of_cited(" ".join(item["body"][0]["value"] for item in json.loads(content)["items"]))


READ: Mapping[str, tuple[Callable[[bytes], dict[str, str]], Mapping[str, str]]] = {
    "json": (of_json, CAUTIONS),
    "jsonl": (of_lines, CAUTIONS),
    "csv": (of_csv, CAUTIONS),
    "markdown": (of_markdown, CITED),
    "jsonld": (of_jsonld, CAUTIONS),
    "webannotation": (of_annotations, CITED),
    "csl": (of_csl, CITED),
    "bibtex": (of_bibtex, CITED),
    "sqlite": (of_sqlite, CAUTIONS),
    "parquet": (of_parquet, CAUTIONS),
}


def test_no_format_is_left_out() -> None:
    """What the site says, its own tests read."""
    assert {format.id for format in EXPORT_FORMATS} - {"site"} == set(READ)


@pytest.mark.parametrize("id", READ)
def test_each_record_says_what_to_be_careful_about(
    snapshot: Snapshot, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read, expected = READ[id]
    said = read(written(whole(snapshot), id))
    only = {"quote"} if id in ("csl", "bibtex", "webannotation") else {"quote", "person", "event"}
    for ref, caution in expected.items():
        if ref.partition("/")[0] in only:
            assert caution in said[ref], ref
    if "quote/other" in said:
        assert not any(caution in said["quote/other"] for caution in CITED.values())


def written(extract: Extract, id: str) -> bytes:
    return next(format for format in EXPORT_FORMATS if format.id == id).write(extract)


def test_what_a_remark_calls_not_verified_is_a_caution(tmp_path: Path) -> None:
    """Else a dossier says that every quote is verified, above one that is said not to be."""
    looped = PIER.replace("relayed_by: clerk", "relayed_by: ana").replace(
        "text: Never mind", "text: Never mind, date: 2025"
    )
    yaml = looped.replace("headline: Pier to be rebuilt", "headline: Pier to be rebuilt, published: 2024")
    extract = whole(read_snapshot(write_archive(tmp_path, {"pier.txt": TEXT}, yaml)))
    said = {each.ref for each in extract.all if any("not verified" in one for one in extract.cited(each).remarks)}
    assert {"quote/told", "quote/other", "quote/lost"} == said
    assert said == {each.ref for each in extract.all if Caution.NOT_VERIFIED in extract.cautions(each)}


def test_of_a_query_the_quotes_found_are_told_from_those_that_are_referred_to(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the first, by rank; what another one names comes with it, and what an archive lacks is named."""
    monkeypatch.chdir(tmp_path)
    extract = found_by(snapshot, "sinks")
    assert {"quote/lost": 1} == extract.found
    refs = {"quote/lost", "quote/other", "article/pier", "person/ana"}
    assert refs == extract.refs
    assert refs == set(of_json(written(extract, "json"))) == set(of_lines(written(extract, "jsonl")))
    assert refs == set(of_jsonld(written(extract, "jsonld")))
    rows = csv.DictReader(io.StringIO(tables(written(extract, "csv"))["quotes.csv"].decode("utf-8-sig")))
    told = [(row["ref"], row["found"], row["speaker_ref"], row["same_as_ref"]) for row in rows]
    assert [("quote/lost", "1", "", "quote/other"), ("quote/other", "", "person/ana", "")] == told
    assert refs == set(of_csv(written(extract, "csv"))) == set(of_parquet(written(extract, "parquet")))
    Path("quotes.parquet").write_bytes(tables(written(extract, "parquet"))["quotes.parquet"])
    with closing(duckdb.connect()) as database:
        told = database.execute("SELECT id, found, speaker, missing_references FROM 'quotes.parquet'").fetchall()
    assert [("lost", 1, None, ["person/nobody"]), ("other", None, "ana", [])] == told
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(written(extract, "sqlite"))
        assert [] == database.execute("PRAGMA foreign_key_check").fetchall()
        assert [("lost",)] == database.execute("SELECT id FROM quotes WHERE found = 1").fetchall()
        assert [("person/nobody",)] == database.execute("SELECT missing_ref FROM missing_references").fetchall()
    dossier = written(extract, "markdown").decode()
    assert 1 == dossier.count("not found by the query")
    assert dossier.index("quote/lost`\n") < dossier.index("quote/other`\n\n- not found")
    nodes = {node["identifier"]: node for node in json.loads(written(extract, "jsonld"))["@graph"]}
    properties = [(each["name"], each["value"]) for each in nodes["quote/lost"]["additionalProperty"]]
    assert {("found", 1), ("missing reference", "person/nobody")} <= set(properties)
    for id in ("csl", "bibtex", "webannotation"):
        assert ["quote/lost", "quote/other"] == list(READ[id][0](written(extract, id)))
