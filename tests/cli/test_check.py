"""`explorer check` and `explorer schema`."""

from __future__ import annotations

import json

import pytest
from archives import PIER_YAML, SECOND, SECOND_YAML, write_archive
from cli.running import Explorer, Result

from explorer.checking import checks, finding
from explorer.cli import output
from explorer.files import data_files
from explorer.linear.wording import state_of
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.wording.how_read import standing

BROKEN_YAML = PIER_YAML.replace("before summer", "this summer")


def test_check_without_problems_is_0_and_silent_on_stdout(explorer: Explorer) -> None:
    summary = "1 article, 3 people, 3 topics, 1 event, 3 quotes (2 drafts); 7 of 7 passages verbatim; no problems\n"
    assert Result(0, "", summary) == explorer("check")
    assert Result(0, "[]\n", summary) == explorer("check", "--json")


def test_check_prints_each_problem_on_a_line_with_its_place(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML + "- {id: q}\n")
    code, out, err = explorer("check")
    line = 1 + BROKEN_YAML.split("\n").index("  - We will rebuild the east pier this summer,")
    last = BROKEN_YAML.count("\n") + 1
    altered = "not word for word in pier (line 3): “this” should be “before”"
    assert [
        f"data/archive.yaml:{line}:5: error: {altered}",
        *[f"data/archive.yaml:{last}:3: error: a quote must have “{name}”" for name in ("article", "speech", "text")],
        f"data/archive.yaml:{last}:3: error: a quote must have “speaker”",
    ] == out.splitlines()
    assert 1 == code
    assert err.endswith("6 of 7 passages verbatim, 1 missing; 5 errors\n")


def test_words_that_are_found_are_not_all_well_in_a_quote_that_is_misattributed_or_spliced(explorer: Explorer) -> None:
    """The summary, the status line and linear mode say how many there are."""
    yaml = PIER_YAML.replace("speaker: ana-ruiz\n  attribution: Mayor", "speaker: ben-okafor\n  attribution: Mayor")
    write_archive(explorer.root, {}, yaml.replace("text: not my favourite subject", "text: [not my, subject]"))
    assert "8 of 8 passages verbatim, 1 quote misattributed, 1 quote spliced; 2 errors" in explorer("check").err
    snapshot = read_snapshot(explorer.root)
    grave, drafts = "✗ 2 errors, see !", "2 drafts"
    doubts = ["≠ 1 quote misattributed", "⋯ 1 quote spliced"]
    assert [grave, drafts, "✓ 8 of 8 passages found", *doubts] == said_by(snapshot)
    assert [grave, drafts, "✓ 8/8", "≠ 1", "⋯ 1"] == said_by(snapshot, short=True)
    assert any(line.startswith("8 of 8 passages found in their articles, 1 quote mis") for line in state_of(snapshot))


def test_several_processes_tell_the_same(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_files, "_AT_ONCE", 1)
    monkeypatch.setattr(finding, "_READ_AT_ONCE", 1)
    monkeypatch.setattr(checks, "_MANY", 0)
    write_archive(
        explorer.root,
        {"more.txt": SECOND},
        {
            "one.yaml": BROKEN_YAML,
            "two.yaml": "people:\n- {id: eva, name: Eva}\n- {id: q}\n",
            "three.yaml": SECOND_YAML,
        },
    )
    one, two = (explorer("check", "--jobs", number) for number in ("1", "2"))
    assert one == two
    assert (1, 2) == (one.code, explorer("check", "--jobs", "0").code)
    assert "data/two.yaml:3" in one.out


def said_by(snapshot: Snapshot, *, short: bool = False) -> list[str]:
    return [words for words, _ in standing(snapshot, short=short)]


def test_on_a_terminal_the_line_stands_below_its_problem(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has is made safe, and it is cut to the terminal; in a pipe there is none."""
    write_archive(explorer.root, {}, PIER_YAML.replace("topics: [pier]", "topics: [harbour,\tpeir]"))
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    first, line, caret = explorer("check").out.splitlines()
    assert first.endswith(": error: topics: there is no topic “peir”; did you mean “pier”?")
    assert "    30 │   topics: [harbour, peir]" == line
    assert line.index("peir") == caret.index("^")
    monkeypatch.setenv("COLUMNS", "50")
    said = explorer("check").out.splitlines()[:-2]
    assert first == " ".join(line.strip() for line in said)
    assert 50 >= max(map(len, said))


def test_check_prints_json_of_the_documented_shape(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML)
    code, out, _ = explorer("check", "--json")
    line = 1 + BROKEN_YAML.split("\n").index("  - We will rebuild the east pier this summer,")
    expected = {
        "file": "data/archive.yaml",
        "line": line,
        "column": 5,
        "severity": "error",
        "code": "quote-altered",
        "message": "not word for word in pier (line 3): “this” should be “before”",
        "ref": "quote/ruiz-rebuild",
    }
    assert (1, [expected]) == (code, json.loads(out))


def test_json_has_what_was_meant_as_a_value(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, PIER_YAML.replace("topics: [pier]", "topics: [peir]"))
    (found,) = explorer("check", "--json").json
    assert ({"word": "peir", "by": "pier"}, "quote/ruiz-rebuild") == (found["meant"], found["ref"])


def test_warnings_leave_check_at_0(explorer: Explorer) -> None:
    (explorer.root / "data" / "archive.yaml").write_text("", encoding="utf-8")
    code, out, err = explorer("check")
    assert (0, "data:1:1: warning: there are no records below data/\n") == (code, out)
    assert err.endswith("; 1 warning\n")


def test_what_an_article_has_and_the_archive_lacks_is_a_note_and_leaves_check_at_0(explorer: Explorer) -> None:
    write_archive(
        explorer.root, {}, PIER_YAML.replace("name: Ben Okafor", "name: Ben").partition("- id: ruiz-budget")[0]
    )
    code, out, err = explorer("check")
    assert 0 == code
    assert [
        "seeds/pier.txt:5:52: note: speaks here, but is not a person in the archive: Ben Okafor",
        "seeds/pier.txt:7:63: note: quoted here, but not in a direct or partial quote: not my favourite subject",
    ] == out.splitlines()
    assert err.endswith("; 2 notes\n")
    assert {"span-open", "speaker-unknown"} == {problem["code"] for problem in explorer("check", "--json").json}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("before summer", "before winter"), "quote-altered"),
        (("not my favourite subject", "Elsewhere it was said"), "quote-elsewhere"),
        (("not my favourite subject", "Zymurgy quickly vexed xylophones"), "quote-nowhere"),
        (("text: not my favourite subject", "text: the"), "quote-ambiguous"),
        (("topics: [pier]", "topics: [peer]"), "dangling-reference"),
        (("broader: harbour", "broader: pier"), "cycle"),
        (("date: 2024-03-05", "date: in March"), "bad-date"),
        (("id: city-budget", "id: harbour"), "duplicate-id"),
        (("review: reviewed", "reviewd: yes"), "unknown-key"),
    ],
)
def test_each_kind_of_problem_has_its_code(explorer: Explorer, change: tuple[str, str], code: str) -> None:
    yaml = PIER_YAML.replace(*change).replace(
        "people:\n", "- {id: other, file: other.txt, headline: Elsewhere}\npeople:\n", 1
    )
    write_archive(explorer.root, {"other.txt": "Elsewhere\n\nElsewhere it was said."}, yaml)
    found = explorer("check", "--json")
    assert 1 == found.code
    messages = {problem["code"]: problem["message"] for problem in found.json}
    assert code in messages
    assert code != "quote-elsewhere" or "in other" in messages[code]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (["people"], "data/people.yaml can’t be read: its records are left out"),
        (["a", "people"], "data/a.yaml and data/people.yaml can’t be read: their records are left out"),
        (["a", "b", "c", "d"], "data/a.yaml, data/b.yaml, data/c.yaml and data/d.yaml can’t be read: their records"),
        (["a", "b", "c", "d", "e"], "data/a.yaml, data/b.yaml, data/c.yaml and 2 others can’t be read: their records"),
    ],
)
def test_the_last_line_says_which_files_the_counts_leave_out(explorer: Explorer, broken: list[str], said: str) -> None:
    for name in broken:
        (explorer.root / "data" / f"{name}.yaml").write_text("people: [", encoding="utf-8")
    found = explorer("check")
    assert 1 == found.code
    assert found.err.splitlines()[-1].startswith(said)
    assert 2 == len(found.err.splitlines())
    keys = {"file", "line", "column", "severity", "code", "message", "ref"}
    assert [keys] * len(broken) == [set(problem) for problem in explorer("check", "--json").json]


def test_schema_prints_the_schema(explorer: Explorer) -> None:
    found = explorer("schema")
    assert (0, "") == (found.code, found.err)
    assert "https://json-schema.org/draft/2020-12/schema" == found.json["$schema"]
