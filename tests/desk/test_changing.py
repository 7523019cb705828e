"""A step of edits is written as a whole, into files that are as they were read, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.desk.changing import (
    AddRecord,
    Edit,
    NotWrittenError,
    RemoveRecord,
    RenameId,
    SetFields,
    Written,
    change,
)
from explorer.model.records import Kind, Person
from explorer.model.references import references
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import as_kept, keep

FILE = "data/archive.yaml"
PEOPLE = "data/people.yaml"


@pytest.fixture(params=["in memory", "in a store"])
def snapshot(tmp_path: Path, request: pytest.FixtureRequest) -> Snapshot:
    """The archive of the pier, whose people are in a file of their own."""
    people, end = PIER_YAML.index("people:"), PIER_YAML.index("topics:")
    files = {"archive.yaml": PIER_YAML[:people] + PIER_YAML[end:], "people.yaml": PIER_YAML[people:end]}
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, files))
    if request.param == "in memory":
        return snapshot
    assert keep(snapshot)
    stored = as_kept(tmp_path)
    assert stored
    return stored


def contents(snapshot: Snapshot) -> dict[str, str]:
    """What is in the data folder, by the names of the files."""
    paths = (path for path in snapshot.root.glob("data/**/*") if path.is_file())
    return {path.relative_to(snapshot.root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_a_step_is_written_into_all_of_its_files(snapshot: Snapshot) -> None:
    edits: list[Edit] = [
        AddRecord("data/more/new.yaml", Kind.PERSON, {"id": "eve", "name": "Eve Adams"}),
        SetFields("quote/ruiz-budget", {"speaker": "eve"}),
        RenameId("person/ana-ruiz", "ruiz"),
    ]
    before = contents(snapshot)
    assert Written("A step", ("data/more/new.yaml", FILE, PEOPLE)) == change(snapshot, edits, "A step")
    budget = before[FILE].index("not my favourite subject")
    head, tail = before[FILE][:budget].replace("ana-ruiz", "ruiz"), before[FILE][budget:].replace("ana-ruiz", "eve")
    assert {
        "data/more/new.yaml": "people:\n- id: eve\n  name: Eve Adams\n",
        FILE: head + tail,
        PEOPLE: before[PEOPLE].replace("ana-ruiz", "ruiz"),
    } == contents(snapshot)
    after = read_again(snapshot)
    assert ["ruiz", "ben-okafor", "city-aide", "eve"] == sorted(
        (person.id for person in after.archive.all(Person)), key=["ruiz", "ben-okafor", "city-aide", "eve"].index
    )


REFUSED: dict[str, tuple[Edit, str]] = {
    "no choice": (
        SetFields("quote/ruiz-budget", {"review": "done"}),
        "“review” must be one of disputed, draft or reviewed",
    ),
    "lacks what it needs": (SetFields("quote/ruiz-budget", {"speaker": None}), "a quote must have “speaker”"),
    "no such field": (SetFields("quote/ruiz-budget", {"speeker": "x"}), "unknown field “speeker” of a quote; did you"),
    "empty": (SetFields("quote/ruiz-budget", {"note": " "}), "“note” must be text, and is empty; leave it out"),
    "to nothing": (SetFields("quote/ruiz-budget", {"speaker": "eve"}), "speaker: there is no person “eve”"),
    "no date": (SetFields("event/briefing", {"date": "5 March"}), "“date”: "),
    "in a circle": (SetFields("topic/harbour", {"broader": "pier"}), "broader leads back to itself"),
    "referred to": (RemoveRecord("person/city-aide"), "quote/okafor-told-in-march: relayed_by: there is no person"),
    "taken": (AddRecord(FILE, Kind.PERSON, {"id": "ana-ruiz", "name": "A"}), "the id “ana-ruiz” is taken"),
    "taken by another": (RenameId("person/ana-ruiz", "city-aide"), "There is a person “city-aide” already"),
    "nothing": (RenameId("person/ana-ruiz", ""), "An id can’t be empty"),
    "no slug": (RenameId("person/ana-ruiz", "Ana Ruiz"), "“id” must be a lower-case slug"),
    "gone": (RemoveRecord("person/eve"), "person/eve is not there any more"),
    "no data file": (AddRecord("seeds/a.yaml", Kind.TOPIC, {"id": "a", "label": "A"}), "can be no data file"),
    "outside": (AddRecord("data/../a.yaml", Kind.TOPIC, {"id": "a", "label": "A"}), "can be no data file"),
    "hidden": (AddRecord("data/.a.yaml", Kind.TOPIC, {"id": "a", "label": "A"}), "can be no data file"),
}


@pytest.mark.parametrize(("edit", "why"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_wrong_is_not_written(snapshot: Snapshot, edit: Edit, why: str) -> None:
    """Nor anything else of its step. The message is that of the check."""
    before = contents(snapshot)
    with pytest.raises(NotWrittenError, match=why):
        change(snapshot, [SetFields("topic/pier", {"label": "Pier"}), edit], "A step")
    assert before == contents(snapshot)


def test_what_is_wrong_already_may_be_put_right_step_by_step(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("review: reviewed", "review: done").replace("topics: [city-budget]", "topics: [budget]")
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    change(snapshot, [SetFields("quote/ruiz-rebuild", {"review": "reviewed"})], "A step")
    assert yaml.replace("review: done", "review: reviewed") == contents(snapshot)[FILE]


def test_a_file_that_was_changed_meanwhile_stays_and_both_are_shown(snapshot: Snapshot) -> None:
    now = f"# mine\n{contents(snapshot)[PEOPLE]}"
    (snapshot.root / PEOPLE).write_text(now, encoding="utf-8")
    with pytest.raises(
        NotWrittenError, match=f"{PEOPLE} has changed since it was read. Nothing was written"
    ) as refused:
        change(snapshot, [SetFields("person/ben-okafor", {"role": "harbour master"})], "A step")
    assert now == contents(snapshot)[PEOPLE]
    (both,) = refused.value.conflicts
    ours = now.replace("name: Ben Okafor}", "name: Ben Okafor, role: harbour master}")
    assert (PEOPLE, now.encode(), ours.encode()) == (both.file, both.now, both.ours)


def test_a_file_that_is_gone_is_not_made_anew(snapshot: Snapshot) -> None:
    (snapshot.root / PEOPLE).unlink()
    with pytest.raises(NotWrittenError, match="has changed since it was read"):
        change(snapshot, [SetFields("person/ben-okafor", {"role": "x"})], "A step")
    assert [FILE] == list(contents(snapshot))


def test_what_refers_to_records_is_found_in_the_order_of_the_files(snapshot: Snapshot) -> None:
    change(snapshot, [SetFields("topic/pier", {"note": "A note of ana-ruiz."})], "A note")
    after = read_again(snapshot)
    for names in (("person/ana-ruiz",), ("person/ana-ruiz", "topic/harbour"), ("article/pier",), ("person/eve",), ()):
        named = {
            record.ref: {f"{kind}/{id}" for _, kind, id in references(record)}
            for record in map(after.archive.find, after.archive.entries)
            if record
        }
        expected = [name for name, others in named.items() if not others.isdisjoint(names)]
        assert expected == [record.ref for record in after.archive.referring_to(names)]
    assert after.archive.referring_to(("person/ana-ruiz",))
