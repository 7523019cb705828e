"""A citation says why its record should not be relied on as it is, in one place for all formats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archives import write_archive
from citing.citables import cited_with

from explorer.checking.speakers.speaker_finding import MentionType, SpeakerFinding
from explorer.checking.verification import Finding, Status, Verification
from explorer.checking.wholeness.omissions import Omission, Omissions
from explorer.citing import Citable
from explorer.citing.citable import CODE_REMARKS, shortened
from explorer.citing.plain import plain
from explorer.model.archive import Archive
from explorer.model.problem_codes import CODES
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Accepted, Entry, Event, Person, Quote
from explorer.snapshot import read_snapshot

FOUND = Verification((Finding("text", "words", Status.VERBATIM),))
WEIGHTY = Omissions(after=Omission((), ("not", "Not", "about 40")))


def quote(**fields: object) -> Quote:
    usual = {"id": "q", "article": "a", "speech": "direct", "text": "words", "speaker": "p", "review": "reviewed"}
    return Quote(**{**usual, **fields})  # type: ignore[arg-type]


def remarks(record: Quote | Event, *codes: str, omissions: Omissions | None = None) -> list[str]:
    problems = [Problem(Place("data/a.yaml"), Severity.ERROR, code, "") for code in codes]
    found = FOUND if isinstance(record, Quote) else None
    given = {"omissions": {record.ref: omissions} if omissions else {}, "problems_of": {record.ref: problems}}
    return cited_with(Archive(), record, found, **given).remarks


def test_nothing_is_said_of_a_quote_without_doubts() -> None:
    assert remarks(quote(), "speech-unmarked") == []


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        ("speaker-mismatch", "not verified: the article has someone else say this"),
        ("words-spliced", "not verified: the article has other words of the speaker in between"),
        ("interpreter-unsaid", "the article says that an interpreter spoke"),
    ],
)
def test_a_problem_goes_along(code: str, remark: str) -> None:
    assert remarks(quote(), code, code) == [remark]


def test_each_code_that_is_put_in_words_is_one_of_a_check() -> None:
    assert set(CODE_REMARKS) <= set(CODES)


def test_a_mismatch_is_said_once() -> None:
    """The status says less of it."""
    record = quote(speaker="p")
    found = Verification(
        (Finding("text", "words", Status.VERBATIM),), SpeakerFinding(MentionType.UNNAMED, code="speaker-mismatch")
    )
    problem = Problem(Place("data/a.yaml"), Severity.ERROR, "speaker-mismatch", "")

    told: list[dict[str, list[Problem]]] = [{record.ref: [problem]}, {}]
    said = [cited_with(Archive(), record, found, problems_of=problems).remarks for problems in told]
    assert said == [
        ["not verified: the article has someone else say this"],
        ["not verified: the article does not attribute the words as given here"],
    ]


def test_words_left_out_that_weigh_are_named() -> None:
    """Unless the curator has answered for them."""
    answered = quote(accepts=(Accepted(code="words-left-out", because="said again later"),))

    assert remarks(quote(), omissions=WEIGHTY) == ["leaves out “not”, “about 40”"]
    assert remarks(answered, omissions=WEIGHTY) == []


def test_the_note_comes_last() -> None:
    assert remarks(quote(review="disputed", note="Two\n readings.")) == ["disputed", "note: Two readings."]


def test_a_draft_of_an_event_says_so() -> None:
    assert remarks(Event(id="e", name="Talks", review="draft")) == ["draft"]


@pytest.mark.parametrize(
    ("note", "short"),
    [
        ("A short note.", "A short note."),
        ("Mr. Lee of the U.S. said so. " + "More and more " * 60, "Mr. Lee of the U.S. said so. …"),
        ("Stopped. " * 60, "Stopped. " * 26 + "…"),
        # A sentence is cut only when it is longer than any should be.
        ("It may not " * 40 + "be so. Or may.", "It may not " * 40 + "be so. …"),
        ("Mr. Lee of the U.S. said " + "more and " * 60, "Mr. Lee of the U.S. said " + "more and " * 50 + "more …"),
    ],
)
def test_a_long_note_is_cut_after_a_sentence(note: str, short: str) -> None:
    """So that half of a warning never says the opposite of the whole; and that it was cut is said."""
    assert shortened(note) == short


def test_what_a_snapshot_knows_of_a_quote_is_in_its_citation(tmp_path: Path) -> None:
    text = "Pier\n\n“We will not sail at dawn, and the pier stays shut,” Ana Ruiz said.\n"
    yaml = """\
articles: [{id: a, file: a.txt, headline: Pier}]
people: [{id: p, name: Ana Ruiz}]
quotes: [{id: q, article: a, speech: direct, text: sail at dawn, speaker: p, review: reviewed}]
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"a.txt": text}, yaml))
    (record,) = snapshot.archive.all(Quote)

    said = plain(Citable(snapshot, record))
    assert said.startswith("“[…] sail at dawn […]” — Ana Ruiz, “Pier”, para. 2 [leaves out “will”, “not”]")


def test_both_versions_of_what_somebody_said_have_the_other(tmp_path: Path) -> None:
    """Which of them is right, nobody knows. One that was looked into is no doubt."""
    text = "Pier\n\n“We would %s have sailed that day from the harbour,” Ana Ruiz said.\n"
    yaml = """\
articles: [{id: a, file: a.txt, headline: Pier}, {id: b, file: b.txt, headline: Pier}]
people: [{id: p, name: Ana Ruiz}]
defaults: {quotes: {speech: direct, speaker: p, review: reviewed}}
quotes:
- {id: q, article: a, text: "We would not have sailed that day from the harbour,"}
- {id: r, article: b, text: "We would gladly have sailed that day from the harbour,"%s}
"""
    for answer, said in (
        ("", [["the speaker says something else in quote/r"], ["the speaker says something else in quote/q"]]),
        (", accepts: [{code: same-words, because: a says so of itself}]", [[], []]),
    ):
        texts = {"a.txt": text % "not", "b.txt": text % "gladly"}
        snapshot = read_snapshot(write_archive(tmp_path / str(len(answer)), texts, yaml % answer))
        assert [Citable(snapshot, record).remarks for record in snapshot.archive.all(Quote)] == said


@pytest.mark.parametrize("field", ["name", "role"])
def test_a_word_that_the_article_lacks_is_cited_in_brackets(field: str) -> None:
    """The alias has to be the article's; the curator's word stands in the name or the role."""
    given: Any = {"name": "source (Tuesday)", field: "A senior administration [official]"}
    person = Person(id="p", type="anonymous", aliases=("a senior administration",), **given)
    other = Person(id="p", type="anonymous", aliases=("an aide",), **given)

    assert plain(_cited(person)).startswith("“words” — a senior administration [official], ")
    assert plain(_cited(other)).startswith("“words” — an aide, ")


def _cited(person: Person) -> Citable:
    record = quote()
    archive = Archive(Entry(each, Place("data/a.yaml")) for each in (person, record))
    return cited_with(archive, record, FOUND)
