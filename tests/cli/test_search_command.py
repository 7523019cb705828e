"""`explorer search`."""

from __future__ import annotations

import pytest
from cli.running import Explorer, Result

from explorer.archive import Archive
from explorer.cli import search_command
from explorer.records import Kind
from explorer.search import Hit, Match


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
