"""`explorer list`."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from cli.running import Explorer, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explorer.cli import output
from explorer.cli.tables import fitted, laid_out, wrapped
from explorer.model.records import RECORD_TYPES, Kind
from explorer.snapshot import read_snapshot
from explorer.store import keep


@pytest.mark.parametrize("word", ["quote", "quotes", "QUOTES"])
def test_list_in_a_pipe_prints_tab_separated_lines_with_the_ref_first(explorer: Explorer, word: str) -> None:
    words = "We will rebuild the east pier before summer, … It is not a promise; it’s a plan."
    expected = [
        f"quote/ruiz-rebuild\t{words}\tAna Ruiz\tverbatim\treviewed",
        "quote/okafor-told-in-march\tThe council had been told in March\tBen Okafor\tverbatim\tdraft",
        "quote/ruiz-budget\tnot my favourite subject\tAna Ruiz\tverbatim\tdraft",
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


def test_the_name_of_the_folder_may_be_no_text(explorer: Explorer, tmp_path: Path) -> None:
    """As on disks that were written where names were not in UTF-8."""
    root = write_archive(tmp_path / "caf\udce9")
    assert 0 == explorer("list", "topics", "--archive", str(root)).code
    assert "person/ana-ruiz" in explorer("completion", "bash", "--", f"explorer show --archive {root} person/a").out


@pytest.mark.parametrize("kind", Kind)
def test_list_in_json_has_the_same_keys_for_every_record(explorer: Explorer, kind: Kind) -> None:
    records = explorer("list", kind, "--json").json
    added = {Kind.TOPIC: set(), Kind.ARTICLE: {"verification", "coverage"}}.get(kind, {"verification"})
    keys = {"ref", *RECORD_TYPES[kind].__struct_fields__} | added
    assert {frozenset(keys)} == {frozenset(record) for record in records}


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
    assert lines[0].split() == ["REF", "WORDS", "SPEAKER", "STATUS", "REVIEW"]
    assert lines[1].startswith("quote/ruiz-rebuild ")
    assert max(cell_len(line) for line in lines) <= 80
    assert 1 == len({line.rindex("verbatim") for line in lines if "verbatim" in line})
    assert "We will rebuild the east pier before summer" in " ".join(line[28:48].strip() for line in lines)


def test_where_columns_would_be_too_narrow_each_record_is_a_list(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its ref stays whole, to be copied; what it does not have is left out."""
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    lines = explorer("list", "people").out.splitlines()
    assert ["person/ana-ruiz", "  name    Ana Ruiz", "  role    mayor", "  quotes  2"] == lines[:4]
    assert "  quotes  1" == lines[6]
    assert ["topic/x", "  quotes 34  named 16  coll. 0", "  anon. 18"] == laid_out(
        ["topic", "quotes", "named", "coll.", "anon."], [["topic/x", "34", "16", "0", "18"]], 32
    )


def test_wide_characters_keep_a_table_aligned() -> None:
    """Texts without blanks are parted between their signs, but no mark of punctuation begins a line."""
    lines = laid_out(("ref", "words", "n"), [("a", "和平统一中国", "x"), ("b", "plain", "y")], 40)
    assert [3 + 2 + 12 + 2 + 1] * 3 == [cell_len(line) for line in lines]
    lines = laid_out(("ref", "words", "n"), [("a", "和平统一是，中国的一贯主张" * 9, "x")], 30)
    assert max(map(cell_len, lines)) <= 30
    assert not any(line[5:].startswith("，") for line in lines)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=5), st.integers(1, 200))
def test_columns_fit_or_there_are_none(widths: list[int], room: int) -> None:
    found = fitted(widths, room)
    assert sum(found) <= room
    assert not found or found[0] == widths[0]


@given(st.text("ab 和，“”-é\u0301नमस्ते\u200dس👩👧\ufe0f", max_size=80), st.integers(2, 30))
def test_nothing_is_lost_between_lines_but_blanks(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = wrapped(text, width)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


def test_a_record_that_cannot_be_read_is_as_the_app_last_read_it_and_says_so(explorer: Explorer) -> None:
    snapshot = read_snapshot(explorer.root)
    keep(snapshot)
    path = explorer.root / "data" / "archive.yaml"
    path.write_text(path.read_text().replace("name: Ana Ruiz", "nme: Ana Ruiz"))
    listed = explorer("list", "people", "--json")
    assert [("person/ana-ruiz", True)] == [(one["ref"], one["stale"]) for one in listed.json if "stale" in one]
    assert "person/ana-ruiz" in listed.err
    assert "as last read" in explorer("show", "person/ana-ruiz").out
    assert 1 == explorer("check").code


@pytest.mark.parametrize("is_large", [True, False])
def test_that_a_large_archive_can_not_be_kept_is_said(
    explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    """Each command reads and checks all of it then, which takes long."""
    cache = tmp_path / "cache"
    cache.write_text("a file in its place")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setattr("explorer.store.kept._LONG", 0)
    monkeypatch.setattr("explorer.snapshot._LARGE", 100 if is_large else 1_000_000)
    listed = explorer("list", "topics")
    why = "can’t be written (Not a directory): all of the archive is read and checked anew each time"
    assert (0, True, is_large) == (listed.code, "topic/harbour" in listed.out, why in listed.err)
