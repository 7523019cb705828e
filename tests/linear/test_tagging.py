"""Tagging quotes by lines: one of a list, the one that is heard, all that are listed, and as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive
from linear.listening import Listener

from explorer.linear.run import offers
from explorer.model.records import Quote

QUOTES = ("ruiz-rebuild", "okafor-told-in-march", "ruiz-budget")


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


@pytest.fixture
def listener(pier: Path) -> Listener:
    return Listener(pier)


def topics(listener: Listener) -> list[tuple[str, ...]]:
    found = {quote.id: quote.topics for quote in listener.walk.snapshot.archive.all(Quote)}
    return [found[id] for id in QUOTES]


def test_a_quote_of_a_list_is_tagged_and_others_as_it_was(listener: Listener) -> None:
    said = listener.type("quotes", "tag 1 city bud, Port dues")
    assert said == "Tagged quote/ruiz-rebuild with City budget, Port dues.\nType again to hear this view anew.\n"
    listener.type("tag 2")
    assert topics(listener) == [
        ("pier", "city-budget", "port-dues"),
        ("harbour", "city-budget", "port-dues"),
        ("city-budget",),
    ]
    assert listener.type("undo").startswith("Undone: Tagged quote/okafor-told-in-march with City budget, Port dues.")
    assert topics(listener)[1] == ("harbour",)


def test_the_quote_that_is_heard_is_tagged_and_topics_are_taken_off(listener: Listener) -> None:
    listener.type("quotes", "2")
    assert "Tagged quote/okafor-told-in-march with The pier, without Harbour." in listener.type("tag pi, -har")
    assert topics(listener)[1] == ("pier",)
    assert "It has The pier already. It does not have Harbour.\n" == listener.type("tag")


def test_all_quotes_that_are_listed_are_tagged_at_once(pier: Path, listener: Listener) -> None:
    before = (pier / "data" / "archive.yaml").read_bytes()
    said = listener.type("/ruiz", "tag all Promises")
    assert said.startswith("Tagged 2 quotes with Promises.")
    assert topics(listener) == [("pier", "promises"), ("harbour",), ("city-budget", "promises")]
    listener.type("undo")
    assert before == (pier / "data" / "archive.yaml").read_bytes()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["quotes", "tag 1"], "tag takes topics: labels with commas between them.\n"),
        (["quotes", "tag 1 ,"], "tag takes topics: labels with commas between them.\n"),
        (["quotes", "tag 1 -lighthouse"], "There is no topic “lighthouse” to take off.\n"),
        (["quotes", "tag 9 pier"], "There is no 9: the numbers here are 1 to 3.\n"),
        (["quotes", "tag pier"], "Which one? Type tag and a number.\n"),
        (["people", "tag 1 pier"], "This is no quote.\n"),
        (["people", "tag all pier"], "No quote is listed here.\n"),
    ],
)
def test_what_can_not_be_done_is_said(pier: Path, listener: Listener, lines: list[str], said: str) -> None:
    before = (pier / "data" / "archive.yaml").read_bytes()
    assert said == listener.type(*lines)
    assert before == (pier / "data" / "archive.yaml").read_bytes()


def test_a_line_is_completed_by_the_labels_of_topics(listener: Listener) -> None:
    assert ["tag 2 City budget"] == offers(listener.walk, "tag 2 ci")
    assert ["tag all Harbour, -The pier"] == offers(listener.walk, "tag all Harbour, -the")
    assert [f"tag {label}" for label in ("Harbour", "The pier", "City budget")] == offers(listener.walk, "tag ")


def test_an_archive_without_topics_says_how_to_begin(tmp_path: Path) -> None:
    start, end = PIER_YAML.index("topics:\n"), PIER_YAML.index("events:")
    lines = (PIER_YAML[:start] + PIER_YAML[end:]).splitlines()
    yaml = "\n".join(line for line in lines if not line.startswith("  topics:"))
    listener = Listener(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    how = "There are no topics yet. tag with the number of a quote and a label makes one; “proposals” proposes some."
    for line in ("topics", "sources"):
        assert how in listener.type(line)
