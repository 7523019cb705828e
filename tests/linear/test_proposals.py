"""Proposed topics, said and heard."""

from __future__ import annotations

from pathlib import Path

from linear.listening import Listener
from topics.proposed import newsroom


def test_proposals_are_said_with_why_and_a_number_finds_the_quotes(tmp_path: Path) -> None:
    listener = Listener(newsroom(tmp_path / "newsroom").root)
    heard = listener.type("proposals")
    assert "11 proposed topics, the best first." in heard
    assert "1. Ferry terminal: “ferry terminal” in 12 quotes, 6 articles" in heard
    assert "People ask about the ferry terminal every week" in listener.type("1")


def test_without_quotes_nothing_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "No topics are proposed." in Listener(tmp_path).type("proposals")
