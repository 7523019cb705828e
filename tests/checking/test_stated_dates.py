"""Dates that an article states, and dates that only its curator knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import archive_of, write_archive

from explorer.checking.date_conflicts import date_conflicts
from explorer.snapshot import Snapshot, read_again, read_snapshot

# What an article says of a day, and the date that this states.
STATED = [
    ("on 14 November", "2023-11-14"),
    ("on Nov. 14, 2023", "2023-11-14"),
    ("on Wednesday, Nov, 15, 2023", "2023-11-15"),
    ("on the 14th of November 2023", "2023-11-14"),
    ("on November 14th", "2023-11-14?"),
    ("on 2023-11-14", "2023-11-14"),
    ("on 14.11.", "2023-11-14"),
    ("on 11/14/2023", "2023-11-14"),
    ("from 14 to 16 November", "2023-11-14/2023-11-16"),
    ("on November 14 and 15", "2023-11-15"),
    ("in November", "2023-11"),
    ("in Nov. 2022", "2022-11"),
    ("in November", "2023-11-XX"),
    ("in 2022", "2022~"),
    ("since 2022", "2022/.."),
    ("in 1997", "199X"),
    ("in the autumn", "2023-23"),
    ("on Tuesday", "2023-11-14"),
    ("yesterday", "2023-11-14"),
    ("this morning", "2023-11-15"),
    ("last year", "2022"),
    ("am 14. November", "2023-11-14"),
    ("le 14 novembre", "2023-11-14"),
    ("el 14 de noviembre de 2023", "2023-11-14"),
    ("14 ноября", "2023-11-14"),
    ("2023年11月14日", "2023-11-14"),
]
# What an article says, and a date that it does not state by that.
UNSTATED = [
    ("on 14 November", "2023-11-15"),
    ("on Nov. 14, 2022", "2023-11-14"),
    ("on Tuesday", "2023-11-15"),
    ("on Tuesday", "2023-10-10"),
    ("in November", "2023-11-14"),
    ("in 2022", "2023"),
    ("yesterday", "2023-11-15"),
    ("last year", "2021"),
    ("from 14 to 16 November", "2023-11-14/2023-11-17"),
    ("when they may agree on 5 points", "2023-05"),
    ("at 11.14 metres and 20:23", "2023-11-14"),
    ("after the talks", "2023-11-14"),
]


def archive(
    root: Path, says: str, date: str, *, basis: str = "stated", more: str = "", kind: str = "quote"
) -> Snapshot:
    """An article of 15 November 2023 with one quote or event of a date, beside what it says of that."""
    text = f"The pier\n\nMayor Ana Ruiz said that it would be rebuilt {says} and that the town was glad.\n\n{more}\n"
    yaml = "articles: [{id: a, file: a.txt, headline: The pier, published: 2023-11-15, language: en}]\n"
    yaml += "people: [{id: ana-ruiz, name: Ana Ruiz}]\n"
    dated = f"date: {date}, date_basis: {basis}"
    if kind == "event":
        yaml += f"events: [{{id: e, name: E, {dated}, evidence: [{{article: a, text: it would be rebuilt}}]}}]"
    else:
        words = "text: it would be rebuilt, attribution: Mayor Ana Ruiz said that"
        yaml += f"quotes: [{{id: q, article: a, speech: indirect, speaker: ana-ruiz, {words}, {dated}}}]"
    return read_snapshot(write_archive(root, {"a.txt": text}, yaml))


def is_told(snapshot: Snapshot) -> bool:
    return "date-unstated" in {problem.code for problem in snapshot.problems}


@pytest.mark.parametrize("kind", ["quote", "event"])
@pytest.mark.parametrize(("says", "date"), STATED)
def test_a_date_may_be_stated_in_many_ways(tmp_path: Path, says: str, date: str, kind: str) -> None:
    """In any form and several languages, and by the day of publication."""
    assert not is_told(archive(tmp_path, says, date, kind=kind))


@pytest.mark.parametrize(("says", "date"), UNSTATED)
def test_another_date_is_told(tmp_path: Path, says: str, date: str) -> None:
    """But not when the record says itself that it is inferred."""
    assert is_told(archive(tmp_path / "stated", says, date))
    assert not is_told(archive(tmp_path / "inferred", says, date, basis="inferred"))


def test_what_stands_far_off_is_not_beside_the_words(tmp_path: Path) -> None:
    """It may be the date of something else."""
    more = "It is old.\n\nIt is long.\n\nIt burnt down on 14 November 2023."
    assert is_told(archive(tmp_path / "far", "soon", "2023-11-14", more=more))
    assert not is_told(archive(tmp_path / "near", "soon", "2023-11-14", more="She said so on 14 November."))


def test_a_weekday_needs_something_that_tells_which_one(tmp_path: Path) -> None:
    """A day that the article names elsewhere will do; without any, nobody knows."""
    day = "2023-11-28"
    assert is_told(archive(tmp_path / "none", "on Tuesday", day, more="."))
    more = "It is old.\n\nIt is long.\n\nThe fair is on 25 November."
    assert not is_told(archive(tmp_path / "named", "on Tuesday", day, more=more))


def test_an_event_without_words_states_nothing(tmp_path: Path) -> None:
    """Unless one of its quotes does."""
    yaml = "events: [{id: e, name: E, date: 2023-11-14, date_basis: stated}]"
    assert is_told(read_snapshot(write_archive(tmp_path, {}, yaml)))


def test_of_an_unknown_language_nothing_is_said(tmp_path: Path) -> None:
    """Its months may stand there."""
    text = "Laituri\n\nPormestari sanoi 14. marraskuuta, että laituri korjataan pian ja että kaupunki iloitsee.\n"
    yaml = (
        "articles: [{id: a, file: a.txt, headline: Laituri, language: fi}]\n"
        "events: [{id: e, name: E, date: 2023-11-14, date_basis: stated, evidence: [{article: a, text: sanoi}]}]"
    )
    assert not is_told(read_snapshot(write_archive(tmp_path, {"a.txt": text}, yaml)))


def test_what_was_told_is_told_again_after_an_edit_elsewhere(tmp_path: Path) -> None:
    """And a change of the publication is heeded."""
    before = archive(tmp_path, "on Tuesday", "2023-11-21")
    (tmp_path / "data" / "more.yaml").write_text("topics: [{id: t, label: T}]", encoding="utf-8")
    after = read_again(before)
    assert not is_told(before)
    assert not is_told(after)
    path = tmp_path / "data" / "archive.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2023-11-15", "2023-10-15 "), encoding="utf-8")
    assert is_told(read_again(after))
    assert is_told(read_again(read_again(after)))


def test_the_shipped_archive_states_what_it_says(shipped: Snapshot) -> None:
    """Its stated dates stand in its evidence."""
    assert [] == shipped.told["stated dates"]


@pytest.mark.parametrize(
    ("attribution", "date", "is_wrong"),
    [
        ("Ruiz said Tuesday", "2023-11-15", True),
        ("Ruiz said Tuesday", "2023-11-14", False),
        ("Ruiz said Tuesday", "2023-11-15?", False),
        ("Ruiz said Tuesday", "2023-11", False),
        ("Ruiz said after Tuesday’s vote", "2023-11-15", False),
        ("Ruiz, who won on Sunday, said Tuesday", "2023-11-15", False),
        ("Ruiz sat in the sun and said", "2023-11-15", False),
        ("sagte Ruiz am Dienstag", "2023-11-15", True),
    ],
)
def test_a_date_of_another_weekday_than_the_attribution_names_is_told(
    attribution: str, date: str, *, is_wrong: bool
) -> None:
    """However the date is known."""
    archive = archive_of(
        "people: [{id: p, name: Ana Ruiz}]\nquotes:\n- {id: q, article: a, speech: direct, text: w, speaker: p, "
        f"date: '{date}', attribution: '{attribution}'}}"
    )
    assert (["weekday-conflict"] if is_wrong else []) == [problem.code for problem in date_conflicts(archive)]


@pytest.mark.parametrize("published", ["../2023", "2023/..", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("says", ["on Tuesday", "yesterday", "tomorrow", "on 31 December"])
def test_an_article_without_a_first_or_a_last_day_is_read_as_any_other(
    tmp_path: Path, published: str, says: str
) -> None:
    text = f"The pier\n\nMayor Ana Ruiz said that it would be rebuilt {says}.\n"
    yaml = f"""\
articles: [{{id: a, file: a.txt, headline: The pier, published: {published}, language: en}}]
people: [{{id: ana-ruiz, name: Ana Ruiz}}]
events:
- {{id: one, name: One, date: 2023-11-14, date_basis: stated, evidence: [{{article: a, text: be rebuilt}}]}}
- {{id: other, name: Other, date: 9999-12-28, date_basis: stated, evidence: [{{article: a, text: be rebuilt}}]}}
"""
    assert () == read_snapshot(write_archive(tmp_path, {"a.txt": text}, yaml)).failures
