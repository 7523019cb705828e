"""`explorer said`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from archives import write_hostile_archive
from cli.running import Explorer, told
from histories import write_ferry
from rich.cells import cell_len

from explorer.cli import output

ALL = ["street", "never", "again-never", "will-raise", "second-boat", "floats"]


@pytest.fixture
def ferry(explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    monkeypatch.chdir(write_ferry(tmp_path / "ferry"))
    return explorer


def test_in_a_pipe_each_quote_is_a_line_with_its_date_as_the_archive_has_it(ferry: Explorer) -> None:
    found = ferry("said", "ana-ruiz", "harbour")
    rows = [line.split("\t") for line in found.out.splitlines()]
    assert [row[0] for row in rows] == [f"quote/{id}" for id in ALL]
    assert [row[1] for row in rows] == ["2019", "2019-03-05", "2019-03-05", "2023-06-07", "2023-06-07?", ""]
    assert rows[1] == [
        "quote/never",
        "2019-03-05",
        "stated",
        "We will never raise the fares of the ferry before the bridge is done,",
        "direct",
        "verbatim",
        "Fares stay, says mayor",
        "2019-03-06",
        "quote/park-never quote/again-never quote/will-raise",
        "reviewed",
    ]
    assert (found.code, found.err) == (0, "explorer: Not listed: 1 quote that Ana Ruiz only relayed of others\n")


def test_the_header_names_the_columns(ferry: Explorer) -> None:
    header, first = ferry("said", "ana-ruiz", "harbour", "--header").out.splitlines()[:2]
    assert header.split("\t")[:3] == ["ref", "date", "basis"]
    assert len(header.split("\t")) == len(first.split("\t"))


@pytest.mark.parametrize("width", [120, 60])
def test_on_a_terminal_it_is_told_with_gaps_and_differences(
    ferry: Explorer, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = ferry("said", "Ana Ruiz", "harbour").out.splitlines()
    assert max(map(cell_len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert text.startswith(
        "Ana Ruiz on Harbour 6 quotes (5 utterances), 1 of them a draft, from 2019 to Wed 7 Jun 2023"
    )
    assert "Nothing between Dec 2019 and Jun 2023 Wed 7 Jun 2023 (the date of its event, Council meeting, inf" in text
    assert "nearly the same words (quote/again-never) We will [-never-] raise the fares" in text
    assert "  quote/will-raise" in lines


def test_json_has_the_fields_of_the_documentation(ferry: Explorer) -> None:
    found = ferry("said", "person/ana-ruiz", "topic/harbour", "--json").json
    assert [each["ref"] for each in found] == [f"quote/{id}" for id in ALL]
    assert found[3] == {
        "ref": "quote/will-raise",
        "date": "2023-06-07",
        "date_basis": "inferred",
        "date_of": "event/council",
        "article": "fares-2023",
        "speech": "direct",
        "text": "We will raise the fares of the ferry before the bridge is done,",
        "status": "verbatim",
        "cautions": [],
        "same_as": ["quote/again-never", "quote/never", "quote/park-never"],
        "differences": [
            {"quote": f"quote/{id}", "here": "", "there": "never", "weighty": True}
            for id in ("again-never", "never", "park-never")
        ],
    }
    assert (found[5]["date"], found[5]["date_of"], found[5]["status"]) == (None, None, "missing")
    assert found[0]["cautions"] == ["draft"]


def test_markdown_has_the_whole_as_it_stands(ferry: Explorer) -> None:
    blocks = ferry("said", "ana-ruiz", "harbour", "--format", "markdown").out.split("\n\n")
    assert blocks[0] == "# Ana Ruiz on Harbour"
    gap = blocks.index("*Nothing between Dec 2019 and Jun 2023*")
    assert blocks[gap + 1] == "## Wed 7 Jun 2023 (the date of its event, Council meeting, inferred)"
    assert blocks[gap + 2] == "> “We will raise the fares of the ferry before the bridge is done,”"
    same = blocks[gap + 4].splitlines()
    assert same[1] == r"  We will \[-never-\] raise the fares of the ferry before the bridge is done"
    assert blocks[-1] == "Not listed: 1 quote that Ana Ruiz only relayed of others.\n"


def test_csv_has_a_row_for_each_quote(ferry: Explorer) -> None:
    rows = list(csv.DictReader(io.StringIO(ferry("said", "ana-ruiz", "harbour", "--format", "csv").out)))
    assert [row["ref"] for row in rows] == [f"quote/{id}" for id in ALL]
    assert rows[3]["date_of"] == "event/council"
    assert rows[3]["differences"].startswith("quote/again-never: “never” → “”; ")
    assert (rows[4]["relayed_by"], rows[4]["cautions"]) == ("Ben Okafor", "relayed")


@pytest.mark.parametrize("format", [[], ["--json"], ["--format", "csv"], ["--format", "markdown"]])
def test_nothing_said_is_said(ferry: Explorer, format: list[str]) -> None:
    found = ferry("said", "dan-vega", "harbour", *format)
    assert (found.code, found.out) == (1, "[]\n" if format == ["--json"] else "")
    assert found.err == "explorer: Nothing that Dan Vega said on Harbour is in this archive\n"


def test_of_whoever_only_relayed_it_is_said_how_much(ferry: Explorer) -> None:
    found = ferry("said", "ben-okafor", "budget")
    assert (found.code, found.out) == (1, "")
    assert found.err.splitlines() == [
        "explorer: Nothing that Ben Okafor said on City budget is in this archive",
        "explorer: Not listed: 1 quote that Ben Okafor only relayed of others",
    ]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("ana-riuz", "harbour"), 1, "there is no person “ana-riuz”; did you mean “person/ana-ruiz”?"),
        (("ana-ruiz", "harbor"), 1, "there is no topic “harbor”; did you mean “topic/harbour”?"),
        (("the mayor", "harbour"), 1, "“the mayor” may be person/ana-ruiz or person/dora-vega"),
        (("harbour", "ana-ruiz"), 1, "there is no person “harbour”"),
        (("ana-ruiz",), 2, "the following arguments are required: TOPIC; explorer said --help says more"),
        (("ana-ruiz", "harbour", "--format", "cvs"), 2, "unknown format “cvs”; did you mean “csv”?"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(
    ferry: Explorer, words: tuple[str, ...], code: int, why: str
) -> None:
    assert told(ferry("said", *words), code) == why


@pytest.mark.parametrize("format", [[], ["--json"], ["--format", "csv"], ["--format", "markdown"]])
def test_hostile_text_reaches_no_terminal(explorer: Explorer, tmp_path: Path, format: list[str]) -> None:
    root = write_hostile_archive(tmp_path / "hostile")
    for topic in ("about-escape", "about-markup", "about-bidi"):
        found = explorer("said", "eve", topic, *format, "--archive", str(root))
        assert found.code == 0
        assert "\x1b" not in found.out + found.err
        assert "\u202e" not in found.out + found.err
