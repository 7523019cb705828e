"""`explorer stats`."""

from __future__ import annotations

import pytest
from archives import write_archive
from cli.running import Explorer, Result
from rich.cells import cell_len

from explorer.cli import output


def test_json_has_every_count(explorer: Explorer) -> None:
    code, out, err = explorer("stats", "--json")
    found = Result(code, out, err).json

    assert (0, "") == (code, err)
    assert list(found) == ["quotes", "topics", "speakers", "time", "standing", "articles"]
    assert found["quotes"] == {
        "quotes": 3,
        "utterances": 3,
        "direct": 1,
        "partial": 1,
        "indirect": 1,
        "on_record": 2,
        "anonymous": 1,
        "draft": 2,
    }
    assert found["topics"][0] == {
        "ref": "topic/harbour",
        "label": "Harbour",
        "quotes": 2,
        "utterances": 2,
        "direct": 1,
        "partial": 0,
        "indirect": 1,
        "on_record": 1,
        "anonymous": 1,
        "draft": 1,
    }
    assert [(row["ref"], row["name"], row["quotes"]) for row in found["speakers"]] == [
        ("person/ana-ruiz", "Ana Ruiz", 2),
        ("person/ben-okafor", "Ben Okafor", 1),
    ]
    (bin,) = found["time"].pop("bins")
    assert (bin["date"], bin["quotes"], bin["perhaps"]) == ("2024-03-05", 1, 0)
    assert found["time"] == {"unit": "day", "undated": 2}
    assert found["standing"]["verbatim"]["quotes"] == 3
    assert [(row["ref"], row["published"], row["quotes"]) for row in found["articles"]] == [("article/pier", None, 3)]


def test_in_a_pipe_each_line_begins_with_what_finds_these_quotes(explorer: Explorer) -> None:
    lines = explorer("stats").out.splitlines()

    assert lines[0] == "speech:direct\tdirect\t1\t1\t1\t0\t0\t1\t0\t0\t0"
    assert "topic/city-budget\tCity budget\t1\t1\t0\t1\t0\t1\t0\t1\t0" in lines
    assert "kind:quote date:2024-03-05\tTue 5 Mar 2024\t1\t1\t1\t0\t0\t1\t0\t0\t0" in lines


def test_each_query_finds_as_many_quotes_as_are_counted(explorer: Explorer) -> None:
    for line in explorer("stats").out.splitlines():
        query, _, count, *_ = line.split("\t")
        if "/" not in query and count != "0":
            found = explorer("search", query, "--json").json
            assert len(found) == int(count), query


@pytest.mark.parametrize("columns", [120, 80, 40])
def test_on_a_terminal_it_has_bars_that_fit(explorer: Explorer, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = explorer("stats").out.splitlines()

    assert any(line.startswith("Over time, by day, 2 un") for line in lines)
    assert any("██" in line for line in lines)
    assert max(cell_len(line) for line in lines) <= columns
    assert ("indirect" in lines[0]) == (columns >= 90)


def test_an_archive_without_quotes_is_1(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, "topics: [{id: t, label: T}]")
    code, out, err = explorer("stats", "--json")
    assert (1, "explorer: the archive has no quotes\n") == (code, err)
    assert Result(code, out, err).json["quotes"]["quotes"] == 0
