"""A fault costs the record that it is in. The file's other records are read, and that one stays as it was last read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.describing.how_read import all_problems, unread_files
from explorer.files import data_files
from explorer.files.data_files import DataFile
from explorer.model.problems import Severity
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot, read_again, read_snapshot

NAME = "data/archive.yaml"


@cache
def whole() -> DataFile:
    """The file of the pier as it should be."""
    return parsed(PIER_YAML)


def parsed(text: str, known: DataFile | None = None) -> DataFile:
    return data_files._parsed(text, NAME, (1, 1, 1), known)  # noqa: SLF001 - without a file for each example


def records(file: DataFile) -> dict[str, AnyRecord]:
    return {entry.record.ref: entry.record for entry in file.entries}


BREAKS = [
    ("name: Ben Okafor}", "name: Ben: Okafor}", "person/ben-okafor"),
    ("{id: pier, label", "{id: pier label", "topic/pier"),
    ("  speaker: ana-ruiz\n  attribution", "  speaker ana-ruiz\n  attribution", "quote/ruiz-rebuild"),
    ("  name: Briefing", '  name: "Briefing', "event/briefing"),
    ("text: The council", "text: 'The council", "quote/okafor-told-in-march"),
    ("text: not my", "text: [not] my", "quote/ruiz-budget"),
    ("- id: ruiz-budget", "  - id: ruiz-budget", "quote/ruiz-budget"),
    ("- id: ruiz-budget", "-id: ruiz-budget", "quote/ruiz-budget"),
    ("  speech: partial", "\tspeech: partial", "quote/ruiz-budget"),
    ("  topics: [city-budget]\n", "  topics: [city-budget", "quote/ruiz-budget"),
    ("  topics: [city-budget]\n", "  top", "quote/ruiz-budget"),
    ("  review: reviewed", "  review: \x07reviewed", "quote/ruiz-rebuild"),
]


@pytest.mark.parametrize(("old", "new", "ref"), BREAKS)
def test_a_fault_costs_the_record_that_it_is_in(old: str, new: str, ref: str) -> None:
    """The problem names it, at a place inside of it, and no other is touched."""
    file = parsed(PIER_YAML.replace(old, new, 1))
    others = {name: record for name, record in records(whole()).items() if name != ref}
    assert others == records(file)
    (problem,) = file.problems
    assert (ref, "yaml-syntax") == (problem.ref, problem.code)
    assert (1, 1, False, False) == (file.broken, file.lost, file.unread, file.stale)


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, new, _ in BREAKS])
def test_a_broken_record_stays_as_it_was_last_read(old: str, new: str) -> None:
    file = parsed(PIER_YAML.replace(old, new, 1), whole())
    assert records(whole()) == records(file)
    assert (1, 0, True) == (file.broken, file.lost, file.stale)
    assert file.unread_since is not None


def test_what_was_changed_elsewhere_in_the_file_is_read() -> None:
    text = PIER_YAML.replace("name: Ben Okafor", "name: Ben: Okafor").replace("label: Harbour", "label: Port")
    file = parsed(text, whole())
    assert "Port" == getattr(records(file)["topic/harbour"], "label", None)


def test_places_below_a_broken_record_stay() -> None:
    broken = parsed(PIER_YAML.replace("name: Ben Okafor", "name: Ben: Okafor"))
    expected = {entry.record.ref: (entry.place, entry.spots) for entry in whole().entries}
    del expected["person/ben-okafor"]
    assert expected == {entry.record.ref: (entry.place, entry.spots) for entry in broken.entries}


def test_several_faults_are_all_told() -> None:
    text = PIER_YAML
    for old, new, _ in BREAKS[:4]:
        text = text.replace(old, new, 1)
    assert {ref for _, _, ref in BREAKS[:4]} == {problem.ref for problem in parsed(text).problems}


def test_a_record_whose_id_can_not_be_told_stays_when_it_is_the_one_that_is_missing() -> None:
    file = parsed(PIER_YAML.replace("- {id: ben-okafor, name", "- {id ben-okafor, name: x: y"), whole())
    assert records(whole()) == records(file)


def test_a_record_that_was_taken_out_does_not_come_back_for_another_that_is_broken() -> None:
    text = PIER_YAML.replace("- {id: ben-okafor, name: Ben Okafor}\n", "").replace("name: Ana", "name: Ana: ")
    assert "person/ben-okafor" not in records(parsed(text, whole()))
    assert "person/ana-ruiz" in records(parsed(text, whole()))


def test_defaults_and_anchors_hold_for_the_rest() -> None:
    text = (
        "defaults:\n  topics: {note: said}\ntopics:\n- {id: a, label: &name A}\n"
        "- {id: b, label: x: y}\n- {id: c, label: *name}\n"
    )
    file = parsed(text)
    assert ["topic/a", "topic/c"] == list(records(file))
    assert {("A", "said")} == {(getattr(record, "label", None), record.note) for record in records(file).values()}


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("topics", 7, "the “:” after “topics” is missing"),
        (" topics:", 1, "“topics” must begin in column 1, with nothing before it"),
    ],
)
def test_a_slip_in_the_line_of_a_section_costs_no_record(line: str, column: int, said: str) -> None:
    file = parsed(PIER_YAML.replace("\ntopics:\n", f"\n{line}\n"))
    assert records(whole()) == records(file)
    assert [(column, said)] == [(problem.place.column, problem.message) for problem in file.problems]


def test_an_item_in_another_column_is_told_as_one() -> None:
    text = "topics:\n- {id: a, label: A}\n - {id: b, label: B: C}\n  - {id: c, label: C}\n- {id: d, label: D}\n"
    file = parsed(text)
    assert ["topic/a", "topic/d"] == list(records(file))
    said = "this item begins in column 2, the first one of its list in column 1"
    assert said in [problem.message for problem in file.problems]


def test_words_that_look_like_an_alias_need_no_anchor() -> None:
    text = "topics:\n- {id: a, label: &n x: y}\n- {id: b, label: *n}\n- {id: c, label: '*n'}\n- {id: d, label: D}\n"
    assert ["topic/c", "topic/d"] == list(records(parsed(text)))


def test_a_record_that_needs_an_anchor_in_a_broken_one_says_so() -> None:
    file = parsed("topics:\n- {id: a, label: &name x: y}\n- {id: b, label: *name}\n- {id: c, label: C}\n")
    assert ["topic/c"] == list(records(file))
    assert "topic/b" in {problem.ref for problem in file.problems}
    said = next(problem for problem in file.problems if problem.ref == "topic/b")
    assert "this needs “&name”, which stands in a record that can’t be read (line 2)" == said.message
    assert (3, 18) == (said.place.line, said.place.column)


@pytest.mark.parametrize(
    "text",
    [
        PIER_YAML.replace("articles:", "defaults:\n  quotes: {speech: x: y}\narticles:", 1),
        "{quotes: [{id: a, text: b: c}]}",
        "@",
    ],
)
def test_a_file_that_can_not_be_taken_apart_is_unread_as_a_whole(text: str) -> None:
    file = parsed(text, whole())
    assert records(whole()) == records(file)
    assert (True, True, 0) == (file.unread, file.stale, file.broken)


def test_a_merge_that_is_not_finished_costs_what_it_is_about() -> None:
    conflict = (
        "<<<<<<< HEAD\n- {id: harbour, label: Harbour}\n=======\n- {id: harbour, label: The harbour}\n>>>>>>> theirs\n"
    )
    text = PIER_YAML.replace("- {id: harbour, label: Harbour}\n", conflict)
    file = parsed(text, whole())
    assert records(whole()) == records(file)
    (problem,) = file.problems
    first = text[: text.index("<<<<")].count("\n") + 1
    expected = f"a merge is not finished: of lines {first} to {first + 4} keep one version, and delete the marks"
    assert ("topic/harbour", expected) == (problem.ref, problem.message)


def test_a_second_document_is_told_and_costs_nothing() -> None:
    file = parsed(PIER_YAML.replace("events:", "---\nevents:"))
    assert records(whole()) == records(file)
    assert ["“---” ends the document, and a file has one: delete this line"] == [said.message for said in file.problems]


def test_bytes_that_are_not_utf_8_cost_the_record_that_they_are_in(tmp_path: Path) -> None:
    root = write_archive(
        tmp_path, {"pier.txt": PIER}, {"archive.yaml": PIER_YAML.encode().replace(b"label: H", b"label: \xc9")}
    )
    snapshot = read_snapshot(root)
    (problem,) = (problem for problem in snapshot.problems if problem.severity is Severity.ERROR)
    assert ("not-utf8", "topic/harbour", 8, 24) == (
        problem.code,
        problem.ref,
        problem.place.line,
        problem.place.column,
    )
    assert 3 == len([ref for ref in snapshot.archive.entries if ref.startswith("person/")])


# What is said of it


def edited(tmp_path: Path, old: str, new: str, *, known: bool) -> Snapshot:
    root = write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML)
    before = read_snapshot(root)
    (root / NAME).write_text(PIER_YAML.replace(old, new, 1), encoding="utf-8")
    return read_again(before) if known else read_snapshot(root)


def test_the_snapshot_says_how_many_records_are_not_read_and_whether_they_are_shown(tmp_path: Path) -> None:
    snapshot = edited(tmp_path, "name: Ben Okafor", "name: Ben: Okafor", known=True)
    (unread,) = snapshot.unread
    assert (NAME, 1, True) == (unread.name, unread.records, unread.shown)
    assert unread_files(snapshot).startswith("1 record of archive.yaml can’t be read (since ")
    assert unread_files(snapshot).endswith(", shown as last read")
    (problem,) = all_problems(snapshot)
    assert problem.message.endswith("the record is shown as last read")


def test_a_record_that_was_never_read_is_left_out_and_what_refers_to_it_is_no_problem(tmp_path: Path) -> None:
    snapshot = edited(tmp_path, "name: Ben Okafor", "name: Ben: Okafor", known=False)
    (unread,) = snapshot.unread
    assert (1, False) == (unread.records, unread.shown)
    problems = all_problems(snapshot)
    assert ["yaml-syntax"] == [problem.code for problem in problems if problem.severity is Severity.ERROR]
    assert problems[0].message.endswith("the record is left out")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Ben Okafor", "name: Ben Okafor: harbour master"),
        ("text: not my favourite subject", "text: [not my favourite subject]…"),
        ("articles:", "@\narticles:"),
    ],
)
def test_what_a_broken_record_would_curate_is_not_noted_as_left_out(tmp_path: Path, old: str, new: str) -> None:
    """The fault is told. What follows from it is not: the words are there."""
    snapshot = edited(tmp_path, old, new, known=False)
    assert ["yaml-syntax"] == [problem.code for problem in snapshot.problems]


def test_a_fault_that_is_mended_leaves_nothing_behind(tmp_path: Path) -> None:
    snapshot = edited(tmp_path, "name: Ben Okafor", "name: Ben: Okafor", known=True)
    (snapshot.root / NAME).write_text(PIER_YAML, encoding="utf-8")
    mended = read_again(snapshot)
    assert ((), []) == (mended.unread, mended.problems)
    assert read_snapshot(snapshot.root).archive.entries == mended.archive.entries


# Whatever is done to a file

ODD = st.sampled_from("\"'[]{}:#-&*!|>@`%,\t \n\r\x07\x85\u2028é“")
LINES = PIER_YAML.splitlines(keepends=True)


def touched(first: int, last: int) -> set[str]:
    """The records that have a line from `first` to `last`, and the one before, which may go on there."""
    starts = sorted((entry.place.line, entry.record.ref) for entry in whole().entries)
    found = {ref for line, ref in starts if first <= line <= last}
    before = [ref for line, ref in starts if line < first]
    return found | set(before[-1:])


def check(text: str, first: int, last: int) -> None:
    """Outside of the touched records all is as it was; what is not there is told."""
    file = parsed(text)
    now, outside = (
        records(file),
        {ref: record for ref, record in records(whole()).items() if ref not in touched(first, last)},
    )
    changed = [ref for ref, record in outside.items() if now.get(ref) != record]
    assert not changed or file.problems
    count = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1
    assert all(1 <= problem.place.line <= count for problem in file.problems)
    kept = parsed(text, whole())
    assert not file.unread or records(whole()) == records(kept)


@settings(max_examples=tries(60), deadline=None)
@given(st.integers(0, len(PIER_YAML)))
def test_wherever_a_file_is_cut_what_stands_before_is_read(at: int) -> None:
    line = PIER_YAML.count("\n", 0, at) + 1
    check(PIER_YAML[:at], line, len(LINES))


@settings(max_examples=tries(60), deadline=None)
@given(st.integers(0, len(LINES) - 1))
def test_whichever_line_is_deleted_the_other_records_are_read_or_told(line: int) -> None:
    check("".join([*LINES[:line], *LINES[line + 1 :]]), line + 1, line + 1)


@settings(max_examples=tries(150), deadline=None)
@given(st.integers(0, len(PIER_YAML)), ODD)
def test_whatever_is_typed_wherever_the_other_records_are_read_or_told(at: int, letter: str) -> None:
    line = PIER_YAML.count("\n", 0, at) + 1
    check(PIER_YAML[:at] + letter + PIER_YAML[at:], line, line)


@settings(max_examples=tries(60), deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{}&*!|>'\"#%@`\\ \n\t~é\x07\r\x85\u2028,<=")))
def test_any_text_gives_records_or_problems(text: str) -> None:
    file = parsed(f"topics:\n- {{id: a, label: A}}\n{text}")
    assert file.entries or file.problems
