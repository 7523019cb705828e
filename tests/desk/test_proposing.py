"""What an article has besides its records is proposed: what a quote has already, or was rejected, is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from drafting.drafted_archives import write_drafts

from explorer.desk.adding import proposing
from explorer.desk.changing import change
from explorer.desk.reviewing import NotPossibleError, Step, rejecting, spoken_by, still_there
from explorer.files.record_edits import RemoveRecord, RenameId, SetFields
from explorer.model.records import Event, Person, Quote
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
    with pytest.raises(NotPossibleError, match="everything found is in a quote"):
        proposing("levee", snapshot)


def test_what_is_in_no_quote_is_proposed_with_whom_it_needs(snapshot: Snapshot) -> None:
    less = without(snapshot, "quote/levee-1", "person/lonnie-beal", "quote/levee-2")
    again = proposed(less)
    assert words(snapshot) == words(again)
    assert "person/lonnie-beal" in again.archive.entries
    assert all(quote.review == "draft" for quote in again.archive.all(Quote))


def test_what_was_rejected_is_not_proposed_again(snapshot: Snapshot) -> None:
    step: Step = rejecting
    change(snapshot, step(snapshot.archive, still_there(snapshot, ["quote/levee-4"])), "a step")
    less = without(read_again(snapshot), "quote/levee-1")
    then = proposed(less)
    assert words(snapshot) - words(then) == {("There is not enough sand,",)}


def rejected(snapshot: Snapshot, ref: str) -> Snapshot:
    change(snapshot, rejecting(snapshot.archive, still_there(snapshot, [ref])), "a step")
    return read_again(snapshot)


def test_the_same_words_may_be_proposed_for_another_speaker(snapshot: Snapshot) -> None:
    change(snapshot, spoken_by("theresa-quill", snapshot.archive, still_there(snapshot, ["quote/levee-1"])), "")
    less = rejected(read_again(snapshot), "quote/levee-1")
    again = proposed(less)
    assert words(snapshot) == words(again)
    with pytest.raises(NotPossibleError, match="or was rejected"):
        proposing("levee", rejected(again, "quote/levee-1"))


def test_an_event_is_proposed_without_the_speaker_of_a_rejected_quote(tmp_path: Path) -> None:
    text = (
        "Levee\n\n“It held,” Lonnie Beal said at a news conference in Granby on Friday.\n\n"
        "“We need you,” Theresa Quill said at the news conference.\n"
    )
    archive = {"a.yaml": "articles:\n- {id: levee, file: levee.txt, headline: Levee}\n"}
    snapshot = read_snapshot(write_archive(tmp_path, {"levee.txt": text}, archive))
    both = proposed(snapshot)
    (event,) = both.archive.all(Event)
    assert ("lonnie-beal", "theresa-quill") == event.participants
    less = rejected(both, next(quote.ref for quote in both.archive.all(Quote) if quote.speaker == "theresa-quill"))
    refs = [each for each in less.archive.entries if not each.startswith("article/")]
    again = proposed(without(less, *refs))
    assert [("lonnie-beal",)] == [each.participants for each in again.archive.all(Event)]
    assert ["lonnie-beal"] == [each.id for each in again.archive.all(Person)]


def test_a_rejection_outlives_a_changed_text_and_new_ids(snapshot: Snapshot) -> None:
    less = rejected(snapshot, "quote/levee-4")
    seed = less.root / "seeds" / "levee.txt"
    seed.write_text(f"Updated\n\n{seed.read_text()}")
    change(read_again(less), [RenameId("article/levee", "granby")], "a step")
    then = read_again(less)
    assert ["granby"] == [each.article for each in then.archive.rejected]
    with pytest.raises(NotPossibleError, match="or was rejected"):
        proposing("granby", then)
    seed.write_text(seed.read_text().replace("not enough sand", "not enough clay"))
    change(read_again(then), proposing("granby", read_again(then)), "a step")
    assert ("There is not enough clay,",) in words(read_again(then))


def test_of_words_that_stand_twice_only_the_rejected_ones_are_left_out(tmp_path: Path) -> None:
    said = "“We will not leave,” said Lonnie Beal.\n"
    text = f"Levee\n\n{said}\nThe rain went on.\n\n{said}"
    archive = {"a.yaml": "articles:\n- {id: levee, file: levee.txt, headline: Levee}\n"}
    snapshot = read_snapshot(write_archive(tmp_path, {"levee.txt": text}, archive))
    both = proposed(snapshot)
    first, second = (both.verifications[quote.ref].passages for quote in both.archive.all(Quote))
    less = rejected(both, next(both.archive.all(Quote)).ref)
    again = proposed(without(less, *(quote.ref for quote in less.archive.all(Quote)), "person/lonnie-beal"))
    assert [second] == [again.verifications[quote.ref].passages for quote in again.archive.all(Quote)]
    assert first != second


def test_what_is_kept_back_as_nobodys_words_is_named(snapshot: Snapshot) -> None:
    """As rejecting a draft once wrote it there."""
    change(snapshot, [SetFields("article/levee", {"not_quoted": ["heartbreaking"]}), RemoveRecord("quote/levee-5")], "")
    with pytest.raises(NotPossibleError, match="not_quoted keeps back “heartbreaking”; take out what somebody says"):
        proposing("levee", read_again(snapshot))


def test_an_article_without_a_text_is_said(snapshot: Snapshot) -> None:
    with pytest.raises(NotPossibleError, match="no text"):
        proposing("other", snapshot)
