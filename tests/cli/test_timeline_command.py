"""`explorer timeline`."""

from __future__ import annotations

import pytest
from archives import write_archive
from cli.running import Explorer, Result

from explorer.cli import output

YAML = """\
events:
- {id: unknown, name: Unknown}
- {id: planned, name: Planned, announced: true}
- {id: dinner, name: Dinner, date: 2023-11-15, date_basis: stated, after: talks}
- {id: talks, name: Talks, date: 2023-11-15}
- {id: opening, name: Opening, date: 2023-11-15, part_of: talks}
people: [{id: p, name: P}]
articles: [{id: a, file: a.txt, headline: Words}]
quotes:
- {id: q, article: a, speech: indirect, text: Words, speaker: p, event: opening}
- {id: alone, article: a, speech: indirect, text: said, speaker: p, date: 2023-11-14, date_basis: inferred}
"""


@pytest.fixture
def dated(explorer: Explorer) -> Explorer:
    write_archive(explorer.root, {"a.txt": "Words were said."}, YAML)
    return explorer


def test_json_has_what_the_screen_shows_in_its_order(dated: Explorer) -> None:
    keys = ("ref", "name", "date", "date_basis", "quotes")
    rows = [
        ("quote/alone", "said", "2023-11-14", "inferred", ["quote/alone"]),
        ("event/talks", "Talks", "2023-11-15", None, ["quote/q"]),
        ("event/opening", "Opening", "2023-11-15", None, ["quote/q"]),
        ("event/dinner", "Dinner", "2023-11-15", "stated", []),
        ("event/planned", "Planned", None, None, []),
        ("event/unknown", "Unknown", None, None, []),
    ]
    code, out, err = dated("timeline", "--json")
    assert (0, "") == (code, err)
    assert [dict(zip(keys, row, strict=True)) for row in rows] == Result(code, out, err).json


def test_in_a_pipe_it_prints_tab_separated_lines(dated: Explorer) -> None:
    assert dated("timeline").out.splitlines() == [
        "quote/alone\tsaid\tTue 14 Nov 2023\tinferred\t1",
        "event/talks\tTalks\tWed 15 Nov 2023\t\t1",
        "event/opening\tOpening\tWed 15 Nov 2023\t\t1",
        "event/dinner\tDinner\tWed 15 Nov 2023\tstated\t0",
        "event/planned\tPlanned\tannounced\t\t0",
        "event/unknown\tUnknown\t\t\t0",
    ]


def test_on_a_terminal_it_is_a_table(dated: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    assert dated("timeline").out.splitlines()[0].split() == ["REF", "NAME", "DATE", "BASIS", "QUOTES"]


def test_nothing_in_time_is_1(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, "topics: [{id: t, label: T}]")
    said = "explorer: the archive has no events and no dated quotes\n"
    assert Result(1, "", said) == explorer("timeline")
    assert Result(1, "[]\n", said) == explorer("timeline", "--json")
