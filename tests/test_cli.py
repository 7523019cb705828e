"""The command line: data on stdout, narration on stderr, and an exit code that says how it went."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import pytest
from archives import PIER, PIER_YAML, write_archive, write_hostile_archive
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explorer import __version__, reading
from explorer.archive import Archive
from explorer.cli import app_command, check_command, main, output, search_command
from explorer.cli.arguments import APP, COMMANDS, overview, split_command
from explorer.cli.tables import NARROWEST, aligned, fitted
from explorer.cli.trouble import UsageError
from explorer.display import clean
from explorer.records import RECORD_TYPES, Kind
from explorer.search import Hit, Match

BROKEN_YAML = PIER_YAML.replace("before summer", "this summer")


class Result(NamedTuple):
    """What a command gave: its exit code, its data and its narration."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Explorer:
    """Runs commands in this process, on the archive of the pier unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str], root: Path) -> None:
        self.capsys = capsys
        self.root = root

    def __call__(self, *words: str) -> Result:
        self.capsys.readouterr()
        code = main(words)
        return Result(code, *self.capsys.readouterr())


@pytest.fixture
def explorer(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    root = write_archive(tmp_path / "archive")
    monkeypatch.chdir(root)
    return Explorer(capsys, root)


def process(words: Sequence[str], cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "explorer", *words]
    env = os.environ | {"PYTHONPATH": str(Path(reading.__file__).parent.parent)} | environ
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, stdin=subprocess.DEVNULL, check=False)


# Help, version, usage


def test_help_names_every_command(explorer: Explorer) -> None:
    for words in (["--help"], ["-h"], ["--help", "search"], ["--archive", "x", "-h"]):
        assert Result(0, overview(), "") == explorer(*words)
    for name, does in COMMANDS.items():
        assert f"  {name:<8} {does}\n" in overview()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_an_archive(explorer: Explorer, command: str) -> None:
    for words in ([command, "--help"], [command, "-h", "--nonsense"]):
        code, out, err = explorer(*words)
        assert (0, "") == (code, err)
        assert out.startswith(f"usage: explorer {command} ")
        assert "--archive DIR" in out


def test_the_version_is_that_of_the_package(explorer: Explorer) -> None:
    assert Result(0, f"explorer {__version__}\n", "") == explorer("--version")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serch", "x"], "there is no command “serch”; did you mean “search”?"),
        (["help"], "there is no command “help”; explorer --help lists them"),
        ([""], "there is no command “”; explorer --help lists them"),
        (["--archiv", "x"], "unknown option --archiv; did you mean “--archive”?"),
        (["check", "--jsn"], "unknown option --jsn; did you mean “--json”?"),
        (["check", "--zzzzzz=3"], "unknown option --zzzzzz"),
        (["list", "quotez"], "unknown kind “quotez”; did you mean “quote”?"),
        (["list", "zzz"], "unknown kind “zzz”; known are article, person, topic, event, quote"),
        (["show", "planet/mars"], "unknown kind “planet”; known are article, person, topic, event, quote"),
        (["search", "x", "--kind", "peopl"], "unknown kind “peopl”; did you mean “people”?"),
        (["search", "x", "--limit", "0"], "--limit takes a number from 1, not “0”"),
        (["search", "x", "--limit", "many"], "--limit takes a number from 1, not “many”"),
        (["search", "x", "--limit", "²"], "--limit takes a number from 1, not “²”"),
        (["check", "all"], "“all” is one word too many; explorer check --help says what it takes"),
        (["persn/ana-ruiz"], "unknown kind “persn”; did you mean “person”?"),
        (["person/ana-ruiz", "more"], "“more” is one word too many; explorer --help says what it takes"),
    ],
)
def test_wrong_usage_is_2_with_a_hint(explorer: Explorer, words: list[str], said: str) -> None:
    assert Result(2, "", f"explorer: {said}\n") == explorer(*words)


@pytest.mark.parametrize("words", [["show"], ["list"], ["search"], ["search", "x", "--limit"], ["check", "--archive"]])
def test_a_missing_word_is_2(explorer: Explorer, words: list[str]) -> None:
    code, out, err = explorer(*words)
    assert (2, "") == (code, out)
    assert err.startswith("explorer: ")
    assert err.endswith(f"explorer {words[0]} --help says more\n")


def test_trouble_with_json_leaves_an_empty_list_on_stdout(explorer: Explorer) -> None:
    for words in (["list", "zzz"], ["show", "person/x"], ["search", "qqqqqq"], ["check", "--archive", "nowhere"]):
        code, out, err = explorer(*words, "--json")
        assert (1 if words[1] in ("person/x", "qqqqqq") else 2, "[]\n") == (code, out)
        assert err.startswith("explorer: ")


@given(st.lists(st.sampled_from([*COMMANDS, "a/b", "x", "--", "-x", "--json", "--archive", "--query=y", ""])))
def test_any_words_are_taken_apart_or_refused(words: list[str]) -> None:
    with contextlib.suppress(UsageError):
        command, rest = split_command(words)
        assert sorted(words) == sorted(rest if command == APP else [*rest, command])


# The archive


@pytest.mark.parametrize("words", [["check"], ["list", "quotes"], ["show", "person/ana-ruiz"], ["search", "pier"]])
def test_an_archive_may_stand_before_and_after_the_command(explorer: Explorer, words: list[str]) -> None:
    expected = explorer(*words)
    assert 0 == expected.code
    os.chdir(explorer.root.parent)
    for option in (["--archive", "archive"], ["--archive=archive"]):
        assert expected == explorer(*option, *words)
        assert expected == explorer(*words, *option)
        assert expected == explorer(words[0], *option, *words[1:])


def test_without_data_here_it_is_the_shipped_archive(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(explorer.root.parent)
    assert 0 == explorer("show", "article/biden-xi-woodside").code


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("nowhere", "there is no such folder"),
        ("seeds", "it has no data/ folder"),
        ("seeds/pier.txt", "it has no data/ folder"),
        ("x" * 5000, "there is no such folder"),
    ],
)
def test_a_folder_that_is_no_archive_is_2(explorer: Explorer, folder: str, why: str) -> None:
    assert Result(2, "", f"explorer: “{folder}” is not an archive: {why}\n") == explorer("check", "--archive", folder)


def test_a_home_folder_is_understood(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(explorer.root.parent))
    assert 0 == explorer("check", "--archive=~/archive").code


# check


def test_check_without_problems_is_0_and_silent_on_stdout(explorer: Explorer) -> None:
    summary = "1 article, 3 people, 3 topics, 1 event, 3 quotes; 7 of 7 passages verbatim; no problems\n"
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
    assert err.endswith("6 of 7 passages verbatim; 5 errors\n")


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
    }
    assert (1, [expected]) == (code, json.loads(out))


def test_warnings_leave_check_at_0(explorer: Explorer) -> None:
    (explorer.root / "data" / "archive.yaml").write_text("", encoding="utf-8")
    code, out, err = explorer("check")
    assert (0, "data:1:1: warning: there are no records below data/\n") == (code, out)
    assert err.endswith("; 1 warning\n")


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
    assert code in {problem["code"] for problem in found.json}
    if code == "quote-elsewhere":
        assert "other" in found.json[0]["message"]


# show


def test_show_prints_all_fields_with_ref_and_verification(explorer: Explorer) -> None:
    starts = [PIER.index("We will"), PIER.index("It is not")]
    ends = [PIER.index("” Mayor"), PIER.index("”\n")]
    expected = {
        "ref": "quote/ruiz-rebuild",
        "id": "ruiz-rebuild",
        "article": "pier",
        "speech": "direct",
        "text": ["We will rebuild the east pier before summer,", "It is not a promise; it’s a plan."],
        "speaker": "ana-ruiz",
        "attribution": "Mayor Ana Ruiz said at a press conference on Tuesday",
        "relayed_by": None,
        "interpreted": False,
        "addressees": [],
        "medium": None,
        "event": "briefing",
        "date": None,
        "date_basis": None,
        "date_because": None,
        "topics": ["pier"],
        "within": None,
        "review": "reviewed",
        "note": None,
        "at": None,
        "verification": {
            "status": "verbatim",
            "passages": [{"start": start, "end": end} for start, end in zip(starts, ends, strict=True)],
        },
    }
    found = explorer("show", "quote/ruiz-rebuild", "--json")
    assert (0, expected, "") == (found.code, found.json, found.err)


def test_a_passage_that_is_not_there_is_null(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML)
    verification = explorer("show", "quote/ruiz-rebuild", "--json").json["verification"]
    start = PIER.index("It is not")
    second = {"start": start, "end": start + len("It is not a promise; it’s a plan.")}
    assert {"status": "missing", "passages": [None, second]} == verification


def test_show_takes_a_kind_in_the_plural(explorer: Explorer) -> None:
    assert explorer("show", "person/ana-ruiz") == explorer("show", "people/ana-ruiz")


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [
        ("person/ana-ruis", "; did you mean “person/ana-ruiz”?"),
        ("person/city-budget", "; did you mean “topic/city-budget”?"),
        ("ana-ruiz", "; did you mean “person/ana-ruiz”?"),
        ("quote/zzzzzzzzzzzz", ""),
        ("person/", ""),
    ],
)
def test_an_unknown_ref_is_1_and_names_the_nearest(explorer: Explorer, ref: str, nearest: str) -> None:
    code, out, err = explorer("show", ref)
    assert (1, "") == (code, out)
    assert err.startswith(f"explorer: there is no {ref}")
    assert err.endswith(f"{nearest}\n")


def test_a_card_says_what_belongs_to_a_quote(explorer: Explorer) -> None:
    code, out, err = explorer("show", "quote/okafor-told-in-march")
    assert (0, "") == (code, err)
    lines = out.splitlines()
    assert "quote/okafor-told-in-march" == lines[0]
    for line in (
        "Words           ¶ The council had been told in March",
        "Speech          indirect: a paraphrase, without quotation marks",
        "Speaker         Ben Okafor (person/ben-okafor)",
        "Relayed by      a city aide (person/city-aide)",
        "Topics          Harbour (topic/harbour)",
        "Article         Pier to be rebuilt (article/pier)",
        "Verification    ✓ verbatim, paragraph 3",
    ):
        assert line in lines


def test_a_card_says_what_is_wrong(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML)
    out = explorer("show", "quote/ruiz-rebuild").out
    assert "Verification    ✗ not in the article: not word for word in pier (line 3): “this” should be “before”" in out
    assert "Problem         data/archive.yaml:" in out


@pytest.mark.parametrize("kind", Kind)
def test_every_record_has_a_card_and_json(explorer: Explorer, kind: Kind, shipped: reading.Snapshot) -> None:
    os.chdir(explorer.root.parent)
    for id in shipped.archive.of_kind(kind):
        code, out, err = explorer("show", f"{kind}/{id}")
        assert (0, "", f"{kind}/{id}\n") == (code, err, out.partition("\n")[0] + "\n")
    assert f"{kind}/{id}" == explorer("show", f"{kind}/{id}", "--json").json["ref"]


def test_a_card_fits_the_terminal(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.chdir(explorer.root.parent)
    lines = explorer("show", "quote/biden-restarting-counternarcotics").out.splitlines()
    assert max(len(line) for line in lines) <= 60
    assert any(line.startswith(" " * 16) for line in lines)


# list


@pytest.mark.parametrize("word", ["quote", "quotes", "QUOTES"])
def test_list_in_a_pipe_prints_tab_separated_lines_with_the_ref_first(explorer: Explorer, word: str) -> None:
    words = "We will rebuild the east pier before summer, … It is not a promise; it’s a plan."
    expected = [
        f"quote/ruiz-rebuild\t{words}\tAna Ruiz\tverbatim",
        "quote/okafor-told-in-march\tThe council had been told in March\tBen Okafor\tverbatim",
        "quote/ruiz-budget\tnot my favourite subject\tAna Ruiz\tverbatim",
    ]
    code, out, err = explorer("list", word)
    assert (0, expected, "") == (code, out.splitlines(), err)


def test_list_has_columns_for_each_kind(explorer: Explorer) -> None:
    for kind, expected in {
        "people": "person/ana-ruiz\tAna Ruiz\tmayor\t2",
        "topics": "topic/harbour\tHarbour\t\t2",
        "events": "event/briefing\tBriefing at City Hall\tTue 5 Mar 2024\t1",
        "articles": "article/pier\tPier to be rebuilt\t\t3",
    }.items():
        assert expected == explorer("list", kind).out.splitlines()[0]


@pytest.mark.parametrize("kind", Kind)
def test_list_in_json_has_the_same_keys_for_every_record(explorer: Explorer, kind: Kind) -> None:
    records = explorer("list", kind, "--json").json
    keys = {"ref", *RECORD_TYPES[kind].__struct_fields__}
    assert {frozenset(keys if kind is Kind.TOPIC else keys | {"verification"})} == {
        frozenset(record) for record in records
    }


def test_list_in_json_is_what_show_prints(explorer: Explorer) -> None:
    records = explorer("list", "people", "--json").json
    assert records == [explorer("show", record["ref"], "--json").json for record in records]


def test_a_kind_without_records_is_1(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, "topics: [{id: t, label: T}]")
    assert Result(1, "", "explorer: the archive has no quotes\n") == explorer("list", "quotes")
    assert Result(1, "[]\n", "explorer: the archive has no quotes\n") == explorer("list", "quotes", "--json")


def test_list_on_a_terminal_is_a_table_that_fits(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = explorer("list", "quotes").out.splitlines()
    assert lines[0].split() == ["REF", "WORDS", "SPEAKER", "STATUS"]
    assert "quote/ruiz-rebuild " in lines[1]
    assert "…" in lines[1]
    assert max(cell_len(line) for line in lines) <= 80
    assert 1 == len({line.rindex("verbatim") for line in lines[1:]})


def test_wide_characters_keep_a_table_aligned() -> None:
    lines = aligned([("a", "和平统一中国", "x"), ("b", "plain", "y")], 40)
    assert [18, 18] == [cell_len(line) for line in lines]
    assert [cell_len(line) for line in aligned([("a", "和平统一是中国的一贯主张" * 9, "x")], 30)] == [30]


@given(st.lists(st.integers(1, 200), min_size=1, max_size=5), st.integers(1, 200))
def test_columns_fit_unless_they_are_at_their_narrowest(widths: list[int], room: int) -> None:
    found = fitted(widths, room)
    assert sum(found) <= room or all(width <= NARROWEST for width in found)
    assert all(min(width, NARROWEST) <= fit <= width for width, fit in zip(widths, found, strict=True))


# search


class FakeIndex:
    """Finds one hit for everything but `nothing`, and remembers what it was asked."""

    asked: list[tuple[str, Kind | None, int]] = []  # noqa: RUF012  # read by the test

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def search(self, query: str, kind: Kind | None = None, limit: int = 200) -> list[Hit]:
        self.asked.append((query, kind, limit))
        matches = (Match("label", "harbor", "harbour", "typo"), Match("label", "x", "x", "exact"))
        return [] if query == "nothing" else [Hit("topic/harbour", Kind.TOPIC, "Harbour", 1.5, matches)]


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> type[FakeIndex]:
    monkeypatch.setattr(search_command, "SearchIndex", FakeIndex)
    monkeypatch.setattr(FakeIndex, "asked", [])
    return FakeIndex


def test_search_prints_ref_title_and_why(explorer: Explorer, index: type[FakeIndex]) -> None:
    assert Result(0, "topic/harbour\tHarbour\ttypo harbor→harbour, exact x\n", "") == explorer("search", "harbor")
    assert [("harbor", None, search_command.DEFAULT_LIMIT)] == index.asked


@pytest.mark.usefixtures("index")
def test_search_prints_json_of_the_documented_shape(explorer: Explorer) -> None:
    matches = [
        {"field": "label", "query": "harbor", "matched": "harbour", "how": "typo"},
        {"field": "label", "query": "x", "matched": "x", "how": "exact"},
    ]
    expected = {"ref": "topic/harbour", "kind": "topic", "title": "Harbour", "score": 1.5, "matches": matches}
    found = explorer("search", "harbor", "--json")
    assert (0, [expected]) == (found.code, found.json)


def test_search_takes_words_kind_and_limit_in_any_order(explorer: Explorer, index: type[FakeIndex]) -> None:
    for words in (
        ["harbor", "x", "--kind", "topics", "--limit", "3"],
        ["--kind=topic", "harbor", "--limit=3", "x"],
        ["harbor", "--limit", "3", "--kind", "topic", "x"],
        ["--kind", "topic", "--limit", "3", "harbor x"],
    ):
        explorer("search", *words)
    assert [("harbor x", Kind.TOPIC, 3)] * 4 == index.asked


def test_words_with_a_dash_follow_two_dashes(explorer: Explorer, index: type[FakeIndex]) -> None:
    explorer("search", "--", "pier", "-budget")
    explorer("search", "pier -budget")
    assert ["pier -budget"] * 2 == [query for query, _, _ in index.asked]


@pytest.mark.usefixtures("index")
def test_nothing_found_is_1(explorer: Explorer) -> None:
    assert Result(1, "", "explorer: nothing found for nothing\n") == explorer("search", "nothing")
    assert Result(1, "[]\n", "explorer: nothing found for nothing\n") == explorer("search", "nothing", "--json")


def test_search_finds_misspelt_words_of_the_archive(explorer: Explorer) -> None:
    found = explorer("search", "harbuor", "--json")
    assert 0 == found.code
    assert "topic/harbour" == found.json[0]["ref"]
    assert "harbour" == found.json[0]["matches"][0]["matched"]


# schema


def test_schema_prints_the_schema(explorer: Explorer) -> None:
    found = explorer("schema")
    assert (0, "") == (found.code, found.err)
    assert "https://json-schema.org/draft/2020-12/schema" == found.json["$schema"]


# The app


class FakeApp:
    """Stands in for the app: opens the archive, runs, and ends with a return code."""

    opened: tuple[Path, str | None, str] | None = None
    ends_with: int | None = 0

    def __init__(self, root: Path, ref: str | None = None, query: str = "") -> None:
        type(self).opened = (root, ref, query)
        self.snapshot = reading.read_snapshot(root)
        self.return_code: int | None = None

    def run(self) -> None:
        self.return_code = self.ends_with


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> type[FakeApp]:
    module = ModuleType("explorer.ui.app")
    module.ExplorerApp = FakeApp  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "explorer.ui.app", module)
    monkeypatch.setattr(app_command, "_has_terminal", lambda: True)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(FakeApp, "opened", None)
    return FakeApp


def test_without_a_command_the_app_opens(explorer: Explorer, app: type[FakeApp]) -> None:
    assert Result(0, "", "") == explorer()
    assert (explorer.root, None, "") == app.opened


def test_the_app_opens_at_a_ref_with_a_query(explorer: Explorer, app: type[FakeApp]) -> None:
    for words in (
        ["person/ana-ruiz", "--query", "pier tax", "--archive", "."],
        ["--archive=.", "--query=pier tax", "person/ana-ruiz"],
        ["--query", "pier tax", "people/ana-ruiz", "--archive", "."],
    ):
        assert Result(0, "", "") == explorer(*words)
        assert (Path(), "person/ana-ruiz", "pier tax") == app.opened


def test_a_query_may_be_a_commands_name(explorer: Explorer, app: type[FakeApp]) -> None:
    assert 0 == explorer("--query", "search").code
    assert (explorer.root, None, "search") == app.opened


def test_the_apps_return_code_is_the_exit_code(
    explorer: Explorer, app: type[FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    for ends_with, code in ((0, 0), (1, 1), (3, 3)):
        monkeypatch.setattr(app, "ends_with", ends_with)
        assert code == explorer().code


def test_a_ref_of_no_kind_or_no_archive_never_opens_the_app(explorer: Explorer, app: type[FakeApp]) -> None:
    for words in (["planet/mars"], ["--archive", "nowhere"], ["../archive"]):
        assert 2 == explorer(*words).code
    assert app.opened is None


@pytest.mark.usefixtures("app")
def test_a_ref_that_is_not_there_is_1(explorer: Explorer) -> None:
    said = "explorer: there is no person/ana-ruis; did you mean “person/ana-ruiz”?\n"
    assert Result(1, "", said) == explorer("person/ana-ruis")


@pytest.mark.usefixtures("app")
def test_a_folder_in_place_of_a_ref_is_2_and_says_how(explorer: Explorer) -> None:
    said = "explorer: “../archive” is a folder; explorer --archive ../archive opens it\n"
    assert Result(2, "", said) == explorer("../archive")


def test_without_a_terminal_the_app_is_2(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    monkeypatch.setattr(sys, "__stdin__", SimpleNamespace(isatty=lambda: False))
    code, out, err = explorer()
    assert (2, "") == (code, out)
    assert "the app needs a terminal" in err


# Whatever happens


def test_ctrl_c_is_130(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_archive: str | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "open_archive", interrupt)
    assert Result(130, "", "") == explorer("check")


def test_python_m_explorer_is_the_same_command(tmp_path: Path) -> None:
    found = process(["check"], write_archive(tmp_path))
    assert (0, b"") == (found.returncode, found.stdout)
    assert found.stderr.endswith(b"no problems\n")


@pytest.mark.parametrize("words", [["list", "quotes"], ["show", "person/ana-ruiz", "--json"], ["--help"], ["schema"]])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "explorer", *words]
    env = os.environ | {"PYTHONPATH": str(Path(reading.__file__).parent.parent)}
    found = subprocess.run(
        command, cwd=write_archive(tmp_path), env=env, stdout=writes, stderr=subprocess.PIPE, check=False
    )
    os.close(writes)
    assert (0, b"") == (found.returncode, found.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_without_a_trace(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "explorer", "list", "quotes"]
        env = os.environ | {"PYTHONPATH": str(Path(reading.__file__).parent.parent)}
        found = subprocess.run(
            command, cwd=write_archive(tmp_path), env=env, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (1, b"explorer: the output can't be written: No space left on device\n") == (found.returncode, found.stderr)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_encoding_that_lacks_a_character_stops_nothing(tmp_path: Path, encoding: str) -> None:
    root = write_hostile_archive(tmp_path)
    assert 0 == process(["list", "quotes"], root, PYTHONIOENCODING=encoding, PYTHONUTF8="0").returncode
    found = process(["list", "quotes", "--json"], root, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert json.loads(process(["list", "quotes", "--json"], root).stdout) == json.loads(found.stdout.decode(encoding))


def test_what_is_not_needed_is_not_imported() -> None:
    """So that every command answers at once."""
    heavy = ("textual", "rich", "rapidfuzz", "watchfiles", "yaml", "msgspec", "explorer.reading")
    for words, allowed in {
        ("--version",): set[str](),
        ("--help",): set[str](),
        ("check",): {"yaml", "msgspec", "explorer.reading"},
        ("list", "quotes"): {"yaml", "msgspec", "explorer.reading"},
    }.items():
        code = f"import sys; from explorer.cli import main; main({words!r}); print(set(sys.modules) & {set(heavy)})"
        found = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": str(Path(reading.__file__).parent.parent)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert allowed == eval(found.stdout.splitlines()[-1])


@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_never_reaches_the_terminal(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: terminal)
    root = write_hostile_archive(explorer.root.parent / "hostile")
    (root / "data" / "broken\x1b[31m\u202e.yaml").write_text('topics: [{id: "\\e[2J", label: x}]', encoding="utf-8")
    monkeypatch.chdir(root)
    commands = [["check"], ["check", "--json"], ["search", "abc"], ["search", "abc", "--json"]]
    for kind in Kind:
        commands += [["list", kind], ["list", kind, "--json"]]
    for ref in reading.read_snapshot(root).archive.entries:
        if not ref.startswith("topic/topic-"):
            commands += [["show", ref], ["show", ref, "--json"]]
    commands += [["show", "person/\x1b[2J"], ["\x1b[2J"], ["search", "\x1b]52;c;x\x07\u202e"], ["check", "--\u202e"]]
    for words in commands:
        _, out, err = explorer(*words)
        assert clean(out.replace("\t", " ")) == out.replace("\t", " ")
        assert clean(err) == err


def test_json_keeps_hostile_text_as_it_is(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_hostile_archive(explorer.root.parent / "hostile")
    monkeypatch.chdir(root)
    snapshot = reading.read_snapshot(root)
    found = {record["id"]: record["text"] for record in explorer("list", "quotes", "--json").json}
    expected = {id: getattr(quote, "text", "") for id, quote in snapshot.archive.of_kind(Kind.QUOTE).items()}
    assert expected == found


def test_arguments_that_are_not_utf_8_are_no_trouble(tmp_path: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"explorer", b"show", b"person/\xff\xfe"]
    env = os.environ | {"PYTHONPATH": str(Path(reading.__file__).parent.parent), "PYTHONUTF8": "1"}
    found = subprocess.run(command, cwd=write_archive(tmp_path), env=env, capture_output=True, check=False)
    assert (1, b"") == (found.returncode, found.stdout)
    assert found.stderr.decode().startswith("explorer: there is no person/")
