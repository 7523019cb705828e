"""Notes and warnings that a curator has seen and answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.checking.verification import Status
from explorer.citing.citable import Citable
from explorer.cli.show_command import card
from explorer.exporting.cautions import Caution, cautions
from explorer.model.problems import Replacement, Severity
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot, read_again, read_snapshot

# Each makes one note or warning; where it can be accepted, by which code.
MARKED = ("text: not my favourite subject", "text: called the pier the heart of the harbour")
LATE = ("headline: Pier to be rebuilt", "headline: Pier to be rebuilt, published: 2024-03-01")


def read(root: Path, *changes: tuple[str, str]) -> Snapshot:
    yaml = PIER_YAML
    for old, new in changes:
        assert yaml.count(old) == 1, old
        yaml = yaml.replace(old, new)
    return read_snapshot(write_archive(root, {"pier.txt": PIER}, yaml))


def accepting(code: str, because: str = "seen") -> str:
    return f"accepts: [{{code: {code}, because: {because}}}]"


def at_quote(code: str) -> tuple[str, str]:
    return "  topics: [city-budget]", f"  topics: [city-budget]\n  {accepting(code)}"


def at_article(code: str) -> tuple[str, str]:
    return "id: pier, file", f"id: pier, {accepting(code)}, file"


def codes(snapshot: Snapshot) -> set[str]:
    return {problem.code for problem in snapshot.problems}


@pytest.mark.parametrize(
    ("made", "answer", "code"),
    [
        (MARKED, at_quote("speech-unmarked"), "speech-unmarked"),
        (MARKED, at_article("speech-unmarked"), "speech-unmarked"),
        (MARKED, at_article("span-open"), "span-open"),
        (LATE, at_article("date-late"), "date-late"),
    ],
)
def test_what_is_accepted_is_told_no_more(
    tmp_path: Path, made: tuple[str, str], answer: tuple[str, str], code: str
) -> None:
    """At the record itself, or for a quote at its article; it is kept apart, and whatever else was told stays."""
    before = read(tmp_path / "before", made)
    after = read(tmp_path / "after", made, answer)
    assert code in codes(before)
    assert codes(before) - {code} == codes(after)
    assert [code] * len(after.accepted) == [problem.code for problem in after.accepted]
    assert len(before.problems) == len(after.problems) + len(after.accepted)


def test_an_error_stays_whatever_accepts_it(tmp_path: Path) -> None:
    """And the answer is an error of its own."""
    snapshot = read(tmp_path, ("text: not my favourite", "text: not my favorite"), at_quote("quote-altered"))
    assert {"quote-altered", "wrong-code"} <= codes(snapshot)
    assert "can't be accepted" in next(found.message for found in snapshot.problems if found.code == "wrong-code")


def test_an_unknown_code_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    """At the word itself."""
    snapshot = read(tmp_path, MARKED, at_quote("speech-unmaked"))
    (found,) = (found for found in snapshot.problems if found.code == "wrong-code")
    assert Replacement("speech-unmaked", "speech-unmarked") == found.meant
    line = (tmp_path / "data" / "archive.yaml").read_text(encoding="utf-8").split("\n")[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("speech-unmaked")
    assert "speech-unmarked" in codes(snapshot)


def test_an_answer_to_nothing_is_a_note(tmp_path: Path) -> None:
    """It may be left from what has been put right since."""
    assert {"accepts-unused"} == codes(read(tmp_path, at_quote("speech-unmarked")))


def test_an_answer_is_not_called_unused_while_it_is_not_known(tmp_path: Path) -> None:
    """Without the article's text nothing can be found that there is to accept."""
    snapshot = read(tmp_path, at_quote("speech-unmarked"), at_article("span-open"))
    (tmp_path / "seeds" / "pier.txt").unlink()
    assert {"no-article-text"} == codes(read_again(snapshot))


@pytest.mark.parametrize(
    "answer", ["{code: span-open}", "{code: span-open, because: ''}", "{because: seen}", "span-open"]
)
def test_an_answer_needs_a_code_and_a_reason(tmp_path: Path, answer: str) -> None:
    """Else it answers nothing."""
    snapshot = read(tmp_path, MARKED, ("id: pier, file", f"id: pier, accepts: [{answer}], file"))
    assert "span-open" in codes(snapshot)
    assert {"missing-field", "wrong-type"} & codes(snapshot)
    assert () == tuple(snapshot.accepted)


MISREAD = """\
articles:
- {id: a, file: a.txt, headline: Pier%s}
people:
- {id: ruiz, name: Ana Ruiz}
- {id: okafor, name: Ben Okafor}
quotes:
- {id: q, article: a, speech: direct, text: "It holds,", speaker: ruiz, attribution: Okafor said%s}
"""
ACCEPTED = ', accepts: [{code: speaker-mismatch, because: "Okafor reads her letter out"}]'


def misread(root: Path, article: str = "", quote: str = "") -> Snapshot:
    text = "Pier\n\n“It holds,” Okafor said.\n"
    return read_snapshot(write_archive(root, {"a.txt": text}, MISREAD % (article, quote)))


def test_an_error_of_the_reading_is_accepted_by_the_quote_that_has_it(tmp_path: Path) -> None:
    """It is no error any more, and is said with the reason wherever the status is."""
    before, after = misread(tmp_path / "before"), misread(tmp_path / "after", quote=ACCEPTED)
    assert Status.MISATTRIBUTED is before.verifications["quote/q"].status
    assert Status.VERBATIM is after.verifications["quote/q"].status
    assert {} == after.astray
    assert codes(before) - {"speaker-mismatch"} == codes(after)
    (told,) = after.accepted_errors
    said = "speaker: the article has Ben Okafor say this (Okafor), not Ana Ruiz"
    assert f"accepted: Okafor reads her letter out ({said})" == told.message
    assert Severity.NOTE is told.severity
    quote = after.archive.find("quote/q")
    assert quote
    assert "verbatim, paragraph 2; accepted: Okafor reads her letter out" in card(after, quote)
    assert "attribution accepted: Okafor reads her letter out" in Citable(after, quote).remarks
    assert [] == list(cautions_but_drafts(after, quote))


def cautions_but_drafts(snapshot: Snapshot, record: AnyRecord) -> Iterator[Caution]:
    return (caution for caution in cautions(snapshot, record) if caution is not Caution.DRAFT)


def test_no_article_accepts_an_error_for_its_quotes(tmp_path: Path) -> None:
    snapshot = misread(tmp_path, article=ACCEPTED)
    assert {"speaker-mismatch", "wrong-code"} <= codes(snapshot)
    assert "only the quote" in next(each.message for each in snapshot.problems if each.code == "wrong-code")


@pytest.mark.parametrize("reason", ["", ", because: ''"])
def test_an_error_is_not_accepted_without_a_reason(tmp_path: Path, reason: str) -> None:
    snapshot = misread(tmp_path, quote=f", accepts: [{{code: speaker-mismatch{reason}}}]")
    assert "speaker-mismatch" in codes(snapshot)
    assert Status.MISATTRIBUTED is snapshot.verifications["quote/q"].status
