"""`explorer search`."""

from __future__ import annotations

import json
import re

import pytest
from cli.running import Explorer, Result

from explorer.cli import search_command
from explorer.model.records import Kind
from explorer.search.hits import Hit, Match, Results
from explorer.search.ways_out import WayOut

SAID = "explorer: no bar here\n"
WAY = "explorer: without nothing would find 3: harbour\n"


class FakeIndex:
    """Finds one hit for everything but `nothing`, and remembers what it was asked."""

    asked: list[tuple[str, Kind | None, int | None]] = []  # noqa: RUF012  # read by the test

    def search(self, query: str, kind: Kind | None = None, limit: int | None = None) -> Results:
        self.asked.append((query, kind, limit))
        matches = (Match("label", "harbor", "harbour", "typo", 1), Match("label", "x", "x", "exact"))
        hit = Hit("topic/harbour", Kind.TOPIC, "Harbour", 1.5, matches)
        return Results(0 if query == "nothing" else 1, lambda _: hit.ref, lambda _: hit, 1, ["no bar here"])

    def ways_out(self, query: str, kind: Kind | None) -> list[WayOut]:
        return [WayOut("harbour", "without nothing", 3)] if kind is None else []


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> type[FakeIndex]:
    monkeypatch.setattr(search_command, "index_of", lambda _: FakeIndex())
    monkeypatch.setattr(FakeIndex, "asked", [])
    return FakeIndex


def test_search_prints_ref_title_and_why(explorer: Explorer, index: type[FakeIndex]) -> None:
    assert Result(0, "topic/harbour\tHarbour\ttypo harbor→harbour, exact x\n", SAID) == explorer("search", "harbor")
    assert [("harbor", None, search_command.DEFAULT_LIMIT)] == index.asked


@pytest.mark.usefixtures("index")
def test_search_prints_json_of_the_documented_shape(explorer: Explorer) -> None:
    matches = [
        {"field": "label", "query": "harbor", "matched": "harbour", "how": "typo", "distance": 1},
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
    assert Result(1, "", f"{SAID}{WAY}explorer: nothing found for nothing\n") == explorer("search", "nothing")
    assert Result(1, "[]\n", f"{SAID}{WAY}explorer: nothing found for nothing\n") == explorer(
        "search", "nothing", "--json"
    )


def test_search_finds_misspelt_words_of_the_archive(explorer: Explorer) -> None:
    found = explorer("search", "harbuor", "--json")
    assert 0 == found.code
    assert "topic/harbour" == found.json[0]["ref"]
    assert "harbour" == found.json[0]["matches"][0]["matched"]


def test_stdin_answers_a_query_a_line_with_an_object_a_line(explorer: Explorer) -> None:
    """In order, with what the same query finds alone; blank lines and odd bytes have answers too."""
    found = explorer("search", "--stdin", "--json", "--limit", "2", stdin=b"harbuor\n\npier \xff\nzzzzzz\n")
    answers = [json.loads(line) for line in found.out.splitlines()]
    assert (0, "") == (found.code, found.err)
    assert ["harbuor", "", "pier \ufffd", "zzzzzz"] == [answer["query"] for answer in answers]
    assert explorer("search", "harbuor", "--json", "--limit", "2").json == answers[0]["hits"]
    assert [] == answers[1]["hits"] == answers[3]["hits"]
    assert answers[2]["hits"]
    assert all(answer["ms"] >= 0 and set(answer) == {"query", "ms", "hits"} for answer in answers)


@pytest.mark.parametrize("words", [["--stdin"], ["--stdin", "--json", "pier"], [], ["--json"]])
def test_a_search_without_a_query_or_with_two_ways_to_give_it_is_wrong_usage(
    explorer: Explorer, words: list[str]
) -> None:
    assert 2 == explorer("search", *words).code


def test_a_query_may_use_the_whole_language(explorer: Explorer) -> None:
    found = explorer("search", "kind:topic", "foo:bar", "harbour", "--json")
    assert {"topic"} == {hit["kind"] for hit in found.json}
    assert found.err.startswith("explorer: there is no field “foo”")


def test_that_there_is_more_than_the_limit_is_said(explorer: Explorer) -> None:
    found = explorer("search", "kind:quote", "--limit", "1")
    assert (0, 1) == (found.code, len(found.out.splitlines()))
    assert re.search(r"the best 1 of [2-9]; --limit N lists up to N", found.err)
