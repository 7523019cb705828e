"""What is typed may mean whoever is called so about, by any of their names."""

from __future__ import annotations

from explorer.search.called_alike import Names

PEOPLE = {
    "ben": ["Ben Okafor", "Okafor", "ben-okafor"],
    "ana": ["Ana Ruiz", "ana-ruiz"],
    "ruizo": ["Olga Ruizo", "Ruizo"],
    "nobody": [],
}


def test_each_is_found_once_by_whichever_name_is_alike() -> None:
    assert Names(PEOPLE).called_alike("okafr", 6) == ["ben"]


def test_those_whose_name_begins_so_come_first() -> None:
    assert Names(PEOPLE).called_alike("ruiz", 6) == ["ruizo", "ana"]
    assert Names(PEOPLE).called_alike("ruiz", 1) == ["ruizo"]
    assert Names(PEOPLE).called_alike("zzz", 6) == []


def test_those_that_begin_so_come_before_any_number_of_others_that_are_alike() -> None:
    names = Names({**{f"juan-{n}": [f"Juan {n}"] for n in range(100)}, "ana": ["Ana Ruiz Marquez y Alvarez"]})
    assert "ana" == names.called_alike("an", 4)[0]


def test_what_is_called_just_so_is_found_whatever_its_case_and_marks() -> None:
    assert ["ben"] == list(Names(PEOPLE).of("BEN OKAFOR"))
    assert [] == list(Names(PEOPLE).of("Ben"))


def test_of_names_that_begin_as_typed_that_comes_first_of_which_the_least_is_left() -> None:
    names = {"tower": ["Ruiz Tower"], "club": ["Ruiz Club"], "ana": ["Ana Ruiz", "Ruiz"]}
    assert ["ana", "club"] == Names(names).called_alike("rui", 2)
