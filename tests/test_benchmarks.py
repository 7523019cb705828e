"""The benchmarks: always the same data, and every figure that they promise."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from benchmarks import drafting, quotes, same_words, search, sizes
from benchmarks.archive_files import write_archive
from benchmarks.engines import ENGINES
from benchmarks.keystroke_screen import in_a_bare_app, in_the_explorer
from benchmarks.misspellings import misspellings
from benchmarks.newspaper import write_newspaper
from benchmarks.pseudo_terminal import ROOT
from benchmarks.queries import hard_queries, plain_queries, words_of
from benchmarks.quotes import archive_of
from explorer.model.archive import Archive
from explorer.model.problems import Severity
from explorer.model.records import AnyRecord, Quote, title
from explorer.snapshot import read_snapshot


@pytest.fixture(autouse=True)
def _few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """To invent as many as a large archive has takes longer than to make a small one of them."""
    monkeypatch.setattr(quotes, "_NAMES", 2_000)


@cache
def archive() -> Archive:
    """A small one, made when it is first asked for."""
    return archive_of(200)


def records_of(archive: Archive) -> list[AnyRecord]:
    return sorted((entry.record for entry in archive.entries.values()), key=lambda record: record.ref)


def test_an_archive_is_the_same_for_a_size_and_a_seed() -> None:
    """So that two runs can be compared."""
    assert records_of(archive()) == records_of(archive_of(200))
    assert records_of(archive()) != records_of(archive_of(200, seed=1))


def test_a_generated_archive_has_so_many_quotes_of_three_to_forty_words_and_no_problems() -> None:
    """Whatever is named is there."""
    sizes = [len(words_of(title(quote))) for quote in archive().all(Quote)]
    assert 200 == len(sizes)
    assert all(3 <= size <= 40 for size in sizes)
    assert [] == archive().problems


def test_words_come_as_often_as_in_english() -> None:
    """A few words make up much of the text, and most words come once."""
    counts = Counter(word for quote in archive().all(Quote) for word in words_of(title(quote)))
    assert "the" == counts.most_common(1)[0][0]
    assert sum(count for _, count in counts.most_common(100)) > counts.total() / 3
    assert sum(count == 1 for count in counts.values()) > len(counts) / 2


def test_what_is_misspelt_is_no_word() -> None:
    """Else it would be another word that is meant."""
    known = misspellings()
    assert set() == {wrong for forms in known.values() for wrong in forms} & known.keys()


def test_queries_are_the_same_for_a_seed() -> None:
    """So that two runs can be compared."""
    assert plain_queries(archive(), 20) == plain_queries(archive(), 20)
    assert hard_queries(archive(), 20) == hard_queries(archive(), 20)
    assert plain_queries(archive(), 20) != plain_queries(archive(), 20, seed=1)


def test_a_query_can_mean_one_quote_alone() -> None:
    """The words that are meant stand together in that quote and in no other."""
    queries = plain_queries(archive(), 20) + hard_queries(archive(), 20)
    assert 40 == len(queries)
    for query in queries:
        holders = [quote.ref for quote in archive().all(Quote) if query.meant <= set(words_of(title(quote)))]
        assert [query.ref] == holders


def test_a_written_archive_is_read_as_it_was(tmp_path: Path) -> None:
    """With every quote found in its article."""
    write_archive(archive(), tmp_path)
    snapshot = read_snapshot(tmp_path)
    assert records_of(archive()) == records_of(snapshot.archive)
    assert {"sha256-missing"} == {problem.code for problem in snapshot.problems}


def test_the_benchmark_of_the_search_prints_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    """For each engine, for ours against each other one and a frame, and for making and changing the index."""
    search.main(["200", "--queries", "5"])
    printed = capsys.readouterr().out
    figures = {}
    for line in printed.splitlines():
        name, numbers = re.fullmatch(r"(.*?)((?: +[\d.,e+-]+%?)*)", line).groups()  # type: ignore[union-attr]
        figures[name] = len(numbers.split())
    others = [engine.name for engine in ENGINES[1:]]
    # Four shares, four times, the time of making the index and its memory, and how many queries and keys were asked.
    assert dict.fromkeys(("explorer", *others), 12).items() <= figures.items()
    assert {f"explorer / {name}": 6 for name in others}.items() <= figures.items()
    assert 4 == figures["explorer / frame of 60 Hz"]
    assert dict.fromkeys(("making the index", "idle thread", "ratio"), 2).items() <= figures.items()
    number = r"\d+\.\d+"
    for told in (
        f"index in a thread: searchable after {number} s, whole after {number} s",
        f"one quote edited: updated in {number} s, made anew in {number} s, ratio {number}",
        f"a query, median: {number} ms before, {number} ms after, ratio {number}",
    ):
        assert re.search(told, printed), told


def test_the_benchmark_of_the_same_words_finds_them_all_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """And prints every figure, beside that of the verification."""
    same_words.main(["--quotes", "600", "--compared", "50"])
    printed = capsys.readouterr().out
    for told in (
        r"same words, cold +\d+\.\d+ s +[\d,]+ quotes/s +\d+\.\d+ × verify",
        r"same words after one edit +\d+\.\d+ s +\d+ times as fast as cold",
        r"found +100\.00%  besides 0 others",
        r"rapidfuzz, \d+ quotes +\d+\.\d+ s",
    ):
        assert re.search(told, printed), told


def test_the_benchmark_of_drafting_prints_its_figures_beside_those_of_regular_expressions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    drafting.main(["--only", "us-c"])
    printed = capsys.readouterr().out
    for told in (r"\d+ articles, [\d,]+ a second", r"sure and right +\d+\.\d%", r"paraphrase F1 +\d+\.\d%"):
        assert re.search(told, printed), told
    assert 2 == len(re.findall(r"^speaker +\d+\.\d%$", printed, re.MULTILINE))


def test_a_key_is_timed_until_its_results_are_on_the_screen(tmp_path: Path) -> None:
    """In the explorer, where the right ones must come, and in the app that it is compared with; in seconds."""
    for measured in (in_the_explorer(archive(), tmp_path, ["th"]), in_a_bare_app(["th"])):
        begun = time.perf_counter()
        seconds = list(measured)
        assert 2 == len(seconds)
        assert all(each > 0 for each in seconds)
        assert sum(seconds) < time.perf_counter() - begun


def test_a_newspaper_is_the_same_for_a_size_and_has_hardly_an_error(tmp_path: Path) -> None:
    """Every quote stands in its article, said by its speaker: what costs time is what a good archive costs."""
    for name in ("one", "other"):
        write_newspaper(400, tmp_path / name)
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "other")
    ]
    assert files[0] == files[1]
    snapshot = read_snapshot(tmp_path / "one")
    assert 400 == len(list(snapshot.archive.all(Quote)))
    errors = [problem.code for problem in snapshot.problems if problem.severity == Severity.ERROR]
    assert len(errors) <= 4
    assert set(errors) <= {"quote-ambiguous"}  # of two words that stand twice


def test_the_costs_of_a_size_are_printed_as_multiples_of_their_baselines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The median of each figure, for each checkout."""
    checkouts = [sizes.Checkout(name, tmp_path, tmp_path) for name in ("explorer", "the other")]
    values = [(sizes.BARE, "", 0.2), (f"{sizes.BARE}, memory", "", 40 * 2**20), (sizes.YAML, "", 0.5)]
    for number, checkout in enumerate(checkouts, 1):
        values += [(name, checkout.name, number * 1.0) for name in sizes.FIGURES if not name.startswith("memory")]
        values += [("list", checkout.name, number * 3.0), ("list", checkout.name, number * 2.0)]
        values += [("memory after a search", checkout.name, number * 60 * 2**20)]
    monkeypatch.setattr(sizes, "measure", lambda *_, **__: iter(values))
    sizes.report(35, tmp_path, checkouts)
    printed = capsys.readouterr().out
    for told in (
        r"start → first frame +1000 ms +5\.00 × +2000 ms +10\.00 × +bare app",
        r"list +2000 ms +4\.00 × +4000 ms +8\.00 × +yaml\.load",
        r"memory after a search +60 MB +1\.50 × +120 MB +3\.00 × +bare app",
    ):
        assert re.search(told, printed), printed


def test_a_command_that_crashes_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 2"):
        sizes.command(sizes.Checkout("explorer", ROOT, tmp_path), "search", tmp_path)


def test_a_folder_without_an_explorer_is_told_before_anything_is_measured(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(SystemExit):
            sizes.main(["35", "--against", str(folder)])
        assert f"--against {folder}: there is no checkout of the explorer" in capsys.readouterr().err
