"""`explorer sources`."""

from __future__ import annotations

import csv
import io

import pytest
from archives import ESCAPE, write_archive
from cli.running import Explorer, Result
from rich.cells import cell_len

from explorer.cli import output
from explorer.sources import COUNTS as TALLIED
from explorer.sources import Spread

COUNTS = (*TALLIED, *Spread.__struct_fields__)
RELAYED = "Ben Okafor’s part is relayed by one anonymous source, a city aide."
SINGLE = "Single source: the only quote rests on Ana Ruiz."
DRAFT_OF_TWO, DRAFT_OF_ONE = (f"Not reviewed: 1 of {number} quotes." for number in (2, 1))


def test_sources_in_a_pipe_are_tab_separated_lines_with_the_ref_first(explorer: Explorer) -> None:
    """Then the counts, in the order of the documentation, and what is weak about them."""
    expected = [
        f"topic/harbour\t2\t2\t1\t0\t1\t0\t1\t0\t1\t0\t1\t1\t1\t{RELAYED} {DRAFT_OF_TWO}",
        f"topic/pier\t1\t1\t1\t0\t0\t0\t0\t0\t0\t0\t0\t1\t1\t{SINGLE}",
        f"topic/city-budget\t1\t1\t1\t0\t0\t0\t0\t0\t0\t0\t1\t1\t1\t{SINGLE} {DRAFT_OF_ONE}",
    ]
    code, out, err = explorer("sources")
    assert (0, expected, "") == (code, out.splitlines(), err)


def test_sources_on_a_terminal_are_a_table_that_fits_with_the_caveats_below(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    lines = explorer("sources").out.splitlines()
    assert lines[0].split()[:3] == ["TOPIC", "QUOTES", "NAMED"]
    assert lines[1].split() == ["topic/harbour", "2", "1", "0", "1", "0", "1", "0", "1", "0", "1"]
    assert ["", "Harbour", f"  {RELAYED}", f"  {DRAFT_OF_TWO}", ""] == lines[4:9]
    assert max(cell_len(line) for line in lines) <= 100


def test_sources_on_a_narrow_terminal_stand_one_below_the_other(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    lines = explorer("sources").out.splitlines()
    assert ["topic/harbour", "  quotes 2  named 1  coll. 0  anon. 1  doc. 0  relayed 1"] == lines[:2]
    assert max(cell_len(line) for line in lines) <= 60


def test_sources_in_json_have_every_count_the_people_and_the_caveats(explorer: Explorer) -> None:
    harbour = explorer("sources", "--json").json[0]
    zero = dict.fromkeys(COUNTS, 0) | {"articles": 1, "reports": 1}
    assert {"ref", "label", *COUNTS, "people", "caveats"} == set(harbour)
    assert harbour["caveats"] == [{"code": "relayed", "message": RELAYED}, {"code": "draft", "message": DRAFT_OF_TWO}]
    assert harbour["people"] == [
        {
            "ref": "person/ana-ruiz",
            "name": "Ana Ruiz",
            "type": "named",
            **zero,
            "quotes": 1,
            "utterances": 1,
            "named": 1,
        },
        *(
            {
                "ref": ref,
                "name": name,
                "type": type_,
                **zero,
                "quotes": 1,
                "utterances": 1,
                "anonymous": 1,
                "relayed": 1,
                "paraphrase": 1,
                "draft": 1,
            }
            for ref, name, type_ in (
                ("person/city-aide", "a city aide", "anonymous"),
                ("person/ben-okafor", "Ben Okafor", "named"),
            )
        ),
    ]


def test_sources_in_csv_have_a_line_for_each_topic_and_each_person_in_it(explorer: Explorer) -> None:
    rows = list(csv.DictReader(io.StringIO(explorer("sources", "--format", "csv").out)))
    assert ["topic", "label", "person", "name", *COUNTS, "caveats"] == list(rows[0])
    found = [(row["topic"], row["person"], row["quotes"], row["caveats"]) for row in rows[:4]]
    assert found == [
        ("topic/harbour", "", "2", f"{RELAYED} {DRAFT_OF_TWO}"),
        ("topic/harbour", "person/ana-ruiz", "1", ""),
        ("topic/harbour", "person/city-aide", "1", ""),
        ("topic/harbour", "person/ben-okafor", "1", ""),
    ]


def test_no_cell_of_the_csv_is_a_formula(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, "topics: [{id: t, label: '=1+1'}]\npeople: [{id: p, name: '@SUM(1)'}]\n")
    [row] = csv.DictReader(io.StringIO(explorer("sources", "--format", "csv").out))
    assert "'=1+1" == row["label"]


def test_json_and_csv_tell_the_same(explorer: Explorer) -> None:
    rows = csv.DictReader(io.StringIO(explorer("sources", "--format", "csv").out))
    totals = {row["topic"]: [int(row[name]) for name in COUNTS] for row in rows if not row["person"]}
    assert totals == {row["ref"]: [row[name] for name in COUNTS] for row in explorer("sources", "--json").json}


def test_an_archive_without_topics_is_1(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, "people: [{id: p, name: P}]")
    said = "explorer: the archive has no topics\n"
    assert Result(1, "", said) == explorer("sources")
    assert Result(1, "", said) == explorer("sources", "--format", "csv")
    assert Result(1, "[]\n", said) == explorer("sources", "--json")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "cvs"], "unknown format “cvs”; did you mean “csv”?"),
        (["--format", "xml"], "unknown format “xml”; known are csv"),
    ],
)
def test_an_unknown_format_is_2(explorer: Explorer, words: list[str], said: str) -> None:
    assert Result(2, "", f"explorer: {said}\n") == explorer("sources", *words)


def test_json_and_another_format_at_once_are_2(explorer: Explorer) -> None:
    result = explorer("sources", "--format", "csv", "--json")
    assert result.code == 2
    assert "not allowed with" in result.err


@pytest.mark.parametrize("words", [[], ["--format", "csv"], ["--json"]])
def test_names_that_a_terminal_would_obey_are_made_safe(explorer: Explorer, words: list[str]) -> None:
    quoted = "".join(character if character.isprintable() else f"\\U{ord(character):08x}" for character in ESCAPE)
    yaml = f'topics: [{{id: t, label: "T {quoted}"}}]\npeople: [{{id: p, name: "P {quoted}"}}]\n'
    yaml += "quotes: [{id: q, article: a, speech: indirect, text: x, speaker: p, topics: [t]}]\n"
    write_archive(explorer.root, {}, yaml)
    out = explorer("sources", *words).out
    assert "\x1b" not in out
    assert "\x07" not in out
