"""`explorer draft`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cli.running import Explorer, failing_on

from explorer.drafting.adding import drafted
from explorer.files.yaml_text import parse

TEXT = """\
The night ferry runs again

“We promise one thing: three crossings a week,” said Mira Solberg, who runs the line, on Monday.

It would not last, according to Jon Aune.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_prints_what_would_be_added_and_writes_nothing(explorer: Explorer, file: Path) -> None:
    before = sorted(explorer.root.rglob("*"))
    code, out, _ = explorer("draft", str(file))
    assert 0 == code
    assert before == sorted(explorer.root.rglob("*"))
    explorer("add", str(file))
    assert out == (explorer.root / "data/articles/the-night-ferry-runs-again.yaml").read_text(encoding="utf-8")


def test_as_json_each_quote_has_the_places_of_its_words(explorer: Explorer, file: Path) -> None:
    found = explorer("draft", str(file), "--json").json
    assert {"article", "people", "events", "quotes", "nobodys"} == found.keys()
    assert "The night ferry runs again" == found["article"]["headline"]
    quote = found["quotes"][0]
    assert {
        "text": "We promise one thing: three crossings a week,",
        "speech": "direct",
        "speaker": "mira-solberg",
        "speaker_text": "Mira Solberg",
        "attribution": quote["attribution"],
        "relayed_by": None,
        "confidence": "sure",
        "p": 0.98,
        "because": quote["because"],
    } == {name: value for name, value in quote.items() if name != "passages" and not name.endswith("_at")}
    for name in ("text", "speaker_text", "attribution"):
        place = quote["passages"][0] if name == "text" else quote[f"{name.removesuffix('_text')}_at"]
        assert quote[name] == TEXT[place["start"] : place["end"]]


def test_nobodys_words_are_said_with_their_places_and_why(explorer: Explorer, file: Path) -> None:
    text = TEXT + "\nIt will not last. Aune was at a show of the film “Rebecca” last week.\n"
    file.write_text(text, encoding="utf-8")
    found = explorer("draft", str(file), "--json").json
    (words,) = found["nobodys"]
    assert ("Rebecca", "the word before it gives it for a name or a title") == (words["text"], words["because"])
    assert ["Rebecca"] == [text[each["start"] : each["end"]] for each in words["passages"]]
    assert ["Rebecca"] == found["article"]["not_quoted"] == found["article"]["not_quoted_drafts"]
    assert (
        "# not_quoted: “Rebecca”: the word before it gives it for a name or a title\n"
        in explorer("draft", str(file)).out
    )


def test_whom_nobody_finds_is_null(explorer: Explorer, file: Path) -> None:
    """Also where a pronoun says it, which means nobody for certain."""
    file.write_text("No names\n\n“It is late,” he said.\n\n“Words of nobody at all.”\n", encoding="utf-8")
    quotes = explorer("draft", str(file), "--json").json["quotes"]
    assert [None, None] == [quote["speaker"] for quote in quotes]
    assert ["he", None] == [quote["speaker_text"] for quote in quotes]


def test_several_files_have_a_line_each_in_their_order_in_one_process_and_in_two(
    explorer: Explorer, file: Path
) -> None:
    files = [file]
    for n in range(3):
        files.append(file.with_name(f"ferry{n}.txt"))
        files[-1].write_text(TEXT.replace("night", f"day {n}"), encoding="utf-8")
    words = [*map(str, files), "none.txt"]
    one = explorer("draft", "--json", "--jobs", "1", *words)
    assert one == explorer("draft", "--json", "--jobs", "2", *words)
    assert (1, "explorer: none.txt: there is no such file\n") == (one.code, one.err)
    lines = [json.loads(line) for line in one.out.splitlines()]
    assert [f"The {when} ferry runs again" for when in ("night", "day 0", "day 1", "day 2")] == [
        line["article"]["headline"] for line in lines[:-1]
    ]
    assert {"file": "none.txt", "error": "there is no such file"} == lines[-1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_mistake_of_ours_costs_only_the_file_that_it_is_made_on(
    explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    """The others come in their order, and the report of each mistake is kept."""
    files = [str(file)] * 6
    for n in (1, 4):
        wrong = file.with_name(f"wrong{n}.txt")
        wrong.write_text("Wrong\n\nAll wrong.\n", encoding="utf-8")
        files[n] = str(wrong)
    monkeypatch.setattr("explorer.cli.draft_command.drafted", failing_on("wrong", drafted))
    code, out, err = explorer("draft", "--json", "--jobs", jobs, *files)
    assert 1 == code
    lines = [json.loads(line) for line in out.splitlines()]
    assert ["article", "file", "article", "article", "file", "article"] == [next(iter(line)) for line in lines]
    assert [files[1], files[4]] == [line["file"] for line in lines if "file" in line]
    happened = "a bug in the explorer (IndexError); a report, without any text of your archive, is in "
    said = [line.partition(happened) for line in err.splitlines()]
    assert [f"explorer: {files[n]}: " for n in (1, 4)] == [before for before, _, _ in said]
    reports = [Path(report).read_text(encoding="utf-8") for _, _, report in said]
    assert 2 == len({report for _, _, report in said})
    assert all("in failing\n" in report for report in reports)


def test_as_yaml_several_files_are_several_documents(explorer: Explorer, file: Path) -> None:
    out = explorer("draft", str(file), str(file)).out
    documents = out.split("---\n")
    assert 2 == len(documents)
    assert all([] == parse(document, "draft.yaml")[1] for document in documents)


def test_it_needs_no_archive(explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    assert "mira-solberg" in explorer("draft", str(file)).out


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_jobs_are_a_number(explorer: Explorer, file: Path, jobs: str) -> None:
    code, out, err = explorer("draft", str(file), f"--jobs={jobs}")
    assert (2, "") == (code, out)
    assert f"--jobs takes a number from 1, not “{jobs}”" in err


@pytest.mark.parametrize("words", [["draft"], ["add"], ["draft", "--json"]])
def test_a_page_without_what_reads_pages_is_2(
    explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "explorer.drafting.intake.pages.reading", None)
    page = tmp_path / "page.html"
    page.write_text("<p>The pier</p>")
    found = explorer(*words, str(page))
    assert 2 == found.code
    assert "article-explorer[html]" in found.err


def test_parquet_without_pyarrow_is_2(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    found = explorer("export", "parquet", "-o", "tables")
    assert (2, True) == (found.code, "article-explorer[parquet]" in found.err)
