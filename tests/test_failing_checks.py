"""A check that fails by a mistake in the program costs the check of one record, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest
from archives import PIER, PIER_YAML, SECOND, SECOND_YAML, write_archive
from linear.listening import Listener

from explorer.checking import checks, finding
from explorer.checking.verification import Status
from explorer.cli import main
from explorer.exporting.cautions import Caution, cautions
from explorer.lsp.live import LiveArchive
from explorer.model.failures import Failures, Guard
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Kind
from explorer.model.timeline import Moment
from explorer.processes import Processes
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import as_kept, keep, read_kept
from explorer.ui.app import ExplorerApp

# The function in which each check fails, for the record with this ref.
FAILING = {
    "verification": ("explorer.checking.verifying._Verifier._quote", "quote/ruiz-budget"),
    "speaker": ("explorer.checking.speakers.checker.SpeakerChecker.check", "quote/ruiz-budget"),
    "coverage": ("explorer.checking.covering.spoken", "article/pier"),
    "omissions": ("explorer.checking.wholeness.finding._Article._left_out", "quote/ruiz-budget"),
    "repeats": ("explorer.checking.repeats.relating._Relating._pair", "quote/ruiz-budget"),
    "dates": ("explorer.checking.date_conflicts._of_quote", "quote/ruiz-rebuild"),
    "names": ("explorer.checking.names._keys", "person/ana-ruiz"),
    "labels": ("explorer.checking.names._label", "topic/harbour"),
    "quotes": ("explorer.checking.quote_problems._marked", "quote/ruiz-budget"),
    "stated dates": ("explorer.checking.stated_dates._StatedDates.states", "event/opening"),
    "interpreters": ("explorer.checking.interpreters._of_article", "article/pier"),
    "words left out": ("explorer.checking.wholeness.problems._of_quote", "quote/ruiz-short"),
    "same words": ("explorer.checking.repeats.problems._same_words", "quote/ruiz-budget"),
    "same_as": ("explorer.checking.repeats.problems._are_alike", "quote/ruiz-budget"),
    "articles’ heads": ("explorer.checking.article_files._of_article", "article/pier"),
    "articles’ files": ("explorer.checking.article_files._digest_problems", "article/pier"),
    "speech of articles": ("explorer.checking.coverage_problems._of_article", "article/pier"),
    "cut texts": ("explorer.checking.cut_texts._cut", "quote/ruiz-short"),
    "text": ("explorer.files.seed_files.Seeds.read", "article/pier"),
    "topics": ("explorer.topics.filling.Filling.answered", "quote/ruiz-budget"),
}
QUOTES = {f"quote/{id}" for id in ("ruiz-rebuild", "okafor-told-in-march", "ruiz-budget", "ruiz-short", "ruiz-again")}
# The quotes of which nobody knows, without a check, whether they are verified. Whether anything was said between the
# segments of one is told by the speech of its article.
UNCHECKED = {
    "verification": {"quote/ruiz-budget"},
    "speaker": {"quote/ruiz-budget"},
    "omissions": {"quote/ruiz-budget"},
    "coverage": {"quote/ruiz-rebuild"},
    "text": QUOTES,
}
# The checks without which it is not known where the words of quotes stand.
LOSING = ("verification", "text")
# The records of which less is known without a check for another one.
LOST = {"coverage": QUOTES}
MORE = """\
- id: ruiz-short
  article: pier
  speech: direct
  text: We will rebuild the east pier # or so
  speaker: ana-ruiz
- id: ruiz-again
  article: pier
  speech: direct
  text: It is not a promise
  speaker: ana-ruiz
  attribution: said Ruiz
"""


def failing(monkeypatch: pytest.MonkeyPatch, function: str, ref: str) -> None:
    """Have a function fail when it is given the record with a ref."""
    owner: Any
    home, _, name = function.rpartition(".")
    try:
        owner = import_module(home)
    except ModuleNotFoundError:
        module, _, cls = home.rpartition(".")
        owner = getattr(import_module(module), cls)
    real: Callable[..., Any] = getattr(owner, name)

    def fails(*given: Any, **named: Any) -> Any:
        if any(_ref_of(each) == ref for each in given):
            raise LookupError("text of the archive, which belongs into no report")
        return real(*given, **named)

    monkeypatch.setattr(owner, name, fails)


def _ref_of(given: Any) -> str | None:
    """The ref of a record, or of what is asked of one; of an analysis, that of its article."""
    reading = getattr(given, "reading", None)
    return getattr(reading.article if reading else getattr(given, "record", given), "ref", None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    yaml = PIER_YAML.replace("  topics: [city-budget]\n", "  topics: [city-budget]\n  same_as: ruiz-rebuild\n")
    opening = "- {id: opening, name: The opening, date: 2024-06-01, date_basis: stated, "
    opening += "evidence: [{article: pier, text: before summer}]}\n"
    yaml = yaml.replace("topics:\n", "topics:\n- id: asked\n  label: Asked\n  matches: rebuild OR favourite\n", 1)
    return write_archive(tmp_path / "own", {"pier.txt": PIER}, yaml.replace("quotes:\n", f"{opening}quotes:\n") + MORE)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that reports are written to."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "article-explorer"


def report_in(state: Path) -> Path:
    """The one report that was written."""
    (report,) = state.glob("check-failed-*.txt")
    return report


def told(snapshot: Snapshot) -> set[Problem]:
    return set(snapshot.problems)


def test_each_check_of_a_reading_is_made_to_fail_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    real = Failures.guard

    def guard(failures: Failures, check: str) -> Guard:
        asked.add(check)
        return real(failures, check)

    monkeypatch.setattr(Failures, "guard", guard)
    read_snapshot(root)
    assert {*FAILING, "timeline"} == asked


@pytest.mark.parametrize("check", FAILING)
def test_of_a_check_that_fails_for_one_record_only_that_is_not_known(
    check: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All else is told as before, the failure again by each reading, until the check works; nothing counts as verified
    that was not checked.
    """
    function, ref = FAILING[check]
    well = read_snapshot(root)
    with monkeypatch.context() as patched:
        failing(patched, function, ref)
        snapshot = read_snapshot(root)
        again = read_again(snapshot)

    assert {(check, ref)} == {(failure.check, failure.ref) for failure in snapshot.failures}
    record, place = snapshot.archive.entries[ref].record, snapshot.archive.entries[ref].place
    message = f"the check “{check}” failed for this record (LookupError), because of a bug in the explorer"
    failed = Problem(place, Severity.ERROR, "check-failed", message, ref)
    # Without its text, nothing is known of what an article says.
    lost = {each.ref for each in well.problems} if check == "text" else {ref, *LOST.get(check, ())}
    assert {each for each in told(well) if each.ref not in lost} | {failed} <= told(snapshot)
    assert check == "text" or told(snapshot) <= told(well) | {failed}
    assert told(snapshot) == told(again)
    assert told(well) == told(read_again(again))

    assert Caution.NOT_VERIFIED in list(cautions(snapshot, record))
    unchecked = {
        name for name, found in snapshot.verifications.items() if found.segments and found.status is Status.UNCHECKED
    }
    assert UNCHECKED.get(check, set()) == unchecked
    assert (0 if check in LOSING else len(unchecked)) == snapshot.astray.get(Status.UNCHECKED, 0)


@pytest.mark.parametrize("check", FAILING)
def test_what_is_kept_beside_a_check_that_failed_is_read_from_there_and_that_is_tried_again(
    check: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a large archive would be checked anew at each start."""
    well = read_snapshot(root)
    with monkeypatch.context() as patched:
        failing(patched, *FAILING[check])
        failed = read_snapshot(root)
        token = keep(failed)
        assert token
        shown, again = as_kept(root), read_kept(root)
        assert shown
        assert shown.is_past
        assert shown.failures == read_kept(root, retrying=False).failures == failed.failures
        assert {(check, FAILING[check][1])} == {(each.check, each.ref) for each in again.failures}
        assert told(shown) == told(failed) == told(again)
        # It is not written anew, but where a text was not read, of which it is not known whether it is the same.
        assert again.kept == ("" if check == "text" else token)
    assert told(well) == told(read_kept(root))


def test_what_a_quote_might_have_held_is_told_again_on_a_store_when_the_quote_can_be_verified(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of another article, whose words that quote might have been."""
    more = "articles: [{id: more, file: more.txt, headline: More}]"
    write_archive(
        root, {"more.txt": "More\n\nAna Ruiz said the budget was “not my favourite subject”.\n"}, {"more.yaml": more}
    )
    well = read_snapshot(root)
    with monkeypatch.context() as patched:
        failing(patched, *FAILING["verification"])
        failed = read_snapshot(root)
        keep(failed)
    of_more = {each for each in told(well) if each.place.file == "seeds/more.txt"}
    assert of_more - told(failed)
    assert told(well) == told(read_kept(root))


def test_what_fails_for_one_record_in_another_process_is_told_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, *FAILING["verification"])
    failing(monkeypatch, *FAILING["coverage"])
    failing(monkeypatch, *FAILING["repeats"])
    write_archive(root, {"more.txt": SECOND}, {"more.yaml": SECOND_YAML})
    alone = read_snapshot(root)
    monkeypatch.setattr(finding, "_READ_AT_ONCE", 1)
    monkeypatch.setattr(checks, "_MANY", 0)
    several = read_snapshot(root, executor=Processes(2))
    assert alone.problems == several.problems
    assert {"verification", "coverage", "repeats"} == {failure.check for failure in several.failures}


def test_what_is_found_again_in_other_processes_is_kept_for_the_next_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which goes on from there as it does from what one process found."""
    alone = read_snapshot(root)
    monkeypatch.setattr(checks, "_MANY", 0)
    several = read_snapshot(root, executor=Processes(2))
    assert alone.problems == several.problems
    assert alone.repeats.also
    assert alone.repeats.also == several.repeats.also
    more = "people:\n- {id: ruiz, name: Ana Ruiz}\n"
    (root / "data" / "more.yaml").write_text(more, encoding="utf-8")
    assert read_again(alone).problems == read_again(several).problems != alone.problems


def test_a_person_whose_name_cannot_be_read_costs_no_quote_its_check(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = root / "data" / "archive.yaml", "text: not my favourite subject\n  speaker: "
    # Whom an attribution names instead is looked up among all people.
    path.write_text(path.read_text("utf-8").replace(f"{told}ana-ruiz", f"{told}city-aide"), "utf-8")
    well = read_snapshot(root)
    failing(monkeypatch, "explorer.checking.speakers.person_index.words_of_person", "person/ben-okafor")
    snapshot = read_snapshot(root)
    assert {("speaker", "person/ben-okafor")} == {(failure.check, failure.ref) for failure in snapshot.failures}
    assert well.verifications["quote/ruiz-budget"] == snapshot.verifications["quote/ruiz-budget"]


def test_a_person_who_has_changed_and_whose_name_cannot_be_read_is_told_as_by_a_whole_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well, path = read_snapshot(root), root / "data" / "archive.yaml"
    path.write_text(path.read_text("utf-8").replace("name: Ben Okafor", "name: Ben Okaro"), "utf-8")
    failing(monkeypatch, "explorer.checking.speakers.person_index.words_of_person", "person/ben-okafor")
    again = read_again(well)
    assert {("speaker", "person/ben-okafor")} == {(failure.check, failure.ref) for failure in again.failures}
    assert told(read_snapshot(root)) == told(again)


def test_a_check_that_fails_before_it_comes_to_any_record_costs_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise LookupError

    well = read_snapshot(root)
    monkeypatch.setattr("explorer.checking.date_conflicts._dated", fails)
    monkeypatch.setattr("explorer.checking.repeats.relating.places", fails)
    monkeypatch.setattr("explorer.snapshot.timeline", fails)
    snapshot = read_snapshot(root)
    failed = [problem for problem in snapshot.problems if problem.code == "check-failed"]
    assert {Place("data")} == {problem.place for problem in failed}
    assert ["dates", "repeats", "timeline"] == sorted(failure.check for failure in snapshot.failures)
    lost = ("same-words", "same-as-unlike", "versions-differ", "date-late")
    assert {problem for problem in told(well) if problem.code not in lost} <= told(snapshot)
    assert {row.event.id for row in well.timeline if isinstance(row, Moment)} == {
        row.event.id for row in snapshot.timeline if isinstance(row, Moment)
    }
    assert snapshot.problems == read_again(snapshot).problems


@pytest.mark.parametrize("words", [("search", "budget"), ("list", "quotes"), ("show", "quote/ruiz-budget"), ("check",)])
def test_each_command_shows_the_archive_and_says_where_the_report_is(
    words: tuple[str, ...],
    root: Path,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(monkeypatch, *FAILING["verification"])
    assert (1 if words == ("check",) else 0) == main([*words, "--archive", str(root)])
    out, err = capsys.readouterr()
    report = report_in(state)
    assert "ruiz-budget" in out or "the check “verification” failed" in out
    assert "explorer: a check failed for one record, because of a bug in the explorer" in err
    assert f"a report, without any text of your archive, is in {report}" in err
    assert "1 of " not in out
    written = report.read_text(encoding="utf-8")
    assert "explorer.checking.verifying, line " in written
    assert "LookupError: (str)" in written
    assert not [text for text in ("ruiz", "subject", "belongs into no report: ") if text in written]


async def test_the_app_shows_the_archive_and_says_where_the_report_is(
    root: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, *FAILING["verification"])
    app = ExplorerApp(root)
    notified: list[str] = []
    monkeypatch.setattr(app.main, "notify", lambda message, **_: notified.append(message))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert 5 == len(app.snapshot.archive.of_kind(Kind.QUOTE))
        report = report_in(state)
        assert any(str(report) in message for message in notified)


async def test_an_editor_is_told_at_the_record(root: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, *FAILING["verification"])
    shown: list[str] = []
    live = LiveArchive(root, "utf-16", dict, lambda: None, shown.append, lambda _: None, lambda _: None)
    snapshot = await live.settled()
    live.touch(None)
    await live.settled()
    diagnoses = live.marks["data/archive.yaml"].diagnoses
    live.close()
    assert snapshot is not None
    (diagnosis,) = (each for each in diagnoses if each.problem.code == "check-failed")
    assert "quote/ruiz-budget" == diagnosis.problem.ref
    (said,) = shown
    assert str(report_in(state)) in said


def test_linear_mode_says_it_at_the_beginning(root: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, *FAILING["verification"])
    heard = Listener(root).heard
    assert f"A report, without any text of your archive, is in {report_in(state)}." in heard
    assert "the check “verification” failed for this record" in Listener(root).type("problems")
