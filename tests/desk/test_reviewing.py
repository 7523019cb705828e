"""Drafts are accepted, mended and rejected by edits of what they are about, and of nothing else."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import write_archive
from drafting.drafted_archives import write_drafts
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.desk.changing import NotWrittenError, SetFields, change
from explorer.desk.guesses import KnownGuesses, guess_of, guesses_of
from explorer.desk.reviewing import (
    NotPossibleError,
    NotQuoted,
    Step,
    accepting,
    drafts,
    followed,
    held,
    merging,
    queue,
    rejecting,
    splitting,
    spoken_by,
    staying,
    still_there,
)
from explorer.desk.undoing import undo
from explorer.drafting.drafted import DraftedQuote
from explorer.files.belonging import REJECTED
from explorer.model.records import Anchor, Article, Event, Person, Quote, Rejection
from explorer.snapshot import Snapshot, read_again, read_snapshot


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_drafts(tmp_path))


def after(snapshot: Snapshot, step: Step, *refs: str) -> Snapshot:
    change(snapshot, step(snapshot.archive, still_there(snapshot, refs)), "a step")
    return read_again(snapshot)


def left(snapshot: Snapshot) -> list[str]:
    return [draft.ref for draft in drafts(snapshot)]


def person(snapshot: Snapshot, id: str) -> Person:
    found = snapshot.archive.get(Person, id)
    assert found
    return found


def quote(snapshot: Snapshot, id: str) -> Quote:
    found = snapshot.archive.get(Quote, id)
    assert found
    return found


def test_drafts_are_in_the_order_of_the_text_and_their_people_are_no_rows_of_their_own(snapshot: Snapshot) -> None:
    assert [f"quote/levee-{n}" for n in range(1, 7)] == left(snapshot)
    assert snapshot.archive.drafts > 6


def test_accepting_a_quote_accepts_a_new_speaker_who_has_nothing_but_a_name(snapshot: Snapshot) -> None:
    then = after(snapshot, accepting, "quote/levee-1", "quote/levee-4")
    beal, volunteer = person(then, "lonnie-beal"), person(then, "volunteer-levee")
    assert ("reviewed", "draft", "reviewed") == (quote(then, "levee-1").review, beal.review, volunteer.review)
    assert beal == person(snapshot, "lonnie-beal"), "the role that nobody looked at is still proposed"
    assert [*(f"quote/levee-{n}" for n in (2, 3, 5, 6)), "person/lonnie-beal"] == left(then)
    seen = after(then, accepting, "person/lonnie-beal")
    assert "reviewed" == person(seen, "lonnie-beal").review


def test_what_is_accepted_and_what_stays_is_said(snapshot: Snapshot) -> None:
    assert "role of Lonnie Beal" == staying(snapshot.archive, quote(snapshot, "levee-1"))
    assert "" == staying(snapshot.archive, quote(snapshot, "levee-4"))
    beal = person(snapshot, "lonnie-beal")
    assert "Lonnie Beal · named · role: retired welder" == held(snapshot.archive, beal)


def test_of_a_rejected_person_who_speaks_the_name_stays_and_nobody_names_another(snapshot: Snapshot) -> None:
    then = after(after(snapshot, accepting, "quote/levee-1"), rejecting, "person/lonnie-beal")
    assert Person(id="lonnie-beal", name="Lonnie Beal", type="named") == person(then, "lonnie-beal")
    gone = after(then, rejecting, "quote/levee-4", "quote/levee-6")
    alone = after(after(gone, rejecting, "quote/levee-5"), rejecting, "quote/levee-6")
    assert alone.archive.get(Person, "volunteer-levee") is None


BRIEFING = """\
articles:
- {id: pier, file: pier.txt, headline: Pier}
people:
- {id: ana-ruiz, name: Ana Ruiz, role: made the pier, review: draft}
- {id: jon-aune, name: Jon Aune, review: draft}
events:
- id: briefing
  name: Briefing
  participants: [ana-ruiz]
  evidence: [{article: pier, text: at a briefing}]
  review: draft
quotes:
- {id: one, article: pier, speech: direct, text: It holds., speaker: ana-ruiz, event: briefing, review: draft}
- {id: two, article: pier, speech: direct, text: It leaks., speaker: jon-aune, event: briefing, review: draft}
"""


@pytest.fixture
def briefing(tmp_path: Path) -> Snapshot:
    text = "Pier\n\n“It holds.” “It leaks.” They spoke at a briefing.\n"
    return read_snapshot(write_archive(tmp_path, {"pier.txt": text}, {"archive.yaml": BRIEFING}))


def test_an_event_does_not_keep_the_participant_who_was_corrected_away(briefing: Snapshot) -> None:
    then = after(briefing, lambda archive, given: spoken_by("jon-aune", archive, given), "quote/one")
    event = then.archive.get(Event, "briefing")
    assert event
    assert (("jon-aune",), "draft") == (event.participants, event.review)
    assert then.archive.get(Person, "ana-ruiz") is None
    accepted = after(then, accepting, "quote/one", "quote/two")
    assert ["event/briefing"] == left(accepted)
    assert "Briefing · participants: Jon Aune · evidence: “at a briefing”" == held(accepted.archive, event)
    without = after(accepted, rejecting, "event/briefing")
    assert (None, None) == (quote(without, "one").event, without.archive.get(Event, "briefing"))


def test_a_rejected_quote_takes_its_participant_along_and_the_last_one_its_event(briefing: Snapshot) -> None:
    then = after(briefing, rejecting, "quote/one")
    event = then.archive.get(Event, "briefing")
    assert event
    assert ((), None) == (event.participants, then.archive.get(Person, "ana-ruiz"))
    assert [] == left(after(then, rejecting, "quote/two"))
    assert {"article/pier"} == set(read_again(then).archive.entries)


def test_an_event_that_goes_may_name_a_participant_who_is_not_there(tmp_path: Path) -> None:
    written = BRIEFING.replace("[ana-ruiz]", "[ghost, ana-ruiz]").replace(
        "speaker: jon-aune, event: briefing", "speaker: jon-aune"
    )
    root = write_archive(tmp_path, {"pier.txt": "Pier\n\n“It holds.” “It leaks.”\n"}, {"archive.yaml": written})
    assert ["quote/two"] == left(after(read_snapshot(root), rejecting, "quote/one"))


def test_what_is_rejected_is_remembered_and_takes_along_whom_nobody_else_names(snapshot: Snapshot) -> None:
    rejected = quote(snapshot, "levee-1")
    then = after(snapshot, rejecting, "quote/levee-1")
    article = then.archive.get(Article, "levee")
    assert article
    assert () == article.not_quoted
    remembered = Rejection(article="levee", speaker="lonnie-beal", text=rejected.text)
    assert [remembered] == then.archive.rejected
    assert then.archive.get(Person, "lonnie-beal") is None
    assert not any(guess.quote.segments == rejected.segments for guess in guesses(then))
    undo(then.root)
    again = read_again(then)
    assert ([], False) == (again.archive.rejected, (again.root / REJECTED).exists())
    assert rejected == quote(again, "levee-1")


def test_nothing_is_written_outside_of_the_archive(
    snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "theirs.yaml"
    other.write_text("[]\n")
    (snapshot.root / REJECTED).symlink_to(other)
    linked = read_again(snapshot)
    assert "outside-archive" in {each.code for each in linked.problems}
    with pytest.raises(NotWrittenError, match="leads out"):
        after(linked, rejecting, "quote/levee-1")
    assert "[]\n" == other.read_text()


def test_words_of_a_rejected_draft_are_told_as_open_and_not_as_unmarked(snapshot: Snapshot) -> None:
    then = after(snapshot, rejecting, "quote/levee-1")
    codes = {problem.code for problem in then.problems} - {problem.code for problem in snapshot.problems}
    assert {"span-open", "speaker-unknown"} == codes


def guesses(snapshot: Snapshot) -> list:  # type: ignore[type-arg]
    article = snapshot.archive.get(Article, "levee")
    assert article
    (found,) = guesses_of(snapshot, [article])
    return list(found[1].values())


def test_a_quote_is_split_at_its_segments_and_merged_again(snapshot: Snapshot) -> None:
    then = after(snapshot, splitting, "quote/levee-1")
    assert "I never was so glad to see a stick not move," == quote(then, "levee-1").text
    assert "It just quit." == quote(then, "levee-1-2").text
    assert quote(then, "levee-1").speaker == quote(then, "levee-1-2").speaker
    again = after(then, merging, "quote/levee-1", "quote/levee-1-2")
    assert quote(snapshot, "levee-1") == quote(again, "levee-1")
    assert left(snapshot) == left(again)


def test_one_run_of_words_can_not_be_split(snapshot: Snapshot) -> None:
    with pytest.raises(NotPossibleError, match="one run of words"):
        splitting(snapshot.archive, still_there(snapshot, ["quote/levee-2"]))


def test_somebody_else_speaks_from_the_archive_or_anew(snapshot: Snapshot) -> None:
    def by(who: str) -> Step:
        return lambda archive, given: spoken_by(who, archive, given)

    then = after(snapshot, by("theresa-quill"), "quote/levee-1")
    assert "theresa-quill" == quote(then, "levee-1").speaker
    assert then.archive.get(Person, "lonnie-beal") is None, "a draft whom nobody refers to any more goes"
    anew = after(then, by("Ana Ruiz"), "quote/levee-1")
    ruiz = anew.archive.get(Person, "ana-ruiz")
    assert ruiz
    assert ("Ana Ruiz", "named", "draft") == (ruiz.name, ruiz.type, ruiz.review)


def test_a_draft_that_is_gone_is_said(snapshot: Snapshot) -> None:
    with pytest.raises(NotPossibleError, match="changed meanwhile"):
        still_there(snapshot, ["quote/levee-99"])


def test_the_reason_of_a_draft_is_found_again_until_its_words_change(snapshot: Snapshot) -> None:
    article = snapshot.archive.get(Article, "levee")
    assert article
    ((_, known),) = guesses_of(snapshot, [article])
    found = guess_of(snapshot, quote(snapshot, "levee-3"), known)
    assert found
    assert "she said" in found.because
    assert guess_of(snapshot, quote(snapshot, "levee-2"), {}) is None


def test_where_all_is_known_the_archive_is_not_looked_at(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each draft that is said asks."""

    def refuse(*_: object) -> None:
        raise AssertionError("all people are read")

    monkeypatch.setattr("explorer.desk.guesses.KnownRecords", refuse)
    assert [] == list(guesses_of(snapshot, []))


def test_what_is_guessed_is_known_until_the_text_of_its_article_changes(snapshot: Snapshot) -> None:
    known, given = KnownGuesses(), drafts(snapshot)
    (article,) = known.unknown(snapshot, given)
    assert known.of(snapshot, given[0]) is None
    known.learn(article.id, snapshot.texts[article.id], dict(next(guesses_of(snapshot, [article]))[1]))
    assert known.are_known(snapshot, given)
    guess = known.of(snapshot, given[0])
    assert isinstance(guess, DraftedQuote)
    assert "sure" == guess.confidence
    text = snapshot.root / "seeds" / "levee.txt"
    text.write_bytes(text.read_bytes() + b"\nThe river fell.\n")
    then = read_again(snapshot)
    assert [article.id] == [each.id for each in known.unknown(then, drafts(then))]


def test_what_stands_around_a_quote_goes_with_its_first_and_its_last_segment(snapshot: Snapshot) -> None:
    around = {"prefix": "“", "suffix": "” Beal said"}
    change(snapshot, [SetFields("quote/levee-1", {"at": around})], "a step")
    then = after(read_again(snapshot), splitting, "quote/levee-1")
    assert Anchor(prefix="“") == quote(then, "levee-1").at
    assert Anchor(suffix="” Beal said") == quote(then, "levee-1-2").at
    again = after(then, merging, "quote/levee-1", "quote/levee-1-2")
    assert Anchor(**around) == quote(again, "levee-1").at


REBECCA = ["He showed the film “Rebecca” in May.", "Her book is called “Rebecca”. It holds."]
ROWS = (
    "articles: [{id: pier, file: pier.txt, headline: Pier, not_quoted: [Rebecca, May], not_quoted_drafts: [Rebecca]}]"
)


def disowned(tmp_path: Path) -> Snapshot:
    text = "Pier\n\n" + "\n\n".join(REBECCA)
    return read_snapshot(write_archive(tmp_path, {"pier.txt": text}, {"a.yaml": f"{ROWS}  # mine\n"}))


def rebecca(snapshot: Snapshot) -> Article:
    article = snapshot.archive.get(Article, "pier")
    assert article
    return article


def test_what_is_proposed_as_nobodys_is_a_draft_that_is_accepted_or_taken_back_and_that_is_undone(
    tmp_path: Path,
) -> None:
    snapshot = disowned(tmp_path)
    (draft,) = drafts(snapshot)
    assert isinstance(draft, NotQuoted)
    assert ("Rebecca", 2, 1) == (draft.words, len(draft.passages), snapshot.archive.drafts)

    then = after(snapshot, accepting, draft.ref)
    assert (("Rebecca", "May"), ()) == (rebecca(then).not_quoted, rebecca(then).not_quoted_drafts)
    assert [] == drafts(then)
    with pytest.raises(NotPossibleError, match="changed meanwhile"):
        still_there(then, [draft.ref])
    undo(then.root)
    assert f"{ROWS}  # mine\n" == (tmp_path / "data" / "a.yaml").read_text(encoding="utf-8")

    then = after(read_again(then), rejecting, draft.ref)
    assert (("May",), ()) == (rebecca(then).not_quoted, rebecca(then).not_quoted_drafts)
    assert ["Rebecca", "Rebecca"] == [then.texts["pier"].text[s.start : s.end] for s in then.coverage["pier"].open]


def test_what_was_proposed_as_nobodys_becomes_a_draft_of_whoever_is_said_to_speak(tmp_path: Path) -> None:
    snapshot = disowned(tmp_path)
    change(snapshot, spoken_by("Ana Ruiz", snapshot.archive, drafts(snapshot)), "a step")
    then = read_again(snapshot)
    (quote,) = then.archive.all(Quote)
    assert ("Rebecca", "ana-ruiz", "partial", "draft") == (quote.text, quote.speaker, quote.speech, quote.review)
    at = then.verifications[quote.ref].passages[0]
    assert at
    assert then.texts["pier"].text.index("Rebecca") == at.start, "the first of several places"
    assert ("May",) == rebecca(then).not_quoted


def test_what_somebody_wrote_as_nobodys_is_no_draft(tmp_path: Path) -> None:
    """Nor is what is no longer in `not_quoted`."""
    rows = ROWS.replace("not_quoted_drafts: [Rebecca]", "not_quoted_drafts: [gone]")
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": "Pier\n\n" + REBECCA[0]}, {"a.yaml": rows}))
    assert ([], 0) == (drafts(snapshot), snapshot.archive.drafts)


HARBOUR = """\
Harbour to be dredged

“The harbour silts up,” said Ana Ruiz. “We dredge in May.”

Ben Sole, who fishes there, said that “nobody asked the fishers” before the vote.

A sign says “Keep off”. “Keep off” is what they read.
"""
HARBOUR_YAML = """\
articles:
  - {id: harbour, file: harbour.txt, headline: Harbour to be dredged, published: 2024-03-10,
     not_quoted: ["Keep off"], not_quoted_drafts: ["Keep off"]}
people:
  - {id: ana-ruiz, name: Ana Ruiz, type: named, role: harbour master, review: draft}
  - {id: ben-sole, name: Ben Sole, type: named, review: draft}
  - {id: theresa-vale, name: Theresa Vale, type: named, review: draft}
events:
  - {id: vote, name: The vote, review: draft, participants: [ben-sole]}
quotes:
  - {id: silts, article: harbour, speaker: ana-ruiz, speech: direct, review: draft,
     text: ["The harbour silts up,", "We dredge in May."]}
  - {id: fishers, article: harbour, speaker: ben-sole, speech: partial, event: vote, addressees: [theresa-vale],
     text: nobody asked the fishers, review: draft}
"""
STEPS: dict[str, Step] = {
    "accept": accepting,
    "reject": rejecting,
    "split": splitting,
    "merge": merging,
    "who": partial(spoken_by, "Cleo Park"),
    "who is known": partial(spoken_by, "ana-ruiz"),
}


@given(st.lists(st.tuples(st.sampled_from([*STEPS, "undo"]), st.integers(0, 20)), min_size=1, max_size=8))
@settings(max_examples=tries(60))
def test_a_queue_that_follows_an_edit_is_as_a_new_one(steps: list[tuple[str, int]]) -> None:
    """However drafts are accepted, rejected and mended, and that is undone."""
    with TemporaryDirectory() as folder:
        root = write_drafts(Path(folder))
        (root / "seeds/harbour.txt").write_text(HARBOUR)
        (root / "data/harbour.yaml").write_text(HARBOUR_YAML)
        before = read_snapshot(root)
        listed = queue(before)
        for name, number in steps:
            given = listed.drafts[number % len(listed.drafts) :][:2] if listed.drafts else ()
            with suppress(NotPossibleError, NotWrittenError):
                if name == "undo":
                    undo(before.root)
                elif len(given) > (name == "merge"):
                    change(before, STEPS[name](before.archive, given if name == "merge" else given[:1]), "a step")
            now = read_again(before)

            assert followed(listed, before, now) == queue(now)
            before, listed = now, queue(now)


def test_a_queue_is_made_anew_where_an_article_came_or_went(snapshot: Snapshot) -> None:
    (snapshot.root / "seeds/harbour.txt").write_text(HARBOUR)
    (snapshot.root / "data/harbour.yaml").write_text(HARBOUR_YAML)
    more = read_again(snapshot)
    (snapshot.root / "data/harbour.yaml").unlink()

    assert followed(queue(more), more, read_again(more)) is None
    assert followed(queue(snapshot), snapshot, more) == queue(more)
