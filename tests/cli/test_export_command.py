"""`explorer export` and `import`: an archive for other programs, and the same archive again."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from archives import PIER, SECOND, SECOND_YAML, write_archive
from cli.running import Explorer, Result

from explorer.checking import finding
from explorer.cli import output
from explorer.exporting import site
from explorer.exporting.formats import EXPORT_FORMATS
from explorer.snapshot import read_snapshot

KINDS = ("articles", "people", "topics", "events", "quotes")


@pytest.mark.parametrize("format", [each.id for each in EXPORT_FORMATS])
def test_each_format_is_a_whole_file_and_the_same_each_time(explorer: Explorer, format: str) -> None:
    explorer.root.joinpath("out").write_text("old")
    more = ["--drafts"] if format == "site" else []
    for _ in range(2):
        found = explorer("export", format, "-o", "out", *more)
        assert (0, "") == (found.code, found.out)
    first = explorer.root.joinpath("out").read_bytes()
    explorer("export", format, "-o", "out", *more)
    assert first == explorer.root.joinpath("out").read_bytes()
    assert first != b"old"
    assert "1 article, 3 people" in found.err
    assert "2 draft, 1 relayed" in found.err


def test_with_a_query_come_the_quotes_and_all_that_they_refer_to(explorer: Explorer) -> None:
    found = explorer("export", "json", "-q", "rebuild").json
    assert ("rebuild", ["quote/ruiz-rebuild"]) == (found["query"], found["found"])
    refs = {record["ref"] for kind in KINDS for record in found[kind]}
    assert {
        "quote/ruiz-rebuild",
        "person/ana-ruiz",
        "event/briefing",
        "topic/pier",
        "topic/harbour",
        "article/pier",
    } == refs


def test_nothing_found_writes_nothing(explorer: Explorer) -> None:
    found = explorer("export", "csv", "-q", "zeppelin", "-o", "out.zip")
    said = ["explorer: no word is like “zeppelin”", "explorer: nothing found for zeppelin"]
    assert (1, said) == (found.code, found.err.splitlines())
    assert not explorer.root.joinpath("out.zip").exists()


def test_a_zip_is_refused_on_a_terminal(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    found = explorer("export", "csv", "-o", "-")
    assert (2, "") == (found.code, found.out)
    assert "-o FILE" in found.err


@pytest.mark.parametrize("format", ["csv", "parquet", "site"])
def test_several_files_go_where_their_name_says_what_they_are(explorer: Explorer, format: str) -> None:
    """A shell can be told any name, such as `x.csv`, of which the zip would be the content."""
    said = f"explorer: {format} is several files; -o FOLDER or -o NAME.zip saves them, -o - writes the zip\n"
    assert Result(2, "", said) == explorer("export", format)
    for name in ("x.csv", "x.parquet", "x.html"):
        assert 2 == explorer("export", format, "-o", name).code
    assert 2 == explorer("export", "json", "-o", "x.zip").code
    assert not list(explorer.root.glob("x.*"))


@pytest.mark.parametrize("place", ["data/people.yaml", "data/new.yaml", "seeds/new", "seeds/../data/x.zip"])
def test_nothing_is_exported_into_an_archive(explorer: Explorer, place: str) -> None:
    before = sorted(explorer.root.rglob("*"))
    for format in ("json", "csv", "site"):
        found = explorer("export", format, "-o", place)
        assert (2, "") == (found.code, found.out)
    assert before == sorted(explorer.root.rglob("*"))


def test_an_unknown_format_is_wrong_usage(explorer: Explorer) -> None:
    found = explorer("export", "jsn")
    assert (2, "explorer: there is no format “jsn”; did you mean “json”?\n") == (found.code, found.err)


def test_a_file_that_can_not_be_written_is_told(explorer: Explorer) -> None:
    explorer.root.joinpath("folder").mkdir()
    found = explorer("export", "json", "-o", "folder")
    assert 1 == found.code
    assert "can’t be saved as folder" in found.err


def test_a_device_takes_several_files_as_one(explorer: Explorer) -> None:
    found = explorer("export", "site", "-o", os.devnull, "--drafts")
    assert (0, True) == (found.code, found.err.startswith(f"explorer: {os.devnull}: "))


@pytest.mark.parametrize("format", ["json", "site"])
@pytest.mark.parametrize("name", ["", "~nobody-at-all/x", "x" * 300])
def test_a_name_that_no_file_can_have_is_told(explorer: Explorer, format: str, name: str) -> None:
    """No matter whether it is asked for a file, or for a folder of files."""
    found = explorer("export", format, "-o", name)
    assert 1 == found.code
    assert found.err.startswith("explorer: It can’t be saved")


def test_the_zip_has_a_table_for_each_kind(explorer: Explorer) -> None:
    explorer("export", "csv", "-o", "out.zip")
    with ZipFile(explorer.root / "out.zip") as tables:
        assert [f"{kind}.csv" for kind in KINDS] == tables.namelist()


def test_a_format_of_several_files_is_a_folder_where_no_zip_is_named(explorer: Explorer) -> None:
    """With the same files in it, and nothing of what it was before."""
    assert 0 == explorer("export", "csv", "-o", "tables").code
    assert 0 == explorer("export", "csv", "-o", "tables", "-q", "budget").code
    assert 0 == explorer("export", "csv", "-o", "tables.zip", "-q", "budget").code
    with ZipFile(explorer.root / "tables.zip") as tables:
        there = {path.name: path.read_bytes() for path in (explorer.root / "tables").glob("[!.]*")}
        assert {name: tables.read(name) for name in tables.namelist()} == there
    assert "events.csv" not in there
    refused = explorer("export", "csv", "-o", "tables.csv")
    assert (2, "") == (refused.code, refused.out)
    assert "NAME.zip saves" in refused.err


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_an_export_is_imported_as_the_same_archive(explorer: Explorer, tmp_path: Path, format: str) -> None:
    """Records, their order and files, and the texts with a byte order mark, CRLF and all that YAML would not take."""
    hostile = "<b>=cmd|' /C calc'!A0</b> \\} [x](y) </script> “\u202e” ‘#: - \"' \u0007 é"
    records = {
        "b.yaml": "people:\n- {id: ana, name: Ana Ruiz, note: N}\n".replace("N", json.dumps(hostile)),
        "a/z.yaml": "articles:\n- {id: one, file: sub/one.txt, headline: Pier to be rebuilt}\n"
        "- {id: two, file: two.txt, headline: Gone, url: 'https://x/y'}\n"
        "quotes:\n- {id: q, article: one, speech: partial, speaker: ana, text: not my favourite subject}\n",
    }
    root = write_archive(
        tmp_path / "other", {"sub/one.txt": b"\xef\xbb\xbf" + PIER.replace("\n", "\r\n").encode()}, records
    )
    assert 0 == explorer("export", format, "-o", "out", "--archive", str(root)).code
    assert 0 == explorer("import", "out", "copy").code
    copy = explorer.root / "copy"
    before, after = read_snapshot(root), read_snapshot(copy)
    assert [entry.record for entry in before.archive.entries.values()] == [
        entry.record for entry in after.archive.entries.values()
    ]
    assert list(before.files) == list(after.files)
    assert not before.archive.shows_drafts
    assert not after.archive.shows_drafts
    assert (root / "seeds/sub/one.txt").read_bytes() == (copy / "seeds/sub/one.txt").read_bytes()
    assert [(each.code, each.ref) for each in before.problems] == [(each.code, each.ref) for each in after.problems]


WRONG = {
    "{": "out:1:2: this is not JSON",
    "[]": "out:1: this is no object",
    "{}": "out has no records",
    '{"format": "other"}': "that this explorer does not know",
    '{"people": [{"id": "a", "nam": "A"}]}': "people[0] (person/a): unknown field “nam”; did you mean “name”?",
    '{"people": [{"id": "a"}]}': "people[0] (person/a): Object missing required field “name”",
    '{"people": [7]}': "people[0]: this is no person",
    '{"people": [{"id": "a", "name": "A", "in": "data/../../x.yaml"}]}': "leads out of data/",
    '{"people": [{"id": "a", "name": "A", "in": "x.sh"}]}': "can be below data/",
    '{"people": [{"id": "a", "name": "A", "in": "/data/x.yaml"}]}': "leads out of data/",
    '{"articles": [{"id": "a", "file": "'
    + "a" * 300
    + '", "headline": "A", "full_text": "x"}]}': "can’t be copied to copy: File name too long",
    '{"articles": [{"id": "a", "file": "../a", "headline": "A", "full_text": "x"}]}': "leads out of seeds/",
    '{"kind": "persn", "id": "a"}': "out:1: there is no kind “persn”; did you mean “person”?",
    '{"kind": "person", "id": "a", "name": "A"}\n{': "out:2:2: this is not JSON",
    '{"people": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]}': "people[1] (person/a): the id is taken",
    '{"people": [{"id": "a", "name": "A\\ud83d"}]}': "people[0] (person/a): there is half of a character in it",
    "[" * 100_000: "out:1: this is no JSON of an archive",
    # As of a zip, which a site is exported to.
    b"PK\x03\x04\xeb": "out is not UTF-8: byte 0xeb; a file that `explorer export json` or `jsonl` wrote is read",
}


@pytest.mark.parametrize(("content", "said"), WRONG.items())
def test_what_is_no_export_makes_no_archive(explorer: Explorer, content: str | bytes, said: str) -> None:
    explorer.root.joinpath("out").write_bytes(content if isinstance(content, bytes) else content.encode())
    found = explorer("import", "out", "copy")
    assert (2, "") == (found.code, found.out)
    assert said in found.err
    assert not explorer.root.joinpath("copy").exists()


def test_without_a_folder_the_archive_is_called_as_the_file(explorer: Explorer) -> None:
    explorer("export", "json", "-o", "pier.json")
    for name in ("pier", "pier-2"):
        assert f"{explorer.root / name}\n" == explorer("import", "pier.json").out


def test_an_import_writes_into_no_folder_that_has_something(explorer: Explorer) -> None:
    explorer("export", "json", "-o", "out")
    found = explorer("import", "out", "data")
    assert 2 == found.code
    assert "is there already" in found.err


def test_what_of_a_query_is_not_heeded_is_said(explorer: Explorer) -> None:
    found = explorer("export", "json", "-q", "rebuild zzzxxqq")
    assert 0 == found.code
    assert "no word is like “zzzxxqq”" in found.err


def test_a_list_names_its_columns_when_asked(explorer: Explorer) -> None:
    assert explorer("list", "people", "--header").out.startswith("ref\tname\trole\tquotes\nperson/ana-ruiz\t")
    assert explorer("search", "rebuild", "--header").out.startswith("ref\ttitle\twhy\n")
    assert explorer("timeline", "--header").out.startswith("ref\tname\tdate\tbasis\tquotes")
    assert explorer("stats", "--header").out.startswith("ref\tname\tquotes\t")
    assert explorer("sources", "--header").out.startswith("topic\tquotes\tutterances\t")


def test_records_of_a_file_that_can_not_be_read_are_said_to_be_left_out(explorer: Explorer) -> None:
    """On stderr, and in what is exported."""
    (explorer.root / "data/broken.yaml").write_text("people: [\n")
    found = explorer("export", "json")
    assert "data/broken.yaml can’t be read: its records are left out" in found.err
    assert ["data/broken.yaml"] == found.json["unread"]
    assert "\ndata/broken.yaml can’t be read" in explorer("export", "markdown").out
    (explorer.root / "data/broken.yaml").write_text(
        "people:\n- {id: No Slug, name: A}\n- {id: b, nam: B}\n- {id: c, name: C}\n- {id: c, name: D}\n"
    )
    found = explorer("export", "json")
    assert "3 records of data/broken.yaml can’t be read and are left out" in found.err
    assert "an id is taken by an earlier record: person/c" in found.err
    assert ["data/broken.yaml"] == found.json["unread"]
    for format in ("csv", "parquet"):
        explorer("export", format, "-o", f"{format}.zip")
        assert f"unread_files.{format}" in ZipFile(explorer.root / f"{format}.zip").namelist()
    for format in ("jsonld", "webannotation", "bibtex"):
        assert "data/broken.yaml can’t be read" in explorer("export", format).out.replace("\\_", "_")


@pytest.mark.parametrize("words", ["cite quote/ruiz-rebuild", "list people", "stats", "show person/ana-ruiz"])
def test_what_commands_tell_never_looks_whole_when_it_is_not(explorer: Explorer, words: str) -> None:
    (explorer.root / "data/broken.yaml").write_text("people: [\n")
    found = explorer(*words.split())
    assert 0 == found.code
    assert "data/broken.yaml can’t be read: its records are left out" in found.err


def test_the_number_of_processes_changes_nothing(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(explorer.root, {"more.txt": SECOND}, {"more.yaml": SECOND_YAML})
    monkeypatch.setattr(finding, "_READ_AT_ONCE", 1)
    assert explorer("export", "json").out == explorer("export", "json", "--jobs", "2").out
    assert 2 == explorer("export", "json", "--jobs", "0").code


@pytest.mark.parametrize("place", ["site/", "site.zip"])
def test_an_export_that_is_told_to_end_leaves_nothing_behind(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def files(_: object) -> Iterator[tuple[str, bytes]]:
        yield "first.html", b"first"
        os.kill(os.getpid(), signal.SIGTERM)
        yield "second.html", b"second"

    monkeypatch.setattr(site, "site_files", files)
    before, heeded = sorted(explorer.root.iterdir()), signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        explorer("export", "site", "-o", place)
    assert 128 + signal.SIGTERM == ended.value.code
    assert (before, heeded) == (sorted(explorer.root.iterdir()), signal.getsignal(signal.SIGTERM))


def test_a_site_has_the_title_that_is_asked_for(explorer: Explorer) -> None:
    assert 0 == explorer("export", "site", "--title", "The <pier>", "-o", "site/").code
    assert "<h1>The &lt;pier&gt;</h1>" in explorer.root.joinpath("site/index.html").read_text("utf-8")
    assert (2, "") == (explorer("export", "json", "--title", "x").code, explorer("export", "json", "--title", "x").out)


def test_a_site_says_how_many_drafts_it_leaves_out(explorer: Explorer) -> None:
    """And how to have them. Where there is nothing else, there is no site."""
    drafts = explorer.root / "data" / "archive.yaml"
    reviewed = drafts.read_text(encoding="utf-8").count("review: reviewed")
    assert reviewed, "the archive says of quotes how far they are reviewed"
    found = explorer("export", "site", "-o", "site")
    assert "explorer: 2 drafts are left out; --drafts or -q is:draft publishes them\n" in found.err
    assert 0 == found.code
    assert "left out" not in explorer("export", "site", "-o", "site", "--drafts").err
    assert 2 == explorer("export", "json", "--drafts").code
