"""What is typed may mean whoever is called so about, by any of their names."""

from __future__ import annotations

from explorer.search.called_alike import called_alike

NAMES = {
    "ben": ["Ben Okafor", "Okafor", "ben-okafor"],
    "ana": ["Ana Ruiz", "ana-ruiz"],
    "ruizo": ["Olga Ruizo", "Ruizo"],
    "nobody": [],
}


def test_each_is_found_once_by_whichever_name_is_alike() -> None:
    assert called_alike("okafr", NAMES, 6) == ["ben"]


def test_those_whose_name_begins_so_come_first() -> None:
    assert called_alike("ruiz", NAMES, 6) == ["ruizo", "ana"]
    assert called_alike("ruiz", NAMES, 1) == ["ruizo"]
    assert called_alike("zzz", NAMES, 6) == []
