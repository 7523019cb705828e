"""What changed between two states of an archive, and how much it weighs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from archives import PIER_YAML, archive_of
from hypothesis import given
from hypothesis import strategies as st

from explorer.changes.change import Change, FieldChange, Weight
from explorer.changes.comparing import changes
from explorer.describing.changes import said, said_field
from explorer.files import yaml_text
from explorer.model.archive import Archive

BEFORE = archive_of(PIER_YAML)


def edited(*edits: tuple[str, str]) -> list[Change]:
    """What changes when words of the pier's YAML are replaced."""
    yaml = PIER_YAML
    for old, new in edits:
        assert old in yaml, old
        yaml = yaml.replace(old, new)
    return changes(BEFORE, archive_of(yaml))


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    return [(change.ref, str(change.weight), said(change)) for change in found]


def test_an_archive_as_it_was_has_no_changes() -> None:
    assert [] == changes(BEFORE, archive_of(PIER_YAML))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "text: not my favourite subject\n  speaker: ana-ruiz",
            "text: not my favourite subject\n  speaker: ben-okafor",
            ("quote/ruiz-budget", "meaning", "speaker: ana-ruiz → ben-okafor"),
        ),
        (
            "We will rebuild the east pier",
            "We will not rebuild the east pier",
            (
                "quote/ruiz-rebuild",
                "meaning",
                "text: We will [+ not] rebuild the east pier …",
            ),
        ),
        ("it’s a plan", "it's a plan", None),
        ("date: 2024-03-05", "date: 2024-03-06", ("event/briefing", "meaning", "date: 2024-03-05 → 2024-03-06")),
        ("name: Ben Okafor", "name: Ben Okafur", ("person/ben-okafor", "meaning", "name: Ben [Okafor → Okafur]")),
        ("label: City budget", "label: The city’s money", ("topic/city-budget", "wording", None)),
        ("label: City budget", "label: City Budget", ("topic/city-budget", "typography", None)),
        (
            "topics: [pier]",
            "topics: [city-budget]",
            ("quote/ruiz-rebuild", "meaning", "topics: without pier, with city-budget"),
        ),
        ("  relayed_by: city-aide\n", "", ("quote/okafor-told-in-march", "meaning", "relayed_by: no longer city-aide")),
        ("role: mayor}", "role: mayor, note: She was elected twice.}", ("person/ana-ruiz", "wording", None)),
        ("review: reviewed", "review: disputed", ("quote/ruiz-rebuild", "meaning", "review: reviewed → disputed")),
        ("aliases: [the mayor]", "aliases: [the mayor, Ruiz]", ("person/ana-ruiz", "meaning", "aliases: with Ruiz")),
        ("speech: indirect", "speech: direct", ("quote/okafor-told-in-march", "meaning", "speech: indirect → direct")),
        ("file: pier.txt", "file: old/pier.txt", ("article/pier", "typography", "file: pier.txt → old/pier.txt")),
    ],
)
def test_one_edit_is_one_change_of_the_weight_that_it_has(
    old: str, new: str, expected: tuple[str, str, str | None] | None
) -> None:
    """Marks are typography, labels and notes wording; a source's words, names, dates and relations mean something."""
    found = told(edited((old, new)))
    if expected is None:
        assert [("quote/ruiz-rebuild", "typography")] == [change[:2] for change in found]
    else:
        ref, weight, words = expected
        assert [(ref, weight)] == [change[:2] for change in found]
        assert words in (None, found[0][2])


def test_a_number_or_a_negation_in_a_note_is_meaning() -> None:
    """Curators say what they doubt in their own words."""
    noted = PIER_YAML.replace("role: mayor}", "role: mayor, note: She has 40 aides and denies nothing.}")
    before = archive_of(noted)
    for old, new in (("40 aides", "400 aides"), ("She has", "She has not"), ("denies nothing", "denies it")):
        (change,) = changes(before, archive_of(noted.replace(old, new)))
        assert (Weight.MEANING, ("note",)) == (change.weight, tuple(field.field for field in change.fields))


def test_order_comments_and_the_form_of_a_list_are_no_change() -> None:
    """Topics in another order, records in another order, a comment, and a text as a list of one."""
    assert [] == edited(
        ("- {id: city-budget, label: City budget}\n", ""),
        ("topics:\n- {id: harbour", "topics:  # all\n- {id: city-budget, label: City budget}\n- {id: harbour"),
        ("text: not my favourite subject", "text: [not my favourite subject]"),
    )


def test_a_default_that_is_written_out_is_no_change() -> None:
    found = edited(("- id: ruiz-budget\n", "- id: ruiz-budget\n  review: draft\n  note: More.\n"))
    assert [("quote/ruiz-budget", "wording", "note: now More.")] == told(found)


def test_what_turns_a_meaning_round_comes_first_then_who_and_when() -> None:
    """Whatever the kinds of the records, and the order of the files."""
    found = edited(
        ("it’s a plan", "it's a plan"),
        ("label: City budget", "label: Money"),
        ("file: pier.txt, headline: Pier to be rebuilt", "file: pier.txt, headline: Pier to be built"),
        ("name: Ben Okafor", "name: Benno Okafor"),
        ("The council had been told", "The council had never been told"),
    )
    assert ["quote/okafor-told-in-march", "person/ben-okafor", "article/pier", "topic/city-budget"] == [
        change.ref for change in found[:-1]
    ]
    assert "quote/ruiz-rebuild" == found[-1].ref


def test_defaults_of_a_file_change_all_records_that_leave_them_out() -> None:
    before = "defaults: {quotes: {speaker: ana-ruiz}}\n" + PIER_YAML.replace("  speaker: ana-ruiz\n", "")
    after = before.replace("{speaker: ana-ruiz}", "{speaker: ben-okafor}")
    assert [
        ("quote/ruiz-rebuild", "speaker: ana-ruiz → ben-okafor"),
        ("quote/ruiz-budget", "speaker: ana-ruiz → ben-okafor"),
    ] == [(change.ref, said(change)) for change in changes(archive_of(before), archive_of(after))]


def test_only_the_typography_that_changed_is_marked() -> None:
    (change,) = edited(("it’s a plan", "it's a plan"))
    assert "text: … is not a promise; [it’s → it's] a plan." == said(change)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("Two:\n\n- Pier\n- Quay", "Two: - Pier (2021) - Quay", "note: Two: - Pier [+ (2021)] - Quay, in other lines"),
        ("Two:\n\n- Pier\n- Quay", "Two:\n\n- Pier (2021)\n- Quay", "note: Two: - Pier [+ (2021)] - Quay"),
        ("Two:\n\n- Pier\n- Quay", "Two:\n\n- Pier\n- Dam\n- Quay", "note: Two: - Pier - [+ Dam -] Quay"),
        ("Two:\n\n- Pier", "Two: - Pier", "note: only line breaks"),
        ("Two: - Pier", "Two:  - Pier", "note: only spaces"),
    ],
)
def test_words_that_stay_and_stand_on_other_lines_are_said(was: str, now: str, expected: str) -> None:
    assert expected == said_field(FieldChange("note", was, now, Weight.WORDING))


def test_the_order_of_segments_is_meaning() -> None:
    first, second = "  - We will rebuild the east pier before summer,\n", "  - It is not a promise; it’s a plan.\n"
    (change,) = edited((first + second, second + first))
    assert ("quote/ruiz-rebuild", Weight.MEANING) == (change.ref, change.weight)


def test_a_record_with_another_id_is_followed_and_what_refers_to_it_is_silent() -> None:
    found = edited(("ana-ruiz", "mayor-ruiz"))
    assert [("person/mayor-ruiz", "typography", "was person/ana-ruiz")] == told(found)


@pytest.mark.parametrize(
    ("edits", "was", "now"),
    [
        ([("ben-okafor", "b-okafor"), ("name: Ben Okafor", "name: B. Okafor")], "person/ben-okafor", "person/b-okafor"),
        ([("id: ruiz-budget", "id: no-favourite")], "quote/ruiz-budget", "quote/no-favourite"),
        ([("harbour", "port"), ("label: Harbour", "label: The port")], "topic/harbour", "topic/port"),
        (
            [("id: pier, file", "id: east-pier, file"), ("article: pier", "article: east-pier")],
            "article/pier",
            "article/east-pier",
        ),
        ([("briefing", "city-hall")], "event/briefing", "event/city-hall"),
    ],
)
def test_every_kind_is_followed_when_its_id_changes(edits: list[tuple[str, str]], was: str, now: str) -> None:
    """Also when its name changes a little with it; whatever refers to it is silent."""
    found = edited(*edits)
    assert [(was, now, "renamed")] == [(change.was, change.ref, change.change) for change in found]


def test_another_quote_in_place_of_one_is_no_renaming() -> None:
    found = edited(
        ("- id: ruiz-budget", "- id: ruiz-budgets"),
        ("text: not my favourite subject", "text: the heart of the harbour"),
    )
    assert [("quote/ruiz-budgets", None), ("quote/ruiz-budget", "quote/ruiz-budget")] == [
        (change.ref, change.was) for change in found
    ]


def test_what_came_and_what_went_is_said() -> None:
    added = PIER_YAML + "- {id: new, article: pier, speech: partial, text: the heart, speaker: ana-ruiz}\n"
    assert [("quote/new", "meaning", "added")] == told(changes(BEFORE, archive_of(added)))
    assert [("quote/new", "meaning", "removed")] == told(changes(archive_of(added), BEFORE))


def in_file(yaml: str, name: str) -> Archive:
    from explorer.files import yaml_records

    document, _ = yaml_text.parse(yaml, name)
    return Archive(yaml_records.read_records(document, name)[0])


def test_a_record_in_another_file_is_moved() -> None:
    found = changes(
        in_file("topics: [{id: t, label: T}]", "data/a.yaml"), in_file("topics: [{id: t, label: T}]", "data/b.yaml")
    )
    assert [("topic/t", "typography", "moved; data file: data/a.yaml → data/b.yaml")] == told(found)


def test_records_of_a_file_that_cannot_be_read_did_not_come_or_go() -> None:
    """A broken file says nothing of what was in it."""
    before = in_file("topics: [{id: t, label: T}]", "data/a.yaml")
    assert [] == changes(before, Archive(), {"data/a.yaml"})


LINES = PIER_YAML.splitlines(keepends=True)


@given(st.permutations(range(3)), st.lists(st.integers(0, len(LINES) - 1), max_size=2))
def test_what_changes_there_changes_back(order: list[int], without: list[int]) -> None:
    """Whatever is left out: what is added one way is removed the other, and every ref told is one that there is."""
    del order
    other = archive_of("".join(line for n, line in enumerate(LINES) if n not in without))
    there, back = changes(BEFORE, other), changes(other, BEFORE)
    assert sorted(kinds(there)) == sorted((turned, weight) for turned, weight in reversed_kinds(back))
    assert {change.ref for change in there if change.change != "removed"} <= set(other.entries)


OPPOSITE = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed", "moved": "moved"}


def kinds(found: list[Change]) -> Iterator[tuple[str, str]]:
    return ((change.change, str(change.weight)) for change in found)


def reversed_kinds(found: list[Change]) -> Iterator[tuple[str, str]]:
    return ((OPPOSITE[kind], weight) for kind, weight in kinds(found))
