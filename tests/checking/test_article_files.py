"""Whether the file of an article is the one that was curated, and its headline the file's."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_SHA256, PIER_YAML, write_archive

from explorer.checking.verification import Status
from explorer.snapshot import read_snapshot


def told(root: Path, yaml: str, text: str = PIER) -> list[tuple[str, str]]:
    problems = read_snapshot(write_archive(root, {"pier.txt": text}, yaml)).problems
    return [(problem.code, problem.message) for problem in problems]


def test_an_article_without_a_digest_is_a_note(tmp_path: Path) -> None:
    """It says what writes it."""
    ((code, message),) = told(tmp_path, PIER_YAML.replace(f", sha256: {PIER_SHA256}", ""))
    assert "sha256-missing" == code
    assert message.endswith("explorer check --fix writes it")


@pytest.mark.parametrize("wrong", ["abc", PIER_SHA256[1:], f"sha256-{PIER_SHA256}", "g" * 64])
def test_what_is_no_digest_is_said_to_be_none(tmp_path: Path, wrong: str) -> None:
    """Not that the file has changed: nobody knows that."""
    ((code, message),) = told(tmp_path, PIER_YAML.replace(PIER_SHA256, wrong))
    assert "wrong-sha256" == code
    assert PIER_SHA256 in message


LONG = f"The old pier is to be rebuilt, the mayor said, {'word ' * 99} (ap)\n"
# A text, and what stands in it as a headline.
HEADLINES = [
    ("Pier to be rebuilt\n\nThe pier …", "Pier to be rebuilt"),
    ("# Pier to be rebuilt #\n\nThe pier …", "Pier to be rebuilt"),
    (
        "The Herald\nMenu\nSearch\nSign in\nNews\nSport\n\n“Pier to be rebuilt”\n\nBy Ana\n\nThe pier …",
        "Pier to be rebuilt",
    ),
    ("Pier to be rebuilt | The Herald\n\nThe pier …", "Pier to be rebuilt"),
    ("The Herald: Pier to be rebuilt\n\nThe pier …", "Pier to be rebuilt"),
    ("Harbour\n\nPier to be\nrebuilt\n\nThe pier …", "Pier to be rebuilt"),
    ("The pier is to be rebuilt before summer, the mayor said.\n\nMore.", "The pier is to be rebuilt"),
    ("Pier to be rebuilt By Ana Ruiz\n\nThe pier …", "Pier to be rebuilt"),
    (
        "The Herald\n\nWhy a pier is worth what it costs, and more than that.\n\nIt is.",
        "Why a pier is worth what it costs, and more than that.",
    ),
    ("The pier is to be rebuilt. The mayor said so (Ana Ruiz)\n\nMore.", "The pier is to be rebuilt."),
    ("Opinion\n\nThe mayor’s pier\n\nThe mayor’s pier is old.", "The mayor's pier"),
    pytest.param(LONG, "The old pier is to be rebuilt, the mayor said", id="clauses of a very long line"),
]
# A text, and some words of it that are no headline.
NO_HEADLINES = [
    ("Pier to be rebuilt\n\nMayor Ana Ruiz said that the old pier is rotten to the core.", "the old pier is rotten"),
    ("Pier to be rebuilt\n\n" + "A line.\n\n" * 50 + "The end of the pier\n", "The end of the pier"),
    ("Pier to be rebuilt, mayor says\n\nThe pier is old.\n", "Pier to be rebuilt"),
    ("Pier to be rebuilt before summer\n\nThe pier is old.\n", "Pier to be rebuilt before"),
    (
        "Pier to be rebuilt by May\n\nBy Ana\n\nThe pier, which opened in 1911, will be rebuilt, the mayor said.",
        "The pier, which opened in 1911, will be rebuilt, the mayor said.",
    ),
    pytest.param(LONG, "The old pier is to be rebuilt", id="part of a clause of a very long line"),
    ("Pier to be rebuilt\n\nA.\n\nB.\n\nC.\n\nThe pier is old, and rotten.\n", "The pier is old"),
]


def headline_codes(root: Path, text: str, headline: str) -> set[str]:
    yaml = f"articles: [{{id: a, file: pier.txt, headline: {headline!r}}}]"
    return {code for code, _ in told(root, yaml, text)} & {"headline-inside", "headline-nowhere"}


@pytest.mark.parametrize(("text", "headline"), HEADLINES)
def test_a_headline_is_near_the_top(tmp_path: Path, text: str, headline: str) -> None:
    """On a line of its own, or on one of the first with little else."""
    assert set() == headline_codes(tmp_path, text, headline)


def test_a_headline_may_say_what_entities_of_the_text_mean(tmp_path: Path) -> None:
    """Where the text is a page's of which they were left; all offsets are those of the text."""
    line = "Fares &#163;1m up, Ruiz &amp; Okafor say"
    root = write_archive(
        tmp_path,
        {"pier.txt": f"News\n\n{line}\n\nThe &amp; in it.\n"},
        "articles: [{id: a, file: pier.txt, headline: 'Fares £1m up, Ruiz & Okafor say'}]",
    )
    snapshot = read_snapshot(root)
    assert {"sha256-missing"} == {problem.code for problem in snapshot.problems}
    (found,) = snapshot.verifications["article/a"].findings
    assert (Status.TYPOGRAPHIC, (6, 6 + len(line))) == (found.status, (found.passage.start, found.passage.end))  # type: ignore[union-attr]


@pytest.mark.parametrize("headline", ["Fares £2m up", "Fares & up", "Fares &#163;1m"])
def test_entities_excuse_no_other_words(tmp_path: Path, headline: str) -> None:
    text, yaml = "Fares &amp;#163;1m up\n\nWords.\n", f"articles: [{{id: a, file: pier.txt, headline: '{headline}'}}]"
    codes = {code for code, _ in told(tmp_path, yaml, text)}
    assert bool(codes & {"headline-nowhere", "headline-altered"}) == (headline != "Fares &#163;1m")


@pytest.mark.parametrize(("text", "headline"), NO_HEADLINES)
def test_words_from_within_the_text_are_no_headline(tmp_path: Path, text: str, headline: str) -> None:
    """The message says how the text begins."""
    assert {"headline-inside"} == headline_codes(tmp_path, text, headline)
