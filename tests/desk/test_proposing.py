"""What an article has besides its records is proposed: what a quote has already, or was rejected, is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafting.drafted_archives import write_drafts

from explorer.desk.changing import change
from explorer.desk.proposing import proposing
from explorer.desk.reviewing import NotPossibleError, Step, rejecting, still_there
from explorer.files.record_edits import RemoveRecord
from explorer.model.records import Quote
from explorer.snapshot import Snapshot, read_again, read_snapshot


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_drafts(tmp_path))


def without(snapshot: Snapshot, *refs: str) -> Snapshot:
    change(snapshot, [RemoveRecord(ref) for ref in refs], "a step")
    return read_again(snapshot)


def proposed(snapshot: Snapshot) -> Snapshot:
    change(snapshot, proposing("levee", snapshot), "a step")
    return read_again(snapshot)


def words(snapshot: Snapshot) -> set[tuple[str, ...]]:
    return {quote.segments for quote in snapshot.archive.all(Quote)}


def test_what_is_in_a_quote_is_not_proposed_again(snapshot: Snapshot) -> None:
    with pytest.raises(NotPossibleError, match="in no quote yet"):
        proposing("levee", snapshot)


def test_what_is_in_no_quote_is_proposed_with_whom_it_needs(snapshot: Snapshot) -> None:
    less = without(snapshot, "quote/levee-1", "person/lonnie-beal", "quote/levee-2")
    again = proposed(less)
    assert words(snapshot) == words(again)
    assert "person/lonnie-beal" in again.archive.entries
    assert all(quote.review == "draft" for quote in again.archive.all(Quote))


def test_what_was_rejected_is_not_proposed_again(snapshot: Snapshot) -> None:
    step: Step = rejecting
    change(snapshot, step(snapshot.archive, still_there(snapshot.archive, ["quote/levee-4"])), "a step")
    less = without(read_again(snapshot), "quote/levee-1")
    then = proposed(less)
    assert words(snapshot) - words(then) == {("There is not enough sand,",)}


def test_an_article_without_a_text_is_said(snapshot: Snapshot) -> None:
    with pytest.raises(NotPossibleError, match="no text"):
        proposing("other", snapshot)
