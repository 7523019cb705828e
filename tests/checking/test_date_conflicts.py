"""Dates that can't both be right."""

from __future__ import annotations

import pytest
from archives import archive_of
from forests import Walked, forests
from hypothesis import given

from explorer.checking.date_conflicts import date_conflicts
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Quote

YAML = """\
articles: [{{id: a, file: f, headline: h}}]
people: [{{id: p, name: P}}]
events:
- {{id: summit, name: S, date: {whole}}}
- {{id: talks, name: T, part_of: summit{part}}}
quotes:
- {{id: q, article: a, speech: direct, text: w, speaker: p, event: talks{quote}}}
"""


def conflicts(whole: str, part: str = "", quote: str = "") -> list[str]:
    part, quote = (f", date: {date}" if date else "" for date in (part, quote))
    return [str(problem) for problem in date_conflicts(archive_of(YAML.format(whole=whole, part=part, quote=quote)))]


def test_a_part_outside_of_its_whole_is_a_warning_at_its_date() -> None:
    expected = "data/archive.yaml:5:47: warning: date: 2023-11-20 (part of it) is outside of 2023-11-14/2023-11-17, "
    assert [f"{expected}the date of event/summit"] == conflicts("2023-11-14/2023-11-17", "2023-11-20")


def test_a_quote_said_when_its_event_was_not_is_a_warning_at_its_date() -> None:
    expected = "data/archive.yaml:7:80: warning: date: 2023-11-14 (said) is outside of 2023-11-15, the date of event/"
    assert [f"{expected}talks"] == conflicts("2023-11", "2023-11-15", "2023-11-14")


def test_an_event_without_a_date_has_that_of_its_whole() -> None:
    assert ["outside of 2023-11, the date of event/summit"] == [
        problem.partition(" is ")[2] for problem in conflicts("2023-11", "", "2023-12-01")
    ]


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("2023-11", "2023-11-15"),
        ("2023-11-15", "2023-11"),
        ("2023-11-14/2023-11-17", "2023-11-14/2023-11-15"),
        ("2023-11-14/2023-11-17", "2023"),
        ("2023-11-14/..", "2024"),
        ("2023-23", "2023-11"),
        ("202X", "2023"),
        ("2023-11-15", "2023-11-14?"),
        ("2023-11-15~", "2023-11-14"),
        ("2023-11-15", "../2023-11-15"),
    ],
)
def test_dates_that_may_both_be_right_are_no_conflict(whole: str, part: str) -> None:
    assert [] == conflicts(whole, part)
    assert [] == conflicts(whole, "", part)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("2023-11", "2023-12"),
        ("2023", "2022/2023"),
        ("2023-11-14/2023-11-17", "2023-11-16/2023-11-18"),
        ("2023-11-14/..", "2023-11-13"),
        ("2023-22", "2023-11"),
        ("202X", "2019"),
    ],
)
def test_a_part_with_an_end_outside_is_a_conflict(whole: str, part: str) -> None:
    assert 1 == len(conflicts(whole, part))


def test_a_quote_needs_only_one_day_in_common_with_its_event() -> None:
    """When something was said is often known less well than when the occasion was."""
    assert [] == conflicts("2023-11-14/2023-11-17", "", "2023-11-16/2023-11-18")
    assert 1 == len(conflicts("2023-11-14/2023-11-17", "", "2023-11-18/2023-11-19"))


@given(forests())
def test_a_date_is_compared_with_that_of_the_nearest_dated_event_above(archive: Archive) -> None:
    walked = Walked(archive)

    def nearest(record: AnyRecord) -> str:
        """The ref of the event whose date counts for a quote or an event; nothing for one that has no date itself."""
        assert isinstance(record, Quote | Event)
        first = archive.event_of(record) if isinstance(record, Quote) else archive.parent(record)
        above = walked.above(first) if first and record.date else []
        return next((whole.ref for whole in above if isinstance(whole, Event) and whole.date), "")

    for problem in date_conflicts(archive):
        record = archive.find(problem.ref or "")
        assert record
        assert nearest(record) == problem.message.rpartition(" of ")[2]


def test_an_event_that_comes_after_a_later_one_is_a_warning_there() -> None:
    yaml = "events: [{id: a, name: A, date: 2023-11-14, after: b}, {id: b, name: B, date: 2023-11-15}]"
    (problem,) = date_conflicts(archive_of(yaml))

    assert str(problem) == (
        "data/archive.yaml:1:52: warning: after: event/b is of 2023-11-15, which is later than 2023-11-14, "
        "the date of event/a"
    )
    assert problem.code == "after-conflict"


@pytest.mark.parametrize(
    "events",
    [
        "{id: a, name: A, date: 2023-11, after: b}, {id: b, name: B, date: 2023-11-15}",
        "{id: a, name: A, date: 2023-11-14, after: b}, {id: b, name: B, date: 2023-11-15?}",
        "{id: a, name: A, date: 2023-11-14, after: b}, {id: b, name: B}",
        "{id: a, name: A, date: 2023-11-16, after: b}, {id: b, name: B, date: 2023-11-15}",
    ],
)
def test_an_order_that_the_dates_leave_open_is_no_conflict(events: str) -> None:
    assert [] == list(date_conflicts(archive_of(f"events: [{events}]")))


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ("{id: a, name: A, after: b, part_of: b}, {id: b, name: B}", "this is part of it"),
        ("{id: a, name: A, after: b}, {id: b, name: B, part_of: a}", "it is part of this"),
    ],
)
def test_an_event_does_not_come_after_its_whole_or_its_part(events: str, why: str) -> None:
    (problem,) = date_conflicts(archive_of(f"events: [{events}]"))
    assert problem.message == f"after: event/b can't come before this, since {why}"
