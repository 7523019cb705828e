"""Proposed topics, said and heard."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from linear.listening import Listener
from topics.proposed import SUBJECTS, newsroom, write_newsroom

from explorer.model.records import Topic


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    """Somebody who hears an archive with proposals."""
    return Listener(newsroom(tmp_path / "newsroom"))


def test_proposals_are_said_with_why_and_a_number_finds_the_quotes(listener: Listener) -> None:
    heard = listener.type("proposals")
    assert "11 proposed topics, the best first." in heard
    assert "1. Ferry terminal: “ferry terminal” in 12 quotes, 6 articles" in heard
    assert "People ask about the ferry terminal every week" in listener.type("1")


def test_without_quotes_nothing_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "No topics are proposed." in Listener(tmp_path).type("proposals")


def topics(listener: Listener) -> dict[str, str | None]:
    return {topic.label: topic.matches for topic in listener.walk.snapshot.archive.all(Topic)}


def test_proposals_are_accepted_under_their_own_label_or_another_one_and_rejected_by_number(listener: Listener) -> None:
    listener.type("proposals")
    assert "Accepted the topic Ferry terminal: 12 quotes.\nType again to hear what is left.\n" == listener.type(
        "accept 1"
    )
    assert "Accepted the topic Harbour works: 12 quotes." in listener.type("accept 2 as Harbour works")
    assert "Rejected the topic Street lighting. It will not be proposed again." in listener.type("reject 3")
    assert {"Ferry terminal": 'about:"ferry terminal"', "Harbour works": 'about:"school meals"'} == topics(listener)
    heard = listener.type("again")
    assert "8 proposed topics" in heard
    assert not {"Ferry", "School", "Street"} & set(heard.split())

    assert "Undone: Rejected the topic Street lighting." in listener.type("undo")
    assert "9 proposed topics" in listener.type("again")
    listener.type("undo", "undo")
    assert {} == topics(listener)


def test_a_number_of_what_is_taken_by_now_takes_nothing_else(listener: Listener) -> None:
    listener.type("proposals", "accept 1")
    for again in ("accept 1", "reject 1"):
        assert "This topic is not proposed any more. Type again to hear what is.\n" == listener.type(again)
    assert ["Ferry terminal"] == list(topics(listener))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("accept", "Which one? Type accept and a number."),
        ("reject", "Which one? Type reject and a number."),
        ("accept 99", "There is no 99: the numbers here are 1 to 11."),
        ("accept 1 as", "Here accept takes the number of a proposed topic; as LABEL after it gives it another name."),
        (
            "accept 1 Harbour",
            "Here accept takes the number of a proposed topic; as LABEL after it gives it another name.",
        ),
        ("accept sure", "Here accept takes the number of a proposed topic; as LABEL after it gives it another name."),
        ("reject 1 2", "reject takes a number, not “2”."),
    ],
)
def test_what_can_not_be_meant_is_said_and_writes_nothing(listener: Listener, typed: str, said: str) -> None:
    listener.type("proposals")
    assert said in listener.type(typed)
    assert {} == topics(listener)


def test_what_new_articles_propose_is_heard(listener: Listener) -> None:
    listener.type("proposals", "accept 1")
    write_newsroom(listener.walk.snapshot.root, [*SUBJECTS, "lighthouse"])
    listener.type("trail")
    assert "11 proposed topics" in listener.type("again")
    assert "Lighthouse:" in listener.heard


def test_after_the_last_draft_the_proposals_are_pointed_at(tmp_path: Path) -> None:
    root = write_newsroom(tmp_path / "newsroom")
    file = root / "data/archive.yaml"
    records = yaml.safe_load(file.read_text(encoding="utf-8"))
    draft, *others = records["quotes"]
    quotes = [draft, *(quote | {"review": "reviewed"} for quote in others)]
    file.write_text(yaml.safe_dump(records | {"quotes": quotes}), encoding="utf-8")
    listener = Listener(root)
    assert "proposals" not in listener.type("drafts")
    assert "No draft is left. Type proposals for the topics" in listener.type("accept 1")
    assert "There are no drafts: every record was accepted. Type proposals for" in listener.type("again")
